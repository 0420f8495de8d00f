"""Memories and their strategies."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local_agentcore.store.paging import Position


@dataclass(frozen=True)
class Strategy:
    """How a memory turns events into records, and under which namespace it puts them.

    `configuration` and `record_schema` are as GetMemory answers them, empty when there is none.
    """

    id: str
    name: str
    type: str
    description: str | None
    namespace_template: str
    created_ms: int
    updated_ms: int
    configuration: Mapping[str, Any] = field(default_factory=dict)
    record_schema: Mapping[str, Any] = field(default_factory=dict)
    record_expiry_days: int | None = None


@dataclass(frozen=True)
class Memory:
    """A memory resource. Times are milliseconds since 1970.

    `settings` has the members that are only kept and answered, and `indexedKeys` and
    `namespaceKeys`, all as the API has them.
    """

    id: str
    name: str
    description: str | None
    event_expiry_days: int
    created_ms: int
    updated_ms: int
    strategies: tuple[Strategy, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)


def insert(db: sqlite3.Connection, memory: Memory, client_token: str | None) -> None:
    """Add a memory with its strategies."""
    db.execute(
        "INSERT INTO memories (id, name, description, event_expiry_days, client_token, created_ms,"
        " updated_ms, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            memory.id,
            memory.name,
            memory.description,
            memory.event_expiry_days,
            client_token,
            memory.created_ms,
            memory.updated_ms,
            json.dumps(memory.settings),
        ),
    )
    _write_strategies(db, memory)


def update(db: sqlite3.Connection, memory: Memory) -> None:
    """Write a memory anew: all but its ID, its name and when it was created.

    A strategy that it has no longer goes with its extraction jobs; the records that it made stay.
    """
    db.execute(
        "UPDATE memories SET description = ?, event_expiry_days = ?, updated_ms = ?, settings = ?"
        " WHERE id = ?",
        (
            memory.description,
            memory.event_expiry_days,
            memory.updated_ms,
            json.dumps(memory.settings),
            memory.id,
        ),
    )
    kept = json.dumps([strategy.id for strategy in memory.strategies])
    db.execute(
        "DELETE FROM strategies WHERE memory_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
        (memory.id, kept),
    )
    _write_strategies(db, memory)


def _write_strategies(db: sqlite3.Connection, memory: Memory) -> None:
    """Add the memory's strategies, or change those that are there."""
    db.executemany(
        "INSERT INTO strategies (id, memory_id, position, name, type, description,"
        " namespace_template, created_ms, updated_ms, configuration, record_schema,"
        " record_expiry_days) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET position = excluded.position,"
        " description = excluded.description, namespace_template = excluded.namespace_template,"
        " updated_ms = excluded.updated_ms, configuration = excluded.configuration,"
        " record_schema = excluded.record_schema,"
        " record_expiry_days = excluded.record_expiry_days",
        [_strategy_row(memory.id, *numbered) for numbered in enumerate(memory.strategies)],
    )


def _strategy_row(memory_id: str, position: int, strategy: Strategy) -> tuple[object, ...]:
    return (
        strategy.id,
        memory_id,
        position,
        strategy.name,
        strategy.type,
        strategy.description,
        strategy.namespace_template,
        strategy.created_ms,
        strategy.updated_ms,
        json.dumps(strategy.configuration),
        json.dumps(strategy.record_schema),
        strategy.record_expiry_days,
    )


def count(db: sqlite3.Connection) -> int:
    """How many memories there are."""
    return int(db.execute("SELECT count(*) FROM memories").fetchone()[0])


def get(db: sqlite3.Connection, memory_id: str) -> Memory | None:
    """The memory with this ID, or None."""
    row = db.execute("SELECT * FROM memories WHERE id = ?", (memory_id,)).fetchone()
    return _memory(db, row) if row else None


def find(db: sqlite3.Connection, name: str) -> Memory | None:
    """The memory of this name, or None."""
    row = db.execute("SELECT * FROM memories WHERE name = ?", (name,)).fetchone()
    return _memory(db, row) if row else None


def find_by_token(db: sqlite3.Connection, client_token: str) -> Memory | None:
    """The memory that was created with this client token, or None."""
    row = db.execute("SELECT * FROM memories WHERE client_token = ?", (client_token,)).fetchone()
    return _memory(db, row) if row else None


def newest(db: sqlite3.Connection, after: Position | None, limit: int) -> list[Memory]:
    """Memories, newest first. `after` is (created_ms, id) of the last one seen."""
    created_ms, memory_id = after or (1 << 62, "")
    rows = db.execute(
        "SELECT * FROM memories WHERE (-created_ms, id) > (-?, ?)"
        " ORDER BY created_ms DESC, id LIMIT ?",
        (created_ms, memory_id, limit),
    ).fetchall()
    return [_memory(db, row) for row in rows]


def delete(db: sqlite3.Connection, memory_id: str) -> None:
    """Remove a memory and, by the foreign keys, all that is in it but the search index."""
    db.execute("DELETE FROM memories WHERE id = ?", (memory_id,))


def _memory(db: sqlite3.Connection, row: sqlite3.Row) -> Memory:
    strategies = db.execute(
        "SELECT * FROM strategies WHERE memory_id = ? ORDER BY position", (row["id"],)
    ).fetchall()
    return Memory(
        id=row["id"],
        name=row["name"],
        description=row["description"],
        event_expiry_days=row["event_expiry_days"],
        created_ms=row["created_ms"],
        updated_ms=row["updated_ms"],
        strategies=tuple(_strategy(found) for found in strategies),
        settings=json.loads(row["settings"]),
    )


def _strategy(row: sqlite3.Row) -> Strategy:
    return Strategy(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        description=row["description"],
        namespace_template=row["namespace_template"],
        created_ms=row["created_ms"],
        updated_ms=row["updated_ms"],
        configuration=json.loads(row["configuration"]),
        record_schema=json.loads(row["record_schema"]),
        record_expiry_days=row["record_expiry_days"],
    )
