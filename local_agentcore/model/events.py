"""Makes the events of an answer, in the order and with the fields that ConverseStream has them."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local_agentcore.model.types import ConverseRequest, StreamEvent

CHARACTERS_PER_TOKEN = 4
"""What an English token has on average. No tokenizer runs here: usage is an estimate by it."""

_NOT_TEXT = frozenset({"role", "toolUseId", "status", "format", "type"})
_WORD = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True)
class ToolCall:
    """A tool that the model wants to be run."""

    tool_use_id: str
    name: str
    input: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a model says and, when it needs tools first, which."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()

    @property
    def characters(self) -> int:
        """How much was written, inputs of tools included."""
        return len(self.text) + sum(len(json.dumps(dict(call.input))) for call in self.calls)


def answer_events(answer: Answer) -> Iterator[StreamEvent]:
    """The events of a whole message, without `metadata`: text word by word, then the tool calls."""
    yield {"messageStart": {"role": "assistant"}}
    blocks = ([_text_block(answer.text)] if answer.text else []) + [
        _tool_block(call) for call in answer.calls
    ]
    for index, block in enumerate(blocks):
        for event in block:
            [(kind, value)] = event.items()
            yield {kind: {**value, "contentBlockIndex": index}}
    yield {"messageStop": {"stopReason": "tool_use" if answer.calls else "end_turn"}}


def _text_block(text: str) -> Iterable[StreamEvent]:
    # Bedrock starts blocks of tools only: a text's start would have nothing in it.
    for word in _WORD.findall(text):
        yield {"contentBlockDelta": {"delta": {"text": word}}}
    yield {"contentBlockStop": {}}


def _tool_block(call: ToolCall) -> Iterable[StreamEvent]:
    start = {"toolUse": {"toolUseId": call.tool_use_id, "name": call.name}}
    yield {"contentBlockStart": {"start": start}}
    given = json.dumps(dict(call.input), ensure_ascii=False)
    yield {"contentBlockDelta": {"delta": {"toolUse": {"input": given}}}}
    yield {"contentBlockStop": {}}


def metadata_event(input_tokens: int, output_tokens: int, seconds: float) -> StreamEvent:
    """The last event: how many tokens and how long."""
    usage = {
        "inputTokens": input_tokens,
        "outputTokens": output_tokens,
        "totalTokens": input_tokens + output_tokens,
    }
    return {"metadata": {"usage": usage, "metrics": {"latencyMs": round(seconds * 1000)}}}


def estimated_input_tokens(request: ConverseRequest) -> int:
    """Tokens in a request's texts, at `CHARACTERS_PER_TOKEN`."""
    return estimated_tokens(_characters([request.get("system"), request.get("messages")]))


def estimated_tokens(characters: int) -> int:
    """Tokens in a text of so many characters, rounded up."""
    return math.ceil(characters / CHARACTERS_PER_TOKEN)


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(_characters(member) for key, member in value.items() if key not in _NOT_TEXT)
    if isinstance(value, list | tuple):
        return sum(_characters(item) for item in value)
    return 0
