"""The Sessions page: an actor's sessions, and the one that is picked."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import streamlit as st

from studio.memory import Memory
from studio.turns import turns
from studio.types import Event, Session
from studio.ui import sessions, state
from studio.ui.text import counted

PAGE_SIZE = 20


def show(memory: Memory, at: state.Place) -> None:
    """The sessions, newest first, and the picked one's turns.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    known = memory.sessions(at.actor_id)
    if not known:
        _empty()
        return
    shown = _page(known)
    events = _events(memory, at.actor_id, shown)
    rows = [sessions.Row(session, turns(events[session.id])) for session in shown]
    ids = [session.id for session in shown]
    current = ids.index(at.session_id) if at.session_id in ids else 0
    picked = sessions.table(rows, key=f"sessions-{hash(tuple(ids))}", selected=current)
    _picked(picked, events[picked.session.id], at)


def _page(known: Sequence[Session]) -> Sequence[Session]:
    pages = -(-len(known) // PAGE_SIZE)
    if pages == 1:
        return known
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(counted(len(known), "session"), width="content")
        page = st.pagination(pages, key="sessions_page")
    return known[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def _events(memory: Memory, actor_id: str, shown: Sequence[Session]) -> dict[str, list[Event]]:
    with ThreadPoolExecutor(max_workers=8) as pool:
        listed = pool.map(lambda session: memory.events(actor_id, session.id), shown)
        return {session.id: events for session, events in zip(shown, listed, strict=True)}


def _picked(row: sessions.Row, events: Sequence[Event], at: state.Place) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{counted(len(row.turns), 'turn')} · {row.session.id}", width="stretch")
        is_continued = st.button("Continue in Chat", key="continue", icon=":material/chat:")
    if is_continued:
        # Not in a callback: there the pages are not known yet.
        state.go_to(at.actor_id, row.session.id)
        st.switch_page("app_pages/chat.py")
    sessions.transcript(row, {event.id: event for event in events})


def _empty() -> None:
    st.space("small")
    st.header("No sessions yet", anchor=False)
    st.markdown(
        "A session is one conversation. Say something to the agent, and it stands here, turn by "
        "turn."
    )
    st.page_link("app_pages/chat.py", label="Go to Chat", icon=":material/chat:")
