"""What tests of the API stand on: a memory of their own and two clients, of whichever side."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.waiting import wait_until

MEMORY_SECONDS = 600.0
"""How long a memory may take until it is ACTIVE; AWS takes about three minutes."""

STRATEGIES = [
    {
        "semanticMemoryStrategy": {
            "name": "Facts",
            "namespaceTemplates": ["/users/{actorId}/facts/"],
        }
    },
    {
        "userPreferenceMemoryStrategy": {
            "name": "Preferences",
            "namespaceTemplates": ["/users/{actorId}/preferences/"],
        }
    },
    {
        "summaryMemoryStrategy": {
            "name": "Summaries",
            "namespaceTemplates": ["/summaries/{actorId}/{sessionId}/"],
        }
    },
]
INDEXED_KEYS = [
    {"key": "priority", "type": "STRING"},
    {"key": "tags", "type": "STRINGLIST"},
    {"key": "count", "type": "NUMBER"},
]


@pytest.fixture(scope="session")
def memory(control_client: Any) -> Iterator[dict[str, Any]]:
    """A memory with the three built-in strategies and an indexed key of each type."""
    made = control_client.create_memory(
        name=f"Tests_{uuid.uuid4().hex[:16]}",
        eventExpiryDuration=7,
        memoryStrategies=STRATEGIES,
        indexedKeys=INDEXED_KEYS,
    )["memory"]
    try:
        yield wait_until(lambda: active(control_client, made["id"]), MEMORY_SECONDS)
    finally:
        control_client.delete_memory(memoryId=made["id"])


def active(control_client: Any, memory_id: str) -> dict[str, Any] | None:
    """The memory once it is ACTIVE, None before."""
    found: dict[str, Any] = control_client.get_memory(memoryId=memory_id)["memory"]
    assert found["status"] != "FAILED", found.get("failureReason")
    return found if found["status"] == "ACTIVE" else None


@pytest.fixture
def actor_id() -> str:
    """An actor that nobody else uses."""
    return f"actor-{uuid.uuid4().hex}"


@pytest.fixture
def session_id() -> str:
    """A session that nobody else uses."""
    return uuid.uuid4().hex
