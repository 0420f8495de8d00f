"""Records that tests put into a memory, in the namespaces that its strategies have."""

from datetime import UTC, datetime
from uuid import uuid4

from studio.memory import Memory
from studio.types import Strategy, StrategyType

FACT, PREFERENCE, SUMMARY = (
    StrategyType.SEMANTIC,
    StrategyType.USER_PREFERENCE,
    StrategyType.SUMMARIZATION,
)
SESSION = "session-1"


def someone() -> str:
    """An actor that nobody has heard of."""
    return f"actor-{uuid4().hex[:8]}"


def strategy(memory: Memory, kind: StrategyType) -> Strategy:
    """The memory's strategy of that type."""
    return next(each for each in memory.strategies if each.type is kind)


def put(memory: Memory, actor_id: str, kind: StrategyType, *texts: str) -> list[str]:
    """Store records of an actor, a hundred at most; their IDs."""
    chosen = strategy(memory, kind)
    namespace = chosen.namespace_templates[0].format(actorId=actor_id, sessionId=SESSION)
    answer = memory.client.batch_create_memory_records(
        memoryId=memory.memory_id,
        records=[
            {
                "requestIdentifier": str(number),
                "namespaces": [namespace],
                "content": {"text": text},
                "timestamp": datetime.now(UTC),
                "memoryStrategyId": chosen.id,
            }
            for number, text in enumerate(texts)
        ],
    )
    assert not answer["failedRecords"]
    return [each["memoryRecordId"] for each in answer["successfulRecords"]]
