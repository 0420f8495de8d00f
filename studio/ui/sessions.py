"""An actor's sessions: the list to pick from, and one as a transcript."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from studio.types import Event, Session, Turn
from studio.ui import state, turns
from studio.ui.text import counted, when

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
