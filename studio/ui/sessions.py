"""An actor's sessions in the sidebar: a new one, and those to resume."""

from collections.abc import Sequence

import streamlit as st

from studio.types import Session
from studio.ui import state
from studio.ui.text import when

MOST_LISTED = 12


def sidebar(sessions: Sequence[Session], at: state.Place) -> None:
    """A button for a new session, and the newest ones to resume."""
    labels = {session.id: _label(session) for session in sessions[:MOST_LISTED]}
    if at.session_id not in labels:
        listed = {session.id: session for session in sessions}
        current = listed.get(at.session_id)
        labels = {at.session_id: _label(current) if current else "New session"} | labels
    state.offer_session(at)
    with st.sidebar:
        st.button(
            "New session",
            key="new_session",
            icon=":material/add:",
            width="stretch",
            on_click=state.go_to,
            args=(at.actor_id,),
        )
        st.radio(
            "Sessions",
            list(labels),
            key=state.PICKED_SESSION,
            format_func=labels.__getitem__,
            on_change=state.pick_session,
        )
        if len(sessions) > MOST_LISTED:
            st.page_link("app_pages/sessions.py", label=f"All {len(sessions)} sessions")


def _label(session: Session) -> str:
    return f"{when(session.created_at)} :gray[· {session.id[-4:]}]"
