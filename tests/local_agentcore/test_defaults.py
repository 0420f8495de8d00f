"""The runtime that exists from the start, over several starts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_agentcore.clock import now_ms
from local_agentcore.defaults import RUNTIME_NAME, RUNTIME_SETTING, ensure_runtime
from local_agentcore.runtime_settings import entrypoint
from local_agentcore.store import runtimes, settings
from local_agentcore.store.database import Database
from local_agentcore.store.runtimes import Runtime
from tests.conftest import AGENT_FILE
from tests.local_agentcore.mirror import MIRROR


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "agentcore.sqlite3")
    yield opened
    opened.close()


def test_it_is_the_same_at_every_start(database: Database) -> None:
    first, second = ensure_runtime(database, AGENT_FILE), ensure_runtime(database, AGENT_FILE)
    assert first == second
    assert first.number == 1


def test_another_file_is_another_version(database: Database) -> None:
    first, second = ensure_runtime(database, AGENT_FILE), ensure_runtime(database, MIRROR)
    assert second.runtime == first.runtime
    assert (second.number, entrypoint(second.settings)) == (2, MIRROR)


def test_the_id_of_an_earlier_version_is_kept(database: Database) -> None:
    with database.write() as db:
        settings.put(db, RUNTIME_SETTING, f"{RUNTIME_NAME}-0123456789")
    assert ensure_runtime(database, AGENT_FILE).runtime.id == f"{RUNTIME_NAME}-0123456789"


def test_a_runtime_that_took_its_name_takes_its_place(database: Database) -> None:
    first = ensure_runtime(database, AGENT_FILE)
    other = Runtime(f"{RUNTIME_NAME}-9876543210", RUNTIME_NAME, now_ms())
    with database.write() as db:
        runtimes.delete(db, first.runtime.id)
        runtimes.insert(db, other, None)
    assert ensure_runtime(database, AGENT_FILE).runtime == other
    assert ensure_runtime(database, MIRROR).runtime == other
