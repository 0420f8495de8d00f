"""Memories to import into, and something to export."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from studio.memory import Memory

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SESSION = "session-1"
Strategies = list[dict[str, Any]]

FACTS = {"name": "Facts", "namespaceTemplates": ["/users/{actorId}/facts/"]}
PREFERENCES = {"name": "Preferences", "namespaceTemplates": ["/users/{actorId}/preferences/"]}
SUMMARIES = {"name": "Summaries", "namespaceTemplates": ["/summaries/{actorId}/{sessionId}/"]}
ALIKE: Strategies = [
    {"semanticMemoryStrategy": FACTS},
    {"userPreferenceMemoryStrategy": PREFERENCES},
    {"summaryMemoryStrategy": SUMMARIES},
]


@pytest.fixture(scope="session")
def another(memory_client: Any, control_client: Any) -> Callable[[Strategies], Memory]:
    """Another memory, empty, with these strategies."""

    def make(strategies: Strategies) -> Memory:
        made = control_client.create_memory(
            name=f"Other_{uuid4().hex[:8]}", eventExpiryDuration=30, memoryStrategies=strategies
        )
        return Memory(memory_client, control_client, made["memory"]["id"])

    return make


def say(memory: Memory, actor_id: str, number: int, text: str, **more: Any) -> str:
    """Store what the actor says in their session, so many seconds after noon; the event's ID.

    Nothing is learned from it.
    """
    answer = memory.client.create_event(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId=SESSION,
        eventTimestamp=NOON + timedelta(seconds=number, milliseconds=7),
        payload=[{"conversational": {"role": "USER", "content": {"text": text}}}],
        extractionMode="SKIP",
        **more,
    )
    return str(answer["event"]["eventId"])
