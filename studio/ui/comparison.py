"""The Compare page: two sides, what was asked of both, and the story."""

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.comparison import (
    ASK,
    TEACH,
    Act,
    Asked,
    Comparison,
    Halted,
    Said,
    Told,
    Waited,
    story_actor,
)
from studio.conversation import Exchange
from studio.owners import name_of
from studio.types import Context
from studio.ui import errors, evidence, state, state_comparison, turns
from studio.ui.connection import Services
from studio.ui.text import counted, inline_code

SIDES = (
    (":material/memory:", "Runtime only", "Knows this session, and nothing from before it."),
    (":material/neurology:", "Runtime with memory", "Also looks into AgentCore Memory."),
)


def show(services: Services) -> None:
    """What was asked of both sides, and what they are being asked.

    Raises:
        ClientError, BotoCoreError: memory or runtime could not be reached.
    """
    held = state_comparison.comparison()
    place = state.place()
    if held is None and place is not None and not state_comparison.is_comparing():
        state_comparison.compare(held := Comparison.of(place.actor_id))
    _controls(held, place)
    if place is not None or held is not None:
        _prompt_input()
    _heads()
    if held is not None:
        held.settle()
        for entry in held.entries:
            _entry(entry, services.connection.model_label)
    if state_comparison.is_comparing():
        _play(services)
    elif held is None or not held.entries:
        _beginning()


def _controls(held: Comparison | None, place: state.Place | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Play the story",
            type="primary",
            icon=":material/play_arrow:",
            on_click=state_comparison.queue_compared,
            args=(state_comparison.STORY,),
            disabled=state_comparison.is_comparing(),
            help="Teach both sides, end their sessions, and ask again. About half a minute.",
        )
        if state_comparison.is_comparing():
            st.button("Stop", icon=":material/stop_circle:")
        elif held is not None and held.entries:
            st.button(
                "New session on both sides",
                icon=":material/add:",
                on_click=state_comparison.compare,
                args=(Comparison.of(place.actor_id if place else held.actor_id),),
            )
        if held is not None:
            st.caption(f"Actor {inline_code(name_of(held.actor_id))}", width="content")


def _prompt_input() -> None:
    st.chat_input(
        "Ask both sides",
        key=state_comparison.COMPARE_PROMPT,
        on_submit=state_comparison.queue_compared,
        disabled=state_comparison.is_comparing(),
    )


def _heads() -> None:
    for column, (icon, name, note) in zip(_columns(), SIDES, strict=True):
        with column, st.container(gap="xxsmall"):
            st.header(f"{icon} {name}", anchor=False)
            st.caption(note)


def _name(side: tuple[str, str, str]) -> None:
    """Whose answer it is: on a narrow screen the sides stand below each other."""
    st.caption(f"{side[0]} {side[1]}")


def _columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    return st.columns(2, gap="large")


def _beginning() -> None:
    st.space("small")
    st.markdown(
        "Both sides are the same agent and the same actor, each in a new session of its own. They "
        "get the same prompts; only one of them may look into long-term memory. **Play the "
        "story** to see what that changes, or ask both something yourself."
    )
    st.caption("The story tells both:")
    st.text(TEACH)
    st.caption("and, once their sessions are over, asks:")
    st.text(ASK)


def _entry(entry: Act | Asked | Halted, model_label: str) -> None:
    if isinstance(entry, Act):
        _act(entry)
    elif isinstance(entry, Halted):
        errors.problem(entry.problem)
    else:
        turns.prompt(entry.prompt)
        for column, side, exchange in zip(_columns(), SIDES, entry.exchanges, strict=True):
            with column:
                _name(side)
                _answered(exchange, model_label)


def _act(act: Act) -> None:
    with st.container(gap="xxsmall"):
        st.subheader(act.title, anchor=False, divider="gray")
        st.caption(act.note)


def _answered(exchange: Exchange, model_label: str) -> None:
    turns.answer(exchange.turn, model_label)
    if exchange.turn.recalled is not None:
        with st.container(border=True):
            evidence.recalled(exchange.turn.recalled)
    given(exchange.turn.context)


def given(context: Context | None) -> None:
    """The exact context of an answer, one click away."""
    if context is None:
        st.caption("This agent does not say what its model was given.")
        return
    label = f"What the model was given: {counted(len(context.messages), 'message')}"
    with st.expander(label, type="compact", icon=":material/input:"):
        st.caption("Instructions")
        st.code(context.system, language=None, wrap_lines=True)
        for message in context.messages:
            st.caption(str(message.get("role", "")).capitalize())
            for block in message.get("content", []):
                st.code(_written(block), language=None, wrap_lines=True)
        if context.tools:
            st.caption(f"Tools: {', '.join(map(inline_code, context.tools))}")


def _written(block: Mapping[str, Any]) -> str:
    if "text" in block:
        return str(block["text"])
    return json.dumps(block, ensure_ascii=False, indent=2)


def _play(services: Services) -> None:
    """Ask what waits, and show it as it comes."""
    prompt = state_comparison.take_compared()
    held = state_comparison.comparison()
    if prompt == state_comparison.STORY or held is None:
        state_comparison.compare(held := Comparison.of(story_actor(services.memory.owner)))
    patience = services.settings.learning_patience
    told = (
        held.story(services.memory, services.runtime, patience)
        if prompt == state_comparison.STORY
        else held.ask(prompt, services.memory, services.runtime, patience)
    )
    with closing(told):
        _Stage(services.connection.model_label).show(told)
    st.rerun()


class _Stage:
    """Where what is told appears, as it is told."""

    def __init__(self, model_label: str) -> None:
        self._model_label = model_label
        self._coming: list[turns.Coming] = []
        self._clock: DeltaGenerator | None = None

    def show(self, told: Iterable[Told | None]) -> None:
        """Draw everything in its order."""
        for each in told:
            if isinstance(each, Said):
                self._coming[each.side].show(each.event)
            elif isinstance(each, Asked):
                self._ask(each)
            elif isinstance(each, Waited):
                self._wait(each)
            elif each is None:
                state.pause()
            else:
                self._clock = None
                _entry(each, self._model_label)

    def _ask(self, asked: Asked) -> None:
        turns.prompt(asked.prompt)
        self._coming = []
        for column, side in zip(_columns(), SIDES, strict=True):
            with column:
                _name(side)
                self._coming.append(turns.Coming(st.container()))

    def _wait(self, waited: Waited) -> None:
        self._clock = self._clock or st.empty()
        share = min(waited.seconds / waited.patience, 1.0)
        self._clock.progress(share, f"Memory is reading: {waited.seconds:.0f} s")
