"""What this browser chose to be connected to, and where the person was at each connection."""

from collections.abc import Mapping

import streamlit as st

from studio.choice import Choice
from studio.discovery import Found, discover
from studio.ui import state

RUNTIME = "runtime_arn"
MEMORY = "memory_id"
QUALIFIER = "qualifier"
FOUND_RUNTIME = "found_runtime"
FOUND_MEMORY = "found_memory"
_CHOSEN = "studio.connection"
_FOUND = "studio.found"
_PLACES = "studio.places"
ADDRESS = (state.ACTOR, state.SESSION, state.RECORD, state.PRESENT)

Variables = Mapping[str, str]


def chosen() -> Variables:
    """The settings that were chosen here, as environment variables; empty for the environment's."""
    held: Variables = st.session_state.get(_CHOSEN, {})
    return held


def switch(variables: Variables, left: str, entered: str) -> None:
    """Connect this browser as these variables say, and no other browser.

    All that is in hand goes with the connection: the conversation and what was compared are another
    memory's. `left` and `entered` are the memories' IDs: who comes back to one is where they were.
    """
    places = st.session_state.get(_PLACES, {}) | {left: state.place()}
    state.leave_walk()
    for key in list(st.session_state):
        del st.session_state[key]
    for parameter in ADDRESS:
        st.query_params.pop(parameter, None)
    st.session_state[_CHOSEN] = dict(variables)
    st.session_state[_PLACES] = places
    if at := places.get(entered):
        state.go_to(at.actor_id, at.session_id)


def offer(runtime_arn: str, memory_id: str, qualifier: str) -> None:
    """Have the form begin with these; what has been typed into it stays."""
    st.session_state.setdefault(RUNTIME, runtime_arn)
    st.session_state.setdefault(MEMORY, memory_id)
    st.session_state.setdefault(QUALIFIER, qualifier)


def typed() -> Choice:
    """What stands in the form."""
    return Choice(*(str(st.session_state.get(key, "")) for key in (RUNTIME, MEMORY, QUALIFIER)))


def find(region: str) -> None:
    """Look for what there is in the region, and keep it to pick from."""
    st.session_state[_FOUND] = discover(region)


def found() -> Found | None:
    """What was found last; None before anybody looked."""
    held: Found | None = st.session_state.get(_FOUND)
    return held


def fill(field: str, picker: str) -> None:
    """Callback: put what was picked into the form's field."""
    if picked := st.session_state.get(picker):
        st.session_state[field] = picked
