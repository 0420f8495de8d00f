"""Memory records on a page: what their strategies look like everywhere, and a record's line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from studio.contents import content
from studio.types import Record, StrategyType

Colour = Literal["blue", "violet", "orange", "green", "gray"]


@dataclass(frozen=True)
class Look:
    """How records of a strategy are called, and their colour and icon everywhere."""

    one: str
    many: str
    colour: Colour
    icon: str


LOOKS = {
    StrategyType.SEMANTIC: Look("Fact", "Facts", "blue", ":material/fact_check:"),
    StrategyType.USER_PREFERENCE: Look(
        "Preference", "Preferences", "violet", ":material/favorite:"
    ),
    StrategyType.SUMMARIZATION: Look("Summary", "Summaries", "orange", ":material/summarize:"),
    StrategyType.EPISODIC: Look("Episode", "Episodes", "green", ":material/movie:"),
    StrategyType.CUSTOM: Look("Other", "Others", "gray", ":material/category:"),
}


def badge(strategy: StrategyType) -> None:
    """The strategy as a coloured badge."""
    look = LOOKS[strategy]
    st.badge(look.one, icon=look.icon, color=look.colour)


def line(record: Record, note: str = "", address: Mapping[str, str] | None = None) -> None:
    """A record in a few lines: what it says, its strategy, its score, and a note of ours.

    With an `address`, the query parameters of the Memories page, it links to itself there.
    """
    with st.container(gap="xxsmall"):
        st.text(content(record).sentence)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            badge(record.strategy)
            if record.score is not None:
                st.caption(f"score {record.score:.2f}", width="content")
            if note:
                st.caption(note, width="content")
            if address is not None:
                st.page_link(
                    "app_pages/memories.py",
                    label="Open",
                    icon=":material/open_in_new:",
                    query_params=dict(address),
                    help="This record on the Memories page",
                )
