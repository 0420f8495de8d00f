"""One memory record, opened beside the page: what it says, why it came, where from, its history."""

from collections.abc import Sequence

import streamlit as st

from studio import lineage
from studio.contents import Content, content
from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain
from studio.sources import Source, sources
from studio.types import Record
from studio.ui import changing, errors, state, state_memories
from studio.ui.records import LOOKS
from studio.ui.text import counted, inline_code, one_line, when
from studio.why import Part, Why

WIDTH = 640
LONGEST_HEADING = 160
MOST_SOURCES = 5
OF_THE_SERVICE = "x-amz-"
"""What metadata keys begin with that say nothing that the page does not show already."""
NAMED = {"sourceSessionId", "sourceEventIds", "supersedes", "supersededBy", "validUntil"}
"""Metadata that the drawer shows in words of its own."""


def show(memory: Memory, at: state.Place, record: Record, why: Why | None) -> None:
    """The record in a drawer beside the page; `why` where a search has found it."""
    look = LOOKS[record.strategy]
    drawer = st.dialog(
        look.one,
        width=WIDTH,
        position="right",
        icon=look.icon,
        on_dismiss=state_memories.close_record,
    )
    drawer(_content)(memory, at, record, why)


def _content(memory: Memory, at: state.Place, record: Record, why: Why | None) -> None:
    _ended(record)
    _body(content(record))
    st.caption(f"Learned: {when(record.created_at)}")
    with st.container(horizontal=True):
        changing.edit(memory, record)
        changing.delete(memory, record)
    if why:
        _why(record, why)
    try:
        _sources(sources(memory, at.actor_id, record), at)
        _earlier(lineage.earlier(memory, record))
    except CALL_ERRORS as error:
        errors.problem(explain(error))
    _facts(memory, record)
    with st.expander("As the service returns it", type="compact", icon=":material/data_object:"):
        st.json(dict(record.raw))


def _ended(record: Record) -> None:
    until = lineage.moment(record.metadata, "validUntil")
    following = lineage.successor(record)
    if not until and not following:
        return
    since = f" since {when(until)}" if until else ""
    st.info(f"This is no longer true{since}.", icon=":material/history_toggle_off:")
    if following:
        _opener("Open what took its place", following)


def _body(decoded: Content) -> None:
    if decoded.topics:
        for topic in decoded.topics:
            with st.container(gap="xxsmall"):
                st.markdown(f"**{one_line(topic.name, 120)}**")
                st.text(topic.text)
        return
    if len(decoded.sentence) <= LONGEST_HEADING:
        st.header(one_line(decoded.sentence, LONGEST_HEADING), anchor=False)
    else:
        st.text(decoded.sentence)
    if decoded.context:
        st.text(decoded.context)
    if decoded.categories:
        with st.container(horizontal=True, gap="xsmall"):
            for category in decoded.categories:
                st.badge(one_line(category, 40), color="gray")


def _why(record: Record, why: Why) -> None:
    with st.container(border=True, gap="xsmall"):
        score = f"score {record.score:.2f}" if record.score is not None else ""
        _heading(":material/manage_search:", "Why it was found", score)
        words = ", ".join(inline_code(word) for word in why.shared) or "none"
        st.markdown(f"Words in common: {words}")
        if why.meaning is not None:
            st.progress(min(max(why.meaning, 0.0), 1.0), f"Closeness in meaning {why.meaning:.2f}")
        _what_speaks(why)


def _what_speaks(why: Why) -> None:
    for speaks_for, title in ((True, "Speaks for it"), (False, "Speaks against it")):
        if parts := [part for part in why.parts if part.speaks_for is speaks_for]:
            st.markdown(f"{title}: {_shares(parts)}")
    if not why.parts:
        st.caption("The service gives the score alone, and not what it is made of.")


def _shares(parts: Sequence[Part]) -> str:
    return " · ".join(f"{part.text} :gray[{part.share:.0%}]" for part in parts)


def _sources(found: Sequence[Source], at: state.Place) -> None:
    _heading(
        ":material/forum:", "Where it comes from", counted(len(found), "event") if found else ""
    )
    if not found:
        st.caption("It names no event: it was added by hand, or its strategy does not say.")
        return
    for source in found[-MOST_SOURCES:]:
        _said(source)
    if len(found) > MOST_SOURCES:
        st.caption(f"The newest {MOST_SOURCES} of {len(found)} are shown.")
    if any(source.at for source in found):
        st.page_link(
            "app_pages/sessions.py",
            label="Read the session",
            icon=":material/forum:",
            query_params={state.ACTOR: at.actor_id, state.SESSION: found[-1].session_id},
        )


def _said(source: Source) -> None:
    if source.at is None:
        st.caption("An event that is not kept any more.")
    for message in source.said:
        if message.text:
            is_actor = message.role.lower() == "user"
            who = ":material/person: Actor" if is_actor else ":material/smart_toy: Agent"
            with st.container(gap="xxsmall"):
                st.caption(f"{who} · {when(source.at)}")
                st.text(message.text)


def _earlier(found: Sequence[lineage.Earlier]) -> None:
    if not found:
        return
    _heading(":material/history:", "What it took the place of")
    for old in found:
        until = f"until {when(old.until)}" if old.until else "until then"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(content(old.record).sentence, width="content")
            st.caption(until, width="content")
            _opener("Open", old.record.id)


def _opener(label: str, record_id: str) -> None:
    is_clicked = st.button(
        label, key=f"open-{record_id}", icon=":material/open_in_full:", type="tertiary"
    )
    if is_clicked:
        state_memories.open_record(record_id)
        st.rerun()


def _facts(memory: Memory, record: Record) -> None:
    own = {
        name: _value(value)
        for name, value in record.metadata.items()
        if not name.startswith(OF_THE_SERVICE) and name not in NAMED
    }
    names = {strategy.id: strategy.name for strategy in memory.strategies}
    rows = {
        "Strategy": names.get(record.strategy_id, record.strategy_id),
        "Namespace": record.namespace,
        "Session": memory.session_of(record),
        "Record": record.id,
    } | own
    _heading(":material/label:", "Details")
    with st.container(gap="xxsmall"):
        for name, value in rows.items():
            if value:
                with st.container(horizontal=True, gap="small"):
                    st.caption(name, width=130)
                    st.text(value)


def _value(value: object) -> str:
    """A metadata value, which the service wraps in an object that names its type."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _heading(icon: str, title: str, note: str = "") -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{icon} **{title}**", width="content")
        if note:
            st.caption(note, width="content")
