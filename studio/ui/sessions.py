"""An actor's sessions: the list to pick from, and one as a transcript."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from studio.conversation import Conversation
from studio.memory import Memory
from studio.turns import opening
from studio.types import Event, Session, Turn
from studio.ui import state, turns
from studio.ui.text import counted, one_line, when

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
    listed = _listed(memory, memory.memory_id, conversation.actor_id)
    labels = _labels(memory, conversation, listed)
    newest = [session.id for session in listed[:MOST_LISTED]]
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
        if len(listed) > MOST_LISTED:
            _search(listed, labels)


def refresh() -> None:
    """Forget the listed sessions: there is a new one."""
    _listed.clear()


def _search(listed: Sequence[Session], labels: Mapping[str, tuple[str, str]]) -> None:
    st.selectbox(
        "Find a session",
        [session.id for session in listed],
        key=state.FOUND_SESSION,
        index=None,
        format_func=lambda session_id: f"{' · '.join(labels[session_id])} · {session_id[-4:]}",
        placeholder=f"Search {len(listed)} sessions",
        help="Type first words, a date or the end of a session's ID.",
        on_change=state.pick_session,
        args=(state.FOUND_SESSION,),
    )
    st.page_link("app_pages/sessions.py", label=f"All {len(listed)} sessions")


def _labels(
    memory: Memory, conversation: Conversation, listed: Sequence[Session]
) -> dict[str, tuple[str, str]]:
    """How each session began, and when: for the current one, too, which may not be listed yet."""
    newest = [session.id for session in listed[:MOST_READ]]
    began = _openings(memory, conversation.actor_id, newest)
    if conversation.exchanges:
        began[conversation.session_id] = one_line(conversation.exchanges[0].turn.prompt)
    labels = {
        session.id: (began.get(session.id) or "Session", when(session.created_at))
        for session in listed
    }
    return {
        conversation.session_id: (began.get(conversation.session_id) or "New session", "Now")
    } | labels


def _openings(memory: Memory, actor_id: str, session_ids: Sequence[str]) -> dict[str, str]:
    """How the sessions began: read once, as long as they say something."""
    read = _read(memory.memory_id)
    missing = [each for each in session_ids if (actor_id, each) not in read]

    def ask(session_id: str) -> str:
        return opening(memory.events(actor_id, session_id, NEWEST_EVENTS))

    with ThreadPoolExecutor(max_workers=8) as pool:
        for session_id, began in zip(missing, pool.map(ask, missing), strict=True):
            if began:
                read[actor_id, session_id] = one_line(began)
    return {each: read.get((actor_id, each), "") for each in session_ids}


@st.cache_data(ttl=FRESH_SECONDS, show_spinner=False)
def _listed(_memory: Memory, memory_id: str, actor_id: str) -> list[Session]:
    return _memory.sessions(actor_id)


@st.cache_resource(ttl=READ_SECONDS, show_spinner=False)
def _read(memory_id: str) -> dict[tuple[str, str], str]:
    return {}


@dataclass(frozen=True)
class Row:
    """A session in the table, with its turns."""

    session: Session
    turns: Sequence[Turn]


def table(rows: Sequence[Row], key: str, selected: int) -> Row:
    """The sessions as a table; the one whose row is selected."""
    frame = pd.DataFrame(
        {
            "Started": [when(row.session.created_at) for row in rows],
            "Turns": [len(row.turns) for row in rows],
            "First message": [next((turn.prompt for turn in row.turns), "") for row in rows],
            "Session": [row.session.id for row in rows],
        }
    )
    chosen = st.dataframe(
        frame,
        key=key,
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [selected]}},
        hide_index=True,
        alt="Sessions of the actor, newest first",
        column_config={
            "Started": st.column_config.TextColumn(width=130),
            "Turns": st.column_config.NumberColumn(width=70),
            "First message": st.column_config.TextColumn(width="large"),
        },
    )
    picked = chosen.selection.rows
    return rows[picked[0] if picked and picked[0] < len(rows) else selected]


def transcript(row: Row, events: Mapping[str, Event]) -> None:
    """A session's turns as a person would read them; the raw events one click away."""
    for turn in row.turns:
        if turn.prompt:
            turns.prompt(turn.prompt)
        turns.answer(turn)
        raw = [_readable(events[event_id].raw) for event_id in turn.event_ids]
        label = f"{when(turn.asked_at)} · {counted(len(raw), 'raw event')}"
        with st.expander(label, type="compact", icon=":material/data_object:"):
            for event in raw:
                st.json(event, expanded=2)


def _readable(raw: Mapping[str, Any]) -> Any:
    """The event as plain JSON: its timestamp is a datetime."""
    return json.loads(json.dumps(raw, default=str))
