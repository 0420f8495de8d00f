"""What was said in an event, whoever stored it and how."""

import json
from typing import Any

import pytest

from local_agentcore.extraction.payload import (
    TOOL_CALL,
    TOOL_FAILURE,
    Work,
    deeds,
    utterances,
    works,
)
from local_agentcore.store.events import Event, SessionKey

SESSION = SessionKey("memory-0123456789", "alice", "session")


def conversational(text: str, role: str = "USER") -> dict[str, Any]:
    return {"conversational": {"content": {"text": text}, "role": role}}


def wrapped(role: str, *blocks: dict[str, Any]) -> str:
    return json.dumps({"message": {"role": role, "content": list(blocks)}, "message_id": 1})


def stored(payload: list[dict[str, Any]]) -> Event:
    return Event(1, SESSION, "1#ab", 1_000, None, None, payload, {}, 1_000, 9_000)


def said(*payload: dict[str, Any]) -> list[tuple[str, str]]:
    return [(found.role, found.text) for found in utterances(stored(list(payload)))]


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        (conversational("Hello"), [("USER", "Hello")]),
        (conversational(wrapped("user", {"text": "Hello"})), [("USER", "Hello")]),
        (
            conversational(wrapped("assistant", {"text": "A"}, {"text": "B"}), "ASSISTANT"),
            [("ASSISTANT", "A\nB")],
        ),
        (conversational(wrapped("user", {"toolResult": {"content": [{"text": "42"}]}})), []),
        (conversational(wrapped("assistant", {"toolUse": {"name": "calculator"}})), []),
        (conversational('{"message": "just JSON"}'), [("USER", '{"message": "just JSON"}')]),
        (conversational("{broken"), [("USER", "{broken")]),
        (conversational("  "), []),
        (
            {"blob": json.dumps([wrapped("user", {"text": "very long"}), "user"])},
            [("USER", "very long")],
        ),
        ({"blob": json.dumps({"session_id": "s", "session_type": "AGENT"})}, []),
        ({"blob": {"any": "document"}}, []),
        ({"json": {"content": {"text": "not said"}}}, []),
    ],
)
def test_what_was_said(payload: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert said(payload) == found


def test_several_messages_of_one_event_keep_their_order() -> None:
    found = said(conversational("first"), conversational("second", "ASSISTANT"))
    assert found == [("USER", "first"), ("ASSISTANT", "second")]


def test_tools_are_told_among_what_was_said() -> None:
    calls = wrapped(
        "assistant", {"text": "Let me see."}, {"toolUse": {"name": "calculator", "toolUseId": "1"}}
    )
    results = wrapped(
        "user",
        {"toolResult": {"toolUseId": "1", "status": "error", "content": [{"text": "timeout"}]}},
        {"toolResult": {"toolUseId": "2", "status": "success", "content": [{"text": "42"}]}},
    )
    payload = [conversational(calls, "ASSISTANT"), conversational(results)]
    payload += [{"blob": json.dumps([calls, "assistant"])}, conversational("Thanks")]
    event = stored(payload)

    assert [(deed.role, deed.text) for deed in deeds(event)] == [
        ("ASSISTANT", "Let me see."),
        (TOOL_CALL, "calculator"),
        (TOOL_FAILURE, '[{"text": "timeout"}]'),
        ("ASSISTANT", "Let me see."),
        (TOOL_CALL, "calculator"),
        ("USER", "Thanks"),
    ]
    assert [said.role for said in utterances(event)] == ["ASSISTANT", "ASSISTANT", "USER"]


def test_the_works_are_calls_that_have_a_result_and_no_failure() -> None:
    def call(number: str, given: object) -> dict[str, Any]:
        return {"toolUse": {"toolUseId": number, "name": "calculator", "input": given}}

    def result(number: str, text: str, status: str = "success") -> dict[str, Any]:
        content = [{"text": text}]
        return {"toolResult": {"toolUseId": number, "status": status, "content": content}}

    calls = [call("1", {"expression": "6 * 7"}), call("2", {}), call("3", "odd"), call("4", {})]
    results = [result("1", "42"), result("2", "down", "error"), result("3", "1"), result("9", "2")]
    events = [
        stored([conversational(wrapped("assistant", *calls), "ASSISTANT")]),
        stored([conversational(wrapped("user", *results))]),
    ]

    assert works(events) == [Work("calculator", {"expression": "6 * 7"}, "42")]
