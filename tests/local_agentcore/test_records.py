"""Records through boto3: what is certain of the embedded AgentCore and not stated by AWS."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local_agentcore.server import EmbeddedAgentCore
from tests.api.errors import error_of
from tests.api.records import create, item, listed

Memory = dict[str, Any]
SOURCE = {"sourceSessionId": {"stringValue": "s-1"}}


@pytest.fixture(scope="session")
def memory(agentcore: EmbeddedAgentCore) -> Memory:
    return {"id": agentcore.memory_id}


@pytest.fixture
def namespace() -> str:
    return f"/imports/{uuid.uuid4().hex}/"


def said(records: list[dict[str, Any]]) -> list[str]:
    return [record["content"]["text"] for record in records]


def page(call: Callable[..., Any], **given: Any) -> tuple[list[str], str | None]:
    answer = call(**given)
    return said(answer["memoryRecordSummaries"]), answer.get("nextToken")


def test_newest_first_and_pages_stay_whole_while_records_come(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    for number in range(5):
        create(memory_client, memory, item("one", namespace, f"Number {number}."))
    newest = said(listed(memory_client, memory, namespace=namespace))
    given = {"memoryId": memory["id"], "namespace": namespace, "maxResults": 2}
    shown, token = page(memory_client.list_memory_records, **given)
    create(memory_client, memory, item("new", namespace, "New."))
    while token:
        more, token = page(memory_client.list_memory_records, **given, nextToken=token)
        shown += more
    assert shown == newest
    assert set(newest) == {f"Number {number}." for number in range(5)}


def test_pages_of_a_search_rank_what_was_there_at_the_first(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    create(
        memory_client,
        memory,
        *[item(str(number), namespace, f"The user lives at {number}.") for number in range(5)],
    )
    given = {
        "memoryId": memory["id"],
        "namespace": namespace,
        "searchCriteria": {"searchQuery": "Where do I live?", "topK": 4},
    }
    whole, _ = page(memory_client.retrieve_memory_records, **given)
    shown, token = page(memory_client.retrieve_memory_records, **given, maxResults=2)
    create(memory_client, memory, item("new", namespace, "The user lives in Rome."))
    second, end = page(
        memory_client.retrieve_memory_records, **given, maxResults=2, nextToken=token
    )
    assert (shown + second, end) == (whole, None)
    assert len(whole) == 4


def test_what_says_the_same_is_found_once_for_each_strategy_and_namespace(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    create(
        memory_client,
        memory,
        item("first", namespace, "The user lives in Rome."),
        item("again", namespace, "The user is living in Rome"),
        item("not", namespace, "The user does not live in Rome."),
        item("there", f"{namespace}there/", "The user lives in Rome."),
    )
    criteria = {"searchQuery": "Where do I live?", "topK": 3}
    path = {"memoryId": memory["id"], "namespacePath": namespace}
    found, _ = page(memory_client.retrieve_memory_records, **path, searchCriteria=criteria)
    lives = [text for text in found if "not" not in text]
    assert (len(found), len(lives)) == (3, 2)
    assert len(listed(memory_client, memory, namespacePath=namespace)) == 4


def test_a_token_of_another_listing_is_refused(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    create(memory_client, memory, *[item(name, namespace, f"Number {name}.") for name in "ab"])
    given = {"memoryId": memory["id"], "namespace": namespace}
    _, token = page(memory_client.list_memory_records, **given, maxResults=1)
    criteria = {"searchQuery": "Number"}
    code, status, _ = error_of(
        memory_client.retrieve_memory_records, **given, nextToken=token, searchCriteria=criteria
    )
    assert (code, status) == ("ValidationException", 400)


def test_without_a_strategy_or_a_namespace(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    nowhere = f"Note {namespace}"
    made, lost = create(
        memory_client,
        memory,
        item("one", namespace, "The user rows."),
        item("two", "", nowhere) | {"namespaces": []},
    )
    (record,) = listed(memory_client, memory, namespace=namespace)
    own = record["memoryStrategyId"]
    assert listed(memory_client, memory, namespace=namespace, memoryStrategyId=own) == [record]
    others = {"namespace": namespace, "memoryStrategyId": "Facts-0123456789"}
    assert listed(memory_client, memory, **others) == []
    found = memory_client.get_memory_record(memoryId=memory["id"], memoryRecordId=lost)
    assert found["memoryRecord"]["namespaces"] == []
    assert nowhere in said(listed(memory_client, memory, namespacePath="/"))
    echoed = {"memoryRecordId": made, "timestamp": record["timestamp"], "memoryStrategyId": own}
    answer = memory_client.batch_update_memory_records(memoryId=memory["id"], records=[echoed])
    assert answer["failedRecords"] == []


def test_what_is_given_twice_is_done_once(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    twice = [item("same", namespace, "First."), item("same", namespace, "Second.")]
    answer = memory_client.batch_create_memory_records(memoryId=memory["id"], records=twice)
    (done,), (failed,) = answer["successfulRecords"], answer["failedRecords"]
    assert (failed["errorCode"], failed["requestIdentifier"]) == (400, "same")
    assert failed["memoryRecordId"] != done["memoryRecordId"]
    assert said(listed(memory_client, memory, namespace=namespace)) == ["First."]
    changes = [
        {
            "memoryRecordId": done["memoryRecordId"],
            "timestamp": datetime.now(UTC),
            "content": {"text": text},
            "sourceNamespaces": [],
        }
        for text in ("Third.", "Fourth.")
    ]
    answer = memory_client.batch_update_memory_records(memoryId=memory["id"], records=changes)
    assert [failed["errorCode"] for failed in answer["failedRecords"]] == [400]
    assert said(listed(memory_client, memory, namespace=namespace)) == ["Third."]
    gone = [{"memoryRecordId": done["memoryRecordId"]}] * 2
    answer = memory_client.batch_delete_memory_records(memoryId=memory["id"], records=gone)
    assert len(answer["successfulRecords"]) == len(answer["failedRecords"]) == 1
    assert listed(memory_client, memory, namespace=namespace) == []


def test_an_update_without_days_counts_the_last_ones_anew(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    made = [
        memory_client.batch_create_memory_records(
            memoryId=memory["id"],
            records=[item("one", namespace, text)],
            **({"recordExpirySpecification": {"recordExpiryDurationDays": days}} if days else {}),
        )["successfulRecords"][0]["memoryRecordId"]
        for text, days in (("Endless.", None), ("Lasting.", 40))
    ]
    memory_client.batch_update_memory_records(
        memoryId=memory["id"],
        records=[{"memoryRecordId": each, "timestamp": datetime.now(UTC)} for each in made],
    )
    named = [{"memoryId": memory["id"], "memoryRecordId": each} for each in made]
    endless, lasting = (memory_client.get_memory_record(**n)["memoryRecord"] for n in named)
    assert "expiresAt" not in endless
    left = lasting["expiresAt"] - datetime.now(UTC)
    assert timedelta(days=39, hours=23) < left <= timedelta(days=40)


def test_where_a_record_came_from_can_be_filtered_by(
    memory_client: Any, memory: Memory, namespace: str
) -> None:
    create(
        memory_client,
        memory,
        item("one", namespace, "From a session.", metadata=SOURCE),
        item("two", namespace, "From elsewhere."),
    )
    condition = {
        "left": {"metadataKey": "sourceSessionId"},
        "operator": "EQUALS_TO",
        "right": {"metadataValue": {"stringValue": "s-1"}},
    }
    found = listed(memory_client, memory, namespace=namespace, metadataFilters=[condition])
    assert said(found) == ["From a session."]


def test_an_unknown_memory_has_no_batches(memory_client: Any, namespace: str) -> None:
    code, status, _ = error_of(
        memory_client.batch_create_memory_records,
        memoryId="Nothing-0123456789",
        records=[item("one", namespace, "Nothing.")],
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


def test_an_empty_batch_is_answered_empty(memory_client: Any, memory: Memory) -> None:
    answer = memory_client.batch_update_memory_records(memoryId=memory["id"], records=[])
    assert answer["successfulRecords"] == answer["failedRecords"] == []
