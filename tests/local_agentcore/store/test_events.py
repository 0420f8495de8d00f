"""Events in the store: what ingestion keeps for a moment is nobody's to see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

import pytest

from local_agentcore.store import events, memories
from local_agentcore.store.database import Database
from local_agentcore.store.events import Event, SessionKey
from local_agentcore.store.memories import Memory, Strategy

SESSION = SessionKey("memory-0123456789", "alice", "session")
STRATEGY = Strategy("facts-0123456789", "facts", "SEMANTIC", None, "/{actorId}/", 0, 0)
OTHER = replace(STRATEGY, id="likes-0123456789", name="likes")
MEMORY = Memory(SESSION.memory_id, "memory", None, 7, 0, 0, (STRATEGY, OTHER))
INGESTED = Event(0, SESSION, "1#ab", 1, None, None, [], {}, 1, 9_000, ingested=True)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """A transaction on a database with one memory."""
    database = Database(tmp_path / "test.sqlite3")
    with database.write() as transaction:
        memories.insert(transaction, MEMORY, None)
        yield transaction
    database.close()


def listed(db: Connection) -> list[str]:
    found = events.newest(db, SESSION, stretches=[], filters=[], after=None, limit=9, now_ms=2)
    return [event.event_id for event in found]


def test_ingested_content_waits_unseen(db: Connection) -> None:
    kept = events.insert(db, INGESTED, client_token=None, strategy_ids=[STRATEGY.id])
    assert events.awaiting(db, SESSION, STRATEGY.id) == [kept]
    assert listed(db) == []
    assert events.get(db, SESSION, kept.event_id, 2) is None
    assert not events.delete(db, SESSION, kept.event_id, 2)
    assert not events.is_living(db, SESSION.memory_id, kept.event_id, 2)
    assert events.sessions(db, SESSION.memory_id, SESSION.actor_id, None, 9, 2) == []
    assert events.actors(db, SESSION.memory_id, None, 9, 2) == []
    later = events.insert(
        db,
        replace(INGESTED, event_id="2#ab", timestamp_ms=2, ingested=False),
        client_token=None,
        strategy_ids=[],
    )
    assert events.before(db, later, 9, 2) == []
    assert listed(db) == ["2#ab"]


def test_ingested_content_goes_with_the_last_strategy_that_waits(db: Connection) -> None:
    kept = events.insert(db, INGESTED, client_token=None, strategy_ids=[STRATEGY.id, OTHER.id])
    events.mark_extracted(db, STRATEGY.id, [kept])
    assert events.awaiting(db, SESSION, OTHER.id) == [kept]
    events.mark_extracted(db, OTHER.id, [kept])
    assert not events.is_taken(db, SESSION.memory_id, kept.event_id)


def test_an_event_is_seen_until_it_expires(db: Connection) -> None:
    said = replace(INGESTED, ingested=False)
    events.insert(db, said, client_token=None, strategy_ids=[])
    assert events.get(db, SESSION, said.event_id, 8_999) is not None
    assert events.get(db, SESSION, said.event_id, 9_000) is None
    assert events.purge_expired(db, 8_999) == 0
    assert events.purge_expired(db, 9_000) == 1
