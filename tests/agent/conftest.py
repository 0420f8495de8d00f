"""The agent's app in this process, talking to the embedded AgentCore by its real clients."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

import app
from local_agentcore.server import EmbeddedAgentCore
from tests.agent.talk import Start, Talk, new_ids
from tests.waiting import wait_until


@pytest.fixture
def environment(agentcore: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a deployed agent, with the endpoints of the embedded AgentCore."""
    for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL", "BEDROCK_RUNTIME"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", agentcore.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", agentcore.region)
    monkeypatch.setenv("BEDROCK_AGENTCORE_MEMORY_ID", agentcore.memory_id)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION", "BEDROCK_MODEL_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def start(environment: None) -> Iterator[Start]:
    """Starts sessions, of new actors unless one is named."""
    with TestClient(app.app) as http:

        def new_session(actor_id: str | None = None) -> Talk:
            new_actor, session_id = new_ids()
            return Talk(http, actor_id or new_actor, session_id)

        yield new_session


@pytest.fixture(scope="session")
def alice(agentcore: EmbeddedAgentCore, memory_client: Any) -> str:
    """The ID of an actor who once told her name and a preference, both of which were learned."""
    actor_id, session_id = new_ids()
    told = {"role": "USER", "content": {"text": "My name is Alice and I like chocolate ice cream."}}
    memory_client.create_event(
        memoryId=agentcore.memory_id,
        actorId=actor_id,
        sessionId=session_id,
        eventTimestamp=datetime.now(UTC),
        payload=[{"conversational": told}],
    )

    def learned(strategy: str) -> bool:
        listed = memory_client.list_memory_records(
            memoryId=agentcore.memory_id, namespacePath=f"/users/{actor_id}/{strategy}/"
        )
        return bool(listed["memoryRecordSummaries"])

    wait_until(lambda: learned("facts") and learned("preferences"))
    return actor_id
