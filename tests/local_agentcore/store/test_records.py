"""Records in the store: what a scope holds, what expires, and what a change leaves alone."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from local_agentcore import ids
from local_agentcore.clock import now_ms
from local_agentcore.embedding import Embedder
from local_agentcore.search import SearchIndex
from local_agentcore.store import memories
from local_agentcore.store.database import Database
from local_agentcore.store.memories import Memory
from local_agentcore.store.record_conditions import Condition
from local_agentcore.store.records import Record, Records, Scope

ALL = Scope("one", namespace_path="/")


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(Embedder())


@pytest.fixture
def records(index: SearchIndex) -> Records:
    return Records(index)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = Database(tmp_path / "a.db")
    with database.write() as connection:
        memories.insert(connection, Memory("one", "one", None, 7, 0, 0, ()), None)
        yield connection
    database.close()


def add(
    records: Records, index: SearchIndex, db: sqlite3.Connection, text: str, **more: Any
) -> Record:
    """Insert a record, and read it."""
    given: dict[str, Any] = {
        "key": 0,
        "record_id": ids.record_id(),
        "memory_id": "one",
        "strategy_id": "Facts-0123456789",
        "strategy_type": "SEMANTIC",
        "namespace": "/users/Bob/",
        "text": text,
        "metadata": {},
        "created_ms": now_ms(),
    }
    record = Record(**(given | more))
    records.insert(db, record, index.prepare(text))
    row = db.execute("SELECT max(key) AS key FROM records").fetchone()
    return replace(record, key=row["key"])


def texts(found: list[Record]) -> set[str]:
    return {record.text for record in found}


def indexed(db: sqlite3.Connection) -> tuple[int, int]:
    """How many records the two parts of the index have."""
    words = db.execute("SELECT count(*) FROM record_words").fetchone()[0]
    vectors = db.execute("SELECT count(DISTINCT key) FROM record_vectors").fetchone()[0]
    return words, vectors


def test_what_has_expired_is_not_there_and_is_purged_with_its_index(
    records: Records, index: SearchIndex, db: sqlite3.Connection
) -> None:
    now = now_ms()
    over = add(records, index, db, "The user lives in Rome.", expires_ms=now - 1)
    lasting = add(records, index, db, "The user lives in Oslo.", expires_ms=now + 3_600_000)
    endless = add(records, index, db, "The user lives in Bern.")
    assert records.get(db, "one", over.record_id) is None
    assert records.get(db, "one", lasting.record_id) == lasting
    assert texts(records.newest(db, ALL, None, 10)) == {lasting.text, endless.text}
    assert texts(records.all(db, ALL)) == {lasting.text, endless.text}
    found = records.search(db, ALL, "Where do I live?", 10)
    assert texts([record for record, _ in found]) == {lasting.text, endless.text}
    assert (records.purge_expired(db, now), indexed(db)) == (1, (2, 2))
    assert (records.purge_expired(db, now + 3_600_000), indexed(db)) == (1, (1, 1))
    assert (records.purge_expired(db, now << 1), indexed(db)) == (0, (1, 1))


def test_a_new_text_is_a_new_row_and_anything_else_is_not(
    records: Records, index: SearchIndex, db: sqlite3.Connection
) -> None:
    first = add(records, index, db, "The user lives in Rome.")
    moved = replace(
        first,
        namespace="/users/Eve/",
        metadata={"a": {"stringValue": "b"}},
        timestamp_ms=1,
        updated_ms=2,
        expiry_days=40,
        expires_ms=now_ms() + 1_000_000,
        strategy_id="Other-0123456789",
    )
    records.update(db, moved)
    assert records.get(db, "one", first.record_id) == moved
    assert records.all(db, Scope("one", namespace_path="/users/Bob")) == []
    records.rewrite(db, replace(moved, text="The user plays chess."), index.prepare("Chess."))
    rewritten = records.get(db, "one", first.record_id)
    assert rewritten is not None and rewritten.key > moved.key
    assert rewritten == replace(moved, key=rewritten.key, text="The user plays chess.")
    assert indexed(db) == (1, 1)


def test_a_search_can_end_at_a_key(
    records: Records, index: SearchIndex, db: sqlite3.Connection
) -> None:
    assert records.last_key(db) == 0
    first = add(records, index, db, "The user lives in Rome.")
    assert records.last_key(db) == first.key
    add(records, index, db, "The user lives in Oslo.")
    found = records.search(db, replace(ALL, last_key=first.key), "Where do I live?", 10)
    assert [record for record, _ in found] == [first]


@pytest.mark.parametrize("key", ["plain", "a.b c:/=+@-_", "line\nbreak", "$.x", "0", "wide\u2003"])
def test_a_key_of_any_characters_is_compared_as_it_is(
    records: Records, index: SearchIndex, db: sqlite3.Connection, key: str
) -> None:
    has = add(records, index, db, "A.", metadata={key: {"stringValue": "v"}})
    other = add(records, index, db, "B.", metadata={key + "x": {"stringValue": "v"}})
    add(records, index, db, "C.", metadata={key: {"stringValue": "w"}, "y": {"stringValue": "v"}})
    equal = replace(ALL, conditions=(Condition(key, "EQUALS_TO", "stringValue", "v"),))
    assert records.all(db, equal) == [has]
    absent = replace(ALL, conditions=(Condition(key, "NOT_EXISTS"),))
    assert records.all(db, absent) == [other]


def test_a_value_is_bound_and_never_becomes_sql(
    records: Records, index: SearchIndex, db: sqlite3.Connection
) -> None:
    said = "' OR 1=1 --"
    has = add(records, index, db, "A.", metadata={said: {"stringListValue": [said]}})
    add(records, index, db, "B.")
    scope = replace(ALL, conditions=(Condition(said, "CONTAINS", "stringValue", said),))
    assert records.all(db, scope) == [has]
