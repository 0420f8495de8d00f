"""Records changed by hand: edited, deleted, added; each asks first and says what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from studio import editing, namespaces
from studio.contents import Content, Topic, content, written
from studio.editing import LONGEST_TEXT, Draft, Outcome
from studio.memory import Memory
from studio.types import Record, Strategy, StrategyType
from studio.ui import filtering, picture, state, state_memories
from studio.ui.text import counted, one_line

MOST_NAMED = 5


def edit(memory: Memory, record: Record) -> None:
    """A button that opens a form for the record's text."""
    with st.popover("Edit", icon=":material/edit:"), st.form(f"edit-{record.id}", border=False):
        changed = _fields(content(record), record.strategy)
        is_sent = st.form_submit_button("Save", type="primary")
        if is_sent and (text := _valid(changed, record.strategy)):
            _report(editing.change(memory, record, text), "changed")


def delete(memory: Memory, record: Record) -> None:
    """A button that asks, then deletes the record."""
    with st.popover("Delete", icon=":material/delete:"):
        st.markdown("Delete this memory? The agent will not recall it any more.")
        if st.button("Delete it", type="primary", key=f"delete-{record.id}"):
            outcome = editing.delete(memory, [record.id])
            if not outcome.failed:
                state_memories.close_record()
            _report(outcome, "deleted")


@st.dialog("Delete these memories?", icon=":material/delete:")
def delete_many(memory: Memory, records: Sequence[Record]) -> None:
    """Ask, then delete the records that are selected."""
    st.markdown(
        f"{counted(len(records), 'memory', 'memories')} will be gone for good. The agent will not "
        "recall them any more."
    )
    for record in records[:MOST_NAMED]:
        st.markdown(f"- {one_line(content(record).sentence, 90)}")
    if len(records) > MOST_NAMED:
        st.caption(f"and {len(records) - MOST_NAMED} more")
    if st.button("Delete them", type="primary", key="delete_many"):
        _report(editing.delete(memory, [record.id for record in records]), "deleted")


@st.dialog("Add a memory", icon=":material/add:")
def add(memory: Memory, at: state.Place) -> None:
    """Ask for a record's text and strategy, and add it."""
    places = _places(memory, at)
    labels = filtering.strategy_labels(memory)
    chosen = st.radio(
        "Strategy", list(places), format_func=lambda each: labels[each.id], horizontal=True
    )
    if chosen is None:
        st.caption("None of the memory's strategies has a namespace for this actor.")
        return
    with st.form(f"add-{chosen.id}", border=False):
        given = _fields(Content(""), chosen.type)
        namespace = st.selectbox("Namespace", places[chosen])
        st.caption("It is kept as it stands here; nothing is extracted from it.")
        is_sent = st.form_submit_button("Add", type="primary")
        if is_sent and (text := _valid(given, chosen.type)):
            _report(editing.add(memory, [Draft(text, namespace, chosen.id)]), "added")


def _places(memory: Memory, at: state.Place) -> Mapping[Strategy, Sequence[str]]:
    """The strategies, and the namespaces to which each writes the actor's records."""
    found = {
        each: [
            path
            for path in namespaces.paths(each, at.actor_id, at.session_id)
            if namespaces.belongs(path, each, at.actor_id)
        ]
        for each in memory.strategies
    }
    return {each: paths for each, paths in found.items() if paths}


def _fields(known: Content, strategy: StrategyType) -> Content:
    """Fields for what a record of the strategy has; what stands in them."""
    if known.topics:
        texts = [
            st.text_area(one_line(topic.name, 80), topic.text, max_chars=LONGEST_TEXT)
            for topic in known.topics
        ]
        return replace(
            known,
            topics=tuple(
                Topic(topic.name, text)
                for topic, text in zip(known.topics, texts, strict=True)
                if text.strip()
            ),
        )
    if strategy is not StrategyType.USER_PREFERENCE:
        return replace(known, sentence=st.text_area("Memory", known.sentence).strip())
    sentence = st.text_area("Preference", known.sentence).strip()
    context = st.text_input("Context", known.context, placeholder="When or why it was said")
    listed = st.text_input("Categories", ", ".join(known.categories), placeholder="food, travel")
    categories = tuple(each.strip() for each in listed.split(",") if each.strip())
    return Content(sentence, context.strip(), categories)


def _valid(given: Content, strategy: StrategyType) -> str:
    """The record's text; empty, and said why, where there can be none like it."""
    text = written(given, strategy)
    if not (given.topics or given.sentence):
        st.warning("A memory needs a text.")
        return ""
    if len(text) > LONGEST_TEXT:
        st.warning(
            f"This is {len(text):,} characters long; AgentCore keeps {LONGEST_TEXT:,} at most."
        )
        return ""
    return text


def _report(outcome: Outcome, done: str) -> None:
    """Close with a word on what happened; stay open where something failed, and say why."""
    picture.refresh()
    said = f"{counted(len(outcome.done), 'memory', 'memories')} {done}."
    if not outcome.failed:
        state.tell(said)
        st.rerun()
    st.warning(
        said, title=f"{counted(len(outcome.failed), 'memory', 'memories')} could not be {done}."
    )
    reasons: dict[str, int] = {}
    for failure in outcome.failed:
        reasons[failure.why] = reasons.get(failure.why, 0) + 1
    for why, count in reasons.items():
        st.text(f"{count} × {why}")
