"""Asks models in tests, and checks every event of theirs against the service model."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import botocore.session
from botocore.model import ListShape, Shape, StructureShape
from botocore.validate import ParamValidator

from local_agentcore.model.offline import OfflineModel
from local_agentcore.model.types import Model

Block = dict[str, Any]
Message = dict[str, Any]

SERVICE = botocore.session.get_session().get_service_model("bedrock-runtime")
EVENTS = SERVICE.shape_for("ConverseStreamOutput")
CALCULATOR = {
    "toolSpec": {
        "name": "calculator",
        "description": "Calculates",
        "inputSchema": {
            "json": {
                "type": "object",
                "properties": {
                    "expression": {"type": "string"},
                    "mode": {"type": "string"},
                },
                "required": ["expression"],
            }
        },
    }
}


def request(*said: str, memory: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """A request: what an actor said, turn by turn, with recalled records before the last."""
    messages: list[Message] = []
    for text in said:
        messages.append({"role": "user", "content": [{"text": text}]})
        messages.append({"role": "assistant", "content": [{"text": "Understood."}]})
    messages.pop()
    if memory:
        block = {"text": "<user_context>" + "\n".join(memory) + "</user_context>"}
        messages[-1]["content"].insert(0, block)
    return {"modelId": "any", "messages": messages, **more}


def events_of(model: Model, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All events of an answer; each must be what the service model has."""

    async def collect() -> list[dict[str, Any]]:
        return [event async for event in model.stream(given)]

    events = asyncio.run(collect())
    for event in events:
        check_event(event)
    return events


def check_event(event: Mapping[str, Any]) -> None:
    """Fail unless the event is one that ConverseStream may send."""
    [(kind, value)] = event.items()
    assert isinstance(EVENTS, StructureShape)
    report = ParamValidator().validate(value, EVENTS.members[kind])
    assert not report.has_errors(), report.generate_report()
    check_known(value, EVENTS.members[kind])


def check_known(value: Any, shape: Shape) -> None:
    """Fail when there is anything that the shape does not have."""
    if isinstance(shape, StructureShape) and not shape.is_document_type:
        assert set(value) <= set(shape.members), f"{value} is no {shape.name}"
        for name, member in value.items():
            check_known(member, shape.members[name])
    elif isinstance(shape, ListShape):
        for item in value:
            check_known(item, shape.member)


def text_of(events: Iterable[Mapping[str, Any]]) -> str:
    """What the events say."""
    deltas = [e["contentBlockDelta"]["delta"] for e in events if "contentBlockDelta" in e]
    return "".join(delta.get("text", "") for delta in deltas)


def ask(*said: str, memory: Sequence[str] = (), **more: Any) -> str:
    """What the offline model says in the end, on one line."""
    text = text_of(events_of(OfflineModel(), request(*said, memory=memory, **more)))
    return re.sub(r"\s+", " ", text).strip()
