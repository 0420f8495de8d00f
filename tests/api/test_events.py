"""Events, sessions and actors through boto3."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.errors import error_of

START = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)

pytestmark = pytest.mark.aws(events=3)


@pytest.fixture
def session(memory: dict[str, Any], actor_id: str, session_id: str) -> dict[str, str]:
    """A session that nobody else uses."""
    return {"memoryId": memory["id"], "actorId": actor_id, "sessionId": session_id}


def say(memory_client: Any, session: dict[str, str], text: str, **more: Any) -> dict[str, Any]:
    said = {"conversational": {"content": {"text": text}, "role": "USER"}}
    given = {"eventTimestamp": START, "payload": [said], "extractionMode": "SKIP"} | more
    event: dict[str, Any] = memory_client.create_event(**session, **given)["event"]
    return event


def texts(events: list[dict[str, Any]]) -> list[str]:
    return [event["payload"][0]["conversational"]["content"]["text"] for event in events]


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


def listed(memory_client: Any, session: dict[str, str], **branch: Any) -> list[str]:
    answer = memory_client.list_events(**session, filter={"branch": branch})
    return texts(answer["events"])


def test_a_branch_with_its_parents(memory_client: Any, session: dict[str, str]) -> None:
    """Up to the event that each forks from, and none of its siblings."""
    times = [START + timedelta(seconds=number) for number in range(6)]
    first = say(memory_client, session, "first", eventTimestamp=times[0])
    say(memory_client, session, "second", eventTimestamp=times[1])
    left = {"name": "left", "rootEventId": first["eventId"]}
    fork = say(memory_client, session, "left", eventTimestamp=times[2], branch=left)
    say(memory_client, session, "left again", eventTimestamp=times[3], branch={"name": "left"})
    deep = {"name": "deep", "rootEventId": fork["eventId"]}
    say(memory_client, session, "deep", eventTimestamp=times[4], branch=deep)
    right = {"name": "right", "rootEventId": first["eventId"]}
    say(memory_client, session, "right", eventTimestamp=times[5], branch=right)
    assert listed(memory_client, session, name="deep") == ["deep"]
    assert listed(memory_client, session, name="deep", includeParentBranches=True) == [
        "deep",
        "left",
        "first",
    ]
    assert listed(memory_client, session, name="left", includeParentBranches=True) == [
        "left again",
        "left",
        "first",
    ]
    assert len(memory_client.list_events(**session)["events"]) == 6


def test_a_branch_begins_at_an_event_of_its_session(
    memory_client: Any, session: dict[str, str]
) -> None:
    elsewhere = say(memory_client, session | {"sessionId": "elsewhere"}, "Hello")["eventId"]
    unknown = "0000000000000000001#ab12cd34"
    for root, expected in (
        (None, ("ValidationException", 400)),
        (unknown, ("ResourceNotFoundException", 404)),
        (elsewhere, ("ValidationException", 400)),
    ):
        branch = {"name": "new"} | ({"rootEventId": root} if root else {})
        found = error_of(
            memory_client.create_event,
            **session,
            eventTimestamp=START,
            payload=[],
            branch=branch,
        )
        assert found[:2] == expected


def test_only_sessions_with_events_when_that_is_asked(
    memory_client: Any, session: dict[str, str]
) -> None:
    say(memory_client, session, "Hello")
    about = {"memoryId": session["memoryId"], "actorId": session["actorId"]}
    found = memory_client.list_sessions(**about, filter={"eventFilter": "HAS_EVENTS"})
    assert [item["sessionId"] for item in found["sessionSummaries"]] == [session["sessionId"]]
    actors = memory_client.get_paginator("list_actors").paginate(memoryId=session["memoryId"])
    assert session["actorId"] in [a["actorId"] for page in actors for a in page["actorSummaries"]]


@pytest.mark.parametrize(
    "given",
    [
        {"actorId": "-starts wrong"},
        {"sessionId": "has space"},
        {"branch": {"name": "not/a/name"}},
        {"branch": {"name": "new", "rootEventId": "not-an-event"}},
        {"metadata": {"key": {"stringValue": "no <brackets>"}}},
        {"extractionConfig": {"namespaceVariables": {"undeclared": "value"}}},
    ],
)
def test_patterns_that_boto3_leaves_to_the_service(
    memory_client: Any, session: dict[str, str], given: dict[str, Any]
) -> None:
    said = {"eventTimestamp": START, "payload": []}
    code, status, message = error_of(memory_client.create_event, **session | said | given)
    assert (code, status) == ("ValidationException", 400)
    assert message
