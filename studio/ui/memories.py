"""The Memories page: an actor's records, filtered, searched and opened."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from studio.memory import Memory
from studio.types import Record, StrategyType
from studio.ui import records, state

ALL = "All"


def show(memory: Memory, at: state.Place) -> None:
    """All that is remembered of the actor, or how memories come about.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    known = memory.records(at.actor_id)
    if not known:
        _empty()
        return
    chosen, query = _filters(known)
    found = memory.retrieve(at.actor_id, query) if query else known
    shown = [record for record in found if chosen in (None, record.strategy)]
    if not shown:
        st.caption("No memory fits. Search for something else, or show all strategies.")
        return
    picked = records.table(shown, key=_key(shown))
    if picked:
        records.whole(picked)
    else:
        st.caption("Select a row to open a memory whole.")


def _filters(known: Sequence[Record]) -> tuple[StrategyType | None, str]:
    counts = Counter(record.strategy for record in known)
    labels = {ALL: f"All {len(known)}"} | {
        strategy: f"{look.icon} {look.many} {counts[strategy]}"
        for strategy, look in records.LOOKS.items()
        if counts[strategy]
    }
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        # Not a segmented control: its chosen label has too little contrast in the dark.
        chosen = st.radio(
            "Strategy",
            list(labels),
            format_func=labels.__getitem__,
            key="strategy",
            label_visibility="collapsed",
            horizontal=True,
        )
        st.button("Refresh", icon=":material/refresh:")
    query = st.text_input(
        "Search by meaning",
        key="query",
        type="search",
        placeholder="Search by meaning: food, family, plans…",
        label_visibility="collapsed",
    )
    strategy = StrategyType(chosen) if chosen and chosen != ALL else None
    return strategy, (query or "").strip()


def _key(shown: Sequence[Record]) -> str:
    """A key of its own for each set of rows: a selection must not slip to another record."""
    return f"records-{hash(tuple(record.id for record in shown))}"


def _empty() -> None:
    st.space("small")
    st.header("Nothing is remembered yet", anchor=False)
    st.markdown(
        "Memories come from conversations. Tell the agent something about yourself, such as your "
        "name or what you like; a few seconds later it stands here, as a fact or a preference."
    )
    st.page_link("app_pages/chat.py", label="Go to Chat", icon=":material/chat:")
