"""The Memories page's state: the filters, the record that is open, and the pages turned so far."""

from collections.abc import Hashable, Sequence

import streamlit as st

from studio.forgetting import Report
from studio.listing import Cursor
from studio.ui.state import RECORD

STRATEGY = "strategy"
QUERY = "query"
TEXT = "memories.text"
SESSION = "memories.session"
NAMESPACE = "memories.namespace"
SINCE = "memories.since"
UNTIL = "memories.until"
ENDED = "memories.ended"
TOP_K = "memories.top_k"
LEAST = "memories.least"
OPENING = "memories.opening"
FILTERS = {TEXT: "", SESSION: None, NAMESPACE: None, SINCE: None, UNTIL: None, ENDED: False}
"""The widgets behind Filters, and what they hold when nothing is filtered."""
_OPENED = "memories.opened"
_TURNED = "memories.turned"
_REPORT = "memories.report"


def opened(actor_id: str) -> str:
    """The ID of the record that the address says is open; empty where it names none.

    Where the actor has changed since it was opened, it is closed.
    """
    record_id = st.query_params.get(RECORD, "")
    held_actor, held = st.session_state.get(_OPENED, (actor_id, ""))
    if record_id and record_id == held and held_actor != actor_id:
        close_record()
        return ""
    st.session_state[_OPENED] = (actor_id, record_id)
    return record_id


def open_record(record_id: str) -> None:
    """Open a record, here and in the page's address."""
    st.query_params[RECORD] = record_id


def open_clicked(record_ids: Sequence[str]) -> None:
    """Callback: open the record whose row's button was clicked in the table."""
    open_record(record_ids[st.session_state[OPENING].row])


def close_record() -> None:
    """Callback: have no record open."""
    st.query_params.pop(RECORD, None)


def clear_filters() -> None:
    """Callback: filter by nothing; the strategy and the query stay."""
    st.session_state.update(FILTERS)


def clear_all() -> None:
    """Callback: show all memories again."""
    clear_filters()
    st.session_state[STRATEGY] = ""
    st.session_state[QUERY] = ""


def turned(listing: Hashable) -> list[Cursor | None]:
    """Where the pages of this listing begin, as far as it is known; the first at None."""
    held, cursors = st.session_state.get(_TURNED, (None, [None]))
    if held != listing:
        cursors = [None]
        st.session_state[_TURNED] = (listing, cursors)
    found: list[Cursor | None] = cursors
    return found


def page_number(widget: str) -> int:
    """The page that the widget of this key is on, from 1 on."""
    return int(st.session_state.get(widget, 1))


def keep_report(report: Report) -> None:
    """Keep what became of forgetting, until it has been read."""
    st.session_state[_REPORT] = report


def report() -> Report | None:
    """What became of forgetting; None where nothing was, or it has been read."""
    held: Report | None = st.session_state.get(_REPORT)
    return held


def drop_report() -> None:
    """Callback: what became of forgetting has been read."""
    st.session_state.pop(_REPORT, None)
