"""When what is extracted: which strategies an event waits for, and their jobs."""

import sqlite3
from collections.abc import Mapping, Sequence

from local_agentcore import namespaces
from local_agentcore.clock import DAY_MS, now_ms
from local_agentcore.overrides import SELF_MANAGED
from local_agentcore.store import jobs
from local_agentcore.store.events import Event
from local_agentcore.store.memories import Memory, Strategy
from local_agentcore.strategies import reflection_template, way_of

QUIET_MS = 500
"""How long a session must be quiet before it is extracted, in milliseconds."""
PATIENCE_MS = 5_000
"""How long the first event of a busy session waits at most, in milliseconds."""


def waiting_strategies(memory: Memory, event: Event) -> list[str]:
    """The IDs of the strategies that an event is extracted by.

    Not those whose namespace has a variable that the event gives no value for, and of ingested
    content not those whose pipeline is somebody else's (AWS documentation).
    """
    return [
        strategy.id
        for strategy in memory.strategies
        if namespace_of(strategy, event) is not None
        and not (event.ingested and way_of(strategy) == SELF_MANAGED)
    ]


def namespace_of(strategy: Strategy, event: Event) -> str | None:
    """Where a strategy puts what it learns from an event, None when a variable is missing."""
    return namespaces.resolve(strategy.namespace_template, _values(strategy, event))


def reflection_namespace_of(strategy: Strategy, event: Event) -> str | None:
    """Where an episodic strategy reflects upon the event's episodes."""
    return namespaces.resolve(reflection_template(strategy), _values(strategy, event))


def _values(strategy: Strategy, event: Event) -> Mapping[str, str]:
    return {
        **event.namespace_variables,
        "actorId": event.session.actor_id,
        "sessionId": event.session.session_id,
        "memoryStrategyId": strategy.id,
    }


def schedule(db: sqlite3.Connection, event: Event, strategy_ids: Sequence[str]) -> None:
    """Have an event extracted by these strategies once its session is quiet."""
    now = now_ms()
    for strategy_id in strategy_ids:
        jobs.schedule(db, event.session, strategy_id, now + QUIET_MS, now + PATIENCE_MS)


def expires_ms(memory: Memory, created_ms: int) -> int:
    """When an event that is created now expires, by its memory's eventExpiryDuration."""
    return created_ms + memory.event_expiry_days * DAY_MS
