from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from studio.aws import Connection, connect
from studio.ids import new_session_id
from studio.runtime import Runtime
from studio.settings import Settings
from studio.types import Done, Failed, StrategyType, Text, Turn

AGENT = Path(__file__).parent / "agents" / "scripted.py"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    data_dir = tmp_path_factory.mktemp("scripted")
    settings = Settings.from_env({"STUDIO_DATA_DIR": str(data_dir), "STUDIO_AGENT": str(AGENT)})
    connected = connect(settings)
    yield connected
    connected.close()


@pytest.fixture(scope="module")
def runtime(connection: Connection) -> Runtime:
    return runtime_of(connection)


def runtime_of(connection: Connection, arn: str = "") -> Runtime:
    arn = arn or connection.agent_runtime_arn
    return Runtime(connection.runtime, arn, connection.qualifier, lambda _: StrategyType.CUSTOM)


def take(runtime: Runtime, prompt: str, actor_id: str = "alice", session: str = "") -> Turn:
    turn = Turn(prompt)
    for event in runtime.invoke(prompt, actor_id, session or new_session_id()):
        turn = turn.plus(event)
    return turn


def test_a_turn_streams_and_ends(runtime: Runtime) -> None:
    events = list(runtime.invoke("hello", "alice", new_session_id()))
    assert events == [Text("alice "), Text("hello"), Done("scripted")]


def test_an_agent_that_answers_json_is_read_too(runtime: Runtime) -> None:
    turn = take(runtime, "answer JSON")
    assert (turn.parts, turn.end) == ((Text("Hi"),), Done())


def test_actors_who_talk_at_once_are_not_mistaken_for_each_other(runtime: Runtime) -> None:
    session, together = new_session_id(), Barrier(8)
    take(runtime, "warm up", session=session)

    def talk(number: int) -> list[str]:
        together.wait()
        turns = [take(runtime, "x", f"actor-{number}", session) for _ in range(5)]
        return [part.text for turn in turns for part in turn.parts if isinstance(part, Text)]

    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(talk, range(8)))
    assert answers == [[f"actor-{number} x"] * 5 for number in range(8)]


def test_turns_read_in_turns_keep_their_actors(runtime: Runtime) -> None:
    session = new_session_id()
    alice = runtime.invoke("x", "alice", session)
    bob = runtime.invoke("x", "bob", session)
    assert (next(alice), next(bob)) == (Text("alice "), Text("bob "))
    assert [*alice] == [*bob] == [Text("x"), Done("scripted")]


def test_an_error_halfway_keeps_what_came_and_says_why(runtime: Runtime) -> None:
    turn = take(runtime, "fail halfway")
    assert turn.parts == (Text("alice "),)
    assert isinstance(turn.end, Failed)
    assert (turn.end.code, turn.end.remedy) == ("ValueError", "halfway")


@pytest.mark.parametrize("prompt", ["die halfway", "fail at once"])
def test_an_agent_that_breaks_is_a_failed_turn(runtime: Runtime, prompt: str) -> None:
    turn = take(runtime, prompt)
    assert isinstance(turn.end, Failed)
    assert turn.end.what
    assert turn.end.remedy


def test_an_unknown_runtime_is_a_failed_turn(connection: Connection) -> None:
    turn = take(runtime_of(connection, connection.agent_runtime_arn + "x"), "hello")
    assert isinstance(turn.end, Failed)
    assert turn.end.code == "ResourceNotFoundException"


def test_a_session_id_that_boto3_refuses_is_a_failed_turn(runtime: Runtime) -> None:
    turn = take(runtime, "hello", session="too-short")
    assert isinstance(turn.end, Failed)
    assert turn.end.what


def test_an_agentcore_that_is_gone_is_a_failed_turn(tmp_path: Path) -> None:
    gone = connect(
        Settings.from_env({"STUDIO_DATA_DIR": str(tmp_path), "STUDIO_AGENT": str(AGENT)})
    )
    runtime = runtime_of(gone)
    gone.close()
    turn = take(runtime, "hello")
    assert isinstance(turn.end, Failed)
    assert turn.end.what == "AgentCore cannot be reached."
