"""Requests to operations and back, by the service models."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from local_agentcore import shapes, wire
from local_agentcore.errors import UnknownOperationException, ValidationException
from local_agentcore.wire import Operation, Request, Router

MEMORY_ID = "memory-0123456789"
ROUTER = Router()


def operation(name: str) -> Operation:
    return next(found for found in wire.load_operations() if found.name == name)


def parsed(name: str, body: Any, labels: dict[str, str] | None = None) -> dict[str, Any]:
    request = Request(labels or {"memoryId": MEMORY_ID}, {}, {}, json.dumps(body).encode())
    return wire.parse(operation(name), request)


def event(**changes: Any) -> dict[str, Any]:
    said = {"conversational": {"content": {"text": "Hello"}, "role": "USER"}}
    body = {"actorId": "alice", "sessionId": "s-1", "eventTimestamp": 1.5, "payload": [said]}
    return {name: value for name, value in (body | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("method", "path", "name", "labels"),
    [
        ("POST", "/memories/create", "CreateMemory", {}),
        ("POST", "/memories/", "ListMemories", {}),
        ("POST", "/memories/m/events", "CreateEvent", {"memoryId": "m"}),
        ("GET", "/memories/m/memoryRecord/r", "GetMemoryRecord", None),
        ("DELETE", "/memories/m/memoryRecords/r", "DeleteMemoryRecord", None),
        ("POST", "/model/us.anthropic%3A0/converse-stream", "ConverseStream", None),
        (
            "GET",
            "/memories/m/actor/team%2Fa%3Ab/sessions/s/events/1%23ab",
            "GetEvent",
            {"memoryId": "m", "actorId": "team/a:b", "sessionId": "s", "eventId": "1#ab"},
        ),
    ],
)
def test_finds_the_operation(
    method: str, path: str, name: str, labels: dict[str, str] | None
) -> None:
    found, found_labels = ROUTER.match(method, path)
    assert found.name == name
    assert labels is None or found_labels == labels


@pytest.mark.parametrize("path", ["/", "/memories/m/unheard-of", "/memories/m/events/x/y/z/w"])
def test_an_unknown_path_is_named(path: str) -> None:
    with pytest.raises(UnknownOperationException, match="is POST /"):
        ROUTER.match("POST", path)


def test_every_operation_is_found_by_its_own_path() -> None:
    for each in wire.load_operations():
        path = each.model.http["requestUri"].replace("{", "").replace("}", "")
        assert ROUTER.match(each.model.http["method"], path)[0].name == each.name


def test_reads_an_event() -> None:
    given = parsed("CreateEvent", event())
    assert given["memoryId"] == MEMORY_ID
    assert given["eventTimestamp"] == datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC)
    assert given["payload"][0]["conversational"]["role"] == "USER"


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (event(actorId=None), "'actorId' failed to satisfy constraint: Member must not be null"),
        (event(actorId=""), "length greater than or equal to 1"),
        (event(actorId="a" * 256), "length less than or equal to 255"),
        (event(actorId="!"), "'actorId' failed .* regular expression pattern"),
        (event(actorId=7), "'actorId' must be of type string"),
        (event(sessionId="white space"), "'sessionId' failed .* regular expression pattern"),
        (event(eventTimestamp="soon"), "'eventTimestamp' must be of type timestamp"),
        (event(payload="Hello"), "'payload' must be of type list"),
        (event(payload=[{}] * 101), "length less than or equal to 100"),
        (event(payload=[{"blob": 1, "json": {"content": 1}}]), "exactly one of the members"),
        (
            event(payload=[{"conversational": {"content": {"text": "x"}, "role": "user"}}]),
            r"'payload\.1\.member\.conversational\.role' .* enum value set: \[ASSISTANT",
        ),
        (event(metadata={"key": {"stringValue": "a;b"}}), "regular expression pattern"),
        (event(metadata={str(i): {"stringValue": ""} for i in range(16)}), "equal to 15"),
        ([], "must be a JSON object"),
    ],
)
def test_bad_input_is_told_by_its_path(body: Any, complaint: str) -> None:
    with pytest.raises(ValidationException, match=complaint):
        parsed("CreateEvent", body)


@pytest.mark.parametrize("body", [b"{", b"\xff", b"NaN", b'{"actorId": "\\ud800"}', b"[" * 100_000])
def test_a_body_that_is_not_json_is_told(body: bytes) -> None:
    request = Request({"memoryId": MEMORY_ID}, {}, {}, body)
    with pytest.raises(ValidationException, match="not JSON"):
        wire.parse(operation("CreateEvent"), request)


def test_unknown_members_and_nulls_are_left_out() -> None:
    given = parsed("CreateEvent", event() | {"unheardOf": 1, "clientToken": None})
    assert "unheardOf" not in given
    assert "clientToken" not in given


def test_a_document_may_be_any_json() -> None:
    for document in ("text", 1, None, False, [1, {"a": None}], {"nested": {"deep": True}}):
        given = parsed("CreateEvent", event(payload=[{"blob": document}]))
        assert given["payload"] == [{"blob": document}]


def test_members_travel_in_header_query_and_body() -> None:
    session_id = "s" * 33
    headers = {"x-amzn-bedrock-agentcore-runtime-session-id": session_id}
    request = Request({"agentRuntimeArn": "arn"}, {"qualifier": ["DEFAULT"]}, headers, b"\x00raw")
    given = wire.parse(operation("InvokeAgentRuntime"), request)
    assert given == {
        "agentRuntimeArn": "arn",
        "qualifier": "DEFAULT",
        "runtimeSessionId": session_id,
        "payload": b"\x00raw",
    }


def test_a_short_runtime_session_id_is_refused() -> None:
    headers = {"x-amzn-bedrock-agentcore-runtime-session-id": "short"}
    request = Request({"agentRuntimeArn": "arn"}, {}, headers, b"{}")
    with pytest.raises(ValidationException, match="'runtimeSessionId' .* equal to 33"):
        wire.parse(operation("InvokeAgentRuntime"), request)


def test_writes_status_headers_and_body() -> None:
    answer = wire.serialise(
        operation("StopRuntimeSession"), {"runtimeSessionId": "s", "statusCode": 200}
    )
    assert answer.headers["x-amzn-bedrock-agentcore-runtime-session-id"] == "s"
    assert (answer.status, answer.body) == (200, b"{}")


def test_timestamps_keep_their_milliseconds() -> None:
    shape = operation("CreateEvent").model.input_shape
    assert shape is not None
    moment = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)
    written = shapes.write(shape.members["eventTimestamp"], moment)
    assert written == moment.timestamp()
    assert shapes.read(shape.members["eventTimestamp"], written, "") == moment


def test_an_answer_without_content_has_no_body() -> None:
    answer = wire.serialise(operation("TagResource"), {})
    assert (answer.status, answer.body, answer.headers) == (204, b"", {})
