"""A session read turn by turn: what was said, what it taught, and the events behind it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from studio.branches import branch_of
from studio.contents import content
from studio.types import Event, Record, StrategyType, Turn
from studio.ui import pruning, turns
from studio.ui.records import LOOKS
from studio.ui.state import Place
from studio.ui.text import counted, inline_code, one_line, when

MOST_TAUGHT = 6


@dataclass(frozen=True)
class Transcript:
    """A session's turns with their events, and the records that name them as their source."""

    at: Place
    events: Mapping[str, Event]
    records: Sequence[Record]
    branches: frozenset[str]


def show(shown: Iterable[Turn], transcript: Transcript) -> None:
    """The turns as a person would read them; the raw events one click away."""
    for turn in shown:
        if turn.prompt:
            turns.prompt(turn.prompt)
        if turn.parts:
            turns.answer(turn)
        _taught(turn, transcript)
        _behind(turn, transcript)


def _taught(turn: Turn, transcript: Transcript) -> None:
    taught = _from_events(turn.event_ids, transcript.records)
    if not taught:
        return
    with st.container(gap="xxsmall"):
        st.caption(":material/lightbulb: Learned from this turn")
        for record in taught[:MOST_TAUGHT]:
            st.page_link(
                "app_pages/memories.py",
                label=one_line(content(record).sentence, longest=120),
                icon=LOOKS[record.strategy].icon,
                query_params={"actor": transcript.at.actor_id, "record": record.id},
            )
        if rest := taught[MOST_TAUGHT:]:
            st.caption(f"and {len(rest)} more")


def _from_events(event_ids: Sequence[str], records: Sequence[Record]) -> list[Record]:
    """The records that name one of the events; not summaries, which name all of a session's."""
    ids = frozenset(event_ids)
    return [
        record
        for record in records
        if ids & record.source_event_ids and record.strategy is not StrategyType.SUMMARIZATION
    ]


def _behind(turn: Turn, transcript: Transcript) -> None:
    """The turn's events as they are stored, and what can be done with it."""
    events = [transcript.events[event_id] for event_id in turn.event_ids]
    label = f"{when(turn.asked_at)} · {counted(len(events), 'raw event')}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.expander(label, type="compact", icon=":material/data_object:"):
            for event in events:
                _event(event, transcript)
        if events and st.button(
            "Fork from here",
            key=f"fork-{events[-1].id}",
            icon=":material/call_split:",
            type="tertiary",
        ):
            pruning.forked(transcript.at, events[-1].id, transcript.branches)


def _event(event: Event, transcript: Transcript) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{when(event.timestamp)} · branch {inline_code(branch_of(event))}")
        if st.button(
            "Delete this event",
            key=f"delete-{event.id}",
            icon=":material/delete:",
            type="tertiary",
        ):
            pruning.without_event(transcript.at, event.id)
    for name, value in event.raw.get("metadata", {}).items():
        with st.container(horizontal=True, gap="small"):
            st.caption(inline_code(name), width=160)
            st.text(str(next(iter(value.values()), "")))
    st.json(_readable(event.raw), expanded=2)


def _readable(raw: Mapping[str, Any]) -> Any:
    """The event as plain JSON: its timestamp is a datetime."""
    return json.loads(json.dumps(raw, default=str))
