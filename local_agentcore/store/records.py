"""Memory records: what was extracted, by namespace."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local_agentcore.clock import now_ms
from local_agentcore.namespaces import path_of
from local_agentcore.search import Match, Prepared, SearchIndex
from local_agentcore.store import record_history
from local_agentcore.store.paging import Position
from local_agentcore.store.record_conditions import HISTORY_COLUMNS, Condition

BASE, REFLECTION = "BASE", "REFLECTION"
"""The types of records: what events say, and what episodes teach together."""
LIVING = "(expires_ms IS NULL OR expires_ms > ?)"


@dataclass(frozen=True)
class Record:
    """A memory record. `key` is new for each text it ever had; times in milliseconds.

    `actor_id` is whose statement it is, if known. What is no longer true has a `superseded_ms`, and
    as `superseded_by` the ID of the record that took its place, if one did.
    """

    key: int
    record_id: str
    memory_id: str
    strategy_id: str
    strategy_type: str
    namespace: str
    text: str
    metadata: dict[str, dict[str, Any]]
    created_ms: int
    record_type: str = BASE
    timestamp_ms: int | None = None
    updated_ms: int = 0
    expiry_days: int | None = None
    expires_ms: int | None = None
    actor_id: str | None = None
    superseded_by: str | None = None
    superseded_ms: int | None = None

    @property
    def namespaces(self) -> list[str]:
        """The record's namespace as the API has it: in a list, which is empty without one."""
        return [self.namespace] if self.namespace else []


@dataclass(frozen=True)
class Scope:
    """Which records: of a memory, in one namespace exactly or below a path, of one strategy.

    None that has expired, only those whose metadata meets all conditions, and none that was written
    after the one with `last_key`. Superseded ones where a condition asks for them, and none else.
    """

    memory_id: str
    namespace: str | None = None
    namespace_path: str | None = None
    strategy_id: str | None = None
    conditions: tuple[Condition, ...] = ()
    last_key: int | None = None


class Records:
    """The records of a database together with the index that finds them by meaning."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def insert(self, db: sqlite3.Connection, record: Record, prepared: Prepared) -> None:
        """Add a record; its `key` is given by the database."""
        done = db.execute(
            "INSERT INTO records (record_id, memory_id, strategy_id, strategy_type, namespace,"
            " namespace_path, text, metadata, created_ms, record_type, timestamp_ms, updated_ms,"
            " expiry_days, expires_ms, actor_id, superseded_by, superseded_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.record_id,
                record.memory_id,
                record.strategy_id,
                record.strategy_type,
                record.namespace,
                path_of(record.namespace),
                record.text,
                json.dumps(record.metadata, ensure_ascii=False),
                record.created_ms,
                record.record_type,
                record.timestamp_ms,
                record.updated_ms,
                record.expiry_days,
                record.expires_ms,
                record.actor_id,
                record.superseded_by,
                record.superseded_ms,
            ),
        )
        assert done.lastrowid is not None
        if record.superseded_ms is None:
            self._index.add(db, done.lastrowid, prepared, record.strategy_type)

    def rewrite(self, db: sqlite3.Connection, record: Record, prepared: Prepared) -> None:
        """Give a record a new text and metadata: same ID, same creation time, a new key."""
        self._remove(db, [record.key])
        self.insert(db, record, prepared)

    def update(self, db: sqlite3.Connection, record: Record) -> None:
        """Write a record anew whose text and strategy type stay."""
        db.execute(
            "UPDATE records SET strategy_id = ?, namespace = ?, namespace_path = ?, metadata = ?,"
            " timestamp_ms = ?, updated_ms = ?, expiry_days = ?, expires_ms = ?, actor_id = ?"
            " WHERE key = ?",
            (
                record.strategy_id,
                record.namespace,
                path_of(record.namespace),
                json.dumps(record.metadata, ensure_ascii=False),
                record.timestamp_ms,
                record.updated_ms,
                record.expiry_days,
                record.expires_ms,
                record.actor_id,
                record.key,
            ),
        )

    def supersede(
        self, db: sqlite3.Connection, record: Record, by: str | None, said_ms: int
    ) -> None:
        """Hide a record that is no longer true since `said_ms`; `by` is the ID of the one that is.

        It can still be had by its ID.
        """
        db.execute(
            "UPDATE records SET superseded_by = ?, superseded_ms = ? WHERE key = ?",
            (by, said_ms, record.key),
        )
        self._index.remove(db, [record.key])

    def delete(self, db: sqlite3.Connection, record: Record) -> None:
        """Remove a record and what it superseded; of a superseded one nothing else goes."""
        if record.superseded_ms is None:
            self._remove(db, [record.key, *record_history.older_keys(db, [record.key])])
        else:
            self._remove(db, [record.key])
            record_history.unlink(db, record.memory_id, record.record_id, record.superseded_by)

    def _remove(self, db: sqlite3.Connection, keys: Sequence[int]) -> None:
        db.executemany("DELETE FROM records WHERE key = ?", [(key,) for key in keys])
        self._index.remove(db, keys)

    def delete_all(self, db: sqlite3.Connection, memory_id: str) -> None:
        """Remove all records of a memory."""
        keys = db.execute("SELECT key FROM records WHERE memory_id = ?", (memory_id,)).fetchall()
        self._index.remove(db, [row["key"] for row in keys])
        db.execute("DELETE FROM records WHERE memory_id = ?", (memory_id,))

    def purge_expired(self, db: sqlite3.Connection, now_ms: int) -> int:
        """Remove the records whose time is over, with what they superseded; how many were over."""
        rows = db.execute("SELECT * FROM records WHERE expires_ms <= ?", (now_ms,)).fetchall()
        for row in rows:
            self.delete(db, _record(row))
        return len(rows)

    def get(self, db: sqlite3.Connection, memory_id: str, record_id: str) -> Record | None:
        """The record with this ID, superseded or not, or None."""
        row = db.execute(
            f"SELECT * FROM records WHERE memory_id = ? AND record_id = ? AND {LIVING}",
            (memory_id, record_id, now_ms()),
        ).fetchone()
        return _record(row) if row else None

    def last_key(self, db: sqlite3.Connection) -> int:
        """The key of the record that was written last, 0 when there is none."""
        key: int = db.execute("SELECT coalesce(max(key), 0) FROM records").fetchone()[0]
        return key

    def newest(
        self, db: sqlite3.Connection, scope: Scope, after: Position | None, limit: int
    ) -> list[Record]:
        """Records, newest first. `after` is (created_ms, record_id) of the last one seen."""
        condition, values = _condition(scope)
        created_ms, record_id = after or (1 << 62, "")
        rows = db.execute(
            "SELECT * FROM records WHERE key IN (SELECT key FROM records"
            f" WHERE {condition} AND (-created_ms, record_id) > (-?, ?)"
            " ORDER BY created_ms DESC, record_id LIMIT ?) ORDER BY created_ms DESC, record_id",
            (*values, created_ms, record_id, limit),
        ).fetchall()
        return [_record(row) for row in rows]

    def all(self, db: sqlite3.Connection, scope: Scope) -> list[Record]:
        """All records of a scope, oldest first."""
        condition, values = _condition(scope)
        rows = db.execute(f"SELECT * FROM records WHERE {condition} ORDER BY key", values)
        return [_record(row) for row in rows.fetchall()]

    def search(
        self, db: sqlite3.Connection, scope: Scope, query: str, limit: int
    ) -> list[tuple[Record, Match]]:
        """The records that answer `query` best, with how well each does, best first."""
        condition, values = _condition(scope)
        rows = db.execute(f"SELECT key, namespace FROM records WHERE {condition}", values)
        namespaces = {row["key"]: row["namespace"] for row in rows}
        matches = self._index.search(db, query, namespaces, limit)
        found = []
        for match in matches:
            row = db.execute("SELECT * FROM records WHERE key = ?", (match.key,)).fetchone()
            found.append((_record(row), match))
        return found


def _condition(scope: Scope) -> tuple[str, list[Any]]:
    conditions: list[str] = ["memory_id = ?", LIVING]
    if not any(condition.key in HISTORY_COLUMNS for condition in scope.conditions):
        conditions.append(record_history.CURRENT)
    values: list[Any] = [scope.memory_id, now_ms()]
    if scope.namespace is not None:
        conditions.append("namespace = ?")
        values.append(scope.namespace)
    if scope.namespace_path is not None:
        path = path_of(scope.namespace_path)
        # All that begins with the path, by the index: '0' is the character after '/'.
        conditions.append("namespace_path >= ? AND namespace_path < ?")
        values.extend([path, path[:-1] + "0"])
    if scope.strategy_id is not None:
        conditions.append("strategy_id = ?")
        values.append(scope.strategy_id)
    if scope.last_key is not None:
        conditions.append("key <= ?")
        values.append(scope.last_key)
    for condition in scope.conditions:
        sql, bound = condition.sql()
        conditions.append(sql)
        values.extend(bound)
    return " AND ".join(conditions), values


def _record(row: sqlite3.Row) -> Record:
    return Record(
        key=row["key"],
        record_id=row["record_id"],
        memory_id=row["memory_id"],
        strategy_id=row["strategy_id"],
        strategy_type=row["strategy_type"],
        namespace=row["namespace"],
        text=row["text"],
        metadata=json.loads(row["metadata"]),
        created_ms=row["created_ms"],
        record_type=row["record_type"],
        timestamp_ms=row["timestamp_ms"],
        updated_ms=row["updated_ms"],
        expiry_days=row["expiry_days"],
        expires_ms=row["expires_ms"],
        actor_id=row["actor_id"],
        superseded_by=row["superseded_by"],
        superseded_ms=row["superseded_ms"],
    )
