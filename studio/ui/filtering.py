"""What is asked for on the Memories page: a search, a strategy, and the rarer filters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from studio.filters import Filter
from studio.memory import Memory
from studio.search import MOST_FOUND
from studio.types import Record
from studio.ui import sessions
from studio.ui import state_memories as state
from studio.ui.records import LOOKS
from studio.ui.text import inline_code, when

ALL = "All"
TOP_K = 20


@dataclass(frozen=True)
class Asked:
    """Which records are asked for; with a query the `top_k` best, of those that score `least`."""

    chosen: Filter
    query: str = ""
    top_k: int = TOP_K
    least: float = 0.0

    @property
    def is_everything(self) -> bool:
        """Whether all of the actor's records are asked for."""
        return self.chosen.is_empty and not self.query


def show(memory: Memory, actor_id: str, newest: Sequence[Record]) -> Asked:
    """The controls, and what they ask for; the `newest` records' namespaces are offered.

    Raises:
        ClientError, BotoCoreError: the actor's sessions could not be listed.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        query = st.text_input(
            "Search by meaning",
            key=state.QUERY,
            type="search",
            placeholder="Search by meaning: food, family, plans…",
            label_visibility="collapsed",
            bind="query-params",
        )
        with st.popover("Filters", icon=":material/tune:"):
            top_k, least = _bounds() if query else (TOP_K, 0.0)
            rest = _rest(memory, actor_id, newest)
    chosen = replace(rest, strategy_id=_strategy(memory))
    _said(rest)
    return Asked(chosen, (query or "").strip(), top_k, least)


def _strategy(memory: Memory) -> str:
    labels = strategy_labels(memory)
    # Not a segmented control: its chosen label has too little contrast in the dark.
    chosen = st.radio(
        "Strategy",
        ["", *labels],
        format_func=lambda strategy_id: labels.get(strategy_id, ALL),
        key=state.STRATEGY,
        label_visibility="collapsed",
        horizontal=True,
        bind="query-params",
    )
    return chosen or ""


def strategy_labels(memory: Memory) -> dict[str, str]:
    """What each strategy's records are called, with its name where several are of one type."""
    types = Counter(strategy.type for strategy in memory.strategies)
    return {
        each.id: LOOKS[each.type].many + (f" · {each.name}" if types[each.type] > 1 else "")
        for each in memory.strategies
    }


def _rest(memory: Memory, actor_id: str, newest: Sequence[Record]) -> Filter:
    """What is asked for behind Filters."""
    text = st.text_input("Contains this text", key=state.TEXT, placeholder="letter by letter")
    started = {each.id: each.created_at for each in sessions.listed(memory, actor_id)}
    session_id = st.selectbox(
        "Learned in session",
        list(started),
        format_func=lambda each: f"{when(started[each])} · {each[-6:]}",
        index=None,
        key=state.SESSION,
        placeholder="Any session",
    )
    namespace = st.selectbox(
        "Namespace",
        sorted({*Filter().paths(memory, actor_id), *(record.namespace for record in newest)}),
        index=None,
        key=state.NAMESPACE,
        placeholder="Any namespace",
    )
    first, last = st.columns(2)
    since = first.date_input("Learned from", value=None, key=state.SINCE)
    until = last.date_input("Learned until", value=None, key=state.UNTIL)
    is_ended = st.checkbox(
        "Only what is no longer true",
        key=state.ENDED,
        help="What something newer has taken the place of. AWS does not keep it.",
    )
    return Filter(
        namespace=namespace or "",
        session_id=session_id or "",
        text=text.strip(),
        since=_begins(since) if since else None,
        until=_begins(until + timedelta(days=1)) if until else None,
        is_ended=is_ended,
    )


def _begins(day: date) -> datetime:
    """When a day begins where the browser is."""
    zone = st.context.timezone
    return datetime.combine(day, time(), ZoneInfo(zone) if zone else None).astimezone()


def _bounds() -> tuple[int, float]:
    """How many records a search may find, and what they score at least."""
    most, least = st.columns(2)
    top_k = most.number_input("Best so many", 1, MOST_FOUND, TOP_K, key=state.TOP_K)
    score = least.number_input("Score at least", 0.0, 1.0, 0.0, 0.05, key=state.LEAST)
    return top_k or TOP_K, score or 0.0


def _said(rest: Filter) -> None:
    """Which of the rarer filters hold: they cannot be seen while their popover is closed."""
    parts = {
        f"contains {inline_code(rest.text)}": rest.text,
        f"session {inline_code(rest.session_id)}": rest.session_id,
        f"namespace {inline_code(rest.namespace)}": rest.namespace,
        f"since {when(rest.since)}": rest.since,
        f"before {when(rest.until)}": rest.until,
        "no longer true": rest.is_ended,
    }
    if said := [words for words, holds in parts.items() if holds]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("Filtered: " + " · ".join(said), width="content")
            st.button("Clear", key="clear_filters", type="tertiary", on_click=state.clear_filters)
