"""A session's events as the turns that people would recognise."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studio.types import Done, Event, Text, ToolCall, Turn

STATE_TYPE = "stateType"
"""Metadata key of the events in which the SDK keeps a session's and an agent's state."""


@dataclass(frozen=True)
class Message:
    """One message of a conversation, as content blocks in Converse's shape."""

    role: str
    blocks: tuple[Mapping[str, Any], ...]

    @property
    def text(self) -> str:
        """Its text blocks, joined."""
        return "\n".join(block["text"] for block in self.blocks if "text" in block)


def is_bookkeeping(event: Event) -> bool:
    """Whether the event holds the SDK's state rather than something that was said."""
    return STATE_TYPE in event.raw.get("metadata", {})


def messages(event: Event) -> Iterator[Message]:
    """The messages in an event.

    The SDK's session manager stores each as the JSON of its SessionMessage; one that is too long
    for a conversational payload as a blob, `[that JSON, role]`. Other agents store plain text.
    """
    if is_bookkeeping(event):
        return
    for item in event.raw.get("payload", []):
        if "conversational" in item:
            said = item["conversational"]
            yield _unwrap(said["content"]["text"], said["role"])
        elif "blob" in item:
            yield from _from_blob(item["blob"])


def turns(events: Iterable[Event]) -> list[Turn]:
    """Turns from events, oldest first. What is said before any prompt is a turn without one."""
    found: list[Turn] = []
    for event in events:
        for message in messages(event):
            if message.role == "user" and message.text:
                found.append(Turn(message.text, asked_at=event.timestamp, end=Done()))
            elif not found:
                found.append(Turn("", asked_at=event.timestamp, end=Done()))
            found[-1] = _with_message(found[-1], message, event.id)
    return found


def opening(events: Iterable[Event]) -> str:
    """The first thing that the actor says in these events; empty when they say nothing."""
    prompts = (
        message.text for event in events for message in messages(event) if message.role == "user"
    )
    return next(filter(None, prompts), "")


def _with_message(turn: Turn, message: Message, event_id: str) -> Turn:
    if event_id not in turn.event_ids:
        turn = replace(turn, event_ids=(*turn.event_ids, event_id))
    for block in message.blocks:
        if "toolUse" in block:
            use = block["toolUse"]
            turn = turn.plus(ToolCall(use["toolUseId"], use["name"], use.get("input", {})))
        elif "toolResult" in block:
            turn = _with_result(turn, block["toolResult"])
        elif "text" in block and message.role != "user":
            turn = turn.plus(Text(block["text"]))
    return turn


def _with_result(turn: Turn, result: Mapping[str, Any]) -> Turn:
    for part in turn.parts:
        if isinstance(part, ToolCall) and part.id == result.get("toolUseId"):
            status = str(result.get("status", "success"))
            return turn.plus(replace(part, status=status, result=_result_text(result)))
    return turn


def _result_text(result: Mapping[str, Any]) -> str:
    contents = result.get("content", [])
    return "\n".join(
        str(each["text"]) if "text" in each else json.dumps(each, ensure_ascii=False)
        for each in contents
    )


def _unwrap(text: str, role: str) -> Message:
    message = _session_message(text)
    if message is not None:
        return message
    return Message(role.lower(), ({"text": text},))


def _session_message(text: object) -> Message | None:
    document = _parsed(text)
    message = document.get("message") if isinstance(document, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("content"), list):
        return None
    blocks = tuple(block for block in message["content"] if isinstance(block, dict))
    return Message(str(message.get("role", "")).lower(), blocks)


def _from_blob(blob: object) -> Iterator[Message]:
    pair = _parsed(blob)
    if isinstance(pair, list) and len(pair) == 2 and (message := _session_message(pair[0])):
        yield message


def _parsed(text: object) -> Any:
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return None
