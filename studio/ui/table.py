"""Memory records as a table: to read, to sort a page of, to open and to select."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from studio.contents import content
from studio.memory import Memory
from studio.types import Record
from studio.ui import state_memories as state
from studio.ui.records import LOOKS
from studio.why import Why

OPEN = ":material/open_in_full:"


def show(
    memory: Memory, records: Sequence[Record], why: Mapping[str, Why], key: str
) -> list[Record]:
    """The records as a table, each with a button that opens it; those whose rows are selected.

    `why` says of records that were searched, by their IDs, what found them.
    """
    chosen = st.dataframe(
        _frame(memory, records, why),
        key=key,
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        height="auto",
        alt="Memory records of the actor",
        column_config=_columns([record.id for record in records]),
    )
    return [records[row] for row in chosen.selection.rows if row < len(records)]


def _columns(record_ids: Sequence[str]) -> dict[str, Any]:
    config = st.column_config
    return {
        "Open": config.ButtonColumn(
            width=58,
            type="tertiary",
            key=state.OPENING,
            on_click=state.open_clicked,
            args=(record_ids,),
        ),
        "Memory": config.TextColumn(width=340),
        "Strategy": config.MultiselectColumn(
            options=[look.one for look in LOOKS.values()],
            color=[look.colour for look in LOOKS.values()],
            width=110,
        ),
        "Score": config.ProgressColumn(min_value=0, max_value=1, format="%.2f", width=110),
        "Why": config.TextColumn(width="medium", help="What the memory has in common with it"),
        "Learned": config.DatetimeColumn(
            width=150, format="calendar", timezone=st.context.timezone
        ),
        "About": config.ListColumn(width="medium"),
        "Session": config.TextColumn(width="medium"),
        "Namespace": config.TextColumn(width="medium"),
    }


def _frame(memory: Memory, records: Sequence[Record], why: Mapping[str, Why]) -> pd.DataFrame:
    decoded = [content(record) for record in records]
    columns: dict[str, list[object]] = {
        "Open": [OPEN] * len(records),
        "Memory": [each.sentence for each in decoded],
        "Strategy": [[LOOKS[record.strategy].one] for record in records],
        "Score": [record.score for record in records],
        "Why": [in_short(why[record.id]) if record.id in why else "" for record in records],
        "Learned": [record.created_at for record in records],
        "About": [each.subjects for each in decoded],
        "Session": [memory.session_of(record) for record in records],
        "Namespace": [record.namespace for record in records],
    }
    # Listed records have neither: a column of blanks would look like a fault.
    if all(record.score is None for record in records):
        del columns["Score"], columns["Why"]
    return pd.DataFrame(columns)


def in_short(why: Why) -> str:
    """Why a record was found, in a cell."""
    said = []
    if why.shared:
        said.append("words: " + ", ".join(why.shared))
    if why.meaning is not None:
        said.append(f"meaning {why.meaning:.2f}")
    return " · ".join(said)
