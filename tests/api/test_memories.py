"""Memories: made, described, changed, tagged and deleted through boto3."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.conftest import MEMORY_SECONDS, active
from tests.api.errors import error_of
from tests.waiting import wait_until

pytestmark = pytest.mark.aws()


@pytest.fixture(scope="module")
def own(control_client: Any) -> Iterator[dict[str, Any]]:
    """A memory that these tests may change."""
    made = control_client.create_memory(
        name=f"Own_{uuid.uuid4().hex[:16]}",
        description="To be changed",
        eventExpiryDuration=30,
        tags={"stage": "test"},
        memoryStrategies=[
            {"semanticMemoryStrategy": {"name": "Known", "namespaces": ["/known/{actorId}/"]}}
        ],
    )["memory"]
    yield wait_until(lambda: active(control_client, made["id"]), MEMORY_SECONDS)
    control_client.delete_memory(memoryId=made["id"])


def test_a_memory_is_what_it_was_made_as(control_client: Any, own: dict[str, Any]) -> None:
    assert own["id"].startswith(own["name"] + "-")
    assert own["arn"].endswith(f":memory/{own['id']}")
    assert (own["description"], own["eventExpiryDuration"]) == ("To be changed", 30)
    (strategy,) = own["strategies"]
    assert (strategy["name"], strategy["type"]) == ("Known", "SEMANTIC")
    assert strategy["namespaces"] == strategy["namespaceTemplates"] == ["/known/{actorId}/"]
    pages = control_client.get_paginator("list_memories").paginate()
    assert own["id"] in [item["id"] for page in pages for item in page["memories"]]


def test_a_name_is_taken_once(control_client: Any, own: dict[str, Any]) -> None:
    code, status, message = error_of(
        control_client.create_memory, name=own["name"], eventExpiryDuration=7
    )
    assert (code, status) == ("ValidationException", 400)
    assert "already exists" in message


def test_a_memory_is_changed(control_client: Any, own: dict[str, Any]) -> None:
    control_client.update_memory(
        memoryId=own["id"],
        description="Changed",
        addIndexedKeys=[{"key": "priority", "type": "STRING"}],
    )
    changed = wait_until(lambda: active(control_client, own["id"]), MEMORY_SECONDS)
    assert changed["description"] == "Changed"
    assert changed["indexedKeys"] == [{"key": "priority", "type": "STRING"}]
    assert changed["eventExpiryDuration"] == 30


def test_tags(control_client: Any, own: dict[str, Any]) -> None:
    arn = own["arn"]
    control_client.tag_resource(resourceArn=arn, tags={"team": "blue"})
    assert control_client.list_tags_for_resource(resourceArn=arn)["tags"] == {
        "stage": "test",
        "team": "blue",
    }
    control_client.untag_resource(resourceArn=arn, tagKeys=["stage"])
    assert control_client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "blue"}


def test_what_is_unknown_is_not_found(control_client: Any, own: dict[str, Any]) -> None:
    unknown = "Unknown-0123456789"
    for call in (
        control_client.get_memory,
        control_client.update_memory,
        control_client.delete_memory,
    ):
        assert error_of(call, memoryId=unknown)[:2] == ("ResourceNotFoundException", 404)
    arn = own["arn"].replace(own["id"], unknown)
    found = error_of(control_client.list_tags_for_resource, resourceArn=arn)
    assert found[:2] == ("ResourceNotFoundException", 404)


def test_a_deleted_memory_takes_all_with_it(control_client: Any, memory_client: Any) -> None:
    made = control_client.create_memory(
        name=f"Gone_{uuid.uuid4().hex[:16]}", eventExpiryDuration=7
    )["memory"]
    wait_until(lambda: active(control_client, made["id"]), MEMORY_SECONDS)
    assert control_client.delete_memory(memoryId=made["id"])["status"] == "DELETING"

    def gone() -> bool:
        memories = control_client.get_paginator("list_memories").paginate()
        return made["id"] not in [item["id"] for page in memories for item in page["memories"]]

    wait_until(gone, MEMORY_SECONDS)
    found = error_of(memory_client.list_actors, memoryId=made["id"])
    assert found[:2] == ("ResourceNotFoundException", 404)
