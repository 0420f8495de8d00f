"""Long-term memory: records, listed by namespace and retrieved by meaning."""

from collections.abc import Mapping
from typing import Any

from local_agentcore.clock import from_ms
from local_agentcore.control import find_memory
from local_agentcore.errors import ResourceNotFoundException, ValidationException
from local_agentcore.store import paging
from local_agentcore.store.database import Database
from local_agentcore.store.records import Record, Records, Scope

Input = Mapping[str, Any]
Output = dict[str, Any]

DEFAULT_TOP_K = 10


class RecordOperations:
    """ListMemoryRecords, RetrieveMemoryRecords, GetMemoryRecord and DeleteMemoryRecord."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database = database
        self._records = records

    def list_memory_records(self, given: Input) -> Output:
        """ListMemoryRecords, newest first."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (int, str))
        with self._database.read() as db:
            scope = _scope(given, find_memory(db, given["memoryId"]).id, given)
            found = self._records.newest(db, scope, after, size + 1)
        shown, more = paging.page(found, size)
        output: Output = {"memoryRecordSummaries": [describe(record) for record in shown]}
        if more:
            output["nextToken"] = paging.encode((shown[-1].created_ms, shown[-1].record_id))
        return output

    def retrieve_memory_records(self, given: Input) -> Output:
        """RetrieveMemoryRecords: those that answer the query, best first, each with a score."""
        criteria = given["searchCriteria"]
        top_k = criteria.get("topK", DEFAULT_TOP_K)
        size = min(given.get("maxResults", top_k), top_k)
        (start,) = paging.decode(given.get("nextToken"), (int,)) or (0,)
        with self._database.read() as db:
            scope = _scope(given, find_memory(db, given["memoryId"]).id, criteria)
            found = self._records.search(db, scope, criteria["searchQuery"], top_k)
        shown = found[int(start) : int(start) + size]
        summaries = [describe(record) | {"score": score} for record, score in shown]
        output: Output = {"memoryRecordSummaries": summaries}
        if int(start) + size < len(found):
            output["nextToken"] = paging.encode((int(start) + size,))
        return output

    def get_memory_record(self, given: Input) -> Output:
        """GetMemoryRecord."""
        with self._database.read() as db:
            return {"memoryRecord": describe(self._find(db, given))}

    def delete_memory_record(self, given: Input) -> Output:
        """DeleteMemoryRecord."""
        with self._database.write() as db:
            record = self._find(db, given)
            self._records.delete(db, record)
        return {"memoryRecordId": record.record_id}

    def _find(self, db: Any, given: Input) -> Record:
        memory = find_memory(db, given["memoryId"])
        record = self._records.get(db, memory.id, given["memoryRecordId"])
        if record is None or given.get("namespace") not in (None, record.namespace):
            raise ResourceNotFoundException(f"Memory record not found: {given['memoryRecordId']}")
        return record


def describe(record: Record) -> Output:
    """A record as the API answers it."""
    return {
        "memoryRecordId": record.record_id,
        "content": {"text": record.text},
        "memoryStrategyId": record.strategy_id,
        "namespaces": [record.namespace],
        "createdAt": from_ms(record.created_ms),
        "metadata": record.metadata or None,
    }


def _scope(given: Input, memory_id: str, criteria: Input) -> Scope:
    if ("namespace" in given) == ("namespacePath" in given):
        raise ValidationException("Give either namespace or namespacePath")
    if "metadataFilters" in criteria:
        raise ValidationException("The embedded AgentCore does not have metadataFilters on records")
    return Scope(
        memory_id,
        namespace=given.get("namespace"),
        namespace_path=given.get("namespacePath"),
        strategy_id=criteria.get("memoryStrategyId"),
    )
