"""Events, sessions and actors through boto3."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_agentcore.server import EmbeddedAgentCore

START = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)


@pytest.fixture
def session(agentcore: EmbeddedAgentCore) -> dict[str, str]:
    """A session that nobody else uses."""
    return {
        "memoryId": agentcore.memory_id,
        "actorId": f"actor-{uuid.uuid4().hex}",
        "sessionId": uuid.uuid4().hex,
    }


def say(memory_client: Any, session: dict[str, str], text: str, **more: Any) -> dict[str, Any]:
    said = {"conversational": {"content": {"text": text}, "role": "USER"}}
    given = {"eventTimestamp": START, "payload": [said], "extractionMode": "SKIP"} | more
    event: dict[str, Any] = memory_client.create_event(**session, **given)["event"]
    return event


def texts(events: list[dict[str, Any]]) -> list[str]:
    return [event["payload"][0]["conversational"]["content"]["text"] for event in events]


def error_of(call: Any, **given: Any) -> tuple[str, int, str]:
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response
    status = error["ResponseMetadata"]["HTTPStatusCode"]
    return error["Error"]["Code"], status, error["Error"]["Message"]


def test_an_event_is_kept_as_it_was_given(memory_client: Any, session: dict[str, str]) -> None:
    metadata = {"channel": {"stringValue": "web"}}
    root = say(memory_client, session, "Hi")["eventId"]
    branch = {"name": "other", "rootEventId": root}
    created = say(memory_client, session, "Hello", metadata=metadata, branch=branch)
    found = memory_client.get_event(**session, eventId=created["eventId"])["event"]
    assert found == created
    assert found["eventTimestamp"] == START
    assert found["metadata"] == metadata
    assert found["branch"] == branch
    assert created["eventId"].startswith(f"{round(START.timestamp() * 1000):019d}#")


@pytest.mark.parametrize(
    "payload",
    [
        [],
        [{"blob": {"any": ["document", 1, True]}}],
        [{"blob": "text"}, {"json": {"content": {"a": 1}}}],
        [{"conversational": {"content": {"text": "Grüße 👋 <b>"}, "role": "ASSISTANT"}}],
    ],
)
def test_every_kind_of_payload(
    memory_client: Any, session: dict[str, str], payload: list[dict[str, Any]]
) -> None:
    created = say(memory_client, session, "", payload=payload)
    assert created["payload"] == payload


def test_newest_first_even_within_one_timestamp(
    memory_client: Any, session: dict[str, str]
) -> None:
    for text in ("first", "second", "third"):
        say(memory_client, session, text)
    say(memory_client, session, "late", eventTimestamp=START + timedelta(milliseconds=1))
    say(memory_client, session, "early", eventTimestamp=START - timedelta(days=1))
    events = memory_client.list_events(**session)["events"]
    assert texts(events) == ["late", "third", "second", "first", "early"]


def test_pages_stay_whole_while_events_are_added(
    memory_client: Any, session: dict[str, str]
) -> None:
    for number in range(5):
        say(memory_client, session, str(number))
    first = memory_client.list_events(**session, maxResults=2)
    say(memory_client, session, "new")
    second = memory_client.list_events(**session, maxResults=2, nextToken=first["nextToken"])
    third = memory_client.list_events(**session, maxResults=2, nextToken=second["nextToken"])
    pages = [first["events"], second["events"], third["events"]]
    assert [texts(page) for page in pages] == [["4", "3"], ["2", "1"], ["0"]]
    assert "nextToken" not in third


def test_without_payloads(memory_client: Any, session: dict[str, str]) -> None:
    say(memory_client, session, "Hello")
    (event,) = memory_client.list_events(**session, includePayloads=False)["events"]
    assert "payload" not in event


@pytest.mark.parametrize(
    ("operator", "key", "value", "found"),
    [
        ("EQUALS_TO", "kind", "a", ["one"]),
        ("EXISTS", "kind", None, ["two", "one"]),
        ("NOT_EXISTS", "kind", None, ["three"]),
        ("EQUALS_TO", "other key: x/y", "z", ["two"]),
    ],
)
def test_metadata_filters(
    memory_client: Any,
    session: dict[str, str],
    operator: str,
    key: str,
    value: str | None,
    found: list[str],
) -> None:
    say(memory_client, session, "one", metadata={"kind": {"stringValue": "a"}})
    more = {"kind": {"stringValue": "b"}, "other key: x/y": {"stringValue": "z"}}
    say(memory_client, session, "two", metadata=more)
    say(memory_client, session, "three")
    condition: dict[str, Any] = {"left": {"metadataKey": key}, "operator": operator}
    if value is not None:
        condition["right"] = {"metadataValue": {"stringValue": value}}
    events = memory_client.list_events(**session, filter={"eventMetadata": [condition]})["events"]
    assert texts(events) == found


def test_a_branch_is_listed_by_its_name(memory_client: Any, session: dict[str, str]) -> None:
    root = say(memory_client, session, "root")
    branch = {"name": "fork", "rootEventId": root["eventId"]}
    say(memory_client, session, "forked", branch=branch)
    by_name = {
        name: texts(
            memory_client.list_events(**session, filter={"branch": {"name": name}})["events"]
        )
        for name in ("main", "fork")
    }
    assert by_name == {"main": ["root"], "fork": ["forked"]}


def test_a_deleted_event_is_gone(memory_client: Any, session: dict[str, str]) -> None:
    created = say(memory_client, session, "Hello")
    given = session | {"eventId": created["eventId"]}
    assert memory_client.delete_event(**given)["eventId"] == created["eventId"]
    for call in (memory_client.get_event, memory_client.delete_event):
        assert error_of(call, **given)[:2] == ("ResourceNotFoundException", 404)
    assert memory_client.list_events(**session)["events"] == []


def test_another_actor_cannot_get_the_event(memory_client: Any, session: dict[str, str]) -> None:
    created = say(memory_client, session, "Hello")
    given = session | {"actorId": "somebody-else", "eventId": created["eventId"]}
    assert error_of(memory_client.get_event, **given)[0] == "ResourceNotFoundException"


def test_a_retried_client_token_makes_no_second_event(
    memory_client: Any, session: dict[str, str]
) -> None:
    token = uuid.uuid4().hex
    first = say(memory_client, session, "once", clientToken=token)
    again = say(memory_client, session, "once", clientToken=token)
    assert again["eventId"] == first["eventId"]
    assert len(memory_client.list_events(**session)["events"]) == 1


def test_without_a_session_id_one_is_given(memory_client: Any, session: dict[str, str]) -> None:
    given = {name: value for name, value in session.items() if name != "sessionId"}
    assert uuid.UUID(say(memory_client, given, "Hello")["sessionId"])


def test_sessions_newest_first_and_actors_by_name(
    memory_client: Any, session: dict[str, str]
) -> None:
    started = [session | {"sessionId": f"session-{number}"} for number in range(3)]
    for each in started:
        say(memory_client, each, "Hello")
    about = {"memoryId": session["memoryId"], "actorId": session["actorId"]}
    pages = memory_client.get_paginator("list_sessions").paginate(
        **about, PaginationConfig={"PageSize": 2}
    )
    found = [item for page in pages for item in page["sessionSummaries"]]
    # Sessions of one millisecond come by their IDs.
    by_time = sorted(found, key=lambda item: (-item["createdAt"].timestamp(), item["sessionId"]))
    assert found == by_time
    assert {item["sessionId"] for item in found} == {each["sessionId"] for each in started}
    actors = memory_client.get_paginator("list_actors").paginate(
        memoryId=session["memoryId"], PaginationConfig={"PageSize": 100}
    )
    ids = [item["actorId"] for page in actors for item in page["actorSummaries"]]
    assert session["actorId"] in ids
    assert ids == sorted(ids)


def test_an_unknown_actor_or_session_lists_as_empty(
    memory_client: Any, session: dict[str, str]
) -> None:
    assert memory_client.list_events(**session)["events"] == []
    about = {"memoryId": session["memoryId"], "actorId": session["actorId"]}
    assert memory_client.list_sessions(**about)["sessionSummaries"] == []


def test_ids_with_slashes_colons_and_hashes(memory_client: Any, session: dict[str, str]) -> None:
    session = session | {"actorId": f"team/{uuid.uuid4().hex}:Ann"}
    created = say(memory_client, session, "Hello")
    assert memory_client.get_event(**session, eventId=created["eventId"])["event"] == created


def test_a_memory_by_its_arn(
    memory_client: Any, control_client: Any, session: dict[str, str]
) -> None:
    arn = control_client.get_memory(memoryId=session["memoryId"])["memory"]["arn"]
    say(memory_client, session | {"memoryId": arn}, "Hello")
    assert texts(memory_client.list_events(**session)["events"]) == ["Hello"]


def test_bad_ids_are_told_apart_from_unknown_ones(
    memory_client: Any, session: dict[str, str]
) -> None:
    call = memory_client.list_events
    assert error_of(call, **session | {"memoryId": "not a memory id"})[:2] == (
        "ValidationException",
        400,
    )
    code, status, message = error_of(call, **session | {"memoryId": "unknown-0123456789"})
    assert (code, status) == ("ResourceNotFoundException", 404)
    assert "unknown-0123456789" in message


@pytest.mark.parametrize("token", ["nonsense", "eyJhIjogMX0=", "WzFd"])
def test_a_made_up_token_is_told(memory_client: Any, session: dict[str, str], token: str) -> None:
    code, _, message = error_of(memory_client.list_events, **session, nextToken=token)
    assert code == "ValidationException"
    assert "nextToken" in message
