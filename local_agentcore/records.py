"""Long-term memory: records, listed by namespace and retrieved by meaning."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from local_agentcore.clock import from_ms
from local_agentcore.control import find_memory
from local_agentcore.errors import ResourceNotFoundException, ValidationException
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.reasons import REASONS, reasons
from local_agentcore.record_filters import conditions
from local_agentcore.record_metadata import Metadata, to_answer, written_time
from local_agentcore.search import Match
from local_agentcore.store import paging
from local_agentcore.store.database import Database
from local_agentcore.store.memories import Memory
from local_agentcore.store.records import Record, Records, Scope
from local_agentcore.wire import HEADERS

Input = Mapping[str, Any]
Output = dict[str, Any]

DEFAULT_TOP_K = 10
SPARE = 10
"""Records that are found beyond `topK`, to stand in for those that say the same as a better one."""
NO_STRATEGY = "DEFAULT"
"""What a record that was created without a strategy is answered with: the model wants an ID."""


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
            scope = _scope(given, find_memory(db, given["memoryId"]), given)
            found = self._records.newest(db, scope, after, size + 1)
        shown, more = paging.page(found, size)
        output: Output = {"memoryRecordSummaries": [describe(record) for record in shown]}
        if more:
            output["nextToken"] = paging.encode((shown[-1].created_ms, shown[-1].record_id))
        return output

    def retrieve_memory_records(self, given: Input) -> Output:
        """RetrieveMemoryRecords: those that answer the query, best first, each with a score.

        Of those that say the same, the best stands for all (see `folded`).

        The pages of a query rank the records that were there at its first page.
        """
        criteria = given["searchCriteria"]
        top_k = criteria.get("topK", DEFAULT_TOP_K)
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        position = paging.decode(given.get("nextToken"), (int, int)) or (0, paging.MAX_INTEGER)
        start, last_key = max(0, int(position[0])), int(position[1])
        with self._database.read() as db:
            last_key = min(last_key, self._records.last_key(db))
            scope = _scope(given, find_memory(db, given["memoryId"]), criteria)
            scope = replace(scope, last_key=last_key)
            found = self._records.search(db, scope, criteria["searchQuery"], top_k + SPARE)
        found = folded(found)[:top_k]
        shown = found[start : start + size]
        summaries = [describe(record) | {"score": match.score} for record, match in shown]
        output: Output = {"memoryRecordSummaries": summaries}
        output[HEADERS] = {REASONS: reasons(match for _, match in shown)}
        if start + size < len(found):
            output["nextToken"] = paging.encode((start + size, last_key))
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


def folded(found: Sequence[tuple[Record, Match]]) -> list[tuple[Record, Match]]:
    """What was found, best first, without what says the same as a better one beside it.

    Extraction writes nothing twice, but records that were created or imported may say the same.
    Only records of one strategy in the same namespaces are folded.
    """
    kept: list[tuple[Record, Match]] = []
    said: dict[Hashable, list[str]] = defaultdict(list)
    for record, match in found:
        others = said[record.strategy_id, tuple(record.namespaces)]
        if find_same(record.text, others) is None:
            others.append(record.text)
            kept.append((record, match))
    return kept


def describe(record: Record) -> Output:
    """A record as the API answers it."""
    return {
        "memoryRecordId": record.record_id,
        "content": {"text": record.text},
        "memoryStrategyId": record.strategy_id or NO_STRATEGY,
        "namespaces": record.namespaces,
        "createdAt": from_ms(record.created_ms),
        "timestamp": None if record.timestamp_ms is None else from_ms(record.timestamp_ms),
        "metadata": to_answer(record.metadata | _ended(record), record.record_type),
        "expiresAt": None if record.expires_ms is None else from_ms(record.expires_ms),
    }


def _ended(record: Record) -> Metadata:
    """What took the place of a record that is no longer true, and since when it is not."""
    ended: Metadata = {}
    if record.superseded_by is not None:
        ended["supersededBy"] = {"stringValue": record.superseded_by}
    if record.superseded_ms is not None:
        ended["validUntil"] = {"dateTimeValue": written_time(from_ms(record.superseded_ms))}
    return ended


def _scope(given: Input, memory: Memory, criteria: Input) -> Scope:
    ways = [name for name in ("namespace", "namespacePath") if name in given]
    if not ways:
        # In these words AWS refuses it.
        message = "At least one of 'namespace' or 'namespacePath' must be provided"
        raise ValidationException(message, field="namespace")
    if len(ways) == 2:
        raise ValidationException("Give either namespace or namespacePath", field="namespace")
    strategy_id = criteria.get("memoryStrategyId")
    return Scope(
        memory.id,
        namespace=given.get("namespace"),
        namespace_path=given.get("namespacePath"),
        strategy_id="" if strategy_id == NO_STRATEGY else strategy_id,
        conditions=conditions(memory, criteria.get("metadataFilters", [])),
    )
