"""Turns on a page: what was said, which tools were called, what was recalled and learned."""

import json
from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.learning import Learning, State
from studio.types import Done, Failed, Recalled, Text, ToolCall, Turn, TurnEvent
from studio.ui import records
from studio.ui.text import answer_markdown, counted, inline_code

ACTOR_AVATAR = ":material/person:"
AGENT_AVATAR = ":material/smart_toy:"
STATUS_ICONS = {"success": ":material/check_circle:", "error": ":material/error:"}
MOST_SHOWN = 4


def prompt(text: str) -> None:
    """What the actor said, as it was typed."""
    with st.chat_message("user", avatar=ACTOR_AVATAR):
        st.text(text)


def answer(turn: Turn, model_label: str = "") -> None:
    """All that answers: texts and tool calls in order, and how it ended.

    `model_label` says what the model really is, whatever the agent believes it asks.
    """
    with st.chat_message("assistant", avatar=AGENT_AVATAR):
        for part in turn.parts:
            _part(part)
        _end(turn, model_label)


def stream(events: Iterable[TurnEvent], evidence: DeltaGenerator) -> None:
    """The answer as it comes; what was recalled is shown in `evidence` as soon as it is known."""
    turn = Turn("")
    message = st.chat_message("assistant", avatar=AGENT_AVATAR)
    waiting = message.empty()
    waiting.markdown(":shimmer[Thinking…]")
    slots: list[DeltaGenerator] = []
    for event in events:
        turn = turn.plus(event)
        if isinstance(event, Recalled):
            with evidence.container(border=True):
                recalled(event)
        elif turn.parts:
            waiting.empty()
            _refresh(turn, event, message, slots)


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


def _end(turn: Turn, model_label: str) -> None:
    if isinstance(turn.end, Failed):
        failure(turn.end)
    elif isinstance(turn.end, Done) and turn.end.total_ms is not None:
        seconds = f"{turn.end.total_ms / 1000:.1f} s"
        model = model_label or inline_code(turn.end.model)
        st.caption(f"{model} · {seconds}" if model else seconds)


def failure(failed: Failed) -> None:
    """A turn that went wrong: what happened, and what to do."""
    st.error(failed.what, icon=":material/error:")
    if failed.remedy:
        st.text(failed.remedy)


def recalled(found: Recalled) -> None:
    """The records that the turn looked up, or that there were none."""
    _heading(":material/history:", "Recalled", _count(found))
    if not found.records and not found.failures:
        st.caption("Nothing was recalled: no memory fits this message.")
    for record in found.records[:MOST_SHOWN]:
        records.line(record)
    if rest := found.records[MOST_SHOWN:]:
        with st.expander(f"{len(rest)} more", type="compact"):
            for record in rest:
                records.line(record)
    for message in found.failures:
        st.warning("Looking up a namespace failed.", icon=":material/warning:")
        st.text(message)


def _count(found: Recalled) -> str:
    return counted(len(found.records), "record") if found.records else ""


def learned(learning: Learning) -> None:
    """What the turn taught so far."""
    icon = ":material/lightbulb:"
    if learning.state is State.PENDING and not learning.changes.count:
        _heading(icon, ":shimmer[Learning…]")
        st.caption("Memory is reading this turn.")
        return
    if learning.state is State.FAILED and learning.problem:
        _heading(icon, "Learned")
        st.warning(f"{learning.problem.what} {learning.problem.remedy}")
        return
    if learning.state is State.NOTHING:
        _heading(icon, "Learned", "nothing new")
        if learning.changes.has_summary:
            st.caption("The session's summary was brought up to date.")
        return
    _heading(icon, "Learned", f"in {learning.seconds:.1f} s" if learning.seconds else "")
    _changes(learning)


def _changes(learning: Learning) -> None:
    changes = learning.changes
    for record in changes.added:
        records.line(record)
    for record in changes.changed:
        records.line(record, "changed")
    for record in changes.removed:
        records.line(record, "no longer kept")


def _heading(icon: str, title: str, note: str = "") -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"{icon} **{title}**", width="content")
        if note:
            st.caption(note, width="content")
