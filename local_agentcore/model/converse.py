"""Converse, from the events of ConverseStream."""

import json
from typing import Any

from local_agentcore.model.types import (
    ConverseRequest,
    Model,
    ModelErrorException,
    StreamEvent,
)


async def converse(model: Model, request: ConverseRequest) -> dict[str, Any]:
    """The model's whole answer as Converse's output: `output`, `stopReason`, `usage`, `metrics`.

    Raises:
        ServiceError: there is no answer; the message says what to check.
    """
    folded = _Folded()
    async for event in model.stream(request):
        folded.add(event)
    return folded.output()


class _Folded:
    """A message that grows by its events."""

    def __init__(self) -> None:
        self._content: list[dict[str, Any]] = []
        self._rest: dict[str, Any] = {}
        self._block: dict[str, Any] = {}
        self._pieces: list[str] = []

    def add(self, event: StreamEvent) -> None:
        """Take in the next event."""
        [(kind, value)] = event.items()
        if kind == "contentBlockStart":
            self._block = dict(value["start"])
        elif kind == "contentBlockDelta":
            self._add_delta(value["delta"])
        elif kind == "contentBlockStop":
            self._end_block()
        elif kind in ("messageStop", "metadata"):
            self._rest.update(value)

    def _add_delta(self, delta: dict[str, Any]) -> None:
        [(kind, value)] = delta.items()
        if kind == "toolUse":
            self._pieces.append(value["input"])
        elif kind == "text":
            self._block.setdefault("text", "")
            self._pieces.append(value)
        elif "text" in value:
            self._block.setdefault("reasoningContent", {})
            self._pieces.append(value["text"])

    def _end_block(self) -> None:
        block, joined = self._block, "".join(self._pieces)
        self._block, self._pieces = {}, []
        if "toolUse" in block:
            block = {"toolUse": {**block["toolUse"], "input": _tool_input(joined)}}
        elif "reasoningContent" in block:
            block = {"reasoningContent": {"reasoningText": {"text": joined}}}
        else:
            block = {"text": joined}
        self._content.append(block)

    def output(self) -> dict[str, Any]:
        """Converse's output.

        Raises:
            ModelErrorException: the events ended before the message did.
        """
        if "stopReason" not in self._rest:
            raise ModelErrorException("The model's answer broke off. Send the message again.")
        return {
            "output": {"message": {"role": "assistant", "content": self._content}},
            **self._rest,
        }


def _tool_input(joined: str) -> Any:
    try:
        return json.loads(joined or "{}")
    except ValueError as error:
        message = f"The model called a tool with an input that is not JSON: {joined[:200]!r}"
        raise ModelErrorException(message) from error
