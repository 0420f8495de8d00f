"""Records in batches: created, updated and deleted, each record's success its own."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from local_agentcore import ids
from local_agentcore.clock import now_ms, to_ms
from local_agentcore.control import find_memory
from local_agentcore.errors import ResourceNotFoundException, ServiceError, ValidationException
from local_agentcore.expiry import expires_ms, expiry_of_update, new_expiry
from local_agentcore.record_metadata import to_store
from local_agentcore.records import NO_STRATEGY
from local_agentcore.search import Prepared, SearchIndex
from local_agentcore.store import client_tokens
from local_agentcore.store.database import Database
from local_agentcore.store.memories import Memory, Strategy
from local_agentcore.store.records import Record, Records
from local_agentcore.strategies import way_of

Input = Mapping[str, Any]
Output = dict[str, Any]


class RecordBatches:
    """BatchCreateMemoryRecords, BatchUpdateMemoryRecords and BatchDeleteMemoryRecords."""

    def __init__(self, database: Database, records: Records, index: SearchIndex) -> None:
        self._database = database
        self._records = records
        self._index = index

    def create(self, given: Input) -> Output:
        """BatchCreateMemoryRecords."""
        days = new_expiry(given.get("recordExpirySpecification", {}))
        token, operation = given.get("clientToken"), "BatchCreateMemoryRecords"
        prepared = [self._index.prepare(item["content"]["text"]) for item in given["records"]]
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            answer = client_tokens.find(db, memory.id, operation, token)
            if answer is None:
                answer = _empty()
                items = _once(given["records"], "requestIdentifier", answer)
                for item, ready in zip(items, prepared, strict=True):
                    if item is not None:
                        self._create(db, memory, item, ready, days, answer)
                client_tokens.keep(db, memory.id, operation, token, answer)
        return answer

    def _create(
        self,
        db: sqlite3.Connection,
        memory: Memory,
        item: Input,
        prepared: Prepared,
        days: int | None,
        answer: Output,
    ) -> None:
        record_id = ids.record_id()
        try:
            record = _new_record(memory, item, record_id, days)
        except ServiceError as error:
            _fail(answer, record_id, error, item["requestIdentifier"])
            return
        self._records.insert(db, record, prepared)
        _succeed(answer, record_id, item["requestIdentifier"])

    def update(self, given: Input) -> Output:
        """BatchUpdateMemoryRecords: of each record what is given, the rest stays."""
        answer = _empty()
        texts = [item.get("content", {}).get("text") for item in given["records"]]
        prepared = [None if text is None else self._index.prepare(text) for text in texts]
        specification = given.get("recordExpirySpecification")
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            items = _once(given["records"], "memoryRecordId", answer)
            for item, ready in zip(items, prepared, strict=True):
                if item is None:
                    continue
                try:
                    record = self._find(db, memory, item, item.get("sourceNamespaces"))
                    updated = _updated_record(memory, record, item, specification)
                except ServiceError as error:
                    _fail(answer, item["memoryRecordId"], error)
                    continue
                self._rewrite(db, record, updated, ready)
                _succeed(answer, record.record_id)
        return answer

    def _rewrite(
        self, db: sqlite3.Connection, record: Record, updated: Record, prepared: Prepared | None
    ) -> None:
        """Write an updated record; a new text or strategy is indexed anew."""
        same = (record.text, record.strategy_type) == (updated.text, updated.strategy_type)
        if same:
            self._records.update(db, updated)
        else:
            self._records.rewrite(db, updated, prepared or self._index.prepare(updated.text))

    def delete(self, given: Input) -> Output:
        """BatchDeleteMemoryRecords."""
        answer = _empty()
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            for item in filter(None, _once(given["records"], "memoryRecordId", answer)):
                namespaces = [item["namespace"]] if "namespace" in item else None
                try:
                    record = self._find(db, memory, item, namespaces)
                except ServiceError as error:
                    _fail(answer, item["memoryRecordId"], error)
                    continue
                self._records.delete(db, record)
                _succeed(answer, record.record_id)
        return answer

    def _find(
        self, db: sqlite3.Connection, memory: Memory, item: Input, namespaces: list[str] | None
    ) -> Record:
        """The record that an item names, in the namespace that it names if it does."""
        record = self._records.get(db, memory.id, item["memoryRecordId"])
        if record is None or (namespaces and namespaces != record.namespaces):
            raise ResourceNotFoundException(f"Memory record not found: {item['memoryRecordId']}")
        return record


def _once(items: list[Input], member: str, answer: Output) -> Iterator[Input | None]:
    """The items, None for one whose `member` another had before: that one failed."""
    seen: set[str] = set()
    for item in items:
        if item[member] in seen:
            error = ValidationException(f"The {member} {item[member]} is given twice")
            record_id = item.get("memoryRecordId") or ids.record_id()
            _fail(answer, record_id, error, item.get("requestIdentifier"))
            yield None
        else:
            seen.add(item[member])
            yield item


def _new_record(memory: Memory, item: Input, record_id: str, days: int | None) -> Record:
    strategy = _strategy(memory, item.get("memoryStrategyId"))
    now = now_ms()
    return Record(
        key=0,
        record_id=record_id,
        memory_id=memory.id,
        strategy_id=strategy.id if strategy else "",
        strategy_type=way_of(strategy) if strategy else "",
        namespace="".join(item["namespaces"]),
        text=item["content"]["text"],
        metadata=to_store(item.get("metadata", {}), memory, strategy),
        created_ms=now,
        timestamp_ms=to_ms(item["timestamp"]),
        updated_ms=now,
        expiry_days=days,
        expires_ms=expires_ms(days, now),
    )


def _updated_record(
    memory: Memory, record: Record, item: Input, specification: Input | None
) -> Record:
    strategy = _strategy(memory, item.get("memoryStrategyId"))
    now = now_ms()
    days = expiry_of_update(specification, record.expiry_days)
    found = replace(
        record,
        text=item.get("content", {}).get("text", record.text),
        namespace="".join(item.get("namespaces", [record.namespace])),
        timestamp_ms=to_ms(item["timestamp"]),
        updated_ms=now,
        expiry_days=days,
        expires_ms=expires_ms(days, now),
    )
    if strategy is not None:
        found = replace(found, strategy_id=strategy.id, strategy_type=way_of(strategy))
    if "metadata" in item:
        found = replace(found, metadata=to_store(item["metadata"], memory, strategy))
    return found


def _strategy(memory: Memory, strategy_id: str | None) -> Strategy | None:
    if strategy_id in (None, NO_STRATEGY):
        return None
    found = next((s for s in memory.strategies if s.id == strategy_id), None)
    if found is None:
        raise ResourceNotFoundException(f"The memory has no strategy {strategy_id}")
    return found


def _empty() -> Output:
    return {"successfulRecords": [], "failedRecords": []}


def _succeed(answer: Output, record_id: str, identifier: str | None = None) -> None:
    answer["successfulRecords"].append(
        {"memoryRecordId": record_id, "status": "SUCCEEDED", "requestIdentifier": identifier}
    )


def _fail(
    answer: Output, record_id: str, error: ServiceError, identifier: str | None = None
) -> None:
    answer["failedRecords"].append(
        {
            "memoryRecordId": record_id,
            "status": "FAILED",
            "requestIdentifier": identifier,
            "errorCode": error.status,
            "errorMessage": error.message,
        }
    )
