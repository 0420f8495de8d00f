"""What Strands reports becomes the stream's items, and nothing else does."""

from datetime import UTC, datetime, timedelta, timezone
from time import perf_counter
from typing import Any

import pytest
from strands.types.tools import ToolResultContent

from build import build_agent
from recall import Recall, RecalledRecord, RecallFailure
from request import TurnRequest
from tests.agent.talk import new_ids
from turn import TurnReader, memory_item

REQUEST = TurnRequest("Hi", "alice", "session", long_term_memory=True, started=perf_counter())
CALL = {"toolUseId": "t-1", "name": "calculator", "input": {"expression": "1 + 1"}}
SHOWN = {"type": "tool", "id": "t-1", "name": "calculator", "input": {"expression": "1 + 1"}}


@pytest.fixture
def reader(environment: None, monkeypatch: pytest.MonkeyPatch) -> TurnReader:
    monkeypatch.delenv("BEDROCK_AGENTCORE_MEMORY_ID")
    return TurnReader(build_agent(*new_ids()), REQUEST)


def read(reader: TurnReader, event: dict[str, Any]) -> list[dict[str, Any]]:
    return list(reader.read(event))


def asked() -> dict[str, Any]:
    return {"message": {"role": "assistant", "content": [{"text": "Well"}, {"toolUse": CALL}]}}


def answered(status: str, *content: ToolResultContent) -> dict[str, Any]:
    result = {"toolUseId": "t-1", "status": status, "content": list(content)}
    return {"message": {"role": "user", "content": [{"toolResult": result}]}}


@pytest.mark.parametrize(
    "event",
    [
        {"init_event_loop": True},
        {"event": {"contentBlockDelta": {"delta": {"text": "Hi"}}}},
        {"type": "tool_use_stream", "delta": {}, "current_tool_use": CALL},
        {"reasoningText": "Hm", "delta": {}, "reasoning": True},
        {"data": "", "delta": {}},
    ],
)
def test_most_events_stand_for_no_item(reader: TurnReader, event: dict[str, Any]) -> None:
    assert read(reader, event) == []


def test_text_is_passed_on(reader: TurnReader) -> None:
    assert read(reader, {"data": "Hi", "delta": {"text": "Hi"}, "agent": object()}) == [
        {"type": "text", "text": "Hi"}
    ]


def test_a_tool_call_and_its_result(reader: TurnReader) -> None:
    assert read(reader, asked()) == [{**SHOWN, "status": "running"}]
    assert read(reader, answered("success", {"text": "2"})) == [
        {**SHOWN, "status": "success", "result": "2"}
    ]


def test_a_tool_that_failed(reader: TurnReader) -> None:
    read(reader, asked())
    (item,) = read(reader, answered("error", {"text": "Error:"}, {"json": {"code": 1}}))
    assert (item["status"], item["result"]) == ("error", 'Error:\n{"json": {"code": 1}}')


def test_the_item_of_what_was_recalled() -> None:
    created_at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    record = RecalledRecord("mem-1", "A fact.", "Facts-1", "/users/a/facts/", 0.8, created_at)
    failure = RecallFailure("/users/a/preferences/", "Not allowed.", "AccessDeniedException")
    looked = ("/users/a/facts/", "/users/a/preferences/")
    assert memory_item(Recall(looked, (record,), (failure,), milliseconds=12.3)) == {
        "type": "memory",
        "namespaces": ["/users/a/facts/", "/users/a/preferences/"],
        "records": [
            {
                "id": "mem-1",
                "text": "A fact.",
                "strategyId": "Facts-1",
                "namespace": "/users/a/facts/",
                "score": 0.8,
                "createdAt": datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC).isoformat(),
            }
        ],
        "failures": [
            {
                "namespace": "/users/a/preferences/",
                "message": "Not allowed.",
                "code": "AccessDeniedException",
            }
        ],
        "milliseconds": 12.3,
    }
