"""What a strategy makes of a session's events: the texts of records, new or carried on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from local_agentcore.clock import from_ms
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.documents import statements_of
from local_agentcore.extraction.episodes import extract_episodes
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.labels import Metadata
from local_agentcore.extraction.payload import deeds, utterances
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.types import Extracted, Utterance
from local_agentcore.store.events import Event
from local_agentcore.store.records import Record


@dataclass(frozen=True)
class Draft:
    """A record's text, the events it comes from, and the record that it is of, if one is known.

    `supersedes` are records that are no longer true because of it, `valid_from` is when it began to
    be, and `labels` are values for its strategy's metadata schema, as far as somebody gave any.
    """

    text: str
    event_ids: tuple[str, ...]
    known: Record | None
    supersedes: tuple[Record, ...] = ()
    valid_from: datetime | None = None
    labels: Metadata = field(default_factory=dict)


Drafter = Callable[[Sequence[Event], Sequence[Record]], list[Draft]]


def _said(events: Sequence[Event]) -> list[Utterance]:
    return [utterance for event in events for utterance in utterances(event)]


def _facts(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    documents = [
        Extracted(sentence, (event.event_id,), from_ms(event.timestamp_ms))
        for event in events
        for item in event.payload
        if "json" in item
        for sentence in statements_of(item["json"]["content"])
    ]
    return _consolidated([*extract_facts(_said(events)), *documents], known)


def _preferences(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    return _consolidated(extract_preferences(_said(events)), known)


def _consolidated(found: Sequence[Extracted], known: Sequence[Record]) -> list[Draft]:
    """What is known already is that record's text, with newer sources."""
    drafts = []
    for extracted in found:
        same = find_same(extracted.text, [record.text for record in known])
        record = None if same is None else known[same]
        text = record.text if record else extracted.text
        drafts.append(Draft(text, extracted.event_ids, record, valid_from=extracted.begins))
    return drafts


def _summary(events: Sequence[Event], known: Sequence[Record]) -> list[Draft]:
    said = _said(events)
    record = known[0] if known else None
    text = summarise(record.text if record else None, said)
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
