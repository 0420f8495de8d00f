"""The index that finds records by words and by meaning, in the records' own SQLite file."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from local_agentcore import vectors
from local_agentcore.associations import associations_of
from local_agentcore.candidates import Candidates
from local_agentcore.embedding import Embedder, Vectors
from local_agentcore.questions import Clause, Kind, read_query
from local_agentcore.relevance import Evidence, contributions, relevance
from local_agentcore.searchable import as_said, matter_of, searchable
from local_agentcore.topics import marks_of, speaks_of_people, topics_of
from local_agentcore.vectors import VectorStore

SCHEMA = (
    vectors.SCHEMA
    + """
CREATE VIRTUAL TABLE record_words USING fts5 (
    words, marks, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""
)

CONTEXT_SCHEMA = """
CREATE VIRTUAL TABLE record_context USING fts5 (
    words, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""
"""What was said around a record: looser evidence than its own words."""
_CONTEXT = "CONTEXT"
"""The kind of a vector that is not the record's own but that of what was said around it."""

_COMMON_QUESTIONS = Path(__file__).parent / "data" / "common_questions.txt"
_IN_COMMON = 0.7
"""How much of the common questions' mean is taken off a question: what is left is what it asks."""
_MATTER = 0.4
"""How much of a liking's vector is that of what it is about."""
_KEPT_QUERIES = 256


@dataclass(frozen=True)
class Prepared:
    """A record's content, read and embedded: what can be done before a transaction."""

    words: str
    marks: str
    vectors: Vectors
    context: str = ""
    context_vectors: Vectors | None = None


@dataclass(frozen=True)
class Match:
    """A record found. `score`, `words` and `meaning` are from 0 to 1.

    `parts` are what the score of a question of this kind is made of (see `contributions`).
    """

    key: int
    score: float
    words: float
    meaning: float
    kind: str = ""
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Examined:
    """What there is to say of the candidates in view of one clause of a query."""

    clause: Clause
    topics: frozenset[str]
    keys: NDArray[np.int64]
    evidence: Evidence

    @property
    def asks_for_people(self) -> bool:
        """Whether the clause is after somebody in the actor's life."""
        return speaks_of_people(self.topics)

    def scores(self) -> NDArray[np.float64]:
        """Each candidate's score, in the order of the keys."""
        return relevance(
            self.clause.kind,
            has_topics=bool(self.topics),
            asks_for_people=self.asks_for_people,
            evidence=self.evidence,
        )

    def parts(self) -> dict[str, NDArray[np.float64]]:
        """What each candidate's score is made of, in the order of the keys."""
        return contributions(
            self.clause.kind,
            has_topics=bool(self.topics),
            asks_for_people=self.asks_for_people,
            evidence=self.evidence,
        )

    def match(self, position: int, score: float, parts: Mapping[str, Any]) -> Match:
        """The candidate at a position, found with this score."""
        return Match(
            key=int(self.keys[position]),
            score=score,
            words=float(self.evidence.words[position]),
            meaning=float(np.clip(self.evidence.meaning[position], 0, 1)),
            kind=str(self.clause.kind),
            parts={name: float(column[position]) for name, column in parts.items()},
        )


class SearchIndex:
    """Adds, removes and finds records by their keys, within the caller's transaction.

    A score depends on the question and on the records it is asked of, on no others in the file.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors = VectorStore()
        # An agent asks the same of each of its namespaces.
        self._embed_query = lru_cache(maxsize=_KEPT_QUERIES)(self._embed_questions)
        self._embed_phrases = lru_cache(maxsize=_KEPT_QUERIES)(self._embedder.embed)

    def warm(self) -> None:
        """Load what the first record or question would otherwise wait for."""
        self._embed_query(("",))

    def prepare(self, text: str, context: str = "") -> Prepared:
        """Read and embed a record's content (see `searchable`).

        `context` is what was said around it: it helps to find the record and is never answered.
        """
        content = searchable(text)
        vectors = self._embed_said([as_said(passage) for passage in content.passages])
        marks = " ".join(sorted(marks_of(content.words)))
        around = self._embedder.embed([context]) if context else None
        return Prepared(content.words, marks, vectors, context, around)

    def _embed_said(self, said: Sequence[str]) -> Vectors:
        """A vector for each sentence, in which what a liking is about counts beside the whole."""
        matters = {place: matter for place, matter in enumerate(map(matter_of, said)) if matter}
        vectors = self._embedder.embed([*said, *matters.values()])
        whole, places = vectors[: len(said)].copy(), list(matters)
        mixed = (1 - _MATTER) * whole[places] + _MATTER * vectors[len(said) :]
        whole[places] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
        return whole

    def add(
        self, db: sqlite3.Connection, key: int, text: str | Prepared, strategy_type: str
    ) -> None:
        """Index a record; what was under its key is replaced."""
        prepared = self.prepare(text) if isinstance(text, str) else text
        self.remove(db, [key])
        db.execute(
            "INSERT INTO record_words (rowid, words, marks) VALUES (?, ?, ?)",
            (key, prepared.words, prepared.marks),
        )
        self._vectors.add(db, key, strategy_type, prepared.vectors)
        if prepared.context_vectors is not None:
            db.execute(
                "INSERT INTO record_context (rowid, words) VALUES (?, ?)", (key, prepared.context)
            )
            self._vectors.add(db, key, _CONTEXT, prepared.context_vectors)

    def remove(self, db: sqlite3.Connection, keys: Sequence[int]) -> None:
        """Forget records; unknown keys do not matter."""
        for table in ("record_words", "record_context"):
            db.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(key,) for key in keys])
        self._vectors.remove(db, keys)

    def search(
        self,
        db: sqlite3.Connection,
        query: str,
        namespaces: Mapping[int, str] | Sequence[int],
        limit: int,
    ) -> list[Match]:
        """The records that answer the query best, best first, at most `limit`.

        Searched are those with these keys; what they map to says whose they are, so that a
        question that names an actor finds that actor's.
        Each has the score of the question that it answers best, of those that the query asks.
        Equal scores: the newest first. A query that asks nothing (a greeting, a sum) finds nothing
        that scores more than 0.1.
        """
        return _best(self.examine(db, read_query(query), namespaces), limit)

    def examine(
        self,
        db: sqlite3.Connection,
        clauses: Sequence[Clause],
        namespaces: Mapping[int, str] | Sequence[int],
    ) -> list[Examined]:
        """The evidence for each clause, on which its scores rest; none where no key is known."""
        own, around = _rows(db, namespaces)
        if not own:
            return []
        known = namespaces if isinstance(namespaces, Mapping) else {}
        candidates = Candidates(db, own, around, known)
        clauses = [clause.of_the_actor(candidates.actors_of(clause.names)) for clause in clauses]
        questions = self._embed_query(tuple(clause.text for clause in clauses))
        versions = [row[2] for row in (*own, *around)]
        cosines = self._vectors.similarities(db, versions, questions)
        examined = []
        for number, clause in enumerate(clauses):
            topics = topics_of(clause.text)
            associated = self._associated(db, clause, versions[: len(own)])
            evidence = candidates.evidence(clause, topics, cosines[:, number], associated)
            examined.append(Examined(clause, topics, candidates.keys, evidence))
        return examined

    def _associated(
        self, db: sqlite3.Connection, clause: Clause, versions: Sequence[int]
    ) -> Vectors:
        """The cosines of records' own vectors with what advice will speak of, a column a phrase."""
        phrases = associations_of(clause.text) if clause.kind is Kind.ADVICE else ()
        if not phrases:
            return np.zeros((len(versions), 0), dtype=np.float32)
        return self._vectors.similarities(db, versions, self._embed_phrases(phrases))

    def _embed_questions(self, texts: tuple[str, ...]) -> Vectors:
        centred: Vectors = self._embedder.embed(texts) - _IN_COMMON * self._common
        return centred

    @cached_property
    def _common(self) -> Vectors:
        """The mean vector of the common questions."""
        lines = _COMMON_QUESTIONS.read_text(encoding="utf-8").splitlines()
        found = self._embedder.embed([line for line in lines if not line.startswith("#")])
        mean: Vectors = found.mean(axis=0)
        return mean


def _rows(db: sqlite3.Connection, keys: Iterable[int]) -> tuple[list[Any], list[Any]]:
    """The vectors' rows of the records with these keys, and of what was said around them."""
    rows = db.execute(
        "SELECT key, kind, version FROM record_vectors"
        " WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(list(keys)),),
    ).fetchall()
    return (
        [row for row in rows if row[1] != _CONTEXT],
        [row for row in rows if row[1] == _CONTEXT],
    )


def _best(examined: Sequence[Examined], limit: int) -> list[Match]:
    if not examined:
        return []
    keys = examined[0].keys
    scores = np.stack([one.scores() for one in examined])
    best = scores.max(axis=0)
    places = np.lexsort((-keys, -best))[:limit]
    clauses = scores[:, places].argmax(axis=0)
    parts = {number: examined[number].parts() for number in set(map(int, clauses))}
    return [
        examined[number].match(int(place), float(best[place]), parts[number])
        for number, place in zip(map(int, clauses), places, strict=True)
    ]
