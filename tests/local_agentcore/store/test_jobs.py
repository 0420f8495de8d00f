"""Extraction jobs: due when quiet, never later than promised, one holder at a time."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_agentcore.store import events, jobs, memories
from local_agentcore.store.database import Database
from local_agentcore.store.events import Event, SessionKey
from local_agentcore.store.memories import Memory, Strategy

SESSION = SessionKey("memory-0123456789", "alice", "session")
STRATEGY = Strategy("facts-0123456789", "facts", "SEMANTIC", None, "/{actorId}/", 0, 0)
MEMORY = Memory(SESSION.memory_id, "memory", None, 7, 0, 0, (STRATEGY,))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction on a database with one memory."""
    database = Database(tmp_path / "test.sqlite3")
    with database.write() as transaction:
        memories.insert(transaction, MEMORY, None)
        yield transaction
    database.close()


def test_a_job_is_due_when_the_session_is_quiet(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, due_ms=500, latest_ms=5_000)
    assert jobs.claim(db, "me", 499, 10_000) is None
    assert jobs.next_due_ms(db) == 500
    job = jobs.claim(db, "me", 500, 10_000)
    assert job is not None
    assert (job.session, job.attempts) == (SESSION, 1)


def test_a_busy_session_is_not_put_off_for_ever(db: sqlite3.Connection) -> None:
    for now in range(0, 20_000, 400):
        jobs.schedule(db, SESSION, STRATEGY.id, now + 500, now + 5_000)
    assert jobs.next_due_ms(db) == 5_000


def test_a_claimed_job_is_nobody_elses_until_the_lease_ends(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, 0, 0)
    mine = jobs.claim(db, "me", 1, 1_000)
    assert mine is not None
    assert jobs.claim(db, "other", 999, 2_000) is None
    assert jobs.next_due_ms(db) == 1_000
    theirs = jobs.claim(db, "other", 1_000, 2_000)
    assert theirs is not None
    assert theirs.attempts == 2
    assert not jobs.holds(db, mine)
    assert jobs.holds(db, theirs)


def test_an_ended_job_goes_on_when_events_came_meanwhile(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, 0, 0)
    job = jobs.claim(db, "me", 1, 1_000)
    assert job is not None
    event = Event(0, SESSION, "1#ab", 1, None, None, [], {}, 1, 9_000)
    events.insert(db, event, client_token=None, strategy_ids=[STRATEGY.id])
    jobs.end(db, job, 600, 6_000)
    assert jobs.next_due_ms(db) == 600
    again = jobs.claim(db, "me", 600, 2_000)
    assert again is not None
    events.mark_extracted(db, STRATEGY.id, events.awaiting(db, SESSION, STRATEGY.id))
    jobs.end(db, again, 700, 7_000)
    assert jobs.next_due_ms(db) is None


def test_a_job_that_failed_waits_for_the_sessions_next_event(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, 0, 0)
    job = jobs.claim(db, "me", 1, 1_000)
    assert job is not None
    jobs.retry(db, job, 3_000)
    assert jobs.next_due_ms(db) == 3_000
    job = jobs.claim(db, "me", 3_000, 4_000)
    assert job is not None
    jobs.fail(db, job, "ValueError: no")
    assert jobs.next_due_ms(db) is None
    jobs.schedule(db, SESSION, STRATEGY.id, 9_000, 9_000)
    assert jobs.claim(db, "me", 9_000, 10_000) is not None


def test_a_failed_job_is_listed_and_started_again(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, 0, 0)
    job = jobs.claim(db, "me", 1, 1_000)
    assert job is not None
    jobs.fail(db, job, "ValueError: no")
    (listed,) = jobs.failed(db, SESSION.memory_id, {"actor_id": "alice"}, None, 10)
    assert (listed.job_id, listed.failure) == (job.job_id, "ValueError: no")
    assert jobs.failed(db, SESSION.memory_id, {"actor_id": "bob"}, None, 10) == []
    assert not jobs.restart(db, "other-0123456789", job.job_id, 5)
    assert jobs.restart(db, SESSION.memory_id, job.job_id, 5)
    again = jobs.claim(db, "me", 5, 1_000)
    assert again is not None
    assert (again.job_id, again.attempts) == (job.job_id, 1)
    assert not jobs.restart(db, SESSION.memory_id, job.job_id, 6)


def test_a_postponed_job_comes_back_with_all_its_attempts(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, 0, 0)
    job = jobs.claim(db, "me", 1, 1_000)
    assert job is not None
    jobs.postpone(db, job, 20_000)
    assert jobs.next_due_ms(db) == 20_000
    again = jobs.claim(db, "me", 20_000, 30_000)
    assert again is not None
    assert again.attempts == 1


def test_a_job_is_kept_for_longer_by_its_holder_alone(db: sqlite3.Connection) -> None:
    jobs.schedule(db, SESSION, STRATEGY.id, 0, 0)
    mine = jobs.claim(db, "me", 1, 1_000)
    assert mine is not None
    assert jobs.extend(db, mine, 5_000)
    assert jobs.extend(db, mine, 4_000)
    assert jobs.claim(db, "other", 4_999, 9_000) is None
    assert jobs.claim(db, "other", 5_000, 9_000) is not None
    assert not jobs.extend(db, mine, 10_000)
    assert jobs.next_due_ms(db) == 9_000
