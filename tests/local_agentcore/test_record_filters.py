"""Metadata filters: what may be asked of which key, and what becomes of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from local_agentcore.clock import to_ms
from local_agentcore.errors import ValidationException
from local_agentcore.record_filters import OPERATORS, conditions
from local_agentcore.store.memories import Memory
from local_agentcore.store.record_conditions import COMPARISONS, Condition

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
INDEXED = [
    {"key": "priority", "type": "STRING"},
    {"key": "tags", "type": "STRINGLIST"},
    {"key": "count", "type": "NUMBER"},
]
MEMORY = Memory("m", "m", None, 7, 0, 0, (), settings={"indexedKeys": INDEXED})
BARE = Memory("m", "m", None, 7, 0, 0, ())
CREATED = "x-amz-agentcore-memory-createdAt"
TYPE = "x-amz-agentcore-memory-recordType"


def where(key: str, operator: str, **value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"left": {"metadataKey": key}, "operator": operator}
    return found | ({"right": {"metadataValue": value}} if value else {})


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        (
            where("priority", "EQUALS_TO", stringValue="high"),
            Condition("priority", "EQUALS_TO", "stringValue", "high"),
        ),
        (
            where("count", "LESS_THAN", numberValue=1.5),
            Condition("count", "LESS_THAN", "numberValue", 1.5),
        ),
        (
            where("tags", "CONTAINS", stringValue="x"),
            Condition("tags", "CONTAINS", "stringValue", "x"),
        ),
        (where("tags", "NOT_EXISTS"), Condition("tags", "NOT_EXISTS")),
        (where("tags", "EXISTS", numberValue=1), Condition("tags", "EXISTS")),
        (
            where(CREATED, "AFTER", dateTimeValue=NOON),
            Condition(CREATED, "AFTER", "dateTimeValue", to_ms(NOON)),
        ),
        (
            where("validFrom", "BEFORE", dateTimeValue=NOON),
            Condition("validFrom", "BEFORE", "dateTimeValue", "2026-01-15T12:00:00.000Z"),
        ),
    ],
)
def test_a_filter_becomes_a_condition(given: dict[str, Any], condition: Condition) -> None:
    assert conditions(MEMORY, [given]) == (condition,)


@pytest.mark.parametrize(
    "given",
    [
        where(TYPE, "EQUALS_TO", stringValue="BASE"),
        where("x-amz-agentcore-memory-updatedAt", "BEFORE", dateTimeValue=NOON),
        where("sourceSessionId", "EQUALS_TO", stringValue="s"),
        where("sourceEventIds", "CONTAINS", stringValue="e"),
        where("validFrom", "AFTER", dateTimeValue=NOON),
    ],
)
def test_some_keys_need_no_index(given: dict[str, Any]) -> None:
    assert len(conditions(BARE, [given, given])) == 2


def test_another_key_is_refused_in_aws_words() -> None:
    with pytest.raises(ValidationException) as caught:
        conditions(BARE, [where("priority", "EXISTS")])
    assert caught.value.message == "Filter key 'priority' is not a valid filter key"


@pytest.mark.parametrize(
    "refused",
    [
        where("priority", "EQUALS_TO", stringListValue=["high"]),
        where("priority", "CONTAINS", stringValue="h"),
        where("priority", "BEFORE", dateTimeValue=NOON),
        where("tags", "CONTAINS", stringListValue=["x"]),
        where("tags", "CONTAINS"),
        where("count", "GREATER_THAN", stringValue="1"),
        where("count", "AFTER", dateTimeValue=NOON),
        where(CREATED, "GREATER_THAN", numberValue=1),
        where(CREATED, "BEFORE", numberValue=1),
        where(TYPE, "CONTAINS", stringValue="BASE"),
    ],
)
def test_a_type_takes_its_own_operators_and_values(refused: dict[str, Any]) -> None:
    with pytest.raises(ValidationException):
        conditions(MEMORY, [where("count", "EXISTS"), refused])


def test_every_operator_of_a_type_has_its_sql() -> None:
    named = set().union(*OPERATORS.values()) - {"CONTAINS"}
    assert named == set(COMPARISONS)
