"""Metadata filters on records: every operator, and what may not be asked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.errors import error_of
from tests.api.records import create, item, listed, texts, wait_for_texts

Memory = dict[str, Any]
CREATED = "x-amz-agentcore-memory-createdAt"
TYPE = "x-amz-agentcore-memory-recordType"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(memory_client: Any, memory: Memory) -> Iterator[str]:
    """A namespace with three records: A high/x,y/1, B low/y/2, C without metadata."""
    namespace = "/filtered/records/"
    made = create(
        memory_client,
        memory,
        item(
            "a",
            namespace,
            "A",
            metadata={
                "priority": {"stringValue": "high"},
                "tags": {"stringListValue": ["x", "y"]},
                "count": {"numberValue": 1},
            },
        ),
        item(
            "b",
            namespace,
            "B",
            metadata={
                "priority": {"stringValue": "low"},
                "tags": {"stringListValue": ["y"]},
                "count": {"numberValue": 2},
            },
        ),
        item("c", namespace, "C", metadata={"note": {"stringValue": "kept - not indexed"}}),
    )
    wait_for_texts(memory_client, memory, {"A", "B", "C"}, namespace=namespace)
    yield namespace
    memory_client.batch_delete_memory_records(
        memoryId=memory["id"], records=[{"memoryRecordId": record_id} for record_id in made]
    )


def where(key: str, operator: str, **value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"left": {"metadataKey": key}, "operator": operator}
    return found | ({"right": {"metadataValue": value}} if value else {})


@pytest.mark.aws(records=3, retrievals=10)
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([where("priority", "EQUALS_TO", stringValue="high")], "A"),
        ([where("priority", "EQUALS_TO", stringValue="High")], ""),
        ([where("count", "EQUALS_TO", numberValue=2)], "B"),
        ([where("tags", "CONTAINS", stringValue="y")], "AB"),
        ([where("tags", "CONTAINS", stringValue="x y")], ""),
        ([where("priority", "EXISTS")], "AB"),
        ([where("priority", "NOT_EXISTS")], "C"),
        ([where("count", "GREATER_THAN", numberValue=1)], "B"),
        ([where("count", "GREATER_THAN_OR_EQUALS", numberValue=1)], "AB"),
        ([where("count", "LESS_THAN", numberValue=2)], "A"),
        ([where("count", "LESS_THAN_OR_EQUALS", numberValue=2)], "AB"),
        ([where(CREATED, "AFTER", dateTimeValue=LONG_AGO)], "ABC"),
        ([where(CREATED, "BEFORE", dateTimeValue=LONG_AGO)], ""),
        ([where(TYPE, "EQUALS_TO", stringValue="REFLECTION")], ""),
        (
            [
                where("tags", "CONTAINS", stringValue="y"),
                where("count", "LESS_THAN", numberValue=2),
            ],
            "A",
        ),
    ],
)
def test_what_a_filter_finds(
    memory_client: Any, memory: Memory, filled: str, filters: list[Any], found: str
) -> None:
    records = listed(memory_client, memory, namespace=filled, metadataFilters=filters)
    assert texts(records) == set(found)


@pytest.mark.aws(retrievals=1)
def test_a_filter_comes_before_the_search(memory_client: Any, memory: Memory, filled: str) -> None:
    criteria = {
        "searchQuery": "A",
        "topK": 1,
        "metadataFilters": [where("priority", "EQUALS_TO", stringValue="low")],
    }
    answer = memory_client.retrieve_memory_records(
        memoryId=memory["id"], namespacePath="/filtered/", searchCriteria=criteria
    )
    assert texts(answer["memoryRecordSummaries"]) == {"B"}


@pytest.mark.aws()
@pytest.mark.parametrize(
    "refused",
    [
        where("note", "EXISTS"),
        where("priority", "EQUALS_TO"),
        where("priority", "GREATER_THAN", numberValue=1),
        where("count", "EQUALS_TO", stringValue="1"),
        where("tags", "EQUALS_TO", stringValue="x"),
        where(CREATED, "AFTER", stringValue="2026-01-01"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(
    memory_client: Any, memory: Memory, filled: str, refused: dict[str, Any]
) -> None:
    code, status, _ = error_of(
        memory_client.list_memory_records,
        memoryId=memory["id"],
        namespace=filled,
        metadataFilters=[refused],
    )
    assert (code, status) == ("ValidationException", 400)


@pytest.mark.aws()
def test_what_is_not_indexed_is_kept_all_the_same(
    memory_client: Any, memory: Memory, filled: str
) -> None:
    (record,) = listed(
        memory_client,
        memory,
        namespace=filled,
        metadataFilters=[where("priority", "NOT_EXISTS")],
    )
    assert record["metadata"]["note"] == {"stringValue": "kept - not indexed"}
    assert record["metadata"][TYPE] == {"stringValue": "BASE"}
