"""Events: short-term memory as it was said, newest first."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from local_agentcore.store.paging import Position

METADATA_CONDITIONS = {
    "EXISTS": "EXISTS (SELECT 1 FROM json_each(metadata) WHERE key = ?)",
    "NOT_EXISTS": "NOT EXISTS (SELECT 1 FROM json_each(metadata) WHERE key = ?)",
    "EQUALS_TO": "EXISTS (SELECT 1 FROM json_each(metadata)"
    " WHERE key = ? AND json_extract(value, '$.stringValue') = ?)",
}
MAIN = "main"
"""What the branch of events without one is called in a filter."""
IN_SESSION = "memory_id = ? AND actor_id = ? AND session_id = ?"
LIVING = "NOT ingested AND expires_ms > ?"
"""Events that can be seen: not what IngestData keeps until it is extracted, nor what expired."""


@dataclass(frozen=True)
class SessionKey:
    """Which session of which actor in which memory."""

    memory_id: str
    actor_id: str
    session_id: str


@dataclass(frozen=True)
class Event:
    """One event. `payload` and `metadata` are as the wire has them; times in milliseconds.

    An `ingested` one is content that IngestData was given: it is extracted and then gone. From a
    `skipped` one nothing is ever learned.
    """

    seq: int
    session: SessionKey
    event_id: str
    timestamp_ms: int
    branch_name: str | None
    root_event_id: str | None
    payload: list[dict[str, Any]]
    metadata: dict[str, dict[str, str]]
    created_ms: int
    expires_ms: int
    namespace_variables: dict[str, str] = field(default_factory=dict)
    ingested: bool = False
    skipped: bool = False

    @property
    def position(self) -> tuple[int, int]:
        """Where the event stands in its session, oldest first."""
        return self.timestamp_ms, self.seq


@dataclass(frozen=True)
class Stretch:
    """A part of a session: one branch, up to and including a position if there is one."""

    branch: str
    until: tuple[int, int] | None = None


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
    db: sqlite3.Connection, event: Event, *, client_token: str | None, strategy_ids: Sequence[str]
) -> Event:
    """Add an event, which awaits extraction by these strategies; its `seq` is the database's."""
    done = db.execute(
        "INSERT INTO events (memory_id, actor_id, session_id, event_id, timestamp_ms, branch_name,"
        " root_event_id, payload, metadata, client_token, created_ms, expires_ms,"
        " namespace_variables, ingested, skipped)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *_key(event.session),
            event.event_id,
            event.timestamp_ms,
            event.branch_name,
            event.root_event_id,
            json.dumps(event.payload, ensure_ascii=False),
            json.dumps(event.metadata, ensure_ascii=False),
            client_token,
            event.created_ms,
            event.expires_ms,
            json.dumps(event.namespace_variables),
            event.ingested,
            event.skipped,
        ),
    )
    assert done.lastrowid is not None
    db.executemany(
        "INSERT INTO awaiting_extraction (strategy_id, seq) VALUES (?, ?)",
        [(strategy_id, done.lastrowid) for strategy_id in strategy_ids],
    )
    return replace(event, seq=done.lastrowid)


def get(db: sqlite3.Connection, session: SessionKey, event_id: str, now_ms: int) -> Event | None:
    """The session's event with this ID, or None."""
    row = db.execute(
        f"SELECT * FROM events WHERE {IN_SESSION} AND event_id = ? AND {LIVING}",
        (*_key(session), event_id, now_ms),
    ).fetchone()
    return _event(row) if row else None


def is_taken(db: sqlite3.Connection, memory_id: str, event_id: str) -> bool:
    """Whether an ID was given to an event of the memory, which may have expired since."""
    return _exists(db, "memory_id = ? AND event_id = ?", (memory_id, event_id))


def is_living(db: sqlite3.Connection, memory_id: str, event_id: str, now_ms: int) -> bool:
    """Whether the memory has an event with this ID that can be seen, in whichever session."""
    condition = f"memory_id = ? AND event_id = ? AND {LIVING}"
    return _exists(db, condition, (memory_id, event_id, now_ms))


def find_by_token(db: sqlite3.Connection, memory_id: str, client_token: str) -> Event | None:
    """The event that was created with this client token, or None."""
    row = db.execute(
        "SELECT * FROM events WHERE memory_id = ? AND client_token = ?", (memory_id, client_token)
    ).fetchone()
    return _event(row) if row else None


def first_of_branch(db: sqlite3.Connection, session: SessionKey, branch: str) -> Event | None:
    """The event that a branch began with, None when there is no such branch."""
    row = db.execute(
        f"SELECT * FROM events WHERE {IN_SESSION} AND branch_name = ? ORDER BY seq LIMIT 1",
        (*_key(session), branch),
    ).fetchone()
    return _event(row) if row else None


def delete(db: sqlite3.Connection, session: SessionKey, event_id: str, now_ms: int) -> bool:
    """Remove an event; whether there was one."""
    done = db.execute(
        f"DELETE FROM events WHERE {IN_SESSION} AND event_id = ? AND {LIVING}",
        (*_key(session), event_id, now_ms),
    )
    return done.rowcount > 0


def purge_expired(db: sqlite3.Connection, now_ms: int) -> int:
    """Remove the events whose time is over; how many."""
    return db.execute("DELETE FROM events WHERE expires_ms <= ?", (now_ms,)).rowcount


def newest(
    db: sqlite3.Connection,
    session: SessionKey,
    *,
    stretches: Sequence[Stretch],
    filters: Sequence[MetadataFilter],
    after: Position | None,
    limit: int,
    now_ms: int,
) -> list[Event]:
    """A session's events, newest first, of all branches when no stretch is given.

    `after` is (timestamp_ms, seq) of the last one seen.
    """
    conditions, values = [IN_SESSION, LIVING], [*_key(session), now_ms]
    if after is not None:
        conditions.append("(timestamp_ms, seq) < (?, ?)")
        values.extend(after)
    if stretches:
        parts = [_stretch(stretch, values) for stretch in stretches]
        conditions.append(f"({' OR '.join(parts)})")
    for condition in filters:
        conditions.append(METADATA_CONDITIONS[condition.operator])
        values.append(condition.key)
        values.extend([condition.value] if condition.operator == "EQUALS_TO" else [])
    rows = db.execute(
        f"SELECT * FROM events WHERE {' AND '.join(conditions)}"
        " ORDER BY timestamp_ms DESC, seq DESC LIMIT ?",
        (*values, limit),
    ).fetchall()
    return [_event(row) for row in rows]


def _stretch(stretch: Stretch, values: list[Any]) -> str:
    """The condition of a stretch; its values are added."""
    values.extend([MAIN, stretch.branch])
    if stretch.until is None:
        return "ifnull(branch_name, ?) = ?"
    values.extend(stretch.until)
    return "(ifnull(branch_name, ?) = ? AND (timestamp_ms, seq) <= (?, ?))"


def awaiting(db: sqlite3.Connection, session: SessionKey, strategy_id: str) -> list[Event]:
    """The session's events that a strategy has not extracted yet, oldest first."""
    rows = db.execute(
        f"SELECT * FROM events WHERE {IN_SESSION}"
        " AND seq IN (SELECT seq FROM awaiting_extraction WHERE strategy_id = ?)"
        " ORDER BY timestamp_ms, seq",
        (*_key(session), strategy_id),
    ).fetchall()
    return [_event(row) for row in rows]


def before(db: sqlite3.Connection, event: Event, limit: int, now_ms: int) -> list[Event]:
    """The events of a session that were said before this one and can be seen, oldest first."""
    rows = db.execute(
        f"SELECT * FROM events WHERE {IN_SESSION} AND (timestamp_ms, seq) < (?, ?)"
        f" AND {LIVING} ORDER BY timestamp_ms DESC, seq DESC LIMIT ?",
        (*_key(event.session), *event.position, now_ms, limit),
    ).fetchall()
    return [_event(row) for row in reversed(rows)]


def mark_extracted(db: sqlite3.Connection, strategy_id: str, events: Sequence[Event]) -> None:
    """Say that a strategy extracted these events. Ingested ones go once no strategy waits."""
    db.executemany(
        "DELETE FROM awaiting_extraction WHERE strategy_id = ? AND seq = ?",
        [(strategy_id, event.seq) for event in events],
    )
    db.executemany(
        "DELETE FROM events WHERE seq = ? AND ingested"
        " AND NOT EXISTS (SELECT 1 FROM awaiting_extraction WHERE seq = events.seq)",
        [(event.seq,) for event in events],
    )


def actors(
    db: sqlite3.Connection, memory_id: str, after: Position | None, limit: int, now_ms: int
) -> list[str]:
    """The IDs of a memory's actors, in their order. `after` is (actor_id,) of the last one."""
    rows = db.execute(
        "SELECT DISTINCT actor_id FROM events WHERE memory_id = ? AND actor_id > ?"
        f" AND {LIVING} ORDER BY actor_id LIMIT ?",
        (memory_id, after[0] if after else "", now_ms, limit),
    ).fetchall()
    return [row["actor_id"] for row in rows]


def sessions(
    db: sqlite3.Connection,
    memory_id: str,
    actor_id: str,
    after: Position | None,
    limit: int,
    now_ms: int,
) -> list[SessionSummary]:
    """An actor's sessions, newest first. `after` is (created_ms, session_id) of the last one."""
    created_ms, session_id = after or (1 << 62, "")
    rows = db.execute(
        "SELECT session_id, min(created_ms) AS created_ms FROM events"
        f" WHERE memory_id = ? AND actor_id = ? AND {LIVING} GROUP BY session_id"
        " HAVING (-min(created_ms), session_id) > (-?, ?)"
        " ORDER BY min(created_ms) DESC, session_id LIMIT ?",
        (memory_id, actor_id, now_ms, created_ms, session_id, limit),
    ).fetchall()
    return [SessionSummary(row["session_id"], row["created_ms"]) for row in rows]


def _key(session: SessionKey) -> tuple[Any, ...]:
    return session.memory_id, session.actor_id, session.session_id


def _exists(db: sqlite3.Connection, condition: str, values: Sequence[Any]) -> bool:
    return db.execute(f"SELECT 1 FROM events WHERE {condition}", values).fetchone() is not None


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
        created_ms=row["created_ms"],
        expires_ms=row["expires_ms"],
        namespace_variables=json.loads(row["namespace_variables"]),
        ingested=bool(row["ingested"]),
        skipped=bool(row["skipped"]),
    )
