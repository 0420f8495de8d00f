"""The agent as it is deployed: its file in a process of its own, behind InvokeAgentRuntime."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_agentcore.server import EmbeddedAgentCore
from tests.agent.talk import ACTOR_HEADER, new_ids
from tests.conftest import client, serving
from tests.waiting import wait_until

TUTORIAL_AGENT = Path(__file__).parent.parent / "fixtures" / "tutorial_agent.py"

Item = dict[str, Any]


def invoke(
    agentcore: EmbeddedAgentCore, actor_id: str, session_id: str, **payload: object
) -> dict[str, Any]:
    runtime = client("bedrock-agentcore", agentcore.endpoint)
    runtime.meta.events.register(
        "before-sign.bedrock-agentcore.InvokeAgentRuntime",
        lambda request, **_: request.headers.add_header(ACTOR_HEADER, actor_id),
    )
    response: dict[str, Any] = runtime.invoke_agent_runtime(
        agentRuntimeArn=agentcore.agent_runtime_arn,
        runtimeSessionId=session_id,
        payload=json.dumps(payload).encode(),
    )
    return response


def items(response: dict[str, Any]) -> Iterator[Item]:
    assert response["contentType"].startswith("text/event-stream")
    for line in response["response"].iter_lines(chunk_size=1):
        if line:
            yield json.loads(line.removeprefix(b"data: "))


def test_a_streamed_answer(agentcore: EmbeddedAgentCore, alice: str) -> None:
    _, session_id = new_ids()
    response = invoke(agentcore, alice, session_id, prompt="What is my name?", stream=True)
    memory, *texts, done = items(response)
    assert [record["namespace"] for record in memory["records"]] == [f"/users/{alice}/facts/"]
    assert "Alice" in "".join(text["text"] for text in texts)
    assert done["stopReason"] == "end_turn"


def test_an_answer_as_json(agentcore: EmbeddedAgentCore, alice: str) -> None:
    _, session_id = new_ids()
    response = invoke(agentcore, alice, session_id, prompt="What is my name?")
    assert response["contentType"] == "application/json"
    assert "Alice" in json.loads(response["response"].read())["response"]


def test_an_error_is_the_callers(agentcore: EmbeddedAgentCore) -> None:
    with pytest.raises(ClientError, match=r"RuntimeClientError"):
        invoke(agentcore, *new_ids(), prompt="")


@pytest.fixture
def tutorial(tmp_path: Path) -> Iterator[EmbeddedAgentCore]:
    """An embedded AgentCore that serves an agent as the public tutorials write theirs."""
    with serving(tmp_path, TUTORIAL_AGENT) as started:
        yield started


def test_a_tutorials_agent_remembers_from_session_to_session(tutorial: EmbeddedAgentCore) -> None:
    memory = client("bedrock-agentcore", tutorial.endpoint)
    actor_id, first = new_ids()
    _, second = new_ids()
    told = invoke(
        tutorial, actor_id, first, prompt="My name is Alice and I like chocolate ice cream."
    )
    assert json.loads(told["response"].read())["response"]

    def learned() -> bool:
        listed = memory.list_memory_records(
            memoryId=tutorial.memory_id, namespacePath=f"/users/{actor_id}"
        )
        return len(listed["memoryRecordSummaries"]) >= 2

    wait_until(learned)
    asked = invoke(tutorial, actor_id, second, prompt="What is my name and what do I like?")
    answer = json.loads(asked["response"].read())["response"]
    assert "Alice" in answer
    assert "chocolate" in answer
