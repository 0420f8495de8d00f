"""What a record took the place of, and what took its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from studio.memory import Memory
from studio.problems import NOT_FOUND, NOT_YOURS
from studio.types import Record

MOST_EARLIER = 20
"""So many earlier records are asked for at most, one call each."""


@dataclass(frozen=True)
class Earlier:
    """A record that is no longer true, as far as it is still kept, and until when it was."""

    record: Record
    until: datetime | None


def find(memory: Memory, record_id: str) -> Record | None:
    """The record with this ID, superseded or not; None where there is none, or another's.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    try:
        answer = memory.client.get_memory_record(
            memoryId=memory.memory_id, memoryRecordId=record_id
        )
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in (NOT_FOUND, NOT_YOURS):
            return None
        raise
    return memory.record(answer["memoryRecord"])


def earlier(memory: Memory, record: Record) -> list[Earlier]:
    """What the record superseded, and what that had superseded; the newest first.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    found: list[Earlier] = []
    waiting = _superseded(record)
    seen = {record.id}
    while waiting and len(seen) <= MOST_EARLIER:
        record_id = waiting.pop(0)
        if record_id in seen:
            continue
        seen.add(record_id)
        old = find(memory, record_id)
        if old is not None:
            found.append(Earlier(old, moment(old.metadata, "validUntil")))
            waiting += _superseded(old)
    return sorted(found, key=_ended, reverse=True)


def successor(record: Record) -> str:
    """The ID of the record that took its place; empty where none did."""
    return str(record.metadata.get("supersededBy", {}).get("stringValue", ""))


def moment(metadata: Mapping[str, Any], key: str) -> datetime | None:
    """A moment in the metadata, if it is there."""
    value = metadata.get(key, {}).get("dateTimeValue")
    return value if isinstance(value, datetime) else None


def _superseded(record: Record) -> list[str]:
    listed: Sequence[object] = record.metadata.get("supersedes", {}).get("stringListValue", [])
    return [str(each) for each in listed]


def _ended(old: Earlier) -> float:
    ended = old.until or old.record.created_at
    return ended.timestamp() if ended else 0.0
