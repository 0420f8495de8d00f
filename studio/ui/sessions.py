"""An actor's sessions in the sidebar: a new one, and those to resume."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import streamlit as st

from studio.conversation import Conversation
from studio.memory import Memory
from studio.turns import opening
from studio.types import Session
from studio.ui import state
from studio.ui.text import one_line, when

MOST_LISTED = 8
MOST_READ = 24
"""So many sessions say how they began: a call each, made once."""
FRESH_SECONDS = 15
READ_SECONDS = 600
NEWEST_EVENTS = 100
"""One call. A session that is longer says how the newest of its events began."""


def sidebar(memory: Memory, conversation: Conversation) -> None:
    """A button for a new session, the newest ones to resume, and all of them to search.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    known = listed(memory, conversation.actor_id)
    labels = _labels(memory, conversation, known)
    newest = [session.id for session in known[:MOST_LISTED]]
    if conversation.session_id not in newest:
        newest.insert(0, conversation.session_id)
    state.offer_session(conversation.session_id)
    with st.sidebar:
        st.button(
            "New session",
            key="new_session",
            icon=":material/add:",
            width="stretch",
            on_click=state.go_to,
            args=(conversation.actor_id,),
        )
        st.radio(
            "Sessions",
            newest,
            key=state.PICKED_SESSION,
            format_func=lambda session_id: labels[session_id][0],
            captions=[labels[session_id][1] for session_id in newest],
            on_change=state.pick_session,
        )
        if len(known) > MOST_LISTED:
            _search(known, labels)


def listed(memory: Memory, actor_id: str) -> list[Session]:
    """The actor's sessions, newest first, as of some seconds ago.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    return _listed(memory, memory.scope, actor_id)


def refresh() -> None:
    """Forget the listed sessions: there is a new one."""
    _listed.clear()


def _search(known: Sequence[Session], labels: Mapping[str, tuple[str, str]]) -> None:
    st.selectbox(
        "Find a session",
        [session.id for session in known],
        key=state.FOUND_SESSION,
        index=None,
        format_func=lambda session_id: f"{' · '.join(labels[session_id])} · {session_id[-4:]}",
        placeholder=f"Search {len(known)} sessions",
        help="Type first words, a date or the end of a session's ID.",
        on_change=state.pick_session,
        args=(state.FOUND_SESSION,),
    )
    st.page_link("app_pages/sessions.py", label=f"All {len(known)} sessions")


def _labels(
    memory: Memory, conversation: Conversation, known: Sequence[Session]
) -> dict[str, tuple[str, str]]:
    """How each session began, and when: for the current one, too, which may not be listed yet."""
    newest = [session.id for session in known[:MOST_READ]]
    began = _openings(memory, conversation.actor_id, newest)
    if conversation.exchanges:
        began[conversation.session_id] = one_line(conversation.exchanges[0].turn.prompt)
    labels = {
        session.id: (began.get(session.id) or "Session", when(session.created_at))
        for session in known
    }
    return {
        conversation.session_id: (began.get(conversation.session_id) or "New session", "Now")
    } | labels


def _openings(memory: Memory, actor_id: str, session_ids: Sequence[str]) -> dict[str, str]:
    """How the sessions began: read once, as long as they say something."""
    read = _read(memory.scope)
    missing = [each for each in session_ids if (actor_id, each) not in read]

    def ask(session_id: str) -> str:
        return opening(memory.events(actor_id, session_id, NEWEST_EVENTS))

    with ThreadPoolExecutor(max_workers=8) as pool:
        for session_id, began in zip(missing, pool.map(ask, missing), strict=True):
            if began:
                read[actor_id, session_id] = one_line(began)
    return {each: read.get((actor_id, each), "") for each in session_ids}


@st.cache_data(ttl=FRESH_SECONDS, show_spinner=False)
def _listed(_memory: Memory, scope: tuple[str, str], actor_id: str) -> list[Session]:
    return _memory.sessions(actor_id)


@st.cache_resource(ttl=READ_SECONDS, show_spinner=False)
def _read(scope: tuple[str, str]) -> dict[tuple[str, str], str]:
    return {}
