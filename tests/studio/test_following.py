import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import enumerate as threads

import pytest

from studio.aws import Connection, connect
from studio.calls import Calls, recorded
from studio.following import follow
from studio.ids import new_session_id
from studio.runtime import Invocation, Runtime
from studio.settings import Settings
from studio.types import Done, Failed, StrategyType, Text
from tests.waiting import wait_until

AGENT = Path(__file__).parent / "agents" / "scripted.py"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    data_dir = tmp_path_factory.mktemp("followed")
    settings = Settings.from_env({"STUDIO_DATA_DIR": str(data_dir), "STUDIO_AGENT": str(AGENT)})
    connected = connect(settings)
    yield connected
    connected.close()


def invoke(connection: Connection, prompt: str) -> Invocation:
    runtime = Runtime(
        connection.runtime,
        connection.agent_runtime_arn,
        connection.qualifier,
        lambda _: StrategyType.CUSTOM,
    )
    return runtime.invoke(prompt, "alice", new_session_id())


def is_being_read() -> bool:
    return any(thread.name == "turn" for thread in threads())


def test_events_are_passed_on_and_waiting_is_told(connection: Connection) -> None:
    with closing(follow(invoke(connection, "hello"), patience=0.01)) as events:
        found = list(events)
    assert [event for event in found if event] == [Text("alice "), Text("hello"), Done("scripted")]
    assert None in found


def test_who_leaves_closes_the_stream_at_once(connection: Connection) -> None:
    with closing(follow(invoke(connection, "never end"))) as events:
        assert next(event for event in events if event) == Text("alice ")
        assert is_being_read()
        left = time.monotonic()
    wait_until(lambda: not is_being_read())
    assert time.monotonic() - left < 5


def test_who_leaves_before_the_agent_has_answered_is_not_held_up(connection: Connection) -> None:
    invocation = invoke(connection, "never end")
    with closing(follow(invocation, patience=0.0)) as events:
        assert next(events) is None
    wait_until(lambda: not is_being_read())


def test_an_invocation_that_was_closed_says_nothing_more(connection: Connection) -> None:
    invocation = invoke(connection, "never end")
    assert next(invocation) == Text("alice ")
    invocation.close()
    assert all(isinstance(event, Failed) for event in invocation)
    invocation.close()


def test_the_call_is_counted_for_who_follows(connection: Connection) -> None:
    calls = Calls()
    with recorded(calls):
        events = follow(invoke(connection, "hello"))
    list(events)
    assert calls.counts == {"InvokeAgentRuntime": 1}
