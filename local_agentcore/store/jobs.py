"""Extraction jobs: one a session that has events to extract. They survive a kill of the process."""

import sqlite3
from dataclasses import dataclass

from local_agentcore.store.events import SessionKey


@dataclass(frozen=True)
class Job:
    """A claimed job. Only the holder of the lease may end it."""

    id: int
    session: SessionKey
    lease: str
    attempts: int


def schedule(db: sqlite3.Connection, session: SessionKey, due_ms: int, latest_ms: int) -> None:
    """Have a session extracted at `due_ms`. Again before then: later, but never past `latest_ms`.

    `latest_ms` counts from the first event that waits, so that a busy session is extracted too.
    """
    db.execute(
        "INSERT INTO extraction_jobs (memory_id, actor_id, session_id, due_ms, latest_ms)"
        " VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (memory_id, actor_id, session_id) DO UPDATE"
        " SET due_ms = min(excluded.due_ms, latest_ms), attempts = 0, failure = NULL",
        (session.memory_id, session.actor_id, session.session_id, due_ms, latest_ms),
    )


def claim(db: sqlite3.Connection, lease: str, now_ms: int, until_ms: int) -> Job | None:
    """Take the job that has been due longest, if any, until `until_ms`."""
    row = db.execute(
        "UPDATE extraction_jobs SET lease = ?, lease_ms = ?, attempts = attempts + 1 WHERE id ="
        " (SELECT id FROM extraction_jobs WHERE due_ms <= ? AND lease_ms <= ? AND failure IS NULL"
        "  ORDER BY due_ms LIMIT 1) RETURNING *",
        (lease, until_ms, now_ms, now_ms),
    ).fetchone()
    if row is None:
        return None
    session = SessionKey(row["memory_id"], row["actor_id"], row["session_id"])
    return Job(row["id"], session, lease, row["attempts"])


def holds(db: sqlite3.Connection, job: Job) -> bool:
    """Whether the job is still the claimer's: a lease that ran out may be another's now."""
    row = db.execute(
        "SELECT 1 FROM extraction_jobs WHERE id = ? AND lease = ?", (job.id, job.lease)
    ).fetchone()
    return row is not None


def end(db: sqlite3.Connection, job: Job, due_ms: int, latest_ms: int) -> None:
    """End a job that is done; it goes on at `due_ms` when events came in the meantime."""
    waits = db.execute(
        "SELECT 1 FROM events WHERE memory_id = ? AND actor_id = ? AND session_id = ?"
        " AND awaits_extraction LIMIT 1",
        (job.session.memory_id, job.session.actor_id, job.session.session_id),
    ).fetchone()
    db.execute("DELETE FROM extraction_jobs WHERE id = ?", (job.id,))
    if waits:
        schedule(db, job.session, due_ms, latest_ms)


def retry(db: sqlite3.Connection, job: Job, due_ms: int) -> None:
    """Give a job back, to be tried again at `due_ms`."""
    db.execute(
        "UPDATE extraction_jobs SET due_ms = ?, latest_ms = max(latest_ms, ?), lease = NULL,"
        " lease_ms = 0 WHERE id = ? AND lease = ?",
        (due_ms, due_ms, job.id, job.lease),
    )


def fail(db: sqlite3.Connection, job: Job, failure: str) -> None:
    """Give a job up for now; the session's next event starts it again."""
    db.execute(
        "UPDATE extraction_jobs SET failure = ?, lease = NULL, lease_ms = 0"
        " WHERE id = ? AND lease = ?",
        (failure, job.id, job.lease),
    )


def next_due_ms(db: sqlite3.Connection) -> int | None:
    """When the next job may be claimed, or None when there is none."""
    row = db.execute(
        "SELECT min(max(due_ms, lease_ms)) AS due FROM extraction_jobs WHERE failure IS NULL"
    ).fetchone()
    due: int | None = row["due"]
    return due
