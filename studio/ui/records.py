"""Memory records on a page: a line, a table, and one opened whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from studio.contents import Content, content
from studio.types import Record, StrategyType
from studio.ui.text import inline_code, when

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


def table(records: Sequence[Record], key: str) -> Record | None:
    """The records as a table; the one whose row is selected."""
    chosen = st.dataframe(
        _frame(records),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        height="auto",
        alt="Memory records of the actor",
        column_config={
            "Memory": st.column_config.TextColumn(width="large"),
            "Strategy": st.column_config.MultiselectColumn(
                options=[look.one for look in LOOKS.values()],
                color=[look.colour for look in LOOKS.values()],
                width=110,
            ),
            "Score": st.column_config.ProgressColumn(
                min_value=0, max_value=1, format="%.2f", width=110
            ),
            "When": st.column_config.TextColumn(width=130),
            "Namespace": st.column_config.TextColumn(width="medium"),
        },
    )
    rows = chosen.selection.rows
    return records[rows[0]] if rows and rows[0] < len(records) else None


def _frame(records: Sequence[Record]) -> pd.DataFrame:
    columns: dict[str, list[object]] = {
        "Strategy": [[LOOKS[record.strategy].one] for record in records],
        "Memory": [content(record).sentence for record in records],
        "Score": [record.score for record in records],
        "When": [when(record.created_at) for record in records],
        "Namespace": [record.namespace for record in records],
    }
    # Listed records have no score: a column of blanks would look like a fault.
    if all(record.score is None for record in records):
        del columns["Score"]
    return pd.DataFrame(columns)


def whole(record: Record) -> None:
    """One record with all there is to know about it."""
    decoded = content(record)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            badge(record.strategy)
            st.caption(when(record.created_at))
        _body(decoded)
        _facts(record)
        with st.expander(
            "As the service returns it", type="compact", icon=":material/data_object:"
        ):
            st.json(dict(record.raw))


def _body(decoded: Content) -> None:
    if decoded.topics:
        for topic in decoded.topics:
            with st.container(gap="xxsmall"):
                st.caption(inline_code(topic.name, longest=120))
                st.text(topic.text)
        return
    st.text(decoded.sentence)
    for name, text in (
        ("Context", decoded.context),
        ("Categories", " · ".join(decoded.categories)),
    ):
        if text:
            with st.container(gap="xxsmall"):
                st.caption(name)
                st.text(text)


OF_THE_SERVICE = "x-amz-"
"""What metadata keys begin with that say nothing that the page does not show already."""


def _facts(record: Record) -> None:
    rows = {"Namespace": record.namespace, "Record": record.id, "Strategy": record.strategy_id}
    own = {name: v for name, v in record.metadata.items() if not name.startswith(OF_THE_SERVICE)}
    rows |= {name: _value(value) for name, value in own.items()}
    with st.container(gap="xxsmall"):
        for name, value in rows.items():
            with st.container(horizontal=True, gap="small"):
                st.caption(name, width=130)
                st.text(value)


def _value(value: object) -> str:
    """A metadata value, which the service wraps in an object that names its type."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
