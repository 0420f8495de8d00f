"""The control plane: memories and their strategies. One method an operation."""

from collections.abc import Mapping
from typing import Any

from local_agentcore import ids, namespaces
from local_agentcore.clock import from_ms, now_ms
from local_agentcore.errors import ResourceNotFoundException, ValidationException
from local_agentcore.store import memories, paging
from local_agentcore.store.database import Database
from local_agentcore.store.memories import Memory, Strategy
from local_agentcore.store.records import Records

Input = Mapping[str, Any]
Output = dict[str, Any]

STRATEGY_TYPES = {
    "semanticMemoryStrategy": "SEMANTIC",
    "userPreferenceMemoryStrategy": "USER_PREFERENCE",
    "summaryMemoryStrategy": "SUMMARIZATION",
}
DEFAULT_TEMPLATES = {
    "SEMANTIC": "/strategies/{memoryStrategyId}/actors/{actorId}/",
    "USER_PREFERENCE": "/strategies/{memoryStrategyId}/actors/{actorId}/",
    "SUMMARIZATION": "/strategies/{memoryStrategyId}/actors/{actorId}/sessions/{sessionId}/",
}


def find_memory(db: Any, memory_id: str) -> Memory:
    """The memory of this ID or ARN.

    Raises:
        ResourceNotFoundException: there is none.
    """
    memory = memories.get(db, memory_id.rsplit("/", 1)[-1])
    if memory is None:
        raise ResourceNotFoundException(f"Memory not found: {memory_id}")
    return memory


class MemoryControl:
    """CreateMemory, GetMemory, ListMemories and DeleteMemory."""

    def __init__(self, database: Database, records: Records, region: str) -> None:
        self._database = database
        self._records = records
        self._region = region

    def create_memory(self, given: Input) -> Output:
        """CreateMemory. The memory is ACTIVE at once, where AWS takes a minute or two."""
        token = given.get("clientToken")
        with self._database.write() as db:
            memory = memories.find_by_token(db, token) if token else None
            if memory is None:
                if memories.find(db, given["name"]):
                    raise ValidationException(f"Memory with name {given['name']} already exists")
                memory = _new_memory(given)
                memories.insert(db, memory, token)
        return {"memory": self._describe(memory)}

    def get_memory(self, given: Input) -> Output:
        """GetMemory."""
        with self._database.read() as db:
            return {"memory": self._describe(find_memory(db, given["memoryId"]))}

    def list_memories(self, given: Input) -> Output:
        """ListMemories, newest first."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), 2)
        with self._database.read() as db:
            found, more = paging.page(memories.newest(db, after, size + 1), size)
        summaries = [self._describe(memory) for memory in found]
        output: Output = {"memories": summaries}
        if more:
            output["nextToken"] = paging.encode((found[-1].created_ms, found[-1].id))
        return output

    def delete_memory(self, given: Input) -> Output:
        """DeleteMemory: with all its events and records."""
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            self._records.delete_all(db, memory.id)
            memories.delete(db, memory.id)
        return {"memoryId": memory.id, "status": "DELETING"}

    def _describe(self, memory: Memory) -> Output:
        return {
            "id": memory.id,
            "arn": ids.arn(self._region, f"memory/{memory.id}"),
            "name": memory.name,
            "description": memory.description,
            "eventExpiryDuration": memory.event_expiry_days,
            "status": "ACTIVE",
            "createdAt": from_ms(memory.created_ms),
            "updatedAt": from_ms(memory.updated_ms),
            "strategies": [_describe_strategy(strategy) for strategy in memory.strategies],
        }


def _describe_strategy(strategy: Strategy) -> Output:
    return {
        "strategyId": strategy.id,
        "name": strategy.name,
        "type": strategy.type,
        "description": strategy.description,
        "namespaces": [strategy.namespace_template],
        "namespaceTemplates": [strategy.namespace_template],
        "createdAt": from_ms(strategy.created_ms),
        "updatedAt": from_ms(strategy.updated_ms),
        "status": "ACTIVE",
    }


def _new_memory(given: Input) -> Memory:
    now = now_ms()
    strategies = [_new_strategy(item, now) for item in given.get("memoryStrategies", [])]
    names = [strategy.name for strategy in strategies]
    if len(set(names)) < len(names):
        raise ValidationException("The names of a memory's strategies must differ")
    return Memory(
        id=ids.suffixed(given["name"]),
        name=given["name"],
        description=given.get("description"),
        event_expiry_days=given["eventExpiryDuration"],
        created_ms=now,
        updated_ms=now,
        strategies=tuple(strategies),
    )


def _new_strategy(given: Input, now: int) -> Strategy:
    ((member, settings),) = given.items()
    if member not in STRATEGY_TYPES:
        raise ValidationException(
            f"The embedded AgentCore does not have {member}. It has {', '.join(STRATEGY_TYPES)}."
        )
    kind = STRATEGY_TYPES[member]
    templates = settings.get("namespaceTemplates") or settings.get("namespaces")
    template = templates[0] if templates else DEFAULT_TEMPLATES[kind]
    unknown = namespaces.unknown_variables(template)
    if unknown:
        raise ValidationException(f"Unknown variable in the namespace {template}: {unknown[0]}")
    return Strategy(
        id=ids.suffixed(settings["name"]),
        name=settings["name"],
        type=kind,
        description=settings.get("description"),
        namespace_template=template,
        created_ms=now,
        updated_ms=now,
    )
