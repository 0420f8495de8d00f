"""The control plane of memories. One method an operation."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from local_agentcore import ids
from local_agentcore.clock import from_ms, now_ms
from local_agentcore.errors import (
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
)
from local_agentcore.schemas import check_namespace_keys, joined_indexed_keys
from local_agentcore.store import client_tokens, memories, paging, tags
from local_agentcore.store.database import Database
from local_agentcore.store.memories import Memory, Strategy
from local_agentcore.store.records import Records
from local_agentcore.strategies import check_strategy, describe, new_strategy, updated_strategy

Input = Mapping[str, Any]
Output = dict[str, Any]

MAX_MEMORIES = 150
MAX_STRATEGIES = 6
"""Quotas that AWS states for an account in a Region, and for a memory."""
KEPT = ("encryptionKeyArn", "memoryExecutionRoleArn", "streamDeliveryResources")
"""What a memory is given, keeps and answers, and what has no effect on one machine."""
ENCRYPTED = ("description", "strategies", "namespaceKeys", "indexedKeys")


def find_memory(db: sqlite3.Connection, memory_id: str) -> Memory:
    """The memory of this ID or ARN.

    Raises:
        ResourceNotFoundException: there is none.
    """
    memory = memories.get(db, memory_id.rsplit("/", 1)[-1])
    if memory is None:
        raise ResourceNotFoundException(f"Memory not found: {memory_id}")
    return memory


class MemoryControl:
    """CreateMemory, GetMemory, ListMemories, UpdateMemory and DeleteMemory."""

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
                if memories.count(db) >= MAX_MEMORIES:
                    raise ServiceQuotaExceededException(
                        f"There are {MAX_MEMORIES} memories already. Delete one first."
                    )
                memory = _new_memory(given)
                memories.insert(db, memory, token)
                tags.put(db, self._arn(memory), given.get("tags", {}))
        return {"memory": self._describe(memory)}

    def get_memory(self, given: Input) -> Output:
        """GetMemory. `without_decryption` leaves out what a key of the customer's encrypts."""
        with self._database.read() as db:
            found = self._describe(find_memory(db, given["memoryId"]))
        if given.get("view") == "without_decryption":
            found = {name: value for name, value in found.items() if name not in ENCRYPTED}
        return {"memory": found}

    def list_memories(self, given: Input) -> Output:
        """ListMemories, newest first."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (int, str))
        with self._database.read() as db:
            found, more = paging.page(memories.newest(db, after, size + 1), size)
        summaries = [self._describe(memory) for memory in found]
        output: Output = {"memories": summaries}
        if more:
            output["nextToken"] = paging.encode((found[-1].created_ms, found[-1].id))
        return output

    def update_memory(self, given: Input) -> Output:
        """UpdateMemory: what is given replaces what was; strategies are added, changed, removed."""
        token = given.get("clientToken")
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            if client_tokens.find(db, memory.id, "UpdateMemory", token) is None:
                memory = _updated_memory(memory, given)
                memories.update(db, memory)
                client_tokens.keep(db, memory.id, "UpdateMemory", token, {})
        return {"memory": self._describe(memory)}

    def delete_memory(self, given: Input) -> Output:
        """DeleteMemory: with all its events and records."""
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            self._records.delete_all(db, memory.id)
            tags.delete_all(db, self._arn(memory))
            memories.delete(db, memory.id)
        return {"memoryId": memory.id, "status": "DELETING"}

    def _arn(self, memory: Memory) -> str:
        return ids.arn(self._region, f"memory/{memory.id}")

    def _describe(self, memory: Memory) -> Output:
        return {
            "id": memory.id,
            "arn": self._arn(memory),
            "name": memory.name,
            "description": memory.description,
            "eventExpiryDuration": memory.event_expiry_days,
            "status": "ACTIVE",
            "createdAt": from_ms(memory.created_ms),
            "updatedAt": from_ms(memory.updated_ms),
            "strategies": [describe(strategy) for strategy in memory.strategies],
            **memory.settings,
        }


def _new_memory(given: Input) -> Memory:
    now = now_ms()
    strategies = [new_strategy(item, now) for item in given.get("memoryStrategies", [])]
    settings = {name: given[name] for name in KEPT if name in given}
    memory = Memory(
        id=ids.suffixed(given["name"]),
        name=given["name"],
        description=given.get("description"),
        event_expiry_days=given["eventExpiryDuration"],
        created_ms=now,
        updated_ms=now,
        strategies=tuple(strategies),
        settings=settings | _declared({}, given.get("indexedKeys", []), given.get("namespaceKeys")),
    )
    _check(memory)
    return memory


def _updated_memory(memory: Memory, given: Input) -> Memory:
    now = now_ms()
    kept = {name: given[name] for name in KEPT if name in given}
    declared = _declared(
        memory.settings, given.get("addIndexedKeys", []), given.get("namespaceKeys")
    )
    updated = replace(
        memory,
        description=given.get("description", memory.description),
        event_expiry_days=given.get("eventExpiryDuration", memory.event_expiry_days),
        updated_ms=now,
        strategies=_updated_strategies(memory, given.get("memoryStrategies", {}), now),
        settings={**memory.settings, **kept, **declared},
    )
    _check(updated)
    return updated


def _declared(settings: Input, indexed_keys: list[Input], namespace_keys: Any) -> Output:
    """The keys that a memory declares: indexed ones are added to, namespace keys are replaced."""
    declared: Output = {}
    joined = joined_indexed_keys(settings.get("indexedKeys", []), indexed_keys)
    if joined:
        declared["indexedKeys"] = joined
    if namespace_keys is not None:
        check_namespace_keys(namespace_keys)
        declared["namespaceKeys"] = namespace_keys
    return declared


def _updated_strategies(memory: Memory, change: Input, now: int) -> tuple[Strategy, ...]:
    known = {strategy.id: strategy for strategy in memory.strategies}
    for item in change.get("modifyMemoryStrategies", []):
        strategy = _known(known, item["memoryStrategyId"])
        known[strategy.id] = updated_strategy(strategy, item, now)
    for item in change.get("deleteMemoryStrategies", []):
        del known[_known(known, item["memoryStrategyId"]).id]
    added = [new_strategy(item, now) for item in change.get("addMemoryStrategies", [])]
    return (*known.values(), *added)


def _known(strategies: Mapping[str, Strategy], strategy_id: str) -> Strategy:
    if strategy_id not in strategies:
        raise ResourceNotFoundException(f"The memory has no strategy {strategy_id}")
    return strategies[strategy_id]


def _check(memory: Memory) -> None:
    if len(memory.strategies) > MAX_STRATEGIES:
        raise ServiceQuotaExceededException(
            f"A memory can have {MAX_STRATEGIES} strategies, not {len(memory.strategies)}"
        )
    names = [strategy.name for strategy in memory.strategies]
    if len(set(names)) < len(names):
        raise ValidationException("The names of a memory's strategies must differ")
    namespace_keys = [entry["key"] for entry in memory.settings.get("namespaceKeys", [])]
    indexed_keys = [entry["key"] for entry in memory.settings.get("indexedKeys", [])]
    for strategy in memory.strategies:
        check_strategy(strategy, namespace_keys, indexed_keys)
