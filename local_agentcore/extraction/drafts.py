"""What a strategy makes of a session's events: the texts of records, new or carried on."""

from collections.abc import Callable, Mapping, Sequence

from local_agentcore.extraction.consolidating import consolidated
from local_agentcore.extraction.documents import statements_of
from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.episodes import extract_episodes
from local_agentcore.extraction.hearsay import Said, heard
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.payload import deeds, utterances, works
from local_agentcore.extraction.preferences import preference_text
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.types import Utterance
from local_agentcore.store.events import Event
from local_agentcore.store.records import Record

Drafter = Callable[[Sequence[Event], Sequence[Record]], list[Draft]]


def _said(events: Sequence[Event]) -> list[Utterance]:
    return [utterance for event in events for utterance in utterances(event)]


def _facts(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    documents = [
        Said(sentence, (event.event_id,))
        for event in events
        for item in event.payload
        if "json" in item
        for sentence in statements_of(item["json"]["content"])
    ]
    stated = heard(_said(events), Kind.FACT, lambda statement: statement.text)
    return consolidated([*stated, *documents], known, events[0].session.session_id)


def _preferences(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    stated = heard(_said(events), Kind.PREFERENCE, preference_text)
    return consolidated(stated, known, events[0].session.session_id)


def _summary(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    said = _said(events)
    record = known[0] if known else None
    text = summarise(record.text if record else None, said, works(events))
    if text is None or (record and record.text == text):
        return []
    return [Draft(text, tuple(dict.fromkeys(part.event_id for part in said)), record)]


def _episodes(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    done = [deed for event in events for deed in deeds(event)]
    # A record that somebody rewrote has a newer key, and is no newer episode.
    known = sorted(known, key=lambda record: (record.created_ms, record.key))
    return [
        Draft(
            episode.text,
            episode.event_ids,
            None if episode.updates is None else known[episode.updates],
        )
        for episode in extract_episodes([record.text for record in known], done)
    ]


DRAFTERS: Mapping[str, Drafter] = {
    "SEMANTIC": _facts,
    "USER_PREFERENCE": _preferences,
    "SUMMARIZATION": _summary,
    "EPISODIC": _episodes,
}
STATED = frozenset({"SEMANTIC", "USER_PREFERENCE"})
"""Strategies whose records are statements, of which each is kept once."""
