"""The records that a search is among, and what the index says of each."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from local_agentcore import topics
from local_agentcore.embedding import Vectors
from local_agentcore.relevance import Column, Evidence

_LEAST_WEIGHT = 0.2


class Candidates:
    """Records by their keys, in rising order. Rows are (key, kind, version), sorted by key."""

    def __init__(self, db: sqlite3.Connection, rows: Sequence[Any]) -> None:
        self._db = db
        keys = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        self.keys, self._first = np.unique(keys, return_index=True)
        kinds = [rows[first][1] for first in self._first]
        self._preference = _column(kind == "USER_PREFERENCE" for kind in kinds)
        marks = (
            topics.TOPICAL,
            topics.ABOUT_PEOPLE,
            topics.SUBJECT_IS_OTHER,
            topics.LIKING,
            topics.DISLIKING,
        )
        self._marked = {mark: self._with("marks", mark) for mark in marks}

    def evidence(
        self, words: Sequence[str], topics_asked: Iterable[str], cosines: Vectors
    ) -> Evidence:
        """What speaks for each record; of its rows' `cosines` the best counts."""
        shared = [self._with("marks", topic) for topic in sorted(topics_asked)]
        meaning: Column = np.maximum.reduceat(cosines, self._first)
        return Evidence(
            meaning=meaning,
            words=self._share_of(words),
            topics=_column(np.mean(shared, axis=0)) if shared else np.zeros_like(meaning),
            topical=self._marked[topics.TOPICAL],
            about_people=self._marked[topics.ABOUT_PEOPLE],
            subject_is_other=self._marked[topics.SUBJECT_IS_OTHER],
            preference=self._preference,
            liking=self._marked[topics.LIKING],
            disliking=self._marked[topics.DISLIKING],
        )

    def _share_of(self, words: Sequence[str]) -> Column:
        """The share of words there, each weighed by how rare it is among these records (BM25's)."""
        share = np.zeros(len(self.keys), dtype=np.float32)
        total = 0.0
        for word in words:
            there = self._with("words", word)
            count = float(there.sum())
            rarity = np.log(1 + (len(there) - count + 0.5) / (count + 0.5))
            weight = max(float(rarity), _LEAST_WEIGHT)
            share += weight * there
            total += weight
        return share / total if total else share

    def _with(self, column: str, word: str) -> Column:
        """1 for the records with a word in a column of the index."""
        rows = self._db.execute(
            "SELECT rowid FROM record_words WHERE record_words MATCH ? AND rowid BETWEEN ? AND ?",
            (f'{column} : "{word}"', int(self.keys[0]), int(self.keys[-1])),
        )
        found = np.fromiter((row[0] for row in rows), np.int64)
        return np.isin(self.keys, found).astype(np.float32)


def _column(values: Iterable[float] | NDArray[Any]) -> Column:
    return np.asarray(list(values), dtype=np.float32)
