"""Metadata of records: kept as JSON, given and answered with real moments."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from local_agentcore.errors import ValidationException
from local_agentcore.store.memories import Memory, Strategy

Metadata = dict[str, dict[str, Any]]

RESERVED = "x-amz-agentcore-memory-"
RECORD_TYPE = RESERVED + "recordType"
MAX_ENTRIES = 20
"""The most that an answer may have (service model: MemoryRecordMetadataMap)."""
MEMBERS = {"STRING": "stringValue", "STRINGLIST": "stringListValue", "NUMBER": "numberValue"}


def written_time(moment: datetime) -> str:
    """A moment as it is kept: UTC to the millisecond, of one width, so that texts compare."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_store(
    given: Mapping[str, Mapping[str, Any]], memory: Memory, strategy: Strategy | None
) -> Metadata:
    """The metadata that a batch operation gives, as it is kept.

    Of a record of a strategy, only the keys that its schema declares (AWS documentation).

    Raises:
        ValidationException: a key is reserved, or an indexed key's value is of another type.
    """
    _check(given, memory)
    kept = given
    if strategy is not None:
        entries = strategy.record_schema.get("metadataSchema", [])
        declared = {entry["key"] for entry in entries}
        kept = {key: value for key, value in given.items() if key in declared}
    return {key: {name: _plain(value) for name, value in v.items()} for key, v in kept.items()}


def _check(given: Mapping[str, Mapping[str, Any]], memory: Memory) -> None:
    """Refuse what AWS refuses, in its words."""
    reserved = sorted(key for key in given if key.startswith(RESERVED))
    if reserved:
        raise ValidationException(
            f"Metadata keys cannot use reserved names or prefixes: {', '.join(reserved)}"
        )
    for entry in memory.settings.get("indexedKeys", []):
        key, kind = entry["key"], entry["type"]
        if key in given and MEMBERS[kind] not in given[key]:
            raise ValidationException(
                f"Metadata key '{key}' value type does not match declared indexed key type "
                f"'{kind}'."
            )


def _plain(value: Any) -> Any:
    return written_time(value) if isinstance(value, datetime) else value


def to_answer(kept: Metadata, record_type: str) -> Metadata:
    """A record's metadata as the API answers it, with the record's type when there is room."""
    found = {
        key: {name: _moment(name, v) for name, v in value.items()} for key, value in kept.items()
    }
    if len(found) < MAX_ENTRIES:
        found[RECORD_TYPE] = {"stringValue": record_type}
    return found


def _moment(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name == "dateTimeValue" else value
