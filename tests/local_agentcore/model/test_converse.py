"""Streams folded into Converse's answers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from botocore.validate import ParamValidator

from local_agentcore.model.converse import converse
from local_agentcore.model.types import ConverseRequest, ModelErrorException, StreamEvent
from tests.local_agentcore.model.talk import SERVICE, check_known

END: list[StreamEvent] = [
    {"messageStop": {"stopReason": "tool_use"}},
    {
        "metadata": {
            "usage": {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3},
            "metrics": {"latencyMs": 4},
        }
    },
]


class ScriptedModel:
    """Says what it was given to say."""

    name = "Scripted model"

    def __init__(self, *events: StreamEvent) -> None:
        self._events = [{"messageStart": {"role": "assistant"}}, *events]

    async def stream(self, request: ConverseRequest) -> AsyncIterator[StreamEvent]:
        """The events."""
        for event in self._events:
            yield event


def delta(**content: Any) -> StreamEvent:
    return {"contentBlockDelta": {"delta": content, "contentBlockIndex": 0}}


def tool(*pieces: str) -> list[StreamEvent]:
    start = {"toolUse": {"toolUseId": "t1", "name": "calculator"}}
    inputs = [delta(toolUse={"input": piece}) for piece in pieces]
    return [{"contentBlockStart": {"start": start, "contentBlockIndex": 0}}, *inputs, STOP]


STOP: StreamEvent = {"contentBlockStop": {"contentBlockIndex": 0}}


def fold(*events: StreamEvent) -> dict[str, Any]:
    output = asyncio.run(converse(ScriptedModel(*events), {}))
    shape = SERVICE.shape_for("ConverseResponse")
    report = ParamValidator().validate(output, shape)
    assert not report.has_errors(), report.generate_report()
    check_known(output, shape)
    return output


def test_blocks_are_put_together_in_their_order() -> None:
    thought = delta(reasoningContent={"text": "Sum"})
    signed = delta(reasoningContent={"signature": "s"})
    said = [delta(text="One "), delta(text="moment"), STOP]
    output = fold(thought, signed, STOP, *said, *tool('{"expr', 'ession": "1+1"}'), *END)

    assert output["output"]["message"] == {
        "role": "assistant",
        "content": [
            {"reasoningContent": {"reasoningText": {"text": "Sum"}}},
            {"text": "One moment"},
            {
                "toolUse": {
                    "toolUseId": "t1",
                    "name": "calculator",
                    "input": {"expression": "1+1"},
                }
            },
        ],
    }
    assert output["stopReason"] == "tool_use"
    assert output["usage"]["totalTokens"] == 3


def test_a_tool_without_input_gets_an_empty_one() -> None:
    [block] = fold(*tool(), *END)["output"]["message"]["content"]
    assert block["toolUse"]["input"] == {}


def test_an_answer_that_breaks_off_is_an_error() -> None:
    with pytest.raises(ModelErrorException, match="broke off"):
        fold(delta(text="Well"), STOP)


def test_a_tools_input_that_is_no_json_is_an_error() -> None:
    with pytest.raises(ModelErrorException, match="not JSON"):
        fold(*tool('{"expression"'), *END)
