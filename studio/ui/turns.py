"""Turns on a page: what was said, and which tools were called; beside it, what memory did."""

import json
from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.conversation import Exchange
from studio.learning import Learning
from studio.types import Done, Failed, Recalled, Text, ToolCall, Turn, TurnEvent
from studio.ui import evidence, state
from studio.ui.costs import details
from studio.ui.text import answer_markdown, inline_code

ACTOR_AVATAR = ":material/person:"
AGENT_AVATAR = ":material/smart_toy:"
STATUS_ICONS = {"success": ":material/check_circle:", "error": ":material/error:"}
LEFT = frozenset({"Stopped", "Interrupted"})
UNNAMED = "The agent does not name its model"


def exchange(taken: Exchange, model_label: str = "") -> None:
    """A whole exchange, without controls: what was said, and beside it what memory did."""
    said, beside = row()
    with said:
        both(taken, model_label)
    if has_evidence(taken):
        with beside.container(border=True):
            evidence.recalled_by(taken)
            if taken.learning is not None:
                evidence.learned(taken.learning)


def row() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Beside what is said, room for what memory did."""
    said, beside = st.columns([3, 2], gap="large")
    return said, beside


def has_evidence(taken: Exchange) -> bool:
    """Whether anything can be said of what memory did in the exchange."""
    is_silent = isinstance(taken.turn.end, Done) and not taken.is_past
    return taken.turn.recalled is not None or taken.learning is not None or is_silent


def both(taken: Exchange, model_label: str = "") -> None:
    """What the actor said and what answers it, with what the turn took and cost."""
    if taken.turn.prompt:
        prompt(taken.turn.prompt)
    with st.chat_message("assistant", avatar=AGENT_AVATAR):
        # Which model answered a past turn is not known.
        _answer(taken.turn, "" if taken.is_past else model_label)
        if not taken.is_past:
            details(taken, model_label)


def prompt(text: str) -> None:
    """What the actor said, as it was typed."""
    with st.chat_message("user", avatar=ACTOR_AVATAR):
        st.text(text)


def answer(turn: Turn, model_label: str = "") -> None:
    """All that answers: texts and tool calls in order, and how it ended.

    `model_label` says what the model really is, whatever the agent believes it asks.
    """
    with st.chat_message("assistant", avatar=AGENT_AVATAR):
        _answer(turn, model_label)


def stream(events: Iterable[TurnEvent | None], beside: DeltaGenerator) -> None:
    """The answer as it comes; what was recalled is shown `beside` as soon as it is known."""
    coming = Coming(beside)
    for event in events:
        if event is None:
            state.pause()
        else:
            coming.show(event)


class Coming:
    """An answer that comes event by event, where it is made; what it recalls stands `beside`."""

    def __init__(self, beside: DeltaGenerator) -> None:
        self._turn = Turn("")
        self._beside = beside
        self._message = st.chat_message("assistant", avatar=AGENT_AVATAR)
        self._waiting = self._message.empty()
        self._waiting.markdown(":shimmer[Thinking…]")
        self._slots: list[DeltaGenerator] = []

    def show(self, event: TurnEvent) -> None:
        """Draw what the event adds."""
        self._turn = self._turn.plus(event)
        if isinstance(event, Recalled):
            with self._beside.container(border=True):
                recalled(event)
        elif self._turn.parts:
            self._waiting.empty()
            _refresh(self._turn, event, self._message, self._slots)


def recalled(found: Recalled) -> None:
    """The records that the turn looked up, or why there are none."""
    evidence.recalled(found)


def learned(learning: Learning) -> None:
    """What the turn taught so far."""
    evidence.learned(learning)


def _answer(turn: Turn, model_label: str) -> None:
    for part in turn.parts:
        _part(part)
    if isinstance(turn.end, Failed):
        failure(turn.end)
    elif turn.end and not turn.parts:
        st.caption("There is no answer to this.")
    _foot(turn, model_label)


def _refresh(
    turn: Turn, event: TurnEvent, message: DeltaGenerator, slots: list[DeltaGenerator]
) -> None:
    """Draw the part that the event changed: the newest, or a tool call further up."""
    for index, part in enumerate(turn.parts):
        if index == len(slots):
            slots.append(message.empty())
        if part is event or index == len(turn.parts) - 1:
            with slots[index].container():
                _part(part)


def _part(part: Text | ToolCall) -> None:
    if isinstance(part, Text):
        st.markdown(answer_markdown(part.text))
    else:
        tool_call(part)


def tool_call(call: ToolCall) -> None:
    """A call: the tool's name, what went in and what came out."""
    icon = STATUS_ICONS.get(call.status, "spinner")
    with st.expander(_tool_label(call), type="step", icon=icon):
        st.caption("Input")
        st.code(json.dumps(call.input, ensure_ascii=False, indent=2), language="json")
        if call.result:
            st.caption("Result")
            st.code(call.result, language=None, wrap_lines=True)


def _tool_label(call: ToolCall) -> str:
    verb = {"success": "Used", "error": "Failed:"}.get(call.status, "Using")
    values = call.input.values() if isinstance(call.input, dict) else [call.input]
    pieces = [inline_code(call.name), *(inline_code(str(value)) for value in values)]
    label = f"{verb} {' '.join(pieces[:3])}"
    return f"{label} → {inline_code(call.result)}" if call.result else label


def _foot(turn: Turn, model_label: str) -> None:
    """What answered, in what time; and the answer's text, to be copied."""
    named = _named(turn, model_label)
    text = "\n\n".join(part.text for part in turn.parts if isinstance(part, Text))
    if not named and not text:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if named:
            st.caption(named, width="content")
        if text:
            with st.popover("Copy", type="tertiary", icon=":material/content_copy:"):
                st.code(text, language=None, wrap_lines=True)


def _named(turn: Turn, model_label: str) -> str:
    if not isinstance(turn.end, Done) or turn.asked_at is None:
        return model_label
    model = model_label or inline_code(turn.end.model)
    if turn.end.total_ms is None:
        return model
    return f"{model or UNNAMED} · {turn.end.total_ms / 1000:.1f} s"


def failure(failed: Failed) -> None:
    """A turn that went wrong or was left: what happened, and what to do."""
    if failed.code in LEFT:
        st.info(failed.what, icon=":material/stop_circle:")
    else:
        st.error(failed.what, icon=":material/error:")
    if failed.remedy:
        st.text(failed.remedy)
