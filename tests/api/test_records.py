"""Records one by one: listed by namespace, retrieved by meaning, got and deleted."""

import uuid
from typing import Any

import pytest

from tests.api.errors import error_of
from tests.api.records import create, item, listed, texts, wait_for_texts
from tests.waiting import wait_until

Memory = dict[str, Any]
QUERY = {"searchQuery": "Where do I live?"}


@pytest.mark.aws(records=3)
def test_a_namespace_is_exact_and_a_path_goes_by_segments(
    memory_client: Any, memory: Memory, actor_id: str
) -> None:
    create(
        memory_client,
        memory,
        item("one", f"/{actor_id}/Bob/facts/", "Bob's fact."),
        item("two", f"/{actor_id}/Bob/", "Bob's own."),
        item("three", f"/{actor_id}/Bobby/facts/", "Bobby's fact."),
    )
    everything = {"Bob's fact.", "Bob's own.", "Bobby's fact."}
    wait_for_texts(memory_client, memory, everything, namespacePath=f"/{actor_id}/")
    for path in (f"/{actor_id}/Bob/", f"/{actor_id}/Bob"):
        found = texts(listed(memory_client, memory, namespacePath=path))
        assert found == {"Bob's fact.", "Bob's own."}
    found = texts(listed(memory_client, memory, namespace=f"/{actor_id}/Bob/"))
    assert found == {"Bob's own."}
    assert listed(memory_client, memory, namespace=f"/{actor_id}/") == []


@pytest.mark.aws(records=5)
def test_pages_are_together_the_whole(memory_client: Any, memory: Memory, actor_id: str) -> None:
    namespace = f"/pages/{actor_id}/"
    said = {f"The user owns {number} books." for number in range(5)}
    given = [item(str(number), namespace, text) for number, text in enumerate(sorted(said))]
    create(memory_client, memory, *given)
    wait_for_texts(memory_client, memory, said, namespace=namespace)
    found: list[dict[str, Any]] = []
    more: dict[str, str] = {}
    for size in (2, 2, 1):
        page = memory_client.list_memory_records(
            memoryId=memory["id"], namespace=namespace, maxResults=2, **more
        )
        assert len(page["memoryRecordSummaries"]) == size
        found += page["memoryRecordSummaries"]
        more = {"nextToken": page.get("nextToken")}
    assert texts(found) == said
    assert more == {"nextToken": None}


@pytest.mark.aws(records=2, retrievals=4)
def test_a_search_is_of_its_scope_alone(memory_client: Any, memory: Memory, actor_id: str) -> None:
    facts = memory["strategies"][0]["strategyId"]
    create(
        memory_client,
        memory,
        item("one", f"/{actor_id}/a/", "The user lives in Rome.", memoryStrategyId=facts),
        item("two", f"/{actor_id}/b/", "The user lives in Oslo."),
    )

    def found(criteria: dict[str, Any], **scope: str) -> set[str]:
        answer = memory_client.retrieve_memory_records(
            memoryId=memory["id"], searchCriteria=QUERY | criteria, **scope
        )
        return texts(answer["memoryRecordSummaries"])

    both = {"The user lives in Rome.", "The user lives in Oslo."}
    wait_until(lambda: found({}, namespacePath=f"/{actor_id}/") == both, seconds=120)
    assert found({}, namespace=f"/{actor_id}/b/") == {"The user lives in Oslo."}
    of_facts = found({"memoryStrategyId": facts}, namespacePath=f"/{actor_id}/")
    assert of_facts == {"The user lives in Rome."}
    assert len(found({"topK": 1}, namespacePath=f"/{actor_id}/")) == 1


@pytest.mark.aws(records=1)
def test_a_record_is_got_until_it_is_deleted(
    memory_client: Any, memory: Memory, actor_id: str
) -> None:
    namespace = f"/got/{actor_id}/"
    (record_id,) = create(memory_client, memory, item("one", namespace, "The user sails."))
    wait_for_texts(memory_client, memory, {"The user sails."}, namespace=namespace)
    named = {"memoryId": memory["id"], "memoryRecordId": record_id}
    record = memory_client.get_memory_record(**named, namespace=namespace)["memoryRecord"]
    assert record["memoryRecordId"] == record_id
    assert record["content"] == {"text": "The user sails."}
    assert memory_client.delete_memory_record(**named)["memoryRecordId"] == record_id
    wait_for_texts(memory_client, memory, set(), namespace=namespace)
    for call in (memory_client.get_memory_record, memory_client.delete_memory_record):
        assert error_of(call, **named)[:2] == ("ResourceNotFoundException", 404)


@pytest.mark.aws()
def test_a_record_that_never_was_is_not_found(memory_client: Any, memory: Memory) -> None:
    code, status, _ = error_of(
        memory_client.get_memory_record,
        memoryId=memory["id"],
        memoryRecordId=f"mem-{uuid.uuid4()}",
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


@pytest.mark.aws()
@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"namespace": "not a namespace!"},
        {"namespace": "/a/", "nextToken": "no token"},
    ],
)
def test_a_listing_that_makes_no_sense_is_refused(
    memory_client: Any, memory: Memory, broken: dict[str, Any]
) -> None:
    code, status, _ = error_of(memory_client.list_memory_records, memoryId=memory["id"], **broken)
    assert (code, status) == ("ValidationException", 400)


@pytest.mark.aws()
def test_a_namespace_without_records_lists_none(
    memory_client: Any, memory: Memory, actor_id: str
) -> None:
    assert listed(memory_client, memory, namespace=f"/nobody/{actor_id}/") == []
