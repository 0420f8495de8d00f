"""What was said in an event: its payload's text, unwrapped from what SDKs put around it.

Strands' session manager stores each message as JSON (`{"message": {"role", "content": [...]}}`) in
the conversational text, or as a JSON pair of that and the role in a blob when it is very long.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local_agentcore.clock import from_ms
from local_agentcore.extraction.types import Utterance
from local_agentcore.store.events import Event

TOOL_CALL = "TOOL_CALL"
"""The role of a tool call among what was done; its text is the tool's name."""
TOOL_FAILURE = "TOOL_FAILURE"
"""The role of a tool result that is an error; its text is that of the result."""


def utterances(event: Event) -> Iterator[Utterance]:
    """What was said in the event, in its order. State that an SDK keeps there is nobody's words."""
    for item in event.payload:
        for role, text in _spoken(item):
            if text.strip():
                yield Utterance(event.event_id, role, text, from_ms(event.timestamp_ms))


def deeds(event: Event) -> Iterator[Utterance]:
    """What was said and done in the event, in its order: `utterances`, tool calls and failures.

    Calls and results are those of Strands' messages (`toolUse`, `toolResult`); their roles are
    TOOL_CALL and TOOL_FAILURE.
    """
    at = from_ms(event.timestamp_ms)
    for item in event.payload:
        for role, text in [*_spoken(item), *_used(item)]:
            if text.strip():
                yield Utterance(event.event_id, role, text, at)


@dataclass(frozen=True)
class Work:
    """A tool call that succeeded: the tool's name, what it was given and what came of it."""

    name: str
    given: Mapping[str, Any]
    result: str


def works(events: Iterable[Event]) -> list[Work]:
    """The tool calls of a session's events, in time order, whose result is there and no error."""
    calls: dict[str, tuple[str, Mapping[str, Any]]] = {}
    found: list[Work] = []
    for block in (block for event in events for item in event.payload for block in _blocks(item)):
        call, result = block.get("toolUse"), block.get("toolResult")
        if isinstance(call, dict) and isinstance(call.get("input"), dict):
            calls[str(call.get("toolUseId"))] = (str(call.get("name", "a tool")), call["input"])
        if isinstance(result, dict):
            called = calls.pop(str(result.get("toolUseId")), None)
            text = _result_text(result)
            if called and text and result.get("status") != "error":
                found.append(Work(*called, text))
    return found


def _blocks(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    message = _message(_wrapped(item))
    return message["content"] if message else []


def _result_text(result: Mapping[str, Any]) -> str:
    content = result.get("content")
    blocks = (
        [block for block in content if isinstance(block, dict)] if isinstance(content, list) else []
    )
    texts = [block["text"] for block in blocks if isinstance(block.get("text"), str)]
    return "\n".join(texts).strip()


def _used(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for block in _blocks(item):
        call, result = block.get("toolUse"), block.get("toolResult")
        if isinstance(call, dict):
            yield TOOL_CALL, str(call.get("name", "a tool"))
        if isinstance(result, dict) and result.get("status") == "error":
            yield TOOL_FAILURE, json.dumps(result.get("content"), ensure_ascii=False)


def _spoken(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    message = _message(_wrapped(item))
    if message is not None:
        words = [
            block["text"] for block in message["content"] if isinstance(block.get("text"), str)
        ]
        return [(str(message.get("role", "other")).upper(), "\n".join(words))]
    if "conversational" in item:
        conversational = item["conversational"]
        return [(conversational["role"], conversational["content"].get("text", ""))]
    return []


def _wrapped(item: Mapping[str, Any]) -> str:
    """The text in which an SDK may have put a message, empty when there is none."""
    if "conversational" in item:
        return str(item["conversational"]["content"].get("text", ""))
    pair = _json(item["blob"]) if isinstance(item.get("blob"), str) else None
    if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
        return pair[0]
    return ""


def _message(text: str) -> dict[str, Any] | None:
    """A stored Strands message with its blocks, None when the text is something else."""
    wrapper = _json(text) if text.startswith("{") else None
    message = wrapper.get("message") if isinstance(wrapper, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("content"), list):
        return None
    blocks = [block for block in message["content"] if isinstance(block, dict)]
    return {**message, "content": blocks}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
