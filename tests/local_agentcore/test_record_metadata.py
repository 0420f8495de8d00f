"""Metadata of records: kept as JSON, answered with moments, and refused in AWS's words."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from local_agentcore.errors import ValidationException
from local_agentcore.record_metadata import MAX_ENTRIES, RECORD_TYPE, to_answer, to_store
from local_agentcore.store.memories import Memory, Strategy

INDEXED = [
    {"key": "priority", "type": "STRING"},
    {"key": "tags", "type": "STRINGLIST"},
    {"key": "count", "type": "NUMBER"},
]
MEMORY = Memory("m", "m", None, 7, 0, 0, (), settings={"indexedKeys": INDEXED})
NOON = datetime(2026, 1, 15, 12, 0, 0, 250_000, UTC)


def strategy(*keys: str) -> Strategy:
    schema = {"metadataSchema": [{"key": key, "type": "STRING"} for key in keys]}
    return Strategy("s", "s", "SEMANTIC", None, "/", 0, 0, record_schema=schema)


def test_a_moment_is_text_that_compares_while_it_is_kept() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=9)))
    kept = to_store({"at": {"dateTimeValue": there}}, MEMORY, None)
    assert kept == {"at": {"dateTimeValue": "2026-01-15T12:00:00.250Z"}}
    later = to_store({"at": {"dateTimeValue": NOON + timedelta(days=30)}}, MEMORY, None)
    assert kept["at"]["dateTimeValue"] < later["at"]["dateTimeValue"]
    answered = to_answer(json.loads(json.dumps(kept)), "BASE")
    assert answered["at"] == {"dateTimeValue": NOON}


def test_the_type_of_the_record_is_shown_when_there_is_room() -> None:
    assert to_answer({}, "REFLECTION") == {RECORD_TYPE: {"stringValue": "REFLECTION"}}
    entries = {str(number): {"stringValue": "v"} for number in range(MAX_ENTRIES)}
    assert to_answer(entries, "BASE") == entries


def test_of_a_strategys_record_only_what_its_schema_declares() -> None:
    given = {"priority": {"stringValue": "high"}, "note": {"stringValue": "n"}}
    assert to_store(given, MEMORY, None) == given
    assert to_store(given, MEMORY, strategy("priority")) == {"priority": given["priority"]}
    assert to_store(given, MEMORY, strategy()) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"x-amz-agentcore-memory-anything": {"stringValue": "v"}, "a": {"stringValue": "b"}},
            "Metadata keys cannot use reserved names or prefixes: x-amz-agentcore-memory-anything",
        ),
        (
            {"priority": {"dateTimeValue": NOON}},
            "Metadata key 'priority' value type does not match declared indexed key type 'STRING'.",
        ),
        (
            {"tags": {"stringValue": "x"}},
            "Metadata key 'tags' value type does not match declared indexed key type 'STRINGLIST'.",
        ),
        (
            {"count": {"stringValue": "1"}},
            "Metadata key 'count' value type does not match declared indexed key type 'NUMBER'.",
        ),
    ],
)
def test_what_aws_refuses_is_refused_in_its_words(given: dict[str, Any], message: str) -> None:
    for of in (None, strategy("priority")):
        with pytest.raises(ValidationException) as caught:
            to_store(given, MEMORY, of)
        assert caught.value.message == message
