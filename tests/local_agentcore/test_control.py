"""Memories and their strategies through boto3."""

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_agentcore.server import EmbeddedAgentCore


def new_name() -> str:
    return f"m{uuid.uuid4().hex}"


def test_the_memory_that_exists_from_the_start(
    agentcore: EmbeddedAgentCore, control_client: Any
) -> None:
    memory = control_client.get_memory(memoryId=agentcore.memory_id)["memory"]
    assert memory["status"] == "ACTIVE"
    assert memory["id"].startswith(memory["name"] + "-")
    assert [(s["name"], s["type"], s["namespaceTemplates"]) for s in memory["strategies"]] == [
        ("Facts", "SEMANTIC", ["/users/{actorId}/facts/"]),
        ("Preferences", "USER_PREFERENCE", ["/users/{actorId}/preferences/"]),
        ("Summaries", "SUMMARIZATION", ["/summaries/{actorId}/{sessionId}/"]),
    ]


def test_create_list_and_delete(control_client: Any, memory_client: Any) -> None:
    name = new_name()
    strategy = {"semanticMemoryStrategy": {"name": "Known", "namespaces": ["/known/{actorId}/"]}}
    created = control_client.create_memory(
        name=name, description="For a test", eventExpiryDuration=30, memoryStrategies=[strategy]
    )["memory"]
    assert created["status"] == "ACTIVE"
    assert created["strategies"][0]["namespaces"] == ["/known/{actorId}/"]
    listed = control_client.list_memories(maxResults=1)
    assert listed["memories"][0]["id"] == created["id"]
    assert control_client.delete_memory(memoryId=created["id"])["status"] == "DELETING"
    for call in (control_client.get_memory, memory_client.list_actors):
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            call(memoryId=created["id"])


def test_pages_of_memories(control_client: Any) -> None:
    made = [
        control_client.create_memory(name=new_name(), eventExpiryDuration=7)["memory"]["id"]
        for _ in range(3)
    ]
    pages = control_client.get_paginator("list_memories").paginate(PaginationConfig={"PageSize": 1})
    found = [item["id"] for page in pages for item in page["memories"]]
    assert set(made) < set(found)
    assert len(found) == len(set(found))


def test_a_name_is_taken_once(control_client: Any) -> None:
    name = new_name()
    control_client.create_memory(name=name, eventExpiryDuration=7)
    with pytest.raises(ClientError, match="ValidationException.*already exists"):
        control_client.create_memory(name=name, eventExpiryDuration=7)


def test_a_retried_client_token_gives_the_same_memory(control_client: Any) -> None:
    given = {"name": new_name(), "eventExpiryDuration": 7, "clientToken": uuid.uuid4().hex}
    first = control_client.create_memory(**given)["memory"]["id"]
    assert control_client.create_memory(**given)["memory"]["id"] == first


def test_without_a_namespace_the_strategy_gets_one_of_its_own(control_client: Any) -> None:
    memory = control_client.create_memory(
        name=new_name(),
        eventExpiryDuration=7,
        memoryStrategies=[{"summaryMemoryStrategy": {"name": "Summary"}}],
    )["memory"]
    (template,) = memory["strategies"][0]["namespaceTemplates"]
    assert template.endswith("/sessions/{sessionId}/")


@pytest.mark.parametrize(
    ("strategies", "complaint"),
    [
        ([{"episodicMemoryStrategy": {"name": "Episodes"}}], "needs a reflectionConfiguration"),
        (
            [{"semanticMemoryStrategy": {"name": "A", "namespaces": ["/users/{userId}/"]}}],
            "Unknown variable in the namespace",
        ),
        (
            [{"semanticMemoryStrategy": {"name": "A"}}, {"summaryMemoryStrategy": {"name": "A"}}],
            "must differ",
        ),
        ([{"semanticMemoryStrategy": {"name": "no spaces"}}], "regular expression pattern"),
    ],
)
def test_bad_strategies_are_told(
    control_client: Any, strategies: list[dict[str, Any]], complaint: str
) -> None:
    with pytest.raises(ClientError, match=complaint):
        control_client.create_memory(
            name=new_name(), eventExpiryDuration=7, memoryStrategies=strategies
        )
