"""Sample data: three actors with a history, put there on request."""

import streamlit as st

from studio import samples
from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain
from studio.samples import NotResetError
from studio.settings import Target
from studio.ui import errors, state
from studio.ui.connection import Services, services
from studio.ui.text import counted

LABEL = "Load three sample actors"


def show(connected: Services) -> None:
    """Who they are, and the button that puts them back to their beginnings."""
    st.markdown(
        "Three made-up actors with some weeks of conversations behind them. What they said goes in "
        "as events with past dates, and the memory's own strategies learn from it: facts, "
        "preferences, summaries, and what is no longer true."
    )
    for actor in samples.actors():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f":material/person: **{actor.id}**: {actor.about}")
            st.caption(
                f"{counted(len(actor.sessions), 'session')}, from {actor.sessions[0].days} to "
                f"{actor.sessions[-1].days} days ago"
            )
    offer(LABEL)


def offer(label: str = LABEL) -> None:
    """The button; it asks before it does anything."""
    if st.button(label, icon=":material/group_add:", key="load_samples"):
        confirm()


@st.dialog("Load the sample actors?", icon=":material/group_add:")
def confirm() -> None:
    """Say what is deleted and written, and do it."""
    connected = services()
    names = ", ".join(f"**{actor.id}**" for actor in samples.actors())
    st.markdown(
        f"All that is kept of {names} is deleted first. Then {samples.count_events()} events are "
        f"written to **{connected.connection.target_label}**, and memory learns from them. "
        "**No other actor is touched.**"
    )
    if connected.settings.target is Target.AWS:
        st.markdown(
            f"On AWS the events cost about ${samples.dollars():.2f} at list prices, and the "
            "records about a tenth of a cent each a month. It takes some minutes."
        )
    else:
        st.caption("It takes about half a minute, and costs nothing here.")
    if st.button("Delete and load", type="primary", key="confirm_samples"):
        _load(connected.memory, connected.settings.learning_patience)


def _load(memory: Memory, patience: float) -> None:
    bar = st.progress(0.0, "Beginning…")
    try:
        for progress in samples.reset(memory, patience):
            bar.progress(progress.share, progress.doing)
    except NotResetError as error:
        errors.problem(error.problem)
    except CALL_ERRORS as error:
        errors.problem(explain(error))
    else:
        # Lists of actors and sessions that are kept for a while would still show what was there.
        st.cache_data.clear()
        state.tell("The three sample actors are there. Pick one in the sidebar.")
        if state.place() is None:
            state.go_to(memory.owner.actor_id(samples.actors()[0].id))
        st.rerun()
