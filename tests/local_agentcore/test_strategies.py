"""Every type of strategy: made, changed, described as the API does, and learning."""

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local_agentcore.server import DATABASE_FILE, DELIVERIES, EmbeddedAgentCore
from tests.api.errors import error_of
from tests.conftest import client, serving
from tests.waiting import wait_until

NOW = datetime(2026, 1, 15, tzinfo=UTC)
PROMPT = {"appendToPrompt": "Only what concerns travel.", "modelId": "model"}
PIPELINE = {
    "topicArn": "arn:aws:sns:us-east-1:000000000000:extraction",
    "payloadDeliveryBucketName": "payloads",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strategies")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[EmbeddedAgentCore]:
    with serving(folder) as started:
        yield started


@pytest.fixture(scope="module")
def control(server: EmbeddedAgentCore) -> Any:
    return client("bedrock-agentcore-control", server.endpoint)


@pytest.fixture(scope="module")
def data(server: EmbeddedAgentCore) -> Any:
    return client("bedrock-agentcore", server.endpoint)


def create(control: Any, *strategies: dict[str, Any], **more: Any) -> dict[str, Any]:
    memory: dict[str, Any] = control.create_memory(
        name=f"m{uuid.uuid4().hex}",
        eventExpiryDuration=7,
        memoryStrategies=[*strategies],
        **more,
    )["memory"]
    return memory


def say(
    data: Any, memory: dict[str, Any], *said: tuple[str, str] | dict[str, Any], **more: Any
) -> None:
    payload = [
        {"conversational": {"content": {"text": item[1]}, "role": item[0]}}
        if isinstance(item, tuple)
        else {"json": {"content": item}}
        for item in said
    ]
    given = {"actorId": "alice", "sessionId": "first"} | more
    data.create_event(memoryId=memory["id"], eventTimestamp=NOW, payload=payload, **given)


def records(data: Any, memory: dict[str, Any], namespace: str) -> list[dict[str, Any]]:
    found = data.list_memory_records(memoryId=memory["id"], namespace=namespace)
    listed: list[dict[str, Any]] = found["memoryRecordSummaries"]
    return listed


def texts(data: Any, memory: dict[str, Any], namespace: str) -> set[str]:
    return {record["content"]["text"] for record in records(data, memory, namespace)}


def custom(**configuration: Any) -> dict[str, Any]:
    return {
        "customMemoryStrategy": {
            "name": "Custom",
            "namespaceTemplates": ["/custom/{actorId}/{sessionId}/"],
            "configuration": configuration,
        }
    }


def episodic(**more: Any) -> dict[str, Any]:
    settings = {
        "name": "Episodes",
        "namespaceTemplates": ["/episodes/{actorId}/{sessionId}/"],
        "reflectionConfiguration": {"namespaceTemplates": ["/episodes/{actorId}/"]},
    }
    return {"episodicMemoryStrategy": settings | more}


def test_overrides_are_described_as_the_api_does(control: Any) -> None:
    memory = create(
        control, custom(semanticOverride={"extraction": PROMPT, "consolidation": PROMPT})
    )
    (strategy,) = memory["strategies"]
    assert strategy["type"] == "CUSTOM"
    assert strategy["configuration"] == {
        "type": "SEMANTIC_OVERRIDE",
        "extraction": {"customExtractionConfiguration": {"semanticExtractionOverride": PROMPT}},
        "consolidation": {
            "customConsolidationConfiguration": {"semanticConsolidationOverride": PROMPT}
        },
    }


@pytest.mark.parametrize(
    ("override", "kind"),
    [
        ({"userPreferenceOverride": {"extraction": PROMPT}}, "USER_PREFERENCE_OVERRIDE"),
        ({"summaryOverride": {"consolidation": PROMPT}}, "SUMMARY_OVERRIDE"),
        ({"episodicOverride": {"reflection": PROMPT}}, "EPISODIC_OVERRIDE"),
        ({"selfManagedConfiguration": {"invocationConfiguration": PIPELINE}}, "SELF_MANAGED"),
    ],
)
def test_each_override_has_its_type(control: Any, override: dict[str, Any], kind: str) -> None:
    templates = {
        "namespaceTemplates": ["/strategies/{memoryStrategyId}/actors/{actorId}/{sessionId}/"]
    }
    strategy = custom(**override)
    strategy["customMemoryStrategy"] |= templates
    found = control.get_memory(memoryId=create(control, strategy)["id"])["memory"]
    assert found["strategies"][0]["configuration"]["type"] == kind


def test_an_override_learns_in_its_strategys_way(control: Any, data: Any) -> None:
    memory = create(control, custom(userPreferenceOverride={"extraction": PROMPT}))
    say(data, memory, ("USER", "I love window seats."))
    (record,) = wait_until(lambda: records(data, memory, "/custom/alice/first/"))
    assert json.loads(record["content"]["text"])["preference"] == "The user loves window seats."


def test_episodes_and_what_they_teach(control: Any, data: Any) -> None:
    memory = create(control, episodic())
    for session_id, city in (("first", "Rome"), ("second", "Oslo")):
        say(
            data,
            memory,
            ("USER", f"Which hotel should I take on my trip to {city}?"),
            ("ASSISTANT", f"Take the one by the station of {city}."),
            ("USER", "Perfect, thanks!"),
            sessionId=session_id,
        )
    wait_until(lambda: records(data, memory, "/episodes/alice/"))
    (episode,) = texts(data, memory, "/episodes/alice/first/")
    assert "<assessment>Yes</assessment>" in episode
    (reflection,) = records(data, memory, "/episodes/alice/")
    assert "Take the one by the station of Rome." in reflection["content"]["text"]
    kind = reflection["metadata"]["x-amz-agentcore-memory-recordType"]
    assert kind == {"stringValue": "REFLECTION"}
    found = data.retrieve_memory_records(
        memoryId=memory["id"],
        namespacePath="/episodes/alice/",
        searchCriteria={"searchQuery": "Which hotel in Rome?", "topK": 5},
    )["memoryRecordSummaries"]
    assert len(found) == 3


def test_a_self_managed_pipeline_is_given_what_was_said(
    control: Any, data: Any, folder: Path
) -> None:
    managed = {
        "triggerConditions": [{"messageBasedTrigger": {"messageCount": 2}}],
        "invocationConfiguration": PIPELINE,
        "historicalContextWindowSize": 1,
    }
    memory = create(control, custom(selfManagedConfiguration=managed))
    topic = folder / DELIVERIES / "topics" / "extraction.jsonl"

    def notified() -> list[dict[str, Any]]:
        lines = topic.read_text().splitlines() if topic.exists() else []
        found = [json.loads(line) for line in lines]
        return [message for message in found if message["memoryId"] == memory["id"]]

    say(data, memory, ("USER", "I moved to Oslo."))
    say(data, memory, ("ASSISTANT", "How nice."))
    (first,) = wait_until(notified)
    assert first["strategyId"] == memory["strategies"][0]["strategyId"]
    file = folder / DELIVERIES / first["s3PayloadLocation"].removeprefix("s3://")
    found = json.loads(file.read_text())
    assert [item["content"]["text"] for item in found["currentContext"]] == [
        "I moved to Oslo.",
        "How nice.",
    ]
    say(data, memory, ("USER", "Yes."), ("USER", "It is."))
    wait_until(lambda: len(notified()) == 2)
    second = folder / DELIVERIES / notified()[1]["s3PayloadLocation"].removeprefix("s3://")
    history = json.loads(second.read_text())["historicalContext"]
    assert [item["content"]["text"] for item in history] == ["How nice."]


def test_a_delivery_that_fails_is_listed_and_started_again(
    control: Any, data: Any, folder: Path
) -> None:
    managed = {
        "triggerConditions": [{"messageBasedTrigger": {"messageCount": 1}}],
        "invocationConfiguration": PIPELINE | {"payloadDeliveryBucketName": "blocked"},
    }
    memory = create(control, custom(selfManagedConfiguration=managed))
    blocker = folder / DELIVERIES / "blocked"
    blocker.parent.mkdir(exist_ok=True)
    blocker.write_text("a file where the bucket's folder should be")
    say(data, memory, ("USER", "I moved to Oslo."))

    def failed() -> list[dict[str, Any]]:
        answer = data.list_memory_extraction_jobs(
            memoryId=memory["id"], filter={"actorId": "alice", "status": "FAILED"}
        )
        jobs: list[dict[str, Any]] = answer["jobs"]
        return jobs

    (job,) = wait_until(failed, seconds=40)
    assert job["strategyId"] == memory["strategies"][0]["strategyId"]
    assert job["failureReason"]
    assert [item["messageIndex"] for item in job["messages"]["messagesList"]] == [0]
    blocker.unlink()
    started = data.start_memory_extraction_job(
        memoryId=memory["id"], extractionJob={"jobId": job["jobID"]}
    )
    assert started["jobId"] == job["jobID"]
    wait_until(lambda: list(blocker.rglob("*.json")))
    assert failed() == []
    code, status, _ = error_of(
        data.start_memory_extraction_job,
        memoryId=memory["id"],
        extractionJob={"jobId": job["jobID"]},
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


def facts(template: str, **more: Any) -> dict[str, Any]:
    return {"semanticMemoryStrategy": {"name": "Facts", "namespaceTemplates": [template]} | more}


def test_namespaces_with_variables_of_the_memorys_own(control: Any, data: Any) -> None:
    keys = [{"key": "team", "validation": {"allowedValues": ["blue", "red"]}}]
    memory = create(control, facts("/{team}/{actorId}/"), namespaceKeys=keys)
    given = {"extractionConfig": {"namespaceVariables": {"team": "blue"}}}
    say(data, memory, ("USER", "I live in Bonn."))
    say(data, memory, ("USER", "I live in Oslo."), **given)
    wait_until(lambda: texts(data, memory, "/blue/alice/") == {"The user lives in Oslo."})
    everything = data.list_memory_records(memoryId=memory["id"], namespacePath="/")
    assert len(everything["memoryRecordSummaries"]) == 1
    for variables in ({"team": "green"}, {"other": "blue"}):
        code, status, _ = error_of(
            data.create_event,
            memoryId=memory["id"],
            actorId="alice",
            eventTimestamp=NOW,
            payload=[],
            extractionConfig={"namespaceVariables": variables},
        )
        assert (code, status) == ("ValidationException", 400)


def test_metadata_that_must_not_mix(control: Any, data: Any) -> None:
    schema = {
        "metadataSchema": [
            {"key": "department", "type": "STRING", "extractionType": "STRICTLY_CONSISTENT"},
            {
                "key": "urgency",
                "type": "NUMBER",
                "extractionConfig": {"llmExtractionConfig": {"definition": "How urgent it is"}},
            },
        ]
    }
    memory = create(
        control,
        facts("/{actorId}/", memoryRecordSchema=schema),
        indexedKeys=[{"key": "department", "type": "STRING"}],
    )
    for department in ("sales", "legal", None):
        metadata = {"urgency": {"stringValue": "3"}}
        if department:
            metadata |= {"department": {"stringValue": department}}
        say(data, memory, ("USER", "I live in Oslo."), metadata=metadata)
    wait_until(lambda: len(records(data, memory, "/alice/")) == 3)
    labels = [record["metadata"] for record in records(data, memory, "/alice/")]
    departments = [item.get("department", {}).get("stringValue") for item in labels]
    assert sorted(map(str, departments)) == ["None", "legal", "sales"]
    assert [item["urgency"] for item in labels] == [{"numberValue": 3.0}] * 3
    say(data, memory, ("USER", "I live in Oslo. I have a dog."), sessionId="second")
    wait_until(lambda: len(records(data, memory, "/alice/")) == 4)


def test_json_and_ingested_content_are_learned_from(control: Any, data: Any) -> None:
    memory = create(control, facts("/{actorId}/"))
    answer = data.ingest_data(
        memoryId=memory["id"],
        actorId="alice",
        contentTimestamp=NOW,
        source={"inline": {"payload": [{"json": {"content": {"seat": "window"}}}]}},
    )
    wait_until(lambda: texts(data, memory, "/alice/") == {"The user's seat is window."})
    where = {"memoryId": memory["id"], "actorId": "alice"}
    assert data.list_events(**where, sessionId=answer["sessionId"])["events"] == []
    assert data.list_sessions(**where)["sessionSummaries"] == []
    assert data.list_actors(memoryId=memory["id"])["actorSummaries"] == []


def test_strategies_are_added_changed_and_removed(control: Any, data: Any) -> None:
    memory = create(control, facts("/facts/{actorId}/"))
    strategy_id = memory["strategies"][0]["strategyId"]
    updated = control.update_memory(
        memoryId=memory["id"],
        description="New",
        eventExpiryDuration=30,
        memoryStrategies={
            "addMemoryStrategies": [episodic()],
            "modifyMemoryStrategies": [
                {
                    "memoryStrategyId": strategy_id,
                    "description": "Changed",
                    "namespaceTemplates": ["/changed/{actorId}/"],
                    "recordExpirySpecification": {"recordExpiryDurationDays": 60},
                }
            ],
        },
    )["memory"]
    assert (updated["description"], updated["eventExpiryDuration"]) == ("New", 30)
    assert [strategy["type"] for strategy in updated["strategies"]] == ["SEMANTIC", "EPISODIC"]
    changed = updated["strategies"][0]
    assert (changed["description"], changed["recordExpiryDurationDays"]) == ("Changed", 60)
    say(data, memory, ("USER", "I live in Oslo."))
    wait_until(lambda: texts(data, memory, "/changed/alice/") == {"The user lives in Oslo."})
    left = control.update_memory(
        memoryId=memory["id"],
        memoryStrategies={"deleteMemoryStrategies": [{"memoryStrategyId": strategy_id}]},
    )["memory"]
    assert [strategy["name"] for strategy in left["strategies"]] == ["Episodes"]
    assert len(records(data, memory, "/changed/alice/")) == 1
    code, status, _ = error_of(
        control.update_memory,
        memoryId=memory["id"],
        memoryStrategies={"deleteMemoryStrategies": [{"memoryStrategyId": strategy_id}]},
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


def test_a_view_without_decryption_leaves_out_what_would_be_encrypted(control: Any) -> None:
    memory = create(control, facts("/{actorId}/"), description="Secret")
    full = control.get_memory(memoryId=memory["id"], view="full")["memory"]
    assert full["description"] == "Secret"
    found = control.get_memory(memoryId=memory["id"], view="without_decryption")["memory"]
    assert found["status"] == "ACTIVE"
    assert "description" not in found
    assert "strategies" not in found


@pytest.mark.parametrize(
    ("strategy", "more", "complaint"),
    [
        (episodic(namespaceTemplates=["/other/{actorId}/"]), {}, "prefix"),
        (
            {"summaryMemoryStrategy": {"name": "S", "namespaceTemplates": ["/{actorId}/"]}},
            {},
            "sessionId",
        ),
        ({"customMemoryStrategy": {"name": "C"}}, {}, "configuration"),
        (facts("/{team}/"), {}, "namespaceKeys"),
        (facts("/a/", namespaces=["/b/"]), {}, "two different"),
        (facts("/a/", recordExpirySpecification={"action": "REMOVE"}), {}, "REMOVE"),
        (
            facts("/a/"),
            {"namespaceKeys": [{"key": "a", "validation": {"regexPattern": "("}}]},
            "regexPattern",
        ),
        (facts("/a/"), {"indexedKeys": [{"key": "k", "type": "STRING"}] * 2}, "twice"),
        (
            facts(
                "/a/",
                memoryRecordSchema={
                    "metadataSchema": [{"key": "k", "extractionType": "STRICTLY_CONSISTENT"}]
                },
            ),
            {},
            "indexed",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    control: Any, strategy: dict[str, Any], more: dict[str, Any], complaint: str
) -> None:
    code, status, message = error_of(
        control.create_memory,
        name=f"m{uuid.uuid4().hex}",
        eventExpiryDuration=7,
        memoryStrategies=[strategy],
        **more,
    )
    assert (code, status) == ("ValidationException", 400)
    assert complaint in message


def test_a_namespace_key_in_use_stays(control: Any) -> None:
    memory = create(control, facts("/{team}/{actorId}/"), namespaceKeys=[{"key": "team"}])
    code, status, _ = error_of(control.update_memory, memoryId=memory["id"], namespaceKeys=[])
    assert (code, status) == ("ValidationException", 400)
    kept = control.update_memory(
        memoryId=memory["id"], namespaceKeys=[{"key": "team"}, {"key": "stage"}]
    )["memory"]
    assert [entry["key"] for entry in kept["namespaceKeys"]] == ["team", "stage"]


def test_quotas_are_told(control: Any) -> None:
    many = [{"semanticMemoryStrategy": {"name": f"S{number}"}} for number in range(7)]
    code, status, _ = error_of(
        control.create_memory,
        name=f"m{uuid.uuid4().hex}",
        eventExpiryDuration=7,
        memoryStrategies=many,
    )
    assert (code, status) == ("ServiceQuotaExceededException", 402)
    keys = [{"key": f"k{number}", "type": "STRING"} for number in range(10)]
    memory = create(control, indexedKeys=keys)
    code, status, _ = error_of(
        control.update_memory,
        memoryId=memory["id"],
        addIndexedKeys=[{"key": "more", "type": "STRING"}],
    )
    assert (code, status) == ("ServiceQuotaExceededException", 402)


def test_a_deleted_memory_leaves_nothing_behind(control: Any, data: Any, folder: Path) -> None:
    memory = create(control, facts("/{actorId}/"), tags={"team": "blue"})
    say(data, memory, ("USER", "I live in Oslo."), clientToken=uuid.uuid4().hex)
    wait_until(lambda: records(data, memory, "/alice/"))
    control.update_memory(memoryId=memory["id"], description="Changed")
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as db:
        keys = "SELECT key FROM records WHERE memory_id = ?"
        (key,) = db.execute(keys, (memory["id"],)).fetchone()
        control.delete_memory(memoryId=memory["id"])
        for table in ("memories", "strategies", "events", "extraction_jobs", "client_tokens"):
            column = "id" if table == "memories" else "memory_id"
            count = f"SELECT count(*) FROM {table} WHERE {column} = ?"
            assert db.execute(count, (memory["id"],)).fetchone() == (0,), table
        tags = "SELECT count(*) FROM tags WHERE resource_arn = ?"
        assert db.execute(tags, (memory["arn"],)).fetchone() == (0,)
        assert db.execute(keys, (memory["id"],)).fetchone() is None
        for index in ("record_words WHERE rowid", "record_vectors WHERE key"):
            assert db.execute(f"SELECT count(*) FROM {index} = ?", (key,)).fetchone() == (0,)
