import json
from collections.abc import Iterable

import pytest

from studio.stream import CUT_OFF, json_events, stream_events
from studio.types import (
    Context,
    Done,
    Failed,
    LookupFailure,
    Recalled,
    StrategyType,
    Text,
    ToolCall,
    TurnEvent,
)

STRATEGIES = {"facts-1": StrategyType.SEMANTIC}


def kind(strategy_id: str) -> StrategyType:
    return STRATEGIES.get(strategy_id, StrategyType.CUSTOM)


def read(items: Iterable[object]) -> list[TurnEvent]:
    lines: list[bytes] = []
    for item in items:
        lines += [f"data: {json.dumps(item)}".encode(), b""]
    return list(stream_events(lines, kind))


def test_the_agents_items_become_typed_events() -> None:
    call = {"type": "tool", "id": "t1", "name": "calculator", "input": {"expression": "2+2"}}
    events = read(
        [
            {
                "type": "memory",
                "records": [
                    {
                        "id": "mem-1",
                        "text": "The user's name is Alice.",
                        "strategyId": "facts-1",
                        "namespace": "/users/alice/facts/",
                        "score": 0.82,
                        "createdAt": "2026-01-02T03:04:05+00:00",
                    }
                ],
                "failures": [
                    {
                        "namespace": "/users/alice/preferences/",
                        "message": "denied",
                        "code": "AccessDenied",
                    }
                ],
                "namespaces": ["/users/alice/facts/", "/users/alice/preferences/"],
                "milliseconds": 12.5,
            },
            {**call, "status": "running"},
            {**call, "status": "success", "result": "4"},
            {"type": "text", "text": "It is "},
            {"type": "text", "text": "4."},
            {
                "type": "done",
                "model": "offline",
                "usage": {"totalTokens": 7},
                "timings": {"totalMs": 800.0, "firstTextMs": 90.0, "retrievalMs": 12.5},
                "calls": {"CreateEvent": 2, "<b>": 1, "ListEvents": "many"},
                "stopReason": "end_turn",
            },
        ]
    )
    recalled, running, finished, *texts, done = events
    assert isinstance(recalled, Recalled)
    (record,) = recalled.records
    assert (record.id, record.strategy, record.score) == ("mem-1", StrategyType.SEMANTIC, 0.82)
    assert record.created_at and record.created_at.year == 2026
    assert recalled.failures == (
        LookupFailure("/users/alice/preferences/", "denied", "AccessDenied"),
    )
    assert running == ToolCall("t1", "calculator", {"expression": "2+2"}, "running")
    assert finished == ToolCall("t1", "calculator", {"expression": "2+2"}, "success", "4")
    assert texts == [Text("It is "), Text("4.")]
    assert done == Done("offline", 800.0, 90.0, {"totalTokens": 7}, 12.5, {"CreateEvent": 2})
    assert recalled.namespaces == ("/users/alice/facts/", "/users/alice/preferences/")


def test_an_error_item_ends_the_turn() -> None:
    *_, failed = read(
        [
            {"type": "text", "text": "Well"},
            {"type": "error", "code": "ValidationException", "message": "The prompt is empty."},
            {"type": "text", "text": "never read"},
        ]
    )
    assert isinstance(failed, Failed)
    assert (failed.code, failed.remedy) == ("ValidationException", "The prompt is empty.")


def test_the_sdks_error_item_ends_the_turn() -> None:
    sdk_item = {"error": "no such table", "error_type": "OperationalError", "message": "An error"}
    (failed,) = read([sdk_item])
    assert isinstance(failed, Failed)
    assert (failed.code, failed.remedy) == ("OperationalError", "no such table")


def test_typed_items_without_an_end_were_cut_off() -> None:
    assert read([{"type": "text", "text": "It is"}]) == [Text("It is"), CUT_OFF]


@pytest.mark.parametrize(
    "items",
    [
        ["Hello ", "there"],
        [{"data": "Hello "}, {"data": "there"}],
        [
            {"init_event_loop": True},
            {"event": {"contentBlockDelta": {"delta": {"text": "Hello "}}}},
            {"event": {"contentBlockDelta": {"delta": {"text": "there"}}}},
            {"event": {"messageStop": {"stopReason": "end_turn"}}},
        ],
    ],
)
def test_other_agents_streams_are_read_and_end_with_their_connection(items: list[object]) -> None:
    assert read(items) == [Text("Hello "), Text("there"), Done()]


def test_lines_that_are_no_data_are_passed_over_and_text_is_text() -> None:
    lines = [b": a comment", b"event: message", b"data: plain words", b""]
    assert list(stream_events(lines, kind)) == [Text("plain words"), Done()]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"response": "Hi"}', "Hi"),
        (b'{"result": {"role": "assistant", "content": [{"text": "H"}, {"text": "i"}]}}', "Hi"),
        (b'"Hi"', "Hi"),
        (b"Hi", "Hi"),
        (b'{"mood": "good"}', '{\n  "mood": "good"\n}'),
        (b"[1, 2]", "[\n  1,\n  2\n]"),
        (b"", ""),
    ],
)
def test_an_answer_in_one_piece_is_read_whatever_its_shape(body: bytes, text: str) -> None:
    assert list(json_events(body)) == [Text(text), Done()]


def test_an_answer_that_is_an_error_is_a_failure() -> None:
    (failed,) = json_events(b'{"error": "out of order"}')
    assert isinstance(failed, Failed)
    assert failed.remedy == "out of order"


def test_the_context_is_read_as_far_as_it_is_one() -> None:
    message = {"role": "user", "content": [{"text": "Hi"}]}
    said = {"type": "context", "system": "Be brief.", "messages": [message, 1], "tools": ["sum"]}
    context, empty, _ = read([said, {"type": "context"}, {"type": "done"}])
    assert context == Context("Be brief.", (message,), ("sum",))
    assert empty == Context("", ())
