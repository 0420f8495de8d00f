"""Extraction jobs: one a session and strategy that has events to extract. They survive a kill."""

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from local_agentcore.store.events import SessionKey
from local_agentcore.store.paging import Position

NEVER_MS = 1 << 62


@dataclass(frozen=True)
class Job:
    """A claimed job. Only the holder of the lease may end it."""

    id: int
    session: SessionKey
    strategy_id: str
    job_id: str
    lease: str
    attempts: int


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up, as it is listed. `id` is its place in the listing."""

    id: int
    job_id: str
    session: SessionKey
    strategy_id: str
    failure: str


def schedule(
    db: sqlite3.Connection, session: SessionKey, strategy_id: str, due_ms: int, latest_ms: int
) -> None:
    """Have a session extracted at `due_ms`. Again before then: later, but never past `latest_ms`.

    `latest_ms` counts from the first event that waits, so that a busy session is extracted too.
    A job that was given up starts again, with all that waits.
    """
    db.execute(
        "INSERT INTO extraction_jobs"
        " (job_id, memory_id, actor_id, session_id, strategy_id, due_ms, latest_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (memory_id, actor_id, session_id, strategy_id) DO UPDATE"
        " SET due_ms = min(excluded.due_ms, latest_ms), attempts = 0, failure = NULL",
        (
            uuid.uuid4().hex,
            session.memory_id,
            session.actor_id,
            session.session_id,
            strategy_id,
            due_ms,
            latest_ms,
        ),
    )


def claim(db: sqlite3.Connection, lease: str, now_ms: int, until_ms: int) -> Job | None:
    """Take the job that has been due longest, if any, until `until_ms`."""
    row = db.execute(
        "UPDATE extraction_jobs SET lease = ?, lease_ms = ?, attempts = attempts + 1 WHERE id ="
        " (SELECT id FROM extraction_jobs WHERE due_ms <= ? AND lease_ms <= ? AND failure IS NULL"
        "  ORDER BY due_ms, id LIMIT 1) RETURNING *",
        (lease, until_ms, now_ms, now_ms),
    ).fetchone()
    if row is None:
        return None
    return Job(row["id"], _session(row), row["strategy_id"], row["job_id"], lease, row["attempts"])


def holds(db: sqlite3.Connection, job: Job) -> bool:
    """Whether the job is still the claimer's: a lease that ran out may be another's now."""
    row = db.execute(
        "SELECT 1 FROM extraction_jobs WHERE id = ? AND lease = ?", (job.id, job.lease)
    ).fetchone()
    return row is not None


def extend(db: sqlite3.Connection, job: Job, until_ms: int) -> bool:
    """Keep a job until `until_ms`, if not for longer; whether it is still the claimer's."""
    done = db.execute(
        "UPDATE extraction_jobs SET lease_ms = max(lease_ms, ?) WHERE id = ? AND lease = ?",
        (until_ms, job.id, job.lease),
    )
    return done.rowcount > 0


def end(db: sqlite3.Connection, job: Job, due_ms: int, latest_ms: int) -> None:
    """End a job that is done; it goes on at `due_ms` when events came in the meantime."""
    waits = db.execute(
        "SELECT 1 FROM awaiting_extraction JOIN events USING (seq) WHERE strategy_id = ?"
        " AND memory_id = ? AND actor_id = ? AND session_id = ? LIMIT 1",
        (job.strategy_id, job.session.memory_id, job.session.actor_id, job.session.session_id),
    ).fetchone()
    db.execute("DELETE FROM extraction_jobs WHERE id = ?", (job.id,))
    if waits:
        schedule(db, job.session, job.strategy_id, due_ms, latest_ms)


def postpone(db: sqlite3.Connection, job: Job, due_ms: int) -> None:
    """Give a job back that has nothing to do before `due_ms`."""
    db.execute(
        "UPDATE extraction_jobs SET due_ms = ?, attempts = 0, lease = NULL, lease_ms = 0"
        " WHERE id = ? AND lease = ?",
        (due_ms, job.id, job.lease),
    )


def retry(db: sqlite3.Connection, job: Job, due_ms: int) -> None:
    """Give a job back, to be tried again at `due_ms`."""
    db.execute(
        "UPDATE extraction_jobs SET due_ms = ?, latest_ms = max(latest_ms, ?), lease = NULL,"
        " lease_ms = 0 WHERE id = ? AND lease = ?",
        (due_ms, due_ms, job.id, job.lease),
    )


def fail(db: sqlite3.Connection, job: Job, failure: str) -> None:
    """Give a job up for now; the session's next event starts it again, or `restart`."""
    db.execute(
        "UPDATE extraction_jobs SET failure = ?, lease = NULL, lease_ms = 0"
        " WHERE id = ? AND lease = ?",
        (failure, job.id, job.lease),
    )


def failed(
    db: sqlite3.Connection,
    memory_id: str,
    conditions: Mapping[str, str],
    after: Position | None,
    limit: int,
) -> list[FailedJob]:
    """The jobs of a memory that were given up, oldest first. `after` is (id,) of the last one.

    `conditions` are equalities of strategy_id, actor_id and session_id.
    """
    chosen = [name for name in ("strategy_id", "actor_id", "session_id") if name in conditions]
    rows = db.execute(
        "SELECT * FROM extraction_jobs WHERE memory_id = ? AND failure IS NOT NULL AND id > ?"
        f"{''.join(f' AND {name} = ?' for name in chosen)} ORDER BY id LIMIT ?",
        (memory_id, after[0] if after else 0, *(conditions[name] for name in chosen), limit),
    ).fetchall()
    return [
        FailedJob(row["id"], row["job_id"], _session(row), row["strategy_id"], row["failure"])
        for row in rows
    ]


def restart(db: sqlite3.Connection, memory_id: str, job_id: str, now_ms: int) -> bool:
    """Start a job again that was given up; whether there was one."""
    done = db.execute(
        "UPDATE extraction_jobs SET failure = NULL, attempts = 0, due_ms = ?, latest_ms = ?"
        " WHERE memory_id = ? AND job_id = ? AND failure IS NOT NULL",
        (now_ms, now_ms, memory_id, job_id),
    )
    return done.rowcount > 0


def next_due_ms(db: sqlite3.Connection) -> int | None:
    """When the next job may be claimed, or None when there is none."""
    row = db.execute(
        "SELECT min(max(due_ms, lease_ms)) AS due FROM extraction_jobs WHERE failure IS NULL"
    ).fetchone()
    due: int | None = row["due"]
    return due


def _session(row: sqlite3.Row) -> SessionKey:
    return SessionKey(row["memory_id"], row["actor_id"], row["session_id"])
