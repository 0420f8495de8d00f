"""Long-term memory: what is learned from what was said, or ingested, and what is not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.waiting import wait_until

NOW = datetime(2026, 1, 15, tzinfo=UTC)
LEARNED_SECONDS = 300.0
"""How long extraction may take; on AWS a minute or two."""

Memory = dict[str, Any]


def message(text: str, role: str = "USER") -> dict[str, Any]:
    return {"conversational": {"content": {"text": text}, "role": role}}


def records(memory_client: Any, memory: Memory, namespace: str) -> list[dict[str, Any]]:
    found = memory_client.list_memory_records(memoryId=memory["id"], namespace=namespace)
    listed: list[dict[str, Any]] = found["memoryRecordSummaries"]
    return listed


def learned(memory_client: Any, memory: Memory, namespace: str) -> list[dict[str, Any]]:
    """The records of a namespace, once there are some."""
    return wait_until(lambda: records(memory_client, memory, namespace), seconds=LEARNED_SECONDS)


@pytest.mark.aws(events=2, records=4, retrievals=1)
def test_each_strategy_learns_in_its_own_form(
    memory_client: Any, memory: Memory, actor_id: str, session_id: str
) -> None:
    where = {"memoryId": memory["id"], "actorId": actor_id, "sessionId": session_id}
    said = [
        message("My name is Alice and I work as a dentist. I love window seats."),
        message("Nice to meet you, Alice!", "ASSISTANT"),
    ]
    memory_client.create_event(**where, eventTimestamp=NOW, payload=said)
    facts = learned(memory_client, memory, f"/users/{actor_id}/facts/")
    preferences = learned(memory_client, memory, f"/users/{actor_id}/preferences/")
    summaries = learned(memory_client, memory, f"/summaries/{actor_id}/{session_id}/")
    assert any("dentist" in record["content"]["text"] for record in facts)
    told = json.loads(preferences[0]["content"]["text"])
    assert told.keys() >= {"context", "preference", "categories"}
    assert summaries[0]["content"]["text"].lstrip().startswith("<topic name=")
    by_name = {item["name"]: item["strategyId"] for item in memory["strategies"]}
    assert {record["memoryStrategyId"] for record in facts} == {by_name["Facts"]}
    found = memory_client.retrieve_memory_records(
        memoryId=memory["id"],
        namespacePath=f"/users/{actor_id}/",
        searchCriteria={"searchQuery": "What do I do for a living?", "topK": 1},
    )["memoryRecordSummaries"]
    assert "dentist" in found[0]["content"]["text"]


@pytest.mark.aws(events=2, records=1)
def test_what_is_skipped_is_not_learned(
    memory_client: Any, memory: Memory, actor_id: str, session_id: str
) -> None:
    where = {"memoryId": memory["id"], "actorId": actor_id, "sessionId": session_id}
    skipped = [message("I live in Oslo.")]
    memory_client.create_event(**where, eventTimestamp=NOW, payload=skipped, extractionMode="SKIP")
    memory_client.create_event(**where, eventTimestamp=NOW, payload=[message("I have a dog.")])
    found = learned(memory_client, memory, f"/users/{actor_id}/facts/")
    assert not any("Oslo" in record["content"]["text"] for record in found)


@pytest.mark.aws(records=1)
def test_ingested_content_is_learned_and_never_listed(
    memory_client: Any, memory: Memory, actor_id: str
) -> None:
    answer = memory_client.ingest_data(
        memoryId=memory["id"],
        actorId=actor_id,
        contentTimestamp=NOW,
        source={"inline": {"payload": [message("I work as a dentist in Oslo.")]}},
    )
    found = learned(memory_client, memory, f"/users/{actor_id}/facts/")
    assert any("dentist" in record["content"]["text"] for record in found)
    events = memory_client.list_events(
        memoryId=memory["id"], actorId=actor_id, sessionId=answer["sessionId"]
    )
    assert events["events"] == []


@pytest.mark.aws()
def test_no_extraction_failed(memory_client: Any, memory: Memory) -> None:
    answer = memory_client.list_memory_extraction_jobs(
        memoryId=memory["id"], filter={"status": "FAILED"}
    )
    assert answer["jobs"] == []


@pytest.mark.aws(events=2, records=2, retrievals=1)
def test_what_is_no_longer_true_is_neither_listed_nor_retrieved(
    memory_client: Any, memory: Memory, actor_id: str
) -> None:
    where = {"memoryId": memory["id"], "actorId": actor_id}
    namespace = f"/users/{actor_id}/facts/"
    for number, text in enumerate(["I live in Seattle.", "I moved to Boston."]):
        memory_client.create_event(
            **where,
            sessionId=f"{actor_id}-{number}",
            eventTimestamp=NOW + timedelta(days=number),
            payload=[message(text)],
        )
        learned(memory_client, memory, namespace)

    def current() -> list[dict[str, Any]]:
        found = records(memory_client, memory, namespace)
        said = " ".join(record["content"]["text"] for record in found)
        return found if "Boston" in said and "Seattle" not in said else []

    wait_until(current, seconds=LEARNED_SECONDS)
    found = memory_client.retrieve_memory_records(
        memoryId=memory["id"],
        namespace=namespace,
        searchCriteria={"searchQuery": "Where do I live?"},
    )["memoryRecordSummaries"]
    assert "Boston" in found[0]["content"]["text"]
    assert not any("Seattle" in record["content"]["text"] for record in found)
