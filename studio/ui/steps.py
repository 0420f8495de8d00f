"""One step of the walkthrough: what it proves, what happens in it, what was checked."""

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from studio.owners import name_of
from studio.types import Recalled
from studio.ui import errors, records, turns
from studio.ui.text import counted, inline_code, one_line
from studio.walkthrough.entries import Check, Did, Entry, Said, Waited
from studio.walkthrough.results import State, StepResult
from studio.walkthrough.steps import Step
from studio.walkthrough.wording import STATES

BADGES: dict[State, tuple[Literal["blue", "green", "red", "gray"], str]] = {
    State.RUNNING: ("blue", ":material/progress_activity:"),
    State.PASSED: ("green", ":material/check_circle:"),
    State.FAILED: ("red", ":material/cancel:"),
    State.STOPPED: ("gray", ":material/stop_circle:"),
}
LONGEST = 200
"""Characters of a line of ours that names what others wrote."""


def show(
    number: int, step: Step, result: StepResult | None, *, is_idle: bool, model_label: str
) -> bool:
    """The step's card; whether it is to be run, which it can be while nothing else runs."""
    with st.container(border=True, gap="xsmall", key=f"step-{step.key}"):
        is_wanted = _head(number, step, result, is_idle)
        st.markdown(step.proves)
        if result is not None:
            _result(result, model_label, is_brief=not is_idle)
    return is_wanted


def _head(number: int, step: Step, result: StepResult | None, is_idle: bool) -> bool:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.subheader(f"{number}. {step.title}", anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if result is not None:
                _badge(result)
            return st.button(
                f"Run step {number}",
                key=f"run-{step.key}",
                help="Run this step alone.",
                icon=":material/play_arrow:",
                type="tertiary",
                disabled=not is_idle,
            )


def _badge(result: StepResult) -> None:
    colour, icon = BADGES[result.state]
    if result.state is State.RUNNING:
        st.caption(f":shimmer[Running, {result.seconds:.0f} s]", width="content")
    else:
        st.caption(f"{result.seconds:.1f} s", width="content")
        st.badge(STATES[result.state], icon=icon, color=colour)


def _result(result: StepResult, model_label: str, *, is_brief: bool) -> None:
    """All of a running step; of one that has ended its checks, the rest one click away.

    `is_brief` leaves out what a step that passed saw, so that the running one is in sight.
    """
    if result.state is State.RUNNING:
        _entries(result.entries, model_label)
        return
    if is_brief and result.state is State.PASSED:
        st.caption(f"{counted(len(result.checks), 'check')} held.")
        return
    if result.problem:
        errors.problem(result.problem)
    for check in result.checks:
        _check(check)
    said = [entry for entry in result.entries if not isinstance(entry, Check)]
    if said:
        with st.expander("What was said and done", type="compact", icon=":material/forum:"):
            _entries(said, model_label)


def _entries(entries: Iterable[Entry], model_label: str) -> None:
    for entry in entries:
        _entry(entry, model_label)


def _entry(entry: Entry, model_label: str) -> None:
    match entry:
        case Said():
            _said(entry, model_label)
        case Waited():
            _wait(entry)
        case Did():
            st.caption(one_line(entry.what, LONGEST))
        case Check():
            _check(entry)


def _said(said: Said, model_label: str) -> None:
    turn = said.turn
    actor, session = name_of(said.actor_id), said.session_id
    st.caption(f"{inline_code(actor, 80)} in session {inline_code(session, 80)}")
    turns.prompt(turn.prompt)
    if turn.parts or turn.end:
        turns.answer(turn, model_label)
    else:
        st.markdown(":shimmer[Thinking…]")
    if turn.recalled is not None:
        with st.container(border=True):
            _recalled(turn.recalled)


def _recalled(found: Recalled) -> None:
    """What was recalled; without links, as the made-up person's records do not stay."""
    note = counted(len(found.records), "record") if found.records else "nothing"
    st.caption(f":material/history: Recalled {note}")
    for record in found.records:
        records.line(record)
    for failure in found.failures:
        st.warning("Looking up a namespace failed.", icon=":material/warning:")
        st.text(f"{failure.namespace}: {failure.message}")


def _wait(wait: Waited) -> None:
    if wait.is_over:
        st.caption(f"{wait.what}: {wait.seconds:.1f} s")
    else:
        text = f"{wait.what}: {wait.seconds:.0f} s, at most {wait.patience:.0f} s"
        st.progress(min(wait.seconds / wait.patience, 1.0), text)


def _check(check: Check) -> None:
    """The claim, and below it what was seen; what was expected too where it did not hold."""
    claim, seen = one_line(check.claim, LONGEST), one_line(check.seen, LONGEST)
    with st.container(gap="xxsmall"):
        if check.passed:
            st.markdown(f":green[:material/check:] {claim}")
            st.caption(f"Seen: {seen}")
        else:
            st.markdown(f":red[:material/close:] **{claim}** This did not hold.")
            st.text(f"Expected: {check.expected}\nSeen: {check.seen}")
