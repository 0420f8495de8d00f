"""What memory and runtime hold, as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from studio.traces import Trace


class StrategyType(StrEnum):
    """How a strategy turns events into records; the service's own names."""

    SEMANTIC = "SEMANTIC"
    USER_PREFERENCE = "USER_PREFERENCE"
    SUMMARIZATION = "SUMMARIZATION"
    EPISODIC = "EPISODIC"
    CUSTOM = "CUSTOM"


@dataclass(frozen=True)
class Strategy:
    """One strategy of the memory, with the namespace templates its records go to."""

    id: str
    name: str
    type: StrategyType
    namespace_templates: tuple[str, ...]


@dataclass(frozen=True)
class Session:
    """A session of an actor."""

    id: str
    created_at: datetime


@dataclass(frozen=True)
class Event:
    """An event as the service returned it, and what is always asked of it."""

    id: str
    timestamp: datetime
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """A memory record. `score` is 0 to 1 and there only when it was retrieved by a query."""

    id: str
    text: str
    strategy: StrategyType
    strategy_id: str
    namespace: str
    created_at: datetime | None = None
    score: float | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict, compare=False)
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def source_event_ids(self) -> frozenset[str]:
        """The events it was extracted from, as far as its metadata names them.

        A metadata value cannot hold `#`, so the IDs are written there with `:` in its place.
        """
        named = self.metadata.get("sourceEventIds", {}).get("stringListValue", [])
        return frozenset(str(event_id).replace(":", "#") for event_id in named)

    @property
    def supersedes(self) -> tuple[str, ...]:
        """The IDs of the records that it took the place of, as far as its metadata names them."""
        named = self.metadata.get("supersedes", {}).get("stringListValue", [])
        return tuple(map(str, named))


@dataclass(frozen=True)
class Text:
    """A piece of an answer."""

    text: str


@dataclass(frozen=True)
class ToolCall:
    """A call of a tool, `running` until its result is there."""

    id: str
    name: str
    input: Any
    status: str = "running"
    result: str = ""


@dataclass(frozen=True)
class LookupFailure:
    """A namespace that the agent could not read, and why."""

    namespace: str
    message: str
    code: str = ""


@dataclass(frozen=True)
class Recalled:
    """The records that a turn looked up, and the namespaces where looking up failed.

    `namespaces` are those that were asked, as far as the agent says; `strays` are they again when
    no strategy of the memory writes to any of them.
    """

    records: tuple[Record, ...]
    failures: tuple[LookupFailure, ...] = ()
    milliseconds: float | None = None
    namespaces: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What the model was given to answer with: instructions, messages and the tools' names.

    The messages are in Converse's shape; what memory gave stands in front of the prompt.
    """

    system: str
    messages: tuple[Mapping[str, Any], ...]
    tools: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """The end of an answer: what produced it, and how long it took in milliseconds.

    `calls` are the agent's API calls by operation; None where the agent does not say.
    """

    model: str = ""
    total_ms: float | None = None
    first_text_ms: float | None = None
    usage: Mapping[str, int] = field(default_factory=dict)
    retrieval_ms: float | None = None
    calls: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Failed:
    """The end of a turn that went wrong: what happened and what to do about it."""

    what: str
    remedy: str
    code: str = ""


TurnEvent = Text | ToolCall | Recalled | Context | Trace | Done | Failed


@dataclass(frozen=True)
class Turn:
    """An actor's message and all that answers it.

    `parts` are the answer's texts and tool calls in order; `end` is None while it runs. `context`
    is what the model was given last, and `trace` what the agent did, where that was asked for.
    """

    prompt: str
    parts: tuple[Text | ToolCall, ...] = ()
    recalled: Recalled | None = None
    end: Done | Failed | None = None
    asked_at: datetime | None = None
    event_ids: tuple[str, ...] = ()
    context: Context | None = None
    trace: Trace | None = None

    def plus(self, event: TurnEvent) -> "Turn":
        """The turn after one more event of its stream."""
        match event:
            case Text():
                return replace(self, parts=_with_text(self.parts, event))
            case ToolCall():
                return replace(self, parts=_with_call(self.parts, event))
            case Recalled():
                return replace(self, recalled=event)
            case Context():
                return replace(self, context=event)
            case Trace():
                return replace(self, trace=event)
            case Done() | Failed():
                return replace(self, end=event)


def _with_text(parts: tuple[Text | ToolCall, ...], more: Text) -> tuple[Text | ToolCall, ...]:
    if parts and isinstance(parts[-1], Text):
        return (*parts[:-1], Text(parts[-1].text + more.text))
    return (*parts, more)


def _with_call(parts: tuple[Text | ToolCall, ...], call: ToolCall) -> tuple[Text | ToolCall, ...]:
    if any(isinstance(part, ToolCall) and part.id == call.id for part in parts):
        return tuple(
            call if isinstance(part, ToolCall) and part.id == call.id else part for part in parts
        )
    return (*parts, call)
