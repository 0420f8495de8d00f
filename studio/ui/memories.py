"""The Memories page: a picture of what is known, and the records to search, filter and open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from studio import lineage
from studio.filters import Filter
from studio.listing import PAGE_SIZE, Failures, Page, read
from studio.memory import Memory
from studio.problems import explain
from studio.search import find
from studio.types import Record
from studio.ui import changing, exporting, filtering, forgetting, picture, record, state, table
from studio.ui import state_memories as own
from studio.ui.filtering import Asked
from studio.ui.text import counted
from studio.why import Why

ADD, EXPORT, FORGET = "Add a memory", "Export", "Forget this actor"
ICONS = {ADD: "add", EXPORT: "download", FORGET: "person_remove"}
WAITING_HEIGHT = 420
PAGES_WIDTH = 300


@dataclass(frozen=True)
class Shown:
    """The records in the table, and why each came where they were searched."""

    records: Sequence[Record]
    why: Mapping[str, Why] = field(default_factory=dict)


def show(memory: Memory, at: state.Place) -> None:
    """All that is remembered of the actor, or how memories come about.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    if notice := state.take_notice():
        st.toast(notice, icon=":material/check:")
    action = _heading()
    above = st.container()
    with st.skeleton(height=WAITING_HEIGHT):
        newest = read(memory, at.actor_id, Filter())
    if not newest.records and not newest.following:
        _empty()
        _dialog(memory, at, Asked(Filter()), Shown(()), action)
        return
    # Counting takes longer than one page: the picture comes last, to the place kept for it.
    with above:
        drawing = picture.place()
    asked = filtering.show(memory, at.actor_id, newest.records)
    shown = _searched(memory, at, asked) if asked.query else _listed(memory, at, asked, newest)
    _dialog(memory, at, asked, shown, action)
    with drawing:
        picture.show(memory, at.actor_id, newest.records)


def _heading() -> str | None:
    """The page's title and its rarer actions; the one that was chosen now."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.title("Memories", anchor=False, width="content")
        with st.container(horizontal=True, width="content"):
            st.button("Refresh", icon=":material/refresh:", on_click=picture.refresh)
            return st.menu_button(
                "More",
                list(ICONS),
                key="more",
                icon=":material/more_horiz:",
                format_func=lambda name: f":material/{ICONS[name]}: {name}",
            )


def _dialog(
    memory: Memory, at: state.Place, asked: Asked, shown: Shown, action: str | None
) -> None:
    """What stands before the page: one dialog at the most, the chosen action's first."""
    if action == ADD:
        changing.add(memory, at)
    elif action == EXPORT:
        exporting.show(memory, at.actor_id, asked, shown.records)
    elif action == FORGET:
        forgetting.show(at.actor_id)
    elif record_id := own.opened(at.actor_id):
        _opened(memory, at, record_id, shown)


def _opened(memory: Memory, at: state.Place, record_id: str, shown: Shown) -> None:
    """The record that the address names, if it is one of the actor's."""
    whole = lineage.find(memory, record_id)
    if whole is None or not memory.belongs(whole, at.actor_id):
        own.close_record()
        st.warning(
            "It was deleted, or it is another actor's.",
            title="This memory is not here.",
            icon=":material/search_off:",
        )
        return
    scored = next((each for each in shown.records if each.id == record_id), None)
    why = shown.why.get(record_id)
    record.show(memory, at, scored if why and scored else whole, why)


def _listed(memory: Memory, at: state.Place, asked: Asked, newest: Page) -> Shown:
    """One page of the records, as they are listed."""
    listing = (at.actor_id, asked.chosen)
    widget = f"page-{hash(listing)}"
    cursors = own.turned(listing)
    number = min(own.page_number(widget), len(cursors))
    if number == 1 and asked.chosen.is_empty:
        page = newest
    else:
        with st.skeleton(height=WAITING_HEIGHT):
            page = read(memory, at.actor_id, asked.chosen, cursors[number - 1])
    if page.following and number == len(cursors):
        cursors.append(page.following)
    _unread(page.failures)
    _table(memory, Shown(page.records), asked)
    _paging(page, number, len(cursors), widget)
    return Shown(page.records)


def _paging(page: Page, number: int, pages: int, widget: str) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.caption(_order(page, number, pages), width="content")
        if pages > 1:
            st.pagination(pages, key=widget, max_visible_pages=5, width=PAGES_WIDTH)


def _order(page: Page, number: int, pages: int) -> str:
    """What the page is of: AgentCore says neither how many records there are nor sorts them."""
    if page.is_cut_short:
        return (
            f"Looked through {page.looked_at:,} memories so far, the newest first. Go to the next "
            "page to look further."
        )
    if pages == 1:
        return "Newest first. Click a column's heading to sort."
    first = (number - 1) * PAGE_SIZE + 1
    which = f"Memories {first:,}–{first + len(page.records) - 1:,}, the newest first. "
    return which + "Click a column's heading to sort this page alone."


def _searched(memory: Memory, at: state.Place, asked: Asked) -> Shown:
    """The records that answer the query."""
    with st.skeleton(height=WAITING_HEIGHT):
        found = find(memory, at.actor_id, asked.query, asked.chosen, asked.top_k, asked.least)
    _unread(found.failures)
    shown = Shown(found.records, found.why)
    _table(memory, shown, asked)
    said = f"The {counted(len(found.records), 'memory', 'memories')} that come closest, best first."
    if found.passed:
        said += f" {found.passed:,} more were left out by score or filters."
    if found.records:
        st.caption(said)
    return shown


def _table(memory: Memory, shown: Shown, asked: Asked) -> None:
    if not shown.records:
        _nothing(asked)
        return
    bar = st.empty()
    # A key of its own for each set of rows: a selection must not slip to another record.
    key = f"records-{hash(tuple(each.id for each in shown.records))}"
    selected = table.show(memory, shown.records, shown.why, key)
    if selected:
        with bar.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{len(selected)} selected", width="content")
            if st.button("Delete", key="delete_selected", icon=":material/delete:"):
                changing.delete_many(memory, selected)


def _nothing(asked: Asked) -> None:
    st.info(
        "Search for something else, or show all of them.",
        title="No memory fits.",
        icon=":material/search_off:",
    )
    if not asked.is_everything:
        st.button("Show all memories", on_click=own.clear_all)


def _unread(failures: Failures) -> None:
    """The namespaces that could not be read, while others could."""
    for path, error in failures:
        problem = explain(error)
        st.warning(problem.remedy, title=problem.what, icon=":material/warning:")
        st.text(f"Not shown: {path}")


def _empty() -> None:
    st.space("small")
    st.header("Nothing is remembered yet", anchor=False)
    st.markdown(
        "Memories come from conversations. Tell the agent something about yourself, such as your "
        "name or what you like; a few seconds later it stands here, as a fact or a preference."
    )
    st.page_link("app_pages/chat.py", label="Go to Chat", icon=":material/chat:")
