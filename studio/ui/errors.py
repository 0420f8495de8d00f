"""The page's edge: what went wrong, in words, where the person reads it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from studio.problems import CALL_ERRORS, Problem, explain


@contextmanager
def shown() -> Iterator[None]:
    """Show a failed call to AgentCore in place of what the block would have rendered."""
    try:
        yield
    except CALL_ERRORS as error:
        show(explain(error))


def show(problem: Problem) -> None:
    """What happened, what to do, the service's own words one click away, and another try."""
    st.error(problem.remedy, title=problem.what, icon=":material/cloud_off:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Try again", icon=":material/refresh:", key="try_again")
        _details(problem)


def problem(found: Problem) -> None:
    """What happened and what to do, inside a dialog or a part of a page."""
    st.error(found.remedy, title=found.what, icon=":material/error:")
    _details(found)


def _details(found: Problem) -> None:
    if found.detail:
        with st.popover("Details", icon=":material/info:", type="tertiary"):
            st.caption(found.code)
            st.text(found.detail)


def show_startup(error: Exception) -> None:
    """Why the app cannot connect at all: its settings, or the embedded AgentCore."""
    st.error(
        "Change the setting, then start the app again.",
        title="The app cannot start with these settings.",
        icon=":material/settings_alert:",
    )
    st.text(str(error))
