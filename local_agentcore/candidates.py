"""The records that a search is among, and what the index says of each."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from local_agentcore import topics
from local_agentcore.embedding import Vectors
from local_agentcore.questions import Clause
from local_agentcore.relevance import Column, Evidence

_LEAST_WEIGHT = 0.2
_WORD = re.compile(r"[^\W_]+")
_FEW = 10
"""As many records may have a topic before it counts for less."""
_NEAREST = 2
"""Phrases of those that a request brings to mind on which a record must bear."""
_NEARER = 0.04
"""By so much a record must be nearer to them than most, or it counts for less."""
_FARTHER = 0.05
"""No record counts for less by more than this: the phrases are guesses."""
_MOST = 5
"""Of fewer records than this, none can be said to be farther than most."""
_SELDOM = 0.03
"""A name that is in fewer of the records than this is nobody whom they speak of."""


class Candidates:
    """Records by their keys, in rising order. Rows are (key, kind, version), sorted by key.

    `around` are the rows of what was said around the records, at most one a record; `namespaces`
    say where the records are, as far as that is known.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        rows: Sequence[Any],
        around: Sequence[Any] = (),
        namespaces: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        self._db = db
        self._namespaces = namespaces
        keys = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        self.keys, self._first = np.unique(keys, return_index=True)
        self._around = np.searchsorted(self.keys, [row[0] for row in around]).astype(np.intp)
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

    def actors_of(self, names: Iterable[str]) -> frozenset[str]:
        """Those of the names that are an actor's: in a namespace, or in hardly any record."""
        few = _SELDOM * len(self.keys)
        return frozenset(
            name
            for name in names
            if self._owned(name).any() or self._with("words", name).sum() <= few
        )

    def evidence(
        self, clause: Clause, topics_asked: Iterable[str], cosines: Vectors, associated: Vectors
    ) -> Evidence:
        """What speaks for each record; of its rows' `cosines` the best counts.

        After the records' own rows the cosines have those of what was said around them.
        `associated` are the cosines of the own rows with what the clause brings to mind, a column
        a phrase.
        """
        shared = [self._shared(topic) for topic in sorted(topics_asked)]
        own, around = np.split(cosines, [len(cosines) - len(self._around)])
        meaning: Column = np.maximum.reduceat(own, self._first)
        nearby = np.zeros_like(meaning)
        nearby[self._around] = np.maximum(around - meaning[self._around], 0)
        told, with_context = self._shares_of(clause.words)
        return Evidence(
            meaning=meaning,
            associated=self._associated(associated),
            words=told,
            nearby_meaning=nearby,
            nearby_words=with_context - told,
            topics=_column(np.mean(shared, axis=0)) if shared else np.zeros_like(meaning),
            topical=self._marked[topics.TOPICAL],
            about_people=self._marked[topics.ABOUT_PEOPLE],
            subject_is_other=self._marked[topics.SUBJECT_IS_OTHER],
            of_another=self._of_another(clause.actors),
            preference=self._preference,
            liking=self._marked[topics.LIKING],
            disliking=self._marked[topics.DISLIKING],
        )

    def _associated(self, cosines: Vectors) -> Column:
        """By how much more than most each record bears on the phrases that it is nearest to."""
        if not cosines.shape[1]:
            return np.zeros(len(self.keys), dtype=np.float32)
        by_record = np.maximum.reduceat(cosines, self._first, axis=0)
        nearest: Column = np.sort(by_record, axis=1)[:, -_NEAREST:].mean(axis=1)
        farthest = _FARTHER if len(self.keys) >= _MOST else 0.0
        above: Column = np.maximum(nearest - nearest.mean() - _NEARER, -farthest)
        return above

    def _shared(self, topic: str) -> Column:
        """1 for the records with a topic, less where many have it: then it tells little."""
        there = self._with("marks", topic)
        return there * np.float32(min(1.0, _FEW / max(1.0, float(there.sum()))))

    def _of_another(self, actors: Iterable[str]) -> Column:
        """1 for the records of other actors than the one that a question names."""
        named = [self._owned(name) for name in actors]
        theirs = np.maximum.reduce(named) if named else np.zeros(len(self.keys), dtype=np.float32)
        return 1 - theirs if theirs.any() else theirs

    def _owned(self, name: str) -> Column:
        """1 for the records in whose namespace a name stands as a word."""
        word = name.casefold()
        spaces = set(self._namespaces.values())
        owned = {space for space in spaces if word in _WORD.findall(space.casefold())}
        return _column(self._namespaces.get(int(key)) in owned for key in self.keys)

    def _shares_of(self, words: Sequence[str]) -> tuple[Column, Column]:
        """The share of words there, each weighed by how rare it is among these records (BM25's).

        Once in the records' own words, once in these and what was said around them.
        """
        shares = np.zeros((2, len(self.keys)), dtype=np.float32)
        totals = np.zeros(2)
        for word in words:
            told = self._with("words", word)
            for row, there in enumerate((told, np.maximum(told, self._near(word)))):
                count = float(there.sum())
                rarity = np.log(1 + (len(there) - count + 0.5) / (count + 0.5))
                weight = max(float(rarity), _LEAST_WEIGHT)
                shares[row] += weight * there
                totals[row] += weight
        told, with_context = shares / np.maximum(totals, 1e-9)[:, None]
        return told, np.maximum(told, with_context)

    def _near(self, word: str) -> Column:
        """1 for the records around which a word was said."""
        if not len(self._around):
            return np.zeros(len(self.keys), dtype=np.float32)
        return self._matching("record_context", f'"{word}"')

    def _with(self, column: str, word: str) -> Column:
        """1 for the records with a word in a column of the index."""
        return self._matching("record_words", f'{column} : "{word}"')

    def _matching(self, table: str, query: str) -> Column:
        rows = self._db.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?",
            (query, int(self.keys[0]), int(self.keys[-1])),
        )
        found = np.fromiter((row[0] for row in rows), np.int64)
        return np.isin(self.keys, found).astype(np.float32)


def _column(values: Iterable[float] | NDArray[Any]) -> Column:
    return np.asarray(list(values), dtype=np.float32)
