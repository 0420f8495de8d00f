"""Metadata filters on records: what may be asked of which key, checked and made a condition."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from local_agentcore.clock import to_ms
from local_agentcore.errors import ValidationException
from local_agentcore.record_metadata import written_time
from local_agentcore.store.memories import Memory
from local_agentcore.store.record_conditions import HISTORY_COLUMNS, SYSTEM_COLUMNS, Condition

Input = Mapping[str, Any]

DATETIME = "DATETIME"
SYSTEM_TYPES = dict(zip(SYSTEM_COLUMNS, ("STRING", DATETIME, DATETIME), strict=True))
OWN_TYPES = {
    "sourceSessionId": "STRING",
    "sourceEventIds": "STRINGLIST",
    "extractedBy": "STRING",
    "validFrom": DATETIME,
    "supersedes": "STRINGLIST",
    "supersededBy": "STRING",
    "validUntil": DATETIME,
}
"""Where a record came from: keys that the embedded AgentCore writes, and AWS has not."""
PRESENCE = frozenset({"EXISTS", "NOT_EXISTS"})
OPERATORS = {
    "STRING": frozenset({"EQUALS_TO"}),
    "STRINGLIST": frozenset({"CONTAINS"}),
    "NUMBER": frozenset(
        {
            "EQUALS_TO",
            "GREATER_THAN",
            "GREATER_THAN_OR_EQUALS",
            "LESS_THAN",
            "LESS_THAN_OR_EQUALS",
        }
    ),
    DATETIME: frozenset({"EQUALS_TO", "BEFORE", "AFTER"}),
}
VALUES = {
    "STRING": "stringValue",
    "STRINGLIST": "stringValue",
    "NUMBER": "numberValue",
    DATETIME: "dateTimeValue",
}


def conditions(memory: Memory, filters: Sequence[Input]) -> tuple[Condition, ...]:
    """The conditions of a request's metadataFilters, all of which must hold.

    Which operator takes which type is AWS's documentation ("Supported operators").

    Raises:
        ValidationException: a key is not indexed, or its type does not take the operator or value.
    """
    declared = {entry["key"]: entry["type"] for entry in memory.settings.get("indexedKeys", [])}
    types = OWN_TYPES | declared | SYSTEM_TYPES
    return tuple(_condition(types, item) for item in filters)


def _condition(types: Mapping[str, str], given: Input) -> Condition:
    key, operator = given["left"]["metadataKey"], given["operator"]
    kind = types.get(key)
    if kind is None:
        # In these words AWS refuses a key that is not indexed.
        raise ValidationException(
            f"Filter key '{key}' is not a valid filter key", field="metadataFilters"
        )
    if operator in PRESENCE:
        return Condition(key, operator)
    if operator not in OPERATORS[kind]:
        raise ValidationException(
            f"The key {key} is a {kind}, which takes {', '.join(sorted(OPERATORS[kind]))} "
            f"and not {operator}",
            field="metadataFilters",
        )
    value = given.get("right", {}).get("metadataValue", {})
    member = VALUES[kind]
    if member not in value:
        raise ValidationException(
            f"{operator} on the key {key} needs a {member} on its right side",
            field="metadataFilters",
        )
    return Condition(key, operator, member, _comparable(key, value[member]))


def _comparable(key: str, value: Any) -> Any:
    """A value as the store has it: moments in milliseconds in columns, as text in metadata."""
    if not isinstance(value, datetime):
        return value
    in_columns = key in SYSTEM_COLUMNS or key in HISTORY_COLUMNS
    return to_ms(value) if in_columns else written_time(value)
