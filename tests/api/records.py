"""Records as tests write and read them, on whichever side."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.waiting import wait_until

WRITTEN = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)
VISIBLE_SECONDS = 120.0
"""How long a written record may take until it is listed; on AWS it is not there at once."""


def item(identifier: str, namespace: str, text: str, **more: Any) -> dict[str, Any]:
    """One record of BatchCreateMemoryRecords."""
    return {
        "requestIdentifier": identifier,
        "namespaces": [namespace],
        "content": {"text": text},
        "timestamp": WRITTEN,
    } | more


def create(memory_client: Any, memory: Mapping[str, Any], *items: dict[str, Any]) -> list[str]:
    """Create records that must all succeed; their IDs, in the order given."""
    answer = memory_client.batch_create_memory_records(memoryId=memory["id"], records=[*items])
    assert answer["failedRecords"] == []
    made = {done["requestIdentifier"]: done for done in answer["successfulRecords"]}
    assert {done["status"] for done in made.values()} == {"SUCCEEDED"}
    return [made[given["requestIdentifier"]]["memoryRecordId"] for given in items]


def listed(memory_client: Any, memory: Mapping[str, Any], **given: Any) -> list[dict[str, Any]]:
    """All records that a listing finds."""
    pages = memory_client.get_paginator("list_memory_records").paginate(
        memoryId=memory["id"], **given
    )
    return [record for page in pages for record in page["memoryRecordSummaries"]]


def texts(records: list[dict[str, Any]]) -> set[str]:
    """What records say."""
    return {record["content"]["text"] for record in records}


def wait_for_texts(
    memory_client: Any, memory: Mapping[str, Any], wanted: set[str], **given: Any
) -> None:
    """Wait until a listing has these texts and no others."""
    wait_until(
        lambda: texts(listed(memory_client, memory, **given)) == wanted, seconds=VISIBLE_SECONDS
    )
