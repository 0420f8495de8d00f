"""Records in batches: created, changed and deleted, each one's success its own."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.api.errors import error_of
from tests.api.records import WRITTEN, create, item, listed, texts, wait_for_texts
from tests.waiting import wait_until

UNKNOWN_ID = f"mem-{uuid.UUID(int=0)}"
Memory = dict[str, Any]


@pytest.fixture
def namespace(actor_id: str) -> str:
    return f"/imports/{actor_id}/"


@pytest.mark.aws(records=2)
def test_records_are_created_as_they_were_given(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    metadata = {
        "priority": {"stringValue": "high"},
        "tags": {"stringListValue": ["a", "b"]},
        "count": {"numberValue": 2.5},
    }
    first, second = create(
        memory_client,
        memory,
        item("one", namespace, "The user has a dog.", metadata=metadata),
        item("two", namespace, "The user plays chess."),
    )
    wait_for_texts(
        memory_client,
        memory,
        {"The user has a dog.", "The user plays chess."},
        namespace=namespace,
    )
    found = memory_client.get_memory_record(memoryId=memory["id"], memoryRecordId=first)
    record = found["memoryRecord"]
    assert record["content"] == {"text": "The user has a dog."}
    assert record["namespaces"] == [namespace]
    assert record["timestamp"] == WRITTEN
    assert {key: record["metadata"][key] for key in metadata} == metadata
    assert "expiresAt" not in record
    assert first != second


@pytest.mark.aws(records=1)
def test_one_records_failure_is_its_own(memory_client: Any, memory: Memory, namespace: str) -> None:
    answer = memory_client.batch_create_memory_records(
        memoryId=memory["id"],
        records=[
            item("good", namespace, "The user sings."),
            item("bad", namespace, "The user dances.", memoryStrategyId="Nothing-0123456789"),
        ],
    )
    (done,), (failed,) = answer["successfulRecords"], answer["failedRecords"]
    assert (done["requestIdentifier"], failed["requestIdentifier"]) == ("good", "bad")
    assert failed["status"] == "FAILED"
    assert failed["errorCode"] in (400, 404)
    assert failed["errorMessage"]
    wait_for_texts(memory_client, memory, {"The user sings."}, namespace=namespace)


@pytest.mark.aws()
@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"x-amz-agentcore-memory-createdAt": {"stringValue": "now"}}, "reserved"),
        ({"priority": {"numberValue": 1}}, "declared indexed key type 'STRING'"),
    ],
)
def test_metadata_that_cannot_be_fails_its_record(
    memory_client: Any, memory: Memory, namespace: str, metadata: dict[str, Any], said: str
) -> None:
    answer = memory_client.batch_create_memory_records(
        memoryId=memory["id"],
        records=[item("one", namespace, "The user knits.", metadata=metadata)],
    )
    (failed,) = answer["failedRecords"]
    assert failed["errorCode"] == 400
    assert said in failed["errorMessage"]


@pytest.mark.aws(records=1)
def test_a_request_made_again_is_done_once(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    given = {
        "memoryId": memory["id"],
        "records": [item("one", namespace, "The user rows.")],
        "clientToken": uuid.uuid4().hex,
    }
    first = memory_client.batch_create_memory_records(**given)
    again = memory_client.batch_create_memory_records(**given)
    assert again["successfulRecords"] == first["successfulRecords"]
    wait_for_texts(memory_client, memory, {"The user rows."}, namespace=namespace)
    assert len(listed(memory_client, memory, namespace=namespace)) == 1


@pytest.mark.aws(records=1)
def test_an_update_changes_what_it_gives(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    metadata = {"priority": {"stringValue": "low"}}
    (record_id,) = create(
        memory_client, memory, item("one", namespace, "The user lives in Rome.", metadata=metadata)
    )
    later = WRITTEN + timedelta(days=1)
    answer = memory_client.batch_update_memory_records(
        memoryId=memory["id"],
        records=[
            {
                "memoryRecordId": record_id,
                "timestamp": later,
                "content": {"text": "The user lives in Oslo."},
            },
            {"memoryRecordId": UNKNOWN_ID, "timestamp": later},
        ],
    )
    assert [done["memoryRecordId"] for done in answer["successfulRecords"]] == [record_id]
    (failed,) = answer["failedRecords"]
    assert (failed["memoryRecordId"], failed["errorCode"]) == (UNKNOWN_ID, 404)
    wait_for_texts(memory_client, memory, {"The user lives in Oslo."}, namespace=namespace)
    found = memory_client.get_memory_record(memoryId=memory["id"], memoryRecordId=record_id)
    record = found["memoryRecord"]
    assert record["metadata"]["priority"] == {"stringValue": "low"}
    assert record["timestamp"] == later


@pytest.mark.aws(records=1)
def test_an_update_can_move_a_record(memory_client: Any, memory: Memory, namespace: str) -> None:
    (record_id,) = create(memory_client, memory, item("one", namespace, "The user paints."))
    facts = memory["strategies"][0]["strategyId"]
    elsewhere = f"{namespace}elsewhere/"
    change = {"memoryRecordId": record_id, "timestamp": WRITTEN, "namespaces": [elsewhere]}
    wrong = memory_client.batch_update_memory_records(
        memoryId=memory["id"], records=[change | {"sourceNamespaces": ["/not/there/"]}]
    )
    assert [failed["errorCode"] for failed in wrong["failedRecords"]] == [404]
    memory_client.batch_update_memory_records(
        memoryId=memory["id"],
        records=[change | {"sourceNamespaces": [namespace], "memoryStrategyId": facts}],
    )
    wait_for_texts(memory_client, memory, {"The user paints."}, namespace=elsewhere)
    (record,) = listed(memory_client, memory, namespace=elsewhere, memoryStrategyId=facts)
    assert record["memoryStrategyId"] == facts
    assert listed(memory_client, memory, namespace=namespace) == []


@pytest.mark.aws(records=1)
def test_a_strategys_schema_says_which_metadata_is_kept(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    """Of a strategy without a schema, none is (AWS documentation)."""
    (record_id,) = create(
        memory_client,
        memory,
        item(
            "one",
            namespace,
            "The user skis.",
            memoryStrategyId=memory["strategies"][0]["strategyId"],
            metadata={"priority": {"stringValue": "high"}},
        ),
    )
    wait_for_texts(memory_client, memory, {"The user skis."}, namespace=namespace)
    found = memory_client.get_memory_record(memoryId=memory["id"], memoryRecordId=record_id)
    assert "priority" not in found["memoryRecord"].get("metadata", {})


@pytest.mark.aws(records=2)
def test_records_are_deleted_by_the_batch(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    first, second = create(
        memory_client,
        memory,
        item("one", namespace, "The user runs."),
        item("two", namespace, "The user swims."),
    )
    answer = memory_client.batch_delete_memory_records(
        memoryId=memory["id"],
        records=[
            {"memoryRecordId": first, "namespace": namespace},
            {"memoryRecordId": UNKNOWN_ID},
        ],
    )
    assert [done["memoryRecordId"] for done in answer["successfulRecords"]] == [first]
    assert [failed["memoryRecordId"] for failed in answer["failedRecords"]] == [UNKNOWN_ID]
    wait_for_texts(memory_client, memory, {"The user swims."}, namespace=namespace)
    memory_client.delete_memory_record(memoryId=memory["id"], memoryRecordId=second)
    wait_for_texts(memory_client, memory, set(), namespace=namespace)
    code, status, _ = error_of(
        memory_client.get_memory_record, memoryId=memory["id"], memoryRecordId=first
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


@pytest.mark.aws(records=2)
def test_a_record_is_given_days_and_freed_of_them(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    answer = memory_client.batch_create_memory_records(
        memoryId=memory["id"],
        records=[item("one", namespace, "The user is on leave.")],
        recordExpirySpecification={"recordExpiryDurationDays": 40},
    )
    (done,) = answer["successfulRecords"]
    named = {"memoryId": memory["id"], "memoryRecordId": done["memoryRecordId"]}
    wait_for_texts(memory_client, memory, {"The user is on leave."}, namespace=namespace)
    record = memory_client.get_memory_record(**named)["memoryRecord"]
    assert abs(record["expiresAt"] - record["createdAt"] - timedelta(days=40)) < timedelta(
        minutes=5
    )
    memory_client.batch_update_memory_records(
        memoryId=memory["id"],
        records=[{"memoryRecordId": done["memoryRecordId"], "timestamp": WRITTEN}],
        recordExpirySpecification={"action": "REMOVE"},
    )
    wait_until(lambda: "expiresAt" not in memory_client.get_memory_record(**named)["memoryRecord"])


@pytest.mark.aws()
def test_an_expiry_cannot_be_removed_from_what_is_new(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    code, status, message = error_of(
        memory_client.batch_create_memory_records,
        memoryId=memory["id"],
        records=[item("one", namespace, "The user naps.")],
        recordExpirySpecification={"action": "REMOVE"},
    )
    assert (code, status) == ("ValidationException", 400)
    assert "REMOVE" in message


@pytest.mark.aws(records=2, retrievals=1)
def test_created_records_are_retrieved_by_meaning(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    create(
        memory_client,
        memory,
        item("one", namespace, "The user's dog is called Rex."),
        item("two", namespace, "The user works as a dentist."),
    )
    given = {
        "memoryId": memory["id"],
        "namespace": namespace,
        "searchCriteria": {"searchQuery": "What is my dog called?", "topK": 2},
    }

    def best() -> str | None:
        found = memory_client.retrieve_memory_records(**given)["memoryRecordSummaries"]
        return str(found[0]["content"]["text"]) if len(found) == 2 else None

    assert wait_until(best, seconds=120) == "The user's dog is called Rex."
    (first, *_) = memory_client.retrieve_memory_records(**given)["memoryRecordSummaries"]
    assert 0 < first["score"] <= 1
    assert texts([first]) == {"The user's dog is called Rex."}
