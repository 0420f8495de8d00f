"""Brings a Strands provider's events into Converse's form.

Providers number no blocks, start blocks that have nothing in them, open a text block around tools,
and may leave usage out; boto3 reads none of that.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from local_agentcore.model.events import estimated_tokens, metadata_event
from local_agentcore.model.types import StreamEvent

_TEXTUAL = ("text", "reasoningContent")


class Normaliser:
    """Takes a provider's events and gives Converse's.

    `input_tokens` is the estimate that serves where the provider reports no usage; `clock` counts
    seconds.
    """

    def __init__(self, input_tokens: int, clock: Callable[[], float]) -> None:
        self._input_tokens = input_tokens
        self._clock = clock
        self._started = clock()
        self._written = 0
        self._index = 0
        self._open: str | None = None
        self._begun = False
        self._stop_reason = "end_turn"
        self._usage: Mapping[str, int] | None = None

    def add(self, event: Mapping[str, Any]) -> Iterator[StreamEvent]:
        """The events that one of the provider's stands for."""
        [(kind, value)] = event.items()
        if kind == "contentBlockStart" and "toolUse" in value["start"]:
            yield from self._begin("toolUse", value["start"])
        elif kind == "contentBlockDelta":
            yield from self._delta(value["delta"])
        elif kind == "contentBlockStop":
            yield from self._stop_block()
        elif kind == "messageStop":
            self._stop_reason = value["stopReason"]
        elif kind == "metadata":
            self._usage = value["usage"]

    def end(self) -> Iterator[StreamEvent]:
        """The events that end the message."""
        yield from self._message_start()
        yield from self._stop_block()
        yield {"messageStop": {"stopReason": self._stop_reason}}
        metadata = metadata_event(
            self._input_tokens, estimated_tokens(self._written), self._clock() - self._started
        )
        metadata["metadata"]["usage"].update(self._usage or {})
        yield metadata

    def _message_start(self) -> Iterator[StreamEvent]:
        # Held back until there is something: a provider says it before it has reached its server,
        # and a failure then must still be an ordinary error response.
        if not self._begun:
            self._begun = True
            yield {"messageStart": {"role": "assistant"}}

    def _begin(self, kind: str, start: Mapping[str, Any] | None) -> Iterator[StreamEvent]:
        yield from self._message_start()
        yield from self._stop_block()
        self._open = kind
        if start:
            yield {"contentBlockStart": {"start": start, "contentBlockIndex": self._index}}

    def _delta(self, delta: Mapping[str, Any]) -> Iterator[StreamEvent]:
        [(kind, value)] = delta.items()
        text = value.get("input") or value.get("text") if isinstance(value, Mapping) else value
        if not text:
            return
        if kind in _TEXTUAL and self._open != kind:
            yield from self._begin(kind, None)
        self._written += len(text)
        yield {"contentBlockDelta": {"delta": delta, "contentBlockIndex": self._index}}

    def _stop_block(self) -> Iterator[StreamEvent]:
        if self._open:
            yield {"contentBlockStop": {"contentBlockIndex": self._index}}
            self._open = None
            self._index += 1
