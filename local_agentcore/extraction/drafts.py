"""What a strategy makes of a batch of events: the texts of records, new or carried on."""

from collections.abc import Callable, Mapping, Sequence

from local_agentcore.extraction.batching import Batch
from local_agentcore.extraction.consolidating import consolidated
from local_agentcore.extraction.documents import statements_of
from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.episodes import extract_episodes
from local_agentcore.extraction.hearsay import Said, heard
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.payload import Work, deeds, utterances, works
from local_agentcore.extraction.preferences import preference_text
from local_agentcore.extraction.statements import Statement
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.types import Utterance
from local_agentcore.store.events import Event
from local_agentcore.store.records import Record

Drafter = Callable[[Batch, Sequence[Record]], list[Draft]]


def _said(events: Sequence[Event]) -> list[Utterance]:
    return [utterance for event in events for utterance in utterances(event)]


def _heard(batch: Batch, kind: Kind, written: Callable[[Statement], str]) -> list[Said]:
    return heard(_said(batch.events), kind, written, _said(batch.earlier))


def _works(batch: Batch) -> list[Work]:
    """The tool calls that came to an end in the batch; they may have begun before it."""
    return works([*batch.earlier, *batch.events])[len(works(batch.earlier)) :]


def _facts(batch: Batch, known: Sequence[Record]) -> list[Draft]:
    documents = [
        Said(sentence, (event.event_id,))
        for event in batch.events
        for item in event.payload
        if "json" in item
        for sentence in statements_of(item["json"]["content"])
    ]
    stated = _heard(batch, Kind.FACT, lambda statement: statement.text)
    return _consolidated(batch, [*stated, *documents], known)


def _preferences(batch: Batch, known: Sequence[Record]) -> list[Draft]:
    stated = _heard(batch, Kind.PREFERENCE, preference_text)
    return _consolidated(batch, stated, known)


def _consolidated(batch: Batch, found: Sequence[Said], known: Sequence[Record]) -> list[Draft]:
    session_id = batch.events[0].session.session_id
    return consolidated(found, known, session_id, _said(batch.events))


def _summary(batch: Batch, known: Sequence[Record]) -> list[Draft]:
    said, earlier = _said(batch.events), _said(batch.earlier)
    record = known[0] if known else None
    text = summarise(record.text if record else None, said, _works(batch), earlier)
    if text is None or (record and record.text == text):
        return []
    return [Draft(text, tuple(dict.fromkeys(part.event_id for part in said)), record)]


def _episodes(batch: Batch, known: Sequence[Record]) -> list[Draft]:
    done = [deed for event in batch.events for deed in deeds(event)]
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
