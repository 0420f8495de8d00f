"""Vectors in SQLite and their copy in memory."""

import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest

from local_agentcore.embedding import DIMENSIONS, Vectors
from local_agentcore.vectors import SCHEMA, VectorStore


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    yield connection
    connection.close()


def unit(*places: int) -> Vectors:
    vectors = np.zeros((len(places), DIMENSIONS), dtype=np.float32)
    vectors[np.arange(len(places)), places] = 1
    return vectors


def versions(db: sqlite3.Connection) -> list[int]:
    rows = db.execute("SELECT version FROM record_vectors ORDER BY key").fetchall()
    return [row[0] for row in rows]


def test_cosines_with_several_queries(db: sqlite3.Connection) -> None:
    store = VectorStore()
    for key in range(3):
        store.add(db, key, "SEMANTIC", unit(key))
    assert store.similarities(db, versions(db), unit(1, 2)).tolist() == [[0, 0], [1, 0], [0, 1]]
    assert store.similarities(db, versions(db)[2:], unit(2)).tolist() == [[1]]


def test_more_vectors_than_memory_holds(db: sqlite3.Connection) -> None:
    store = VectorStore(capacity=4)
    for key in range(11):
        store.add(db, key, "SEMANTIC", unit(key))
    every = versions(db)
    for part in (every, every[:3], every[2:6], every):
        found = store.similarities(db, part, unit(*range(11)))
        assert found.argmax(axis=1).tolist() == [every.index(version) for version in part]


def test_a_rolled_back_vector_is_not_mistaken_for_the_next(db: sqlite3.Connection) -> None:
    store = VectorStore()
    db.execute("BEGIN")
    store.add(db, 1, "SEMANTIC", unit(5))
    assert store.similarities(db, versions(db), unit(5)).tolist() == [[1]]
    db.execute("ROLLBACK")
    store.add(db, 1, "SEMANTIC", unit(6))
    assert store.similarities(db, versions(db), unit(5)).tolist() == [[0]]


def test_another_stores_writes_are_seen(db: sqlite3.Connection) -> None:
    ours, other = VectorStore(), VectorStore()
    ours.add(db, 1, "SEMANTIC", unit(1))
    assert ours.similarities(db, versions(db), unit(1)).tolist() == [[1]]
    other.remove(db, [1])
    other.add(db, 1, "SEMANTIC", unit(2))
    assert ours.similarities(db, versions(db), unit(1)).tolist() == [[0]]
