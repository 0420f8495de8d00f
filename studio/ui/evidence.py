"""What memory did in a turn: what was recalled for it, and what it taught."""

from collections.abc import Sequence

import streamlit as st

from studio.conversation import Exchange
from studio.learning import Learning, State
from studio.problems import Problem
from studio.types import Done, LookupFailure, Recalled, Record
from studio.ui import records, state
from studio.ui.text import counted

MOST_SHOWN = 4
DENIED = "AccessDeniedException"


def recalled_by(taken: Exchange) -> None:
    """What an exchange recalled, or that its agent does not say."""
    if taken.turn.recalled is not None:
        recalled(taken.turn.recalled)
    elif isinstance(taken.turn.end, Done) and not taken.is_past:
        _heading(":material/history:", "Recalled", "not reported")
        st.caption("This agent does not say what it looks up in memory.")


def recalled(found: Recalled) -> None:
    """The records that the turn looked up, or why there are none."""
    note = counted(len(found.records), "record") if found.records else ""
    _heading(":material/history:", "Recalled", note)
    if found.strays:
        _astray(found.strays)
    elif not found.records and not found.failures:
        st.caption("Nothing was recalled: no memory fits this message.")
    _lines(found.records)
    for failure in found.failures:
        _failure(failure)


def _lines(found: Sequence[Record]) -> None:
    """The first of the records, and the others behind a fold."""
    for record in found[:MOST_SHOWN]:
        _line(record)
    if rest := found[MOST_SHOWN:]:
        with st.expander(f"{len(rest)} more", type="compact"):
            for record in rest:
                _line(record)


def _astray(namespaces: tuple[str, ...]) -> None:
    st.warning(
        "The agent looks up namespaces that no strategy of this memory writes to, so it can never "
        "recall anything. Make its namespaces those of the memory's strategies.",
        title="The agent looks in the wrong place",
        icon=":material/wrong_location:",
    )
    st.caption("It looked in")
    for namespace in namespaces:
        st.text(namespace)


def _failure(failure: LookupFailure) -> None:
    if failure.code == DENIED:
        st.warning(
            "Allow the agent's role the action bedrock-agentcore:RetrieveMemoryRecords on this "
            "memory.",
            title="The agent may not read its memory",
            icon=":material/lock:",
        )
    else:
        st.warning("Looking up a namespace failed.", icon=":material/warning:")
    st.text(f"{failure.namespace}: {failure.message}")


def learned(learning: Learning) -> None:
    """What the turn taught so far: each record as soon as it is there."""
    icon = ":material/lightbulb:"
    if learning.state is State.FAILED and learning.problem:
        _heading(icon, "Learned")
        _unknown(learning.problem)
    elif learning.changes.count:
        _heading(icon, "Learned", f"in {learning.seconds:.1f} s" if learning.seconds else "")
        _changes(learning)
    elif learning.state is State.PENDING:
        _heading(icon, ":shimmer[Learning…]")
        st.caption(
            "Memory is reading this turn. What it learns appears here, within "
            f"{learning.patience:.0f} seconds as a rule."
        )
    else:
        _heading(icon, "Learned", "nothing new")
        st.caption(_nothing(learning))


def _nothing(learning: Learning) -> str:
    if learning.changes.has_summary:
        return "Nothing new to remember here. The session's summary was brought up to date."
    return (
        f"Nothing came within {learning.patience:.0f} seconds. Questions teach nothing; anything "
        "else may come later, and then stands in Memories."
    )


def _unknown(problem: Problem) -> None:
    icon = ":material/lock:" if problem.code == DENIED else ":material/info:"
    st.warning(problem.remedy, title=problem.what, icon=icon)


def _changes(learning: Learning) -> None:
    changes = learning.changes
    for record, note in [
        *((each, "") for each in changes.added),
        *((each, "changed") for each in changes.changed),
    ]:
        ended = changes.ended_by(record)
        _line(record, note or ("ends an earlier one" if record.supersedes and not ended else ""))
        for old in ended:
            _line(old, "ended by the above")
    for record in changes.removed:
        records.line(record, "no longer kept")


def _line(record: Record, note: str = "") -> None:
    records.line(record, note, state.record_address(record.id))


def _heading(icon: str, title: str, note: str = "") -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"{icon} **{title}**", width="content")
        if note:
            st.caption(note, width="content")
