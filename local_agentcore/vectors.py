"""Vectors beside the records, in SQLite, with a bounded copy in memory to multiply by."""

import secrets
import sqlite3
import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from local_agentcore.embedding import DIMENSIONS, Vectors

SCHEMA = """
CREATE TABLE record_vectors (
    version INTEGER PRIMARY KEY,
    key     INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    vector  BLOB NOT NULL
) STRICT;
CREATE INDEX record_vectors_by_key ON record_vectors (key, kind);
"""

CAPACITY = 32_768
"""Vectors held in memory at most: 48 MB."""
_IN_ONE_STATEMENT = 500
_FIRST_SIZE = 256


class VectorStore:
    """The vectors of records, several a record where its text has several parts.

    Each vector has a random version that no other ever has. What is in memory goes by versions, so
    it is right whatever other processes commit and other transactions roll back.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._slots: dict[int, int] = {}
        self._matrix: Vectors = np.zeros((0, DIMENSIONS), dtype=np.float32)

    def add(self, db: sqlite3.Connection, key: int, kind: str, vectors: Vectors) -> None:
        """Store a record's vectors, one a row."""
        db.executemany(
            "INSERT INTO record_vectors (version, key, kind, vector) VALUES (?, ?, ?, ?)",
            [(secrets.randbits(62), key, kind, row.tobytes()) for row in vectors],
        )

    def remove(self, db: sqlite3.Connection, keys: Sequence[int]) -> None:
        """Forget the vectors of records."""
        db.executemany("DELETE FROM record_vectors WHERE key = ?", [(key,) for key in keys])

    def similarities(
        self, db: sqlite3.Connection, versions: Sequence[int], queries: Vectors
    ) -> Vectors:
        """The cosine of each vector with each query, shape (versions, queries).

        Raises:
            KeyError: a version is gone; read the versions in the same transaction.
        """
        found = np.zeros((len(versions), len(queries)), dtype=np.float32)
        for start in range(0, len(versions), self._capacity):
            part = versions[start : start + self._capacity]
            with self._lock:
                slots = self._held(db, part)
                # The whole matrix at once is quicker than a copy of most of its rows.
                if 2 * len(part) > len(self._slots):
                    found[start : start + len(part)] = (self._matrix @ queries.T)[slots]
                else:
                    found[start : start + len(part)] = self._matrix[slots] @ queries.T
        return found

    def _held(self, db: sqlite3.Connection, versions: Sequence[int]) -> NDArray[np.intp]:
        """Where these versions are in the matrix, after reading those that were not."""
        missing = [version for version in versions if version not in self._slots]
        if len(self._slots) + len(missing) > self._capacity:
            self._slots.clear()
            missing = list(versions)
        self._grow(len(self._slots) + len(missing))
        for start in range(0, len(missing), _IN_ONE_STATEMENT):
            self._read(db, missing[start : start + _IN_ONE_STATEMENT])
        return np.fromiter((self._slots[version] for version in versions), np.intp, len(versions))

    def _read(self, db: sqlite3.Connection, versions: Sequence[int]) -> None:
        marks = ", ".join("?" * len(versions))
        rows = db.execute(
            f"SELECT version, vector FROM record_vectors WHERE version IN ({marks})", versions
        )
        for version, vector in rows:
            slot = len(self._slots)
            self._matrix[slot] = np.frombuffer(vector, dtype=np.float32)
            self._slots[version] = slot

    def _grow(self, size: int) -> None:
        if size > len(self._matrix):
            larger = min(self._capacity, max(_FIRST_SIZE, 2 * size))
            matrix = np.zeros((larger, DIMENSIONS), dtype=np.float32)
            matrix[: len(self._matrix)] = self._matrix
            self._matrix = matrix
