"""The Setup page: one section at a time, health first."""

from collections.abc import Callable

import streamlit as st

from studio.owners import EVERYBODY
from studio.ui import connecting, doctor, errors, health, samples, source, state, strategies
from studio.ui.connection import Services

SECTION = "section"
SECTIONS: dict[str, Callable[[Services], None]] = {
    "Health": health.show,
    "Connection": connecting.show,
    "Strategies": strategies.show,
    "Namespaces": doctor.show,
    "Sample data": samples.show,
    "Agent": source.show,
}
OF_ALL = {"Connection", "Strategies"}
"""What concerns everybody: where people sign in, it belongs to whoever runs the app."""


def show(services: Services) -> None:
    """The page. Only the section that is open is asked for anything."""
    st.title("Setup", anchor=False)
    if notice := state.take_notice():
        st.toast(notice, icon=":material/check:")
    # Not tabs: the open one's label has too little contrast in the dark.
    is_shared = services.memory.owner == EVERYBODY
    section = st.radio(
        "Section",
        [name for name in SECTIONS if is_shared or name not in OF_ALL],
        key=SECTION,
        bind="query-params",
        horizontal=True,
        label_visibility="collapsed",
    )
    with errors.shown():
        SECTIONS[section](services)
