"""Fits the weights of local_agentcore.relevance on the labelled cases that are marked "fit"."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.retrieval_cases import Actor, Query, cases
from local_agentcore.questions import Kind, read_query
from local_agentcore.relevance import features
from local_agentcore.search import SearchIndex

_BROAD = (Kind.EVERYTHING, Kind.TASTE, Kind.DISTASTE, Kind.NOTHING)
_ANSWER_COUNTS = 1.2
"""An answer missed weighs a little more than a wrong one given: an agent can pass over a record."""
_PENALTY = 0.5
_PENALTIES = {"always": 0.0}

KeysOf = Callable[[Sequence[tuple[str, str]]], list[int]]
Numbers = NDArray[np.float64]


def fit(index: SearchIndex, db: sqlite3.Connection, keys_of: KeysOf) -> dict[str, float]:
    """WEIGHTS, by penalised logistic regression over each query of one clause."""
    names: list[str] = []
    rows: list[Numbers] = []
    due: list[bool] = []
    for actor, query in cases("fit"):
        for ids in _namespaces(actor):
            keys = keys_of([actor.records[name] for name in ids])
            columns = _features(index, db, keys, query)
            names = list(columns) or names
            for position, name in enumerate(ids if columns else ()):
                if name not in query.either_way:
                    rows.append(np.array([columns[one][position] for one in names], np.float64))
                    due.append(name in query.answers)
    weights = _logistic(np.stack(rows), np.array(due), names)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _namespaces(actor: Actor) -> Iterator[list[str]]:
    """What agents search: all at once, and each strategy's by itself."""
    yield list(actor.records)
    for kind in ("SEMANTIC", "USER_PREFERENCE"):
        yield [name for name, record in actor.records.items() if record[0] == kind]


def _features(
    index: SearchIndex, db: sqlite3.Connection, keys: list[int], query: Query
) -> dict[str, NDArray[np.float32]]:
    clauses = read_query(query.text)
    if len(clauses) > 1 or clauses[0].kind in _BROAD:
        return {}
    (found,) = index.examine(db, clauses, keys)
    positions = np.searchsorted(np.sort(np.array(keys)), keys)
    columns = features(
        found.clause.kind,
        has_topics=bool(found.topics),
        asks_for_people=found.asks_for_people,
        evidence=found.evidence,
    )
    return {name: column[positions] for name, column in columns.items()}


def _logistic(given: Numbers, due: NDArray[np.bool_], names: list[str]) -> Numbers:
    """Newton's method."""
    penalty = np.array([_PENALTIES.get(name, _PENALTY) for name in names])
    counts = np.where(due, _ANSWER_COUNTS, 1.0)
    weights = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (counts * (chance - due)) + penalty * weights
        curve = (given.T * (counts * chance * (1 - chance))) @ given + np.diag(penalty + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    return weights
