"""Client tokens: an answer is kept for the memory, the operation and the token it was of."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_agentcore.clock import now_ms
from local_agentcore.store import client_tokens, memories
from local_agentcore.store.database import Database
from local_agentcore.store.memories import Memory

ANSWER = {"successfulRecords": [{"memoryRecordId": "mem-1"}], "failedRecords": []}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = Database(tmp_path / "a.db")
    with database.write() as connection:
        for name in ("one", "two"):
            memories.insert(connection, Memory(name, name, None, 7, 0, 0, ()), None)
        yield connection
    database.close()


def test_an_answer_is_found_by_its_token_alone(db: sqlite3.Connection) -> None:
    client_tokens.keep(db, "one", "Create", "t", ANSWER)
    client_tokens.keep(db, "two", "Create", "t", {"other": 1})
    assert client_tokens.find(db, "one", "Create", "t") == ANSWER
    assert client_tokens.find(db, "one", "Create", "T") is None
    assert client_tokens.find(db, "one", "Ingest", "t") is None
    memories.delete(db, "one")
    assert client_tokens.find(db, "one", "Create", "t") is None
    assert client_tokens.find(db, "two", "Create", "t") == {"other": 1}


def test_without_a_token_nothing_is_kept(db: sqlite3.Connection) -> None:
    client_tokens.keep(db, "one", "Create", None, ANSWER)
    client_tokens.keep(db, "one", "Create", None, ANSWER)
    assert client_tokens.find(db, "one", "Create", None) is None


def test_old_tokens_are_forgotten(db: sqlite3.Connection) -> None:
    before = now_ms()
    client_tokens.keep(db, "one", "Create", "t", ANSWER)
    client_tokens.purge(db, before)
    assert client_tokens.find(db, "one", "Create", "t") == ANSWER
    client_tokens.purge(db, now_ms() + 1)
    assert client_tokens.find(db, "one", "Create", "t") is None
