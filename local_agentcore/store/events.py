"""Events: short-term memory as it was said, newest first."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local_agentcore.store.paging import Position

METADATA_CONDITIONS = {
    "EXISTS": "json_extract(metadata, ?) IS NOT NULL",
    "NOT_EXISTS": "json_extract(metadata, ?) IS NULL",
    "EQUALS_TO": "json_extract(metadata, ?) = ?",
}


@dataclass(frozen=True)
class SessionKey:
    """Which session of which actor in which memory."""

    memory_id: str
    actor_id: str
    session_id: str


@dataclass(frozen=True)
class Event:
    """One event. `payload` and `metadata` are as the wire has them; times in milliseconds."""

    seq: int
    session: SessionKey
    event_id: str
    timestamp_ms: int
    branch_name: str | None
    root_event_id: str | None
    payload: list[dict[str, Any]]
    metadata: dict[str, dict[str, str]]


@dataclass(frozen=True)
class MetadataFilter:
    """A condition on one metadata key; `value` only for EQUALS_TO."""

    key: str
    operator: str
    value: str | None


@dataclass(frozen=True)
class SessionSummary:
    """A session that has events."""

    session_id: str
    created_ms: int


def insert(
    db: sqlite3.Connection,
    event: Event,
    *,
    client_token: str | None,
    created_ms: int,
    awaits_extraction: bool,
) -> None:
    """Add an event; its `seq` is given by the database."""
    db.execute(
        "INSERT INTO events (memory_id, actor_id, session_id, event_id, timestamp_ms, branch_name,"
        " root_event_id, payload, metadata, client_token, created_ms, awaits_extraction)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.session.memory_id,
            event.session.actor_id,
            event.session.session_id,
            event.event_id,
            event.timestamp_ms,
            event.branch_name,
            event.root_event_id,
            json.dumps(event.payload, ensure_ascii=False),
            json.dumps(event.metadata, ensure_ascii=False),
            client_token,
            created_ms,
            awaits_extraction,
        ),
    )


def get(db: sqlite3.Connection, session: SessionKey, event_id: str) -> Event | None:
    """The session's event with this ID, or None."""
    row = db.execute(
        "SELECT * FROM events WHERE memory_id = ? AND actor_id = ? AND session_id = ?"
        " AND event_id = ?",
        (session.memory_id, session.actor_id, session.session_id, event_id),
    ).fetchone()
    return _event(row) if row else None


def find_by_token(db: sqlite3.Connection, memory_id: str, client_token: str) -> Event | None:
    """The event that was created with this client token, or None."""
    row = db.execute(
        "SELECT * FROM events WHERE memory_id = ? AND client_token = ?", (memory_id, client_token)
    ).fetchone()
    return _event(row) if row else None


def delete(db: sqlite3.Connection, session: SessionKey, event_id: str) -> bool:
    """Remove an event; whether there was one."""
    done = db.execute(
        "DELETE FROM events WHERE memory_id = ? AND actor_id = ? AND session_id = ?"
        " AND event_id = ?",
        (session.memory_id, session.actor_id, session.session_id, event_id),
    )
    return done.rowcount > 0


def newest(
    db: sqlite3.Connection,
    session: SessionKey,
    *,
    branch_name: str | None,
    filters: Sequence[MetadataFilter],
    after: Position | None,
    limit: int,
) -> list[Event]:
    """A session's events, newest first. `after` is (timestamp_ms, seq) of the last one seen."""
    conditions = ["memory_id = ?", "actor_id = ?", "session_id = ?"]
    values: list[Any] = [session.memory_id, session.actor_id, session.session_id]
    if after is not None:
        conditions.append("(timestamp_ms, seq) < (?, ?)")
        values.extend(after)
    if branch_name is not None:
        conditions.append("ifnull(branch_name, 'main') = ?")
        values.append(branch_name)
    for condition in filters:
        conditions.append(METADATA_CONDITIONS[condition.operator])
        values.append(f'$."{condition.key}".stringValue')
        values.extend([condition.value] if condition.operator == "EQUALS_TO" else [])
    rows = db.execute(
        f"SELECT * FROM events WHERE {' AND '.join(conditions)}"
        " ORDER BY timestamp_ms DESC, seq DESC LIMIT ?",
        (*values, limit),
    ).fetchall()
    return [_event(row) for row in rows]


def awaiting(db: sqlite3.Connection, session: SessionKey) -> list[Event]:
    """The session's events that were not extracted yet, oldest first."""
    rows = db.execute(
        "SELECT * FROM events WHERE memory_id = ? AND actor_id = ? AND session_id = ?"
        " AND awaits_extraction ORDER BY timestamp_ms, seq",
        (session.memory_id, session.actor_id, session.session_id),
    ).fetchall()
    return [_event(row) for row in rows]


def mark_extracted(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Say that these events were extracted."""
    db.executemany(
        "UPDATE events SET awaits_extraction = 0 WHERE seq = ?", [(event.seq,) for event in events]
    )


def actors(db: sqlite3.Connection, memory_id: str, after: Position | None, limit: int) -> list[str]:
    """The IDs of a memory's actors, in their order. `after` is (actor_id,) of the last one."""
    rows = db.execute(
        "SELECT DISTINCT actor_id FROM events WHERE memory_id = ? AND actor_id > ?"
        " ORDER BY actor_id LIMIT ?",
        (memory_id, after[0] if after else "", limit),
    ).fetchall()
    return [row["actor_id"] for row in rows]


def sessions(
    db: sqlite3.Connection, memory_id: str, actor_id: str, after: Position | None, limit: int
) -> list[SessionSummary]:
    """An actor's sessions, newest first. `after` is (created_ms, session_id) of the last one."""
    created_ms, session_id = after or (1 << 62, "")
    rows = db.execute(
        "SELECT session_id, min(created_ms) AS created_ms FROM events"
        " WHERE memory_id = ? AND actor_id = ? GROUP BY session_id"
        " HAVING (-min(created_ms), session_id) > (-?, ?)"
        " ORDER BY min(created_ms) DESC, session_id LIMIT ?",
        (memory_id, actor_id, created_ms, session_id, limit),
    ).fetchall()
    return [SessionSummary(row["session_id"], row["created_ms"]) for row in rows]


def _event(row: sqlite3.Row) -> Event:
    return Event(
        seq=row["seq"],
        session=SessionKey(row["memory_id"], row["actor_id"], row["session_id"]),
        event_id=row["event_id"],
        timestamp_ms=row["timestamp_ms"],
        branch_name=row["branch_name"],
        root_event_id=row["root_event_id"],
        payload=json.loads(row["payload"]),
        metadata=json.loads(row["metadata"]),
    )
