import json
from datetime import UTC, datetime
from typing import Any

from studio.turns import is_bookkeeping, opening, turns
from studio.types import Done, Event, Text, ToolCall

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def event(event_id: str, *payload: dict[str, Any], **raw: object) -> Event:
    return Event(event_id, NOON, {"eventId": event_id, "payload": list(payload), **raw})


def said(role: str, text: str) -> dict[str, Any]:
    return {"conversational": {"role": role, "content": {"text": text}}}


def stored(role: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    """As the SDK's session manager writes a message."""
    message = {"message": {"role": role, "content": list(blocks)}, "message_id": 0}
    return said("USER" if role == "user" else "ASSISTANT", json.dumps(message))


def test_stored_messages_are_unwrapped_and_grouped_into_turns() -> None:
    use = {"toolUseId": "t1", "name": "calculator", "input": {"expression": "18 * 2"}}
    result = {"toolUseId": "t1", "status": "success", "content": [{"text": "36"}]}
    found = turns(
        [
            event("1#a", stored("user", {"text": "What is 18 * 2?"})),
            event("2#b", stored("assistant", {"text": "Let me see."}, {"toolUse": use})),
            event("3#c", stored("user", {"toolResult": result})),
            event("4#d", stored("assistant", {"text": "It is 36."})),
            event("5#e", stored("user", {"text": "Thanks"})),
        ]
    )
    first, second = found
    assert first.prompt == "What is 18 * 2?"
    assert first.parts == (
        Text("Let me see."),
        ToolCall("t1", "calculator", {"expression": "18 * 2"}, "success", "36"),
        Text("It is 36."),
    )
    assert first.event_ids == ("1#a", "2#b", "3#c", "4#d")
    assert (first.end, first.asked_at) == (Done(), NOON)
    assert (second.prompt, second.parts, second.event_ids) == ("Thanks", (), ("5#e",))


def test_plain_text_of_other_agents_is_shown_as_it_is() -> None:
    (turn,) = turns(
        [event("1#a", said("USER", "I like {tea}"), said("ASSISTANT", '{"message": "Noted"}'))]
    )
    assert turn.prompt == "I like {tea}"
    assert turn.parts == (Text('{"message": "Noted"}'),)


def test_the_sdks_state_is_bookkeeping_and_no_turn() -> None:
    state = event(
        "1#a", {"blob": '{"session_id": "s"}'}, metadata={"stateType": {"stringValue": "SESSION"}}
    )
    assert is_bookkeeping(state)
    assert turns([state]) == []


def test_a_message_too_long_for_a_conversational_payload_is_read_from_its_blob() -> None:
    message = json.dumps({"message": {"role": "user", "content": [{"text": "long"}]}})
    (turn,) = turns([event("1#a", {"blob": json.dumps([message, "user"])})])
    assert turn.prompt == "long"


def test_other_blobs_and_documents_are_no_turns() -> None:
    odd: list[dict[str, Any]] = [
        {"blob": "not json"},
        {"blob": {"a": 1}},
        {"blob": "[1, 2]"},
        {"json": {"content": 1}},
    ]
    assert turns([event("1#a", *odd)]) == []


def test_an_answer_before_any_prompt_is_a_turn_without_one() -> None:
    (turn,) = turns([event("1#a", stored("assistant", {"text": "Welcome back."}))])
    assert (turn.prompt, turn.parts) == ("", (Text("Welcome back."),))


def test_a_tool_that_failed_or_answered_with_a_document_says_so() -> None:
    use = {"toolUseId": "t1", "name": "search"}
    result = {"toolUseId": "t1", "status": "error", "content": [{"json": {"hits": 0}}]}
    (turn,) = turns(
        [
            event("1#a", stored("user", {"text": "Find it"})),
            event("2#b", stored("assistant", {"toolUse": use})),
            event("3#c", stored("user", {"toolResult": result})),
        ]
    )
    assert turn.parts == (ToolCall("t1", "search", {}, "error", '{"json": {"hits": 0}}'),)


def test_a_result_without_its_call_is_passed_over() -> None:
    (turn,) = turns(
        [
            event("1#a", stored("user", {"text": "Hello"})),
            event("2#b", stored("user", {"toolResult": {"toolUseId": "gone", "content": []}})),
        ]
    )
    assert turn.parts == ()


def test_a_session_opens_with_what_the_actor_says_first() -> None:
    greeting = event("1#a", stored("assistant", {"text": "Welcome."}))
    asked = event("2#b", stored("user", {"text": "What is 18 * 2?"}))
    assert opening([greeting, asked, event("3#c", said("USER", "Thanks"))]) == "What is 18 * 2?"
    assert opening([greeting]) == ""
