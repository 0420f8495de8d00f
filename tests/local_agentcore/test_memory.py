"""Events, sessions and actors: what is the embedded AgentCore's own."""

import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from local_agentcore.server import EmbeddedAgentCore
from tests.api.errors import error_of

START = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)


@pytest.fixture
def session(agentcore: EmbeddedAgentCore) -> dict[str, str]:
    """A session that nobody else uses."""
    return {
        "memoryId": agentcore.memory_id,
        "actorId": f"actor-{uuid.uuid4().hex}",
        "sessionId": uuid.uuid4().hex,
    }


def say(memory_client: Any, session: dict[str, str], text: str) -> None:
    said = {"conversational": {"content": {"text": text}, "role": "USER"}}
    memory_client.create_event(
        **session, eventTimestamp=START, payload=[said], extractionMode="SKIP"
    )


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


@pytest.mark.parametrize("token", ["nonsense", "eyJhIjogMX0=", "WzFd"])
def test_a_made_up_token_is_told(memory_client: Any, session: dict[str, str], token: str) -> None:
    code, _, message = error_of(memory_client.list_events, **session, nextToken=token)
    assert code == "ValidationException"
    assert "nextToken" in message


def test_an_event_that_is_too_large_is_told(memory_client: Any, session: dict[str, str]) -> None:
    large = {"json": {"content": {"text": "x" * 100_001}}}
    code, status, _ = error_of(
        memory_client.create_event, **session, eventTimestamp=START, payload=[large]
    )
    assert (code, status) == ("ValidationException", 400)
    blob = {"blob": "x" * 1_000_000}
    code, status, _ = error_of(
        memory_client.create_event, **session, eventTimestamp=START, payload=[blob] * 11
    )
    assert (code, status) == ("ValidationException", 400)


def test_an_error_says_which_member_is_wrong(memory_client: Any, session: dict[str, str]) -> None:
    with pytest.raises(memory_client.exceptions.ValidationException) as caught:
        memory_client.create_event(
            **session | {"sessionId": "has space"}, eventTimestamp=START, payload=[]
        )
    response = caught.value.response
    assert response["reason"] == "FieldValidationFailed"
    assert [item["name"] for item in response["fieldList"]] == ["sessionId"]


def test_json_may_be_null(agentcore: EmbeddedAgentCore, session: dict[str, str]) -> None:
    """AWS: any JSON value; boto3 leaves a null out of what it sends and of what it reads."""
    body = {
        "actorId": session["actorId"],
        "sessionId": session["sessionId"],
        "eventTimestamp": 1_767_323_045,
        "payload": [{"json": {"content": None}}, {"blob": None}],
    }
    path = f"{agentcore.endpoint}/memories/{session['memoryId']}/events"
    answer = httpx.post(path, json=body)
    assert answer.status_code == 201
    assert answer.json()["event"]["payload"] == body["payload"]
