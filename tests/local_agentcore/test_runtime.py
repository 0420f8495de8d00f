"""Agents as processes, invoked through boto3: any entrypoint file, unchanged."""

import json
import os
import textwrap
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, ResponseStreamingError

from local_agentcore.runtime import Limits
from local_agentcore.server import EmbeddedAgentCore, Options
from tests.conftest import client
from tests.waiting import wait_until

AGENT = """
    import asyncio, json, os, sys
    from pathlib import Path
    from bedrock_agentcore.runtime import BedrockAgentCoreApp
    import beside

    app = BedrockAgentCoreApp()
    turns = []

    @app.entrypoint
    async def invoke(payload, context):
        turns.append(payload)
        what = payload.get("do")
        if what == "exit":
            print("good-bye, cruel world", flush=True)
            os._exit(3)
        if what == "raise":
            raise ValueError("this agent raises")
        if what in ("stream", "break"):
            return stream(what, Path(payload["gate"]))
        return {
            "pid": os.getpid(), "turns": len(turns), "session": context.session_id,
            "headers": context.request_headers, "beside": beside.WORD,
            "memory": os.environ["BEDROCK_AGENTCORE_MEMORY_ID"], "main": __name__,
        }

    async def stream(what, gate):
        yield {"part": 1}
        while not gate.exists():
            await asyncio.sleep(0.01)
        if what == "break":
            os._exit(4)
        yield {"part": 2}

    if __name__ == "__main__":
        app.run(port=1)
"""
WITHOUT_RUN = """
    from bedrock_agentcore.runtime import BedrockAgentCoreApp

    served = BedrockAgentCoreApp()

    @served.entrypoint
    def invoke(payload):
        return "served all the same"
"""

Start = Callable[..., EmbeddedAgentCore]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts an embedded AgentCore for an agent's source."""
    running: list[EmbeddedAgentCore] = []

    def start_one(source: str, **limits: Any) -> EmbeddedAgentCore:
        folder = tmp_path_factory.mktemp("agent")
        (folder / "main.py").write_text(textwrap.dedent(source))
        (folder / "beside.py").write_text("WORD = 'found'\n")
        options = Options(
            data_dir=folder / "data",
            agent_file=folder / "main.py",
            limits=Limits(**({"keep_spare": False} | limits)),
        )
        running.append(EmbeddedAgentCore(options).start())
        return running[-1]

    yield start_one
    for each in running:
        each.stop()


@pytest.fixture(scope="module")
def agentcore(start: Start) -> EmbeddedAgentCore:
    """An embedded AgentCore with this module's agent."""
    return start(AGENT)


def new_session() -> str:
    return uuid.uuid4().hex + "-session"


def invoke(
    agentcore: EmbeddedAgentCore, session_id: str | None = None, **payload: Any
) -> dict[str, Any]:
    """The response of an invocation, its body not yet read."""
    given = {"runtimeSessionId": session_id} if session_id else {}
    response: dict[str, Any] = client("bedrock-agentcore", agentcore.endpoint).invoke_agent_runtime(
        agentRuntimeArn=agentcore.agent_runtime_arn, payload=json.dumps(payload), **given
    )
    return response


def answer(
    agentcore: EmbeddedAgentCore, session_id: str | None = None, **payload: Any
) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(invoke(agentcore, session_id, **payload)["response"].read())
    return found


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_session_is_a_process_that_stays(agentcore: EmbeddedAgentCore) -> None:
    session_id = new_session()
    first, second = answer(agentcore, session_id), answer(agentcore, session_id)
    other = answer(agentcore, new_session())
    assert (first["turns"], second["turns"], other["turns"]) == (1, 2, 1)
    assert first["pid"] == second["pid"] != other["pid"]
    assert first["session"] == session_id
    assert first["main"] == "__main__"
    assert first["beside"] == "found"
    assert first["memory"] == agentcore.memory_id


def test_custom_headers_reach_the_agent(agentcore: EmbeddedAgentCore) -> None:
    runtime = client("bedrock-agentcore", agentcore.endpoint)
    name = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Actor-Id"
    runtime.meta.events.register(
        "before-sign.bedrock-agentcore.InvokeAgentRuntime",
        lambda request, **_: request.headers.add_header(name, "alice"),
    )
    response = runtime.invoke_agent_runtime(
        agentRuntimeArn=agentcore.agent_runtime_arn, payload=b"{}"
    )
    headers = json.loads(response["response"].read())["headers"]
    assert headers[name.lower()] == "alice"


def test_without_a_session_id_one_is_given(agentcore: EmbeddedAgentCore) -> None:
    response = invoke(agentcore)
    session_id = json.loads(response["response"].read())["session"]
    assert response["runtimeSessionId"] == session_id
    assert response["contentType"] == "application/json"
    assert len(session_id) >= 33


def test_a_stream_comes_part_by_part(agentcore: EmbeddedAgentCore, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    response = invoke(agentcore, do="stream", gate=str(gate))
    assert response["contentType"].startswith("text/event-stream")
    lines = response["response"].iter_lines(chunk_size=1)
    assert next(lines) == b'data: {"part": 1}'  # the second part is not even made yet
    gate.touch()
    assert [line for line in lines if line] == [b'data: {"part": 2}']


def test_an_agents_error_is_its_callers(agentcore: EmbeddedAgentCore) -> None:
    session_id = new_session()
    with pytest.raises(ClientError, match=r"RuntimeClientError.*\(500\).*this agent raises"):
        invoke(agentcore, session_id, do="raise")
    assert answer(agentcore, session_id)["turns"] == 2


def test_a_crash_is_told_and_nobody_elses(agentcore: EmbeddedAgentCore) -> None:
    crashing, other = new_session(), new_session()
    pid = answer(agentcore, other)["pid"]
    with pytest.raises(ClientError, match=r"RuntimeClientError[\s\S]*cruel world") as caught:
        invoke(agentcore, crashing, do="exit")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert answer(agentcore, other)["pid"] == pid
    assert answer(agentcore, crashing)["turns"] == 1


def test_a_crash_amid_the_answer_breaks_the_stream(
    agentcore: EmbeddedAgentCore, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    lines = invoke(agentcore, do="break", gate=str(gate))["response"].iter_lines(chunk_size=1)
    assert next(lines) == b'data: {"part": 1}'
    gate.touch()
    with pytest.raises(ResponseStreamingError):
        list(lines)


def test_a_stopped_session_starts_anew(agentcore: EmbeddedAgentCore) -> None:
    runtime = client("bedrock-agentcore", agentcore.endpoint)
    session_id = new_session()
    about = {
        "agentRuntimeArn": agentcore.agent_runtime_arn,
        "runtimeSessionId": session_id,
        "clientToken": uuid.uuid4().hex + "x",
    }
    pid = answer(agentcore, session_id)["pid"]
    assert runtime.stop_runtime_session(**about)["statusCode"] == 200
    assert not is_running(pid)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        runtime.stop_runtime_session(**about)
    assert answer(agentcore, session_id)["turns"] == 1


@pytest.mark.parametrize("what", [{"agentRuntimeArn": "other"}, {"qualifier": "other"}])
def test_an_unknown_runtime_or_endpoint(agentcore: EmbeddedAgentCore, what: dict[str, str]) -> None:
    runtime = client("bedrock-agentcore", agentcore.endpoint)
    given = {"agentRuntimeArn": agentcore.agent_runtime_arn, "payload": b"{}"} | what
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        runtime.invoke_agent_runtime(**given)


def test_idle_sessions_end(start: Start) -> None:
    agentcore = start(AGENT, idle_seconds=0.2, check_seconds=0.05)
    pid = answer(agentcore, new_session())["pid"]
    wait_until(lambda: not is_running(pid))


def test_sessions_end_after_their_lifetime(start: Start) -> None:
    agentcore = start(AGENT, lifetime_seconds=0.2, check_seconds=0.05)
    pid = answer(agentcore, new_session())["pid"]
    wait_until(lambda: not is_running(pid))


def test_the_longest_idle_session_makes_room(start: Start) -> None:
    agentcore = start(AGENT, max_sessions=1)
    first, second = new_session(), new_session()
    pid = answer(agentcore, first)["pid"]
    assert answer(agentcore, second)["turns"] == 1
    assert not is_running(pid)


def test_no_more_sessions_than_allowed_at_once(start: Start, tmp_path: Path) -> None:
    agentcore = start(AGENT, max_sessions=1)
    gate = tmp_path / "gate"
    busy = invoke(agentcore, new_session(), do="stream", gate=str(gate))
    with pytest.raises(ClientError, match="ThrottlingException"):
        invoke(agentcore, new_session())
    gate.touch()
    assert busy["response"].read().count(b"part") == 2


def test_stopping_ends_every_process(start: Start) -> None:
    agentcore = start(AGENT, keep_spare=True)
    pid = answer(agentcore, new_session())["pid"]
    agentcore.stop()
    assert not is_running(pid)


def test_an_agent_that_never_calls_run(start: Start) -> None:
    response = invoke(start(WITHOUT_RUN), new_session())
    assert json.loads(response["response"].read()) == "served all the same"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("raise RuntimeError('no such key')", "did not start[\\s\\S]*no such key"),
        ("x = 1", "did not start[\\s\\S]*has no BedrockAgentCoreApp"),
    ],
)
def test_an_agent_that_does_not_start_says_why(start: Start, source: str, complaint: str) -> None:
    with pytest.raises(ClientError, match=complaint):
        invoke(start(source), new_session())
