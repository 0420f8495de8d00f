"""Strategies, events and records as the store has them, and batches of events."""

from typing import Any

from local_agentcore.extraction.batching import Batch
from local_agentcore.store.events import Event, SessionKey
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import Record

SESSION = SessionKey("memory-1", "alice", "session-1")
NOON_MS = 1_741_089_600_000


def strategy(
    kind: str, configuration: dict[str, Any] | None = None, schema: dict[str, Any] | None = None
) -> Strategy:
    """A strategy of this type."""
    return Strategy(
        id="Kept-1",
        name="Kept",
        type=kind,
        description=None,
        namespace_template="/{actorId}/",
        created_ms=NOON_MS,
        updated_ms=NOON_MS,
        configuration=configuration or {},
        record_schema=schema or {},
    )


def event(*texts: str, role: str = "USER", number: int = 1) -> Event:
    """An event with these messages."""
    return Event(
        seq=number,
        session=SESSION,
        event_id=f"event-{number}",
        timestamp_ms=NOON_MS + number * 60_000,
        branch_name=None,
        root_event_id=None,
        payload=[{"conversational": {"content": {"text": text}, "role": role}} for text in texts],
        metadata={},
        created_ms=NOON_MS,
        expires_ms=NOON_MS * 2,
    )


def batch(*events: Event, kind: str = "SEMANTIC", earlier: tuple[Event, ...] = ()) -> Batch:
    """The batch of these events for a strategy of this type."""
    return Batch(strategy(kind), "/alice/", {}, events, earlier)


def fact(text: str, key: int = 1) -> Record:
    """A record with this text."""
    return Record(
        key=key,
        record_id=f"mem-{key}",
        memory_id=SESSION.memory_id,
        strategy_id="Kept-1",
        strategy_type="SEMANTIC",
        namespace="/alice/",
        text=text,
        metadata={},
        created_ms=NOON_MS,
    )
