"""Records changed, added and deleted by hand, in batches; what became of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain
from studio.types import Record

LONGEST_TEXT = 16_000
"""Characters in a record's text at most (service model)."""
MOST_AT_ONCE = 100
"""Records in one batch at most (service model)."""
GONE = 404

Item = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """A record to add: of no strategy where its ID is empty, of now where it has no time."""

    text: str
    namespace: str
    strategy_id: str
    at: datetime | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """A record with which it did not work: its ID, or its place among the drafts, and why."""

    name: str
    why: str
    is_gone: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a batch: the IDs of the records with which it worked, and the others."""

    done: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()

    def plus(self, other: "Outcome") -> "Outcome":
        """Both together."""
        return Outcome(self.done + other.done, self.failed + other.failed)

    @property
    def gone(self) -> int:
        """How many were not there any more."""
        return sum(failure.is_gone for failure in self.failed)


def change(memory: Memory, record: Record, text: str) -> Outcome:
    """Give a record another text; strategy, namespace and metadata stay."""
    item = {
        "memoryRecordId": record.id,
        "timestamp": datetime.now(UTC),
        "content": {"text": text},
    }
    return _in_batches(memory, memory.client.batch_update_memory_records, [item])


def delete(memory: Memory, record_ids: Sequence[str]) -> Outcome:
    """Delete records."""
    items = [{"memoryRecordId": record_id} for record_id in dict.fromkeys(record_ids)]
    return _in_batches(memory, memory.client.batch_delete_memory_records, items)


def add(memory: Memory, drafts: Sequence[Draft]) -> Outcome:
    """Add records; a failure is named by its place, from 0 on."""
    items = [_item(str(number), draft) for number, draft in enumerate(drafts)]
    return _in_batches(memory, memory.client.batch_create_memory_records, items)


def _item(name: str, draft: Draft) -> Item:
    item: Item = {
        "requestIdentifier": name,
        "namespaces": [draft.namespace],
        "content": {"text": draft.text},
        "timestamp": draft.at or datetime.now(UTC),
    }
    item |= {"memoryStrategyId": draft.strategy_id} if draft.strategy_id else {}
    return item | ({"metadata": draft.metadata} if draft.metadata else {})


def _in_batches(
    memory: Memory, call: Callable[..., Mapping[str, Any]], items: Sequence[Item]
) -> Outcome:
    outcome = Outcome()
    for start in range(0, len(items), MOST_AT_ONCE):
        outcome = outcome.plus(_batch(memory, call, items[start : start + MOST_AT_ONCE]))
    return outcome


def _batch(
    memory: Memory, call: Callable[..., Mapping[str, Any]], items: Sequence[Item]
) -> Outcome:
    try:
        answer = call(memoryId=memory.memory_id, records=items)
    except CALL_ERRORS as error:
        # The other batches may still work: each of this one's records is told to have failed.
        why = explain(error).what
        return Outcome(failed=tuple(Failure(_name(item), why) for item in items))
    done = tuple(str(each["memoryRecordId"]) for each in answer["successfulRecords"])
    return Outcome(done, tuple(_failures(answer["failedRecords"])))


def _failures(answered: Sequence[Item]) -> Iterator[Failure]:
    for each in answered:
        is_gone = each.get("errorCode") == GONE
        why = "It is not there any more." if is_gone else str(each.get("errorMessage", ""))
        yield Failure(_name(each), why or "The service does not say why.", is_gone)


def _name(item: Item) -> str:
    return str(item.get("requestIdentifier") or item["memoryRecordId"])
