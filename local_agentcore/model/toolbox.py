"""Calls the tools that an agent offers for sums and the time, and reads what they give back."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from local_agentcore.model.arithmetic import Sum, sentence
from local_agentcore.model.events import ToolCall
from local_agentcore.model.transcript import Outcome, Tool, Transcript

_CALCULATOR = re.compile(r"calc|math|arith", re.IGNORECASE)
_CLOCK = re.compile(r"(?:^|[_-])(?:time|date|datetime|clock)(?:$|[_-])", re.IGNORECASE)
_INPUTS = ("expression", "expr", "formula", "equation", "query", "input")
_MAX_QUOTED = 500


class Toolbox:
    """The tools of a request, as far as the offline model knows what they are for."""

    def __init__(self, transcript: Transcript) -> None:
        self._tools = [
            tool for tool in transcript.tools if transcript.forced in (None, "", tool.name)
        ]
        self._turn = transcript.length
        self.outcomes = transcript.outcomes

    def call_for_sum(self, asked: Sum, position: int) -> ToolCall | None:
        """The call that works out a sum, None when no tool offered can."""
        for tool in self._tools:
            name = _sum_input(tool)
            if name and asked.expression:
                return self._call(tool, {name: asked.expression}, position)
        return None

    def call_for_time(self, position: int) -> ToolCall | None:
        """The call that tells the time, None when no tool offered does."""
        for tool in self._tools:
            if _CLOCK.search(tool.name) and not tool.schema.get("required"):
                return self._call(tool, {}, position)
        return None

    def _call(self, tool: Tool, given: Mapping[str, Any], position: int) -> ToolCall:
        # The same in a repeated request, and another one for every call of a conversation.
        seed = f"{self._turn} {position} {tool.name} {given}"
        digest = hashlib.sha256(seed.encode()).hexdigest()
        return ToolCall(f"tooluse_{digest[:24]}", tool.name, given)


def _sum_input(tool: Tool) -> str | None:
    """The input of a calculator that takes an expression; None when the tool is none."""
    texts = [
        name
        for name, schema in (tool.schema.get("properties") or {}).items()
        if isinstance(schema, Mapping) and schema.get("type") == "string"
    ]
    if "expression" in texts:
        return "expression"
    if not _CALCULATOR.search(tool.name):
        return None
    required = [name for name in tool.schema.get("required") or [] if name in texts]
    return next((name for name in [*_INPUTS, *required] if name in texts), None)


def sum_answer(asked: Sum, outcomes: Iterable[Outcome]) -> tuple[str, Outcome | None]:
    """What to say to a sum, and the tool's outcome that says it."""
    if asked.expression is None:
        return f"{asked.phrase} is too large a number to write out.", None
    for outcome in outcomes:
        if asked.expression in outcome.input.values():
            return _told(asked, outcome), outcome
    return f"I can't work out {asked.phrase}: this agent offers me no calculator.", None


def _told(asked: Sum, outcome: Outcome) -> str:
    if outcome.failed:
        return f"The {outcome.name} tool could not work out {asked.phrase}: {_quoted(outcome)}"
    return sentence(asked, outcome.text)


def time_answer(outcome: Outcome) -> str:
    """What to say of the time that a tool gave."""
    try:
        moment = datetime.fromisoformat(outcome.text.strip())
    except ValueError:
        return other_answer(outcome)
    zone = moment.tzname() or ""
    return (
        f"It is {moment:%H:%M} {zone}".rstrip() + f" on {moment:%A}, {moment.day} {moment:%B %Y}."
    )


def other_answer(outcome: Outcome) -> str:
    """What to say of any tool's outcome."""
    verb = "failed" if outcome.failed else "answered"
    return f"The {outcome.name or 'called'} tool {verb}: {_quoted(outcome)}"


def _quoted(outcome: Outcome) -> str:
    text = " ".join(outcome.text.removeprefix("Error:").split())
    return text[:_MAX_QUOTED] or "nothing."


def is_clock(outcome: Outcome) -> bool:
    """Whether the outcome is of a tool that tells the time."""
    return _CLOCK.search(outcome.name) is not None and not outcome.failed
