"""Data folders that an earlier version wrote: opened, and nothing in them lost."""

import sqlite3
from pathlib import Path

import pytest

from local_agentcore.store import events, jobs, memories
from local_agentcore.store.database import Database
from local_agentcore.store.events import SessionKey
from local_agentcore.store.migrations import MIGRATIONS

SESSION = SessionKey("m-0123456789", "alice", "first")
WRITTEN_BY_THE_FIRST = """
INSERT INTO memories VALUES ('m-0123456789', 'm', NULL, 7, NULL, 1000, 1000);
INSERT INTO strategies VALUES
    ('f-0123456789', 'm-0123456789', 0, 'Facts', 'SEMANTIC', NULL, '/{actorId}/', 1000, 1000),
    ('p-0123456789', 'm-0123456789', 1, 'Likes', 'USER_PREFERENCE', NULL, '/{actorId}/',
    1000, 1000);
INSERT INTO events (memory_id, actor_id, session_id, event_id, timestamp_ms, payload, metadata,
    created_ms, awaits_extraction) VALUES
    ('m-0123456789', 'alice', 'first', '1#ab', 1, '[]', '{}', 32000000000000, 0),
    ('m-0123456789', 'alice', 'first', '2#ab', 2, '[]', '{}', 32000000000000, 1);
INSERT INTO extraction_jobs (memory_id, actor_id, session_id, due_ms, latest_ms)
    VALUES ('m-0123456789', 'alice', 'first', 5, 5);
INSERT INTO records (record_id, memory_id, strategy_id, strategy_type, namespace, namespace_path,
    text, metadata, created_ms)
    VALUES ('mem-1', 'm-0123456789', 'f-0123456789', 'SEMANTIC', '/alice/', '/alice/',
    'The user rows.', '{}', 7);
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file as the first version left it."""
    path = tmp_path / "agentcore.sqlite3"
    with sqlite3.connect(path) as db:
        db.executescript(MIGRATIONS[0] + WRITTEN_BY_THE_FIRST)
        db.execute("PRAGMA user_version = 1")
    db.close()
    return path


def test_what_the_first_version_wrote_is_all_there(file: Path) -> None:
    database = Database(file)
    with database.write() as db:
        memory = memories.get(db, SESSION.memory_id)
        assert memory is not None
        assert (memory.settings, memory.strategies[0].configuration) == ({}, {})
        for strategy in memory.strategies:
            waiting = events.awaiting(db, SESSION, strategy.id)
            assert [event.event_id for event in waiting] == ["2#ab"]
        assert waiting[0].expires_ms == 32_000_000_000_000 + 7 * 86_400_000
        claimed = [jobs.claim(db, "me", 10, 1_000) for _ in range(3)]
        found = {job.strategy_id for job in claimed if job}
        assert found == {"f-0123456789", "p-0123456789"}
        row = db.execute("SELECT * FROM records").fetchone()
        assert (row["record_type"], row["updated_ms"], row["expires_ms"]) == ("BASE", 7, None)
    database.close()


WRITTEN_BY_THE_SECOND = """
INSERT INTO records (record_id, memory_id, strategy_id, strategy_type, namespace, namespace_path,
    text, metadata, created_ms)
    VALUES ('mem-2', 'm-0123456789', 'f-0123456789', 'SEMANTIC', '/alice/', '/alice/',
    'The user sails.', '{"sourceEventIds": {"stringListValue": ["1:ab", "2:ab"]}}', 8);
"""


def test_a_record_of_the_second_version_gets_the_actor_who_said_it(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.executescript(MIGRATIONS[1] + WRITTEN_BY_THE_SECOND)
        db.execute("PRAGMA user_version = 2")
    db.close()
    database = Database(file)
    with database.read() as connection:
        rows = connection.execute("SELECT * FROM records ORDER BY key").fetchall()
    assert [row["actor_id"] for row in rows] == [None, "alice"]
    assert [row["superseded_ms"] for row in rows] == [None, None]
    database.close()


def test_a_file_of_a_newer_version_is_left_alone(file: Path) -> None:
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(RuntimeError, match="newer version"):
        Database(file)
