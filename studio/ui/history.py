"""The Sessions page: an actor's sessions, and the one that is picked."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd
import streamlit as st

from studio.branches import MAIN, Branch, branches, line
from studio.memory import Memory
from studio.turns import turns
from studio.types import Event, Session, Turn
from studio.ui import pruning, state, transcript
from studio.ui.text import counted, when

PAGE_SIZE = 20
MOST_READ = 200
"""So many of each session's newest events are read for the table; the picked one is read whole."""
TURNS_A_PAGE = 20


@dataclass(frozen=True)
class Row:
    """A session in the table: its newest events, and whether there are more before them."""

    session: Session
    events: Sequence[Event]
    turns: Sequence[Turn]

    @property
    def is_cut(self) -> bool:
        """Whether the session has events that were not read."""
        return len(self.events) >= MOST_READ

    @property
    def last_at(self) -> datetime:
        """When something was stored last."""
        return max((event.timestamp for event in self.events), default=self.session.created_at)


def show(memory: Memory, at: state.Place) -> None:
    """The sessions, newest first, and the picked one's turns.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    if notice := state.take_notice():
        st.toast(notice, icon=":material/check:")
    known = memory.sessions(at.actor_id)
    if not known:
        _empty()
        return
    rows = _rows(memory, at.actor_id, _page(known))
    ids = [row.session.id for row in rows]
    current = ids.index(at.session_id) if at.session_id in ids else 0
    picked = _table(rows, key=f"sessions-{hash(tuple(ids))}", selected=current)
    _picked(memory, picked, replace(at, session_id=picked.session.id))


def _page(known: Sequence[Session]) -> Sequence[Session]:
    pages = -(-len(known) // PAGE_SIZE)
    if pages == 1:
        return known
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(counted(len(known), "session"), width="content")
        page = st.pagination(pages, key="sessions_page")
    return known[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def _rows(memory: Memory, actor_id: str, shown: Sequence[Session]) -> list[Row]:
    def read(session: Session) -> Row:
        events = memory.events(actor_id, session.id, MOST_READ)
        return Row(session, events, turns(events))

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(read, shown))


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Started": [when(row.session.created_at) for row in rows],
            "Last activity": [when(row.last_at) for row in rows],
            "Turns": [f"{len(row.turns)}{'+' if row.is_cut else ''}" for row in rows],
            "First message": [_first_message(row) for row in rows],
            "Session": [row.session.id for row in rows],
        }
    )


def _table(rows: Sequence[Row], key: str, selected: int) -> Row:
    """The sessions as a table; the one whose row is selected."""
    chosen = st.dataframe(
        _frame(rows),
        key=key,
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [selected]}},
        hide_index=True,
        alt="Sessions of the actor, newest first",
        column_config={
            "Started": st.column_config.TextColumn(width=130),
            "Last activity": st.column_config.TextColumn(width=130),
            "Turns": st.column_config.TextColumn(width=70),
            "First message": st.column_config.TextColumn(width="large"),
        },
    )
    picked = chosen.selection.rows
    return rows[picked[0] if picked and picked[0] < len(rows) else selected]


def _first_message(row: Row) -> str:
    first = next((turn.prompt for turn in row.turns if turn.prompt), "")
    return f"… {first}" if row.is_cut else first


def _picked(memory: Memory, row: Row, at: state.Place) -> None:
    events = memory.events(at.actor_id, at.session_id) if row.is_cut else row.events
    found = branches(events)
    _actions(at, len(events))
    read = line(found, _branch(found, at))
    said = turns(read)
    shown = _page_of_turns(said, at)
    transcript.show(
        shown,
        transcript.Transcript(
            at,
            {event.id: event for event in read},
            memory.records(at.actor_id),
            frozenset(branch.name for branch in found),
        ),
    )
    if not said:
        st.caption("Nothing was said in this session: its events hold the agent's state alone.")


def _actions(at: state.Place, count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{counted(count, 'event')} · {at.session_id}", width="stretch")
        is_continued = st.button("Continue in Chat", key="continue", icon=":material/chat:")
        if st.button("Delete session", key="prune", icon=":material/delete:", type="tertiary"):
            pruning.without_session(at, count)
    if is_continued:
        # Not in a callback: there the pages are not known yet.
        state.go_to(at.actor_id, at.session_id)
        st.switch_page("app_pages/chat.py")


def _branch(found: Sequence[Branch], at: state.Place) -> str:
    """The branch to read along: the only one, or the one that is picked from the tree."""
    if len(found) == 1:
        return MAIN
    names = [branch.name for branch in found]
    picked = state.picked_branch(at)
    labels = {branch.name: _label(branch) for branch in found}
    chosen = st.radio(
        "Branches",
        names,
        index=names.index(picked) if picked in names else 0,
        format_func=labels.__getitem__,
        key=f"branch-{at.session_id}-{picked}",
    )
    return chosen or MAIN


def _label(branch: Branch) -> str:
    """The branch in the tree: below what it forks from, and further right."""
    indent = "\u2003" * branch.depth + ("↳ " if branch.depth else "")
    said = counted(len(turns(branch.events)), "turn")
    return f"{indent}{branch.name} :gray[· {said} of its own]"


def _page_of_turns(said: Sequence[Turn], at: state.Place) -> Sequence[Turn]:
    """The newest turns, unless another page of them is picked."""
    pages = max(1, -(-len(said) // TURNS_A_PAGE))
    if pages == 1:
        return said
    page = st.pagination(pages, default=pages, key=f"turns-{at.session_id}-{pages}")
    return said[(page - 1) * TURNS_A_PAGE : page * TURNS_A_PAGE]


def _empty() -> None:
    st.space("small")
    st.header("No sessions yet", anchor=False)
    st.markdown(
        "A session is one conversation. Say something to the agent, and it stands here, turn by "
        "turn."
    )
    st.page_link("app_pages/chat.py", label="Go to Chat", icon=":material/chat:")
