"""The dialog that hands out records as CSV and JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from studio.exporting import MOST_EXPORTED, csv_lines, json_lines
from studio.listing import walk
from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain
from studio.types import Record
from studio.ui import errors
from studio.ui.filtering import Asked
from studio.ui.text import counted


@st.dialog("Export", icon=":material/download:")
def show(memory: Memory, actor_id: str, asked: Asked, found: Sequence[Record]) -> None:
    """Files of what is filtered, all pages of it; with a query, of the records that it `found`."""
    try:
        with st.spinner("Reading the memories…"):
            records = found if asked.query else list(_all(memory, actor_id, asked))
    except CALL_ERRORS as error:
        errors.problem(explain(error))
        return
    which = "found by the search" if asked.query else "of the actor"
    which = which if asked.chosen.is_empty else f"{which} that the filters let through"
    st.markdown(f"{counted(len(records), 'memory', 'memories')} {which}.")
    if len(records) >= MOST_EXPORTED:
        st.caption(f"The newest {MOST_EXPORTED:,}; narrow the filters for others.")
    about = _about(memory, actor_id, asked)
    name = f"memories-{datetime.now(UTC):%Y-%m-%d}"
    with st.container(horizontal=True):
        _button("CSV", "".join(csv_lines(memory, records)), f"{name}.csv", "text/csv")
        text = "".join(json_lines(memory, records, about))
        _button("JSON", text, f"{name}.json", "application/json")


def _all(memory: Memory, actor_id: str, asked: Asked) -> Sequence[Record]:
    return list(walk(memory, actor_id, asked.chosen, MOST_EXPORTED))


def _about(memory: Memory, actor_id: str, asked: Asked) -> dict[str, Any]:
    chosen = asked.chosen
    filters = {
        "strategyId": chosen.strategy_id,
        "namespace": chosen.namespace,
        "sessionId": chosen.session_id,
        "text": chosen.text,
        "since": chosen.since.isoformat() if chosen.since else "",
        "until": chosen.until.isoformat() if chosen.until else "",
        "query": asked.query,
    }
    return {
        "memoryId": memory.memory_id,
        "actorId": actor_id,
        "exportedAt": datetime.now(UTC).isoformat(timespec="seconds"),
        "filters": {name: value for name, value in filters.items() if value},
    }


def _button(label: str, text: str, file_name: str, mime: str) -> None:
    st.download_button(label, text, file_name, mime, icon=":material/download:", on_click="ignore")
