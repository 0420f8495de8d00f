"""Self-managed strategies: when their pipeline is due, and what it is sent."""

import json
from pathlib import Path
from typing import Any

import pytest

from local_agentcore.delivery import (
    Message,
    idle_timeout,
    is_due,
    messages,
    notification,
    object_key,
    payload,
    send,
)
from local_agentcore.delivery_targets import ToFolder
from local_agentcore.overrides import new_configuration
from local_agentcore.store.events import Event, SessionKey
from local_agentcore.store.jobs import Job

TOPIC = "arn:aws:sns:us-east-1:000000000000:extraction"
INVOCATION = {"topicArn": TOPIC, "payloadDeliveryBucketName": "payloads"}


def configuration(**managed: Any) -> dict[str, Any]:
    """What is kept of a strategy that was created so."""
    given = {"invocationConfiguration": INVOCATION, **managed}
    return new_configuration("CUSTOM", {"configuration": {"selfManagedConfiguration": given}})


def triggered(*conditions: dict[str, dict[str, int]]) -> dict[str, Any]:
    return configuration(triggerConditions=list(conditions))


def by_messages(count: int) -> dict[str, dict[str, int]]:
    return {"messageBasedTrigger": {"messageCount": count}}


def by_tokens(count: int) -> dict[str, dict[str, int]]:
    return {"tokenBasedTrigger": {"tokenCount": count}}


def by_time(seconds: int) -> dict[str, dict[str, int]]:
    return {"timeBasedTrigger": {"idleSessionTimeout": seconds}}


def said(*texts: str, role: str = "USER") -> list[Message]:
    return [Message(role, text, 1_000 * n) for n, text in enumerate(texts, start=1)]


def job(actor_id: str = "agent/alice", session_id: str = "first") -> Job:
    session = SessionKey("memory-0123456789", actor_id, session_id)
    return Job(1, session, "pipeline-0123456789", "0af1", "lease", 1)


@pytest.mark.parametrize(
    ("conditions", "waiting", "idle_seconds", "due"),
    [
        ([by_messages(2)], said("a"), 1e6, False),
        ([by_messages(2)], said("a", "b"), 0, True),
        ([by_tokens(100)], said("x" * 399), 1e6, False),
        ([by_tokens(100)], said("x" * 399, "y"), 0, True),
        ([by_time(20)], said("a"), 19.9, False),
        ([by_time(20)], said("a"), 20.0, True),
        ([by_messages(9), by_time(20)], said("a"), 20.0, True),
        ([by_messages(2), by_tokens(9)], said("a", "b"), 0, True),
        ([by_time(60), by_time(20)], said("a"), 30.0, True),
        ([by_messages(1), by_time(0)], [], 1e6, False),
    ],
)
def test_any_trigger_fires(
    conditions: list[dict[str, dict[str, int]]],
    waiting: list[Message],
    idle_seconds: float,
    due: bool,
) -> None:
    assert is_due(triggered(*conditions), waiting, idle_seconds) is due


@pytest.mark.parametrize(
    ("waiting", "idle_seconds", "due"),
    [
        (said(*"abcde"), 19.0, False),
        (said(*"abcdef"), 0.0, True),
        (said("x" * 19_999), 0.0, False),
        (said("x" * 20_000), 0.0, True),
        (said("a"), 20.0, True),
    ],
)
@pytest.mark.parametrize(
    "managed",
    [
        {},
        {
            "triggerConditions": [
                {"messageBasedTrigger": {}},
                {"tokenBasedTrigger": {}},
                {"timeBasedTrigger": {}},
            ]
        },
    ],
)
def test_without_limits_the_sdk_s_hold(
    managed: dict[str, Any], waiting: list[Message], idle_seconds: float, due: bool
) -> None:
    assert is_due(configuration(**managed), waiting, idle_seconds) is due


def test_how_long_a_session_must_be_idle() -> None:
    assert idle_timeout(triggered(by_messages(2))) is None
    assert idle_timeout(triggered(by_messages(2), by_time(30))) == 30
    assert idle_timeout(configuration()) == 20


def test_the_messages_of_an_event_are_as_they_were_stored() -> None:
    wrapped = json.dumps({"message": {"role": "user", "content": [{"text": "Hi"}]}})
    stored: list[dict[str, Any]] = [
        {"conversational": {"content": {"text": wrapped}, "role": "USER"}},
        {"json": {"content": {"città": "Roma"}}},
        {"blob": {"any": "thing"}},
        {"conversational": {"content": {"text": "Sure."}, "role": "ASSISTANT"}},
    ]
    event = Event(1, job().session, "1#ab", 5_000, None, None, stored, {}, 6_000, 1 << 50)

    assert list(messages(event)) == [
        Message("USER", wrapped, 5_000),
        Message("OTHER", '{"città": "Roma"}', 5_000),
        Message("ASSISTANT", "Sure.", 5_000),
    ]


def test_the_document_has_the_service_s_members() -> None:
    found = payload(
        job(), [*said("I moved."), Message("ASSISTANT", "Where to?", 9_999)], said("Hi")
    )

    assert found.pop("requestId")
    assert found == {
        "jobId": "0af1",
        "accountId": "000000000000",
        "memoryId": "memory-0123456789",
        "actorId": "agent/alice",
        "sessionId": "first",
        "strategyId": "pipeline-0123456789",
        "startingTimestamp": 1,
        "endingTimestamp": 9,
        "currentContext": [
            {"role": "USER", "content": {"text": "I moved."}},
            {"role": "ASSISTANT", "content": {"text": "Where to?"}},
        ],
        "historicalContext": [{"role": "USER", "content": {"text": "Hi"}}],
    }


def test_the_message_says_where_the_document_is() -> None:
    assert notification(job(), "payloads", "a/b.json") == {
        "jobId": "0af1",
        "s3PayloadLocation": "s3://payloads/a/b.json",
        "memoryId": "memory-0123456789",
        "strategyId": "pipeline-0123456789",
    }


def test_a_key_has_a_folder_a_session() -> None:
    assert object_key(job("alice")) == (
        "memory-0123456789/pipeline-0123456789/alice/first/0af1.json"
    )
    assert "/agent_alice-" in object_key(job("agent/alice"))


def test_no_two_actors_share_a_folder() -> None:
    actors = ["a/b", "a_b", "a:b", "..", "x/" * 127, "x/" * 127 + "y"]
    keys = {object_key(job(actor_id)) for actor_id in actors}

    assert len(keys) == len(actors)
    assert max(len(segment) for key in keys for segment in key.split("/")) < 200


@pytest.mark.parametrize(("window", "history"), [(0, []), (2, ["b", "c"]), (9, ["a", "b", "c"])])
def test_only_the_window_before_is_sent(tmp_path: Path, window: int, history: list[str]) -> None:
    managed = configuration(historicalContextWindowSize=window)
    send(ToFolder(tmp_path), managed, job(), said("now"), said("a", "b", "c"))
    (line,) = (tmp_path / "topics" / "extraction.jsonl").read_text().splitlines()
    location = json.loads(line)["s3PayloadLocation"]
    document = json.loads((tmp_path / location.removeprefix("s3://")).read_text())

    assert [message["content"]["text"] for message in document["historicalContext"]] == history
    assert [message["content"]["text"] for message in document["currentContext"]] == ["now"]


def test_a_job_done_again_has_one_document_and_is_told_again(tmp_path: Path) -> None:
    for _ in range(2):
        send(ToFolder(tmp_path), configuration(), job(), said("now"), [])

    assert len((tmp_path / "topics" / "extraction.jsonl").read_text().splitlines()) == 2
    assert [path.name for path in (tmp_path / "payloads").rglob("*") if path.is_file()] == [
        "0af1.json"
    ]
