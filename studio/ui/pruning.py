"""Dialogs that change a session: fork it, take an event out, delete it."""

import streamlit as st

from studio.problems import CALL_ERRORS, explain
from studio.sessions import (
    Deleted,
    InvalidBranchError,
    delete_events,
    delete_session,
    fork,
    valid_branch,
)
from studio.ui import errors, state
from studio.ui.connection import services
from studio.ui.text import counted

RECORDS_STAY = (
    "What was learned from it stays in long-term memory, as on AWS. Delete that on the Memories "
    "page."
)


@st.dialog("Fork from this turn", icon=":material/call_split:")
def forked(at: state.Place, root_event_id: str, taken: frozenset[str]) -> None:
    """Ask for a branch's name and first message, and begin it."""
    st.markdown(
        "A branch goes on from here another way; what was said before is shared. The main "
        "conversation stays as it is."
    )
    with st.form("fork", border=False):
        name = st.text_input("Name of the branch", placeholder="what-if", key="fork_name")
        message = st.text_area(
            "What the actor says there", placeholder="Let's say I moved to Oslo.", key="fork_text"
        )
        st.caption("Memory learns from a branch, too. The agent does not answer here.")
        is_sent = st.form_submit_button("Begin the branch", type="primary")
    if not is_sent:
        return
    try:
        branch = valid_branch(name, taken)
        if not message.strip():
            raise InvalidBranchError("A branch begins with something that is said.")
        fork(services().memory, at.actor_id, at.session_id, root_event_id, branch, message.strip())
    except InvalidBranchError as error:
        st.warning(str(error))
    except CALL_ERRORS as error:
        errors.problem(explain(error))
    else:
        state.pick_branch(at, branch)
        st.rerun()


@st.dialog("Delete this event?", icon=":material/delete:")
def without_event(at: state.Place, event_id: str) -> None:
    """Ask, then delete one event."""
    st.markdown("The event leaves the session; the agent will not find it there any more.")
    st.caption(RECORDS_STAY)
    if st.button("Delete the event", type="primary", key="delete_event"):
        memory = services().memory
        _report(delete_events(memory, at.actor_id, at.session_id, (event_id,)), 1)


@st.dialog("Delete this session?", icon=":material/delete:")
def without_session(at: state.Place, count: int) -> None:
    """Ask, then delete all events of a session."""
    st.markdown(f"All {counted(count, 'event')} of the session go. This cannot be undone.")
    st.caption(RECORDS_STAY)
    if st.button("Delete the session", type="primary", key="delete_session"):
        try:
            done = delete_session(services().memory, at.actor_id, at.session_id)
        except CALL_ERRORS as error:
            errors.problem(explain(error))
        else:
            _report(done, count)


def _report(done: Deleted, count: int) -> None:
    """Close the dialog with a word on what happened; keep it open where something failed."""
    if not done.problems:
        state.tell(f"{counted(done.count, 'event')} deleted.")
        st.rerun()
    st.caption(f"{done.count} of {counted(max(count, done.count), 'event')} deleted, then:")
    for problem in done.problems:
        errors.problem(problem)
