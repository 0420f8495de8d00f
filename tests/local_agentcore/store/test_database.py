"""The file: committed or not at all, whoever else writes, and never read by an older version."""

import sqlite3
import threading
from pathlib import Path

import pytest

from local_agentcore.store import settings
from local_agentcore.store.database import Database


def test_a_block_that_raises_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "test.sqlite3")
    with pytest.raises(ZeroDivisionError), database.write() as db:
        settings.put(db, "name", "value")
        raise ZeroDivisionError
    with database.read() as db:
        assert settings.get(db, "name") is None
    database.close()


def test_what_was_committed_is_there_for_others(tmp_path: Path) -> None:
    first, second = Database(tmp_path / "test.sqlite3"), Database(tmp_path / "test.sqlite3")
    with first.write() as db:
        settings.put(db, "name", "value")
    with second.read() as db:
        assert settings.get(db, "name") == "value"
    for database in (first, second):
        database.close()


def test_writers_in_threads_wait_for_each_other(tmp_path: Path) -> None:
    database = Database(tmp_path / "test.sqlite3")
    with database.write() as db:
        settings.put(db, "count", "0")

    def count() -> None:
        for _ in range(25):
            with database.write() as db:
                settings.put(db, "count", str(int(settings.get(db, "count") or "0") + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as db:
        assert settings.get(db, "count") == "100"
    database.close()


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "test.sqlite3"
    Database(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(RuntimeError, match="newer version"):
        Database(path)
