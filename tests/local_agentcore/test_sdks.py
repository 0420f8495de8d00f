"""What others' code does: the AgentCore SDK and Strands, pointed here by their variables."""

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from bedrock_agentcore.memory import MemoryClient
from bedrock_agentcore.memory.constants import BlobMessage, ConversationalMessage, MessageRole
from bedrock_agentcore.memory.integrations.strands.config import (
    AgentCoreMemoryConfig,
    RetrievalConfig,
)
from bedrock_agentcore.memory.integrations.strands.memorystore import (
    create_agentcore_memory_stores,
)
from bedrock_agentcore.memory.integrations.strands.session_manager import (
    AgentCoreMemorySessionManager,
)
from bedrock_agentcore.memory.session import MemorySessionManager
from strands import Agent
from strands.models import BedrockModel

from local_agentcore.server import EmbeddedAgentCore
from tests.waiting import wait_until

REGION = "us-east-1"
NAMESPACES = ("/users/{actorId}/facts", "/users/{actorId}/preferences")


@pytest.fixture(autouse=True)
def pointed_here(agentcore: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that points every AWS SDK at the embedded AgentCore."""
    for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL", "BEDROCK_RUNTIME"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", agentcore.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def actor_id() -> str:
    return f"actor-{uuid.uuid4().hex}"


def agent_of(agentcore: EmbeddedAgentCore, actor_id: str, session_id: str) -> Agent:
    """An agent as the SDK's documentation builds it."""
    config = AgentCoreMemoryConfig(
        memory_id=agentcore.memory_id,
        actor_id=actor_id,
        session_id=session_id,
        retrieval_config={
            namespace: RetrievalConfig(top_k=3, relevance_score=0.5) for namespace in NAMESPACES
        },
    )
    return Agent(
        model=BedrockModel(model_id="us.amazon.nova-lite-v1:0", region_name=REGION),
        session_manager=AgentCoreMemorySessionManager(config, region_name=REGION),
        callback_handler=None,
    )


def test_the_memory_clients_life(actor_id: str) -> None:
    client = MemoryClient(region_name=REGION)
    given: dict[str, Any] = {
        "name": f"m{uuid.uuid4().hex}",
        "strategies": [
            {"semanticMemoryStrategy": {"name": "Facts", "namespaces": ["/about/{actorId}/"]}}
        ],
    }
    memory = client.create_memory_and_wait(**given)
    assert client.create_or_get_memory(**given)["id"] == memory["id"]
    about = {"memory_id": memory["id"], "actor_id": actor_id, "session_id": "session"}
    messages = [("I live in Lisbon.", "USER"), ("Noted.", "ASSISTANT")]
    client.create_event(**about, messages=messages, event_timestamp=datetime.now(UTC))
    client.create_event(**about, messages=[("I have a cat.", "USER")])
    turns = client.get_last_k_turns(**about, k=1)
    assert [said["content"]["text"] for said in turns[0]] == ["I have a cat."]

    def found() -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = client.retrieve_memories(
            memory_id=memory["id"], namespace=f"/about/{actor_id}/", query="Where do I live?"
        )
        return records

    wait_until(found)
    assert found()[0]["content"]["text"] == "The user lives in Lisbon."
    client.delete_memory_and_wait(memory_id=memory["id"])
    assert memory["id"] not in [each["id"] for each in client.list_memories()]


def test_the_session_manager_brings_a_session_back(
    agentcore: EmbeddedAgentCore, actor_id: str
) -> None:
    session_id = uuid.uuid4().hex
    first = agent_of(agentcore, actor_id, session_id)
    first("My name is Alice and I like chocolate ice cream.")
    restored = agent_of(agentcore, actor_id, session_id)
    assert [message["role"] for message in restored.messages] == ["user", "assistant"]
    assert "Alice" in str(restored("What is my name?"))


def test_the_session_manager_recalls_in_another_session(
    agentcore: EmbeddedAgentCore, memory_client: Any, actor_id: str
) -> None:
    agent_of(agentcore, actor_id, uuid.uuid4().hex)("I'm Alice. I love chocolate ice cream.")
    wait_until(
        lambda: memory_client.list_memory_records(
            memoryId=agentcore.memory_id, namespacePath=f"/users/{actor_id}/preferences"
        )["memoryRecordSummaries"]
    )
    answer = str(agent_of(agentcore, actor_id, uuid.uuid4().hex)("What do I like?"))
    assert "chocolate ice cream" in answer
    stranger = str(agent_of(agentcore, actor_id + "-other", uuid.uuid4().hex)("What do I like?"))
    assert "chocolate" not in stranger


def test_the_memory_clients_branches(agentcore: EmbeddedAgentCore, actor_id: str) -> None:
    client = MemoryClient(region_name=REGION)
    about: dict[str, Any] = {
        "memory_id": agentcore.memory_id,
        "actor_id": actor_id,
        "session_id": "session",
    }
    first = client.create_event(**about, messages=[("Which city?", "USER")])
    client.create_event(**about, messages=[("Rome.", "ASSISTANT")])
    client.fork_conversation(
        **about,
        root_event_id=first["eventId"],
        branch_name="other",
        new_messages=[("Oslo.", "ASSISTANT")],
    )
    branches = {item["name"]: item["eventCount"] for item in client.list_branches(**about)}
    assert branches == {"main": 2, "other": 1}
    assert len(client.list_branch_events(**about)) == 2
    whole = client.list_branch_events(**about, branch_name="other", include_parent_branches=True)
    said = [event["payload"][0]["conversational"]["content"]["text"] for event in whole]
    assert said == ["Oslo.", "Which city?"]
    tree = client.get_conversation_tree(**about)
    assert list(tree["main_branch"]["branches"]) == ["other"]
    context = client.merge_branch_context(**about, branch_name="other")
    assert {message["content"] for message in context} == {"Which city?", "Oslo."}


def test_the_memory_clients_strategies() -> None:
    client = MemoryClient(region_name=REGION)
    memory = client.create_memory_and_wait(name=f"m{uuid.uuid4().hex}", strategies=[])
    memory_id = memory["id"]
    client.add_semantic_strategy_and_wait(
        memory_id, "Facts", namespace_templates=["/facts/{actorId}/"]
    )
    client.add_episodic_strategy_and_wait(
        memory_id,
        "Episodes",
        reflection_namespace_templates=["/episodes/{actorId}/"],
        namespace_templates=["/episodes/{actorId}/{sessionId}/"],
    )
    facts, episodes = client.get_memory_strategies(memory_id)
    assert (facts["type"], episodes["type"]) == ("SEMANTIC", "EPISODIC")
    client.modify_strategy(memory_id, facts["strategyId"], description="What is known")
    client.delete_strategy(memory_id, episodes["strategyId"])
    (left,) = client.get_memory_strategies(memory_id)
    assert left["description"] == "What is known"
    client.delete_memory_and_wait(memory_id=memory_id)


def test_the_session_managers_sessions(agentcore: EmbeddedAgentCore, actor_id: str) -> None:
    manager = MemorySessionManager(memory_id=agentcore.memory_id, region_name=REGION)
    session = manager.create_memory_session(actor_id=actor_id)
    said = session.add_turns(
        [ConversationalMessage("I live in Lisbon.", MessageRole.USER), BlobMessage({"a": 1})],
        metadata={"channel": {"stringValue": "web"}},
    )
    session.fork_conversation(
        root_event_id=said["eventId"],
        branch_name="other",
        messages=[ConversationalMessage("I have a dog.", MessageRole.USER)],
    )
    assert {branch["name"] for branch in session.list_branches()} == {"main", "other"}
    namespace = f"/users/{actor_id}/facts/"

    def both() -> bool:
        return len(session.list_long_term_memory_records(namespace=namespace)) == 2

    wait_until(both)
    (best,) = session.search_long_term_memories(
        query="Where do I live?", namespace_path=f"/users/{actor_id}/", top_k=1
    )
    assert best["content"]["text"] == "The user lives in Lisbon."
    assert actor_id in [actor["actorId"] for actor in manager.list_actors()]
    done = manager.delete_all_long_term_memories_in_namespace(namespace)
    assert len(done["successfulRecords"]) == 2
    session.delete_event(said["eventId"])
    assert not session.list_long_term_memory_records(namespace=namespace)


def test_strands_memory_stores(agentcore: EmbeddedAgentCore, actor_id: str) -> None:
    config = AgentCoreMemoryConfig(
        memory_id=agentcore.memory_id, actor_id=actor_id, session_id=uuid.uuid4().hex
    )
    client = MemoryClient(region_name=REGION)
    client.create_event(
        memory_id=config.memory_id,
        actor_id=actor_id,
        session_id=config.session_id,
        messages=[("I live in Lisbon.", "USER")],
    )
    stores = create_agentcore_memory_stores(
        memory_id=config.memory_id,
        actor_id=actor_id,
        session_id=config.session_id,
        namespaces=[{"namespace": "/users/{actorId}/facts/"}],
        region_name=REGION,
    )

    def found() -> list[Any]:
        return asyncio.run(stores[0].search("Where do I live?"))

    assert wait_until(found)[0].content == "The user lives in Lisbon."


def test_converse_and_its_stream_say_the_same(agentcore: EmbeddedAgentCore) -> None:
    runtime = boto3.client("bedrock-runtime", region_name=REGION)
    given: dict[str, Any] = {
        "modelId": "arn:aws:bedrock:us-east-1::foundation-model/any.model-v1:0",
        "messages": [{"role": "user", "content": [{"text": "My name is Alice."}]}],
    }
    whole = runtime.converse(**given)["output"]["message"]["content"][0]["text"]
    events = list(runtime.converse_stream(**given)["stream"])
    deltas = [
        event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event
    ]
    assert "".join(delta["text"] for delta in deltas) == whole
    assert "Alice" in whole
    assert list(events[-1]) == ["metadata"]
    with pytest.raises(runtime.exceptions.ValidationException):
        runtime.converse_stream(modelId="any", messages=[])
