"""From a strategy's waiting events to the changes of its records, and these into the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from local_agentcore import ids
from local_agentcore.clock import now_ms
from local_agentcore.expiry import expires_ms
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.labels import (
    Metadata,
    carried_labels,
    consistent_labels,
    source_labels,
)
from local_agentcore.extraction.payload import utterances
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.scheduling import namespace_of
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.types import Extracted, Utterance
from local_agentcore.search import Prepared, SearchIndex
from local_agentcore.store.events import Event
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import Record, Records, Scope
from local_agentcore.strategies import way_of

EXTRACTORS: dict[str, Callable[[Sequence[Utterance]], list[Extracted]]] = {
    "SEMANTIC": extract_facts,
    "USER_PREFERENCE": extract_preferences,
}


@dataclass(frozen=True)
class Batch:
    """Events of one session that are extracted together: one namespace, the same fixed labels."""

    strategy: Strategy
    namespace: str
    labels: Metadata
    events: tuple[Event, ...]

    @property
    def scope(self) -> Scope:
        """Where the batch's records are."""
        return Scope(self.events[0].session.memory_id, self.namespace, None, self.strategy.id)

    def takes(self, record: Record) -> bool:
        """Whether a record of the scope may be merged with what the batch says."""
        keys = {key for key, value in record.metadata.items() if self.labels.get(key) == value}
        return keys >= self.labels.keys() and record.record_type == "BASE"


@dataclass(frozen=True)
class Change:
    """A record to write: a new one, a new text for a known one, or only newer sources for it."""

    text: str
    event_ids: tuple[str, ...]
    known: Record | None
    prepared: Prepared | None = field(repr=False)


def batches(strategy: Strategy, events: Sequence[Event]) -> list[Batch]:
    """The events in the parts that are extracted apart, oldest first."""
    found: list[Batch] = []
    for event in events:
        namespace, labels = namespace_of(strategy, event), consistent_labels(strategy, event)
        if namespace is None:
            continue
        same = [b for b in found if (b.namespace, b.labels) == (namespace, labels)]
        if same:
            found.remove(same[0])
            found.append(Batch(strategy, namespace, labels, (*same[0].events, event)))
        else:
            found.append(Batch(strategy, namespace, labels, (event,)))
    return found


class Learner:
    """Turns batches into changes, and writes these in the caller's transaction."""

    def __init__(self, records: Records, index: SearchIndex) -> None:
        self._records = records
        self._index = index

    def known(self, db: Connection, batch: Batch) -> list[Record]:
        """The records that the batch's statements may be merged with."""
        return [record for record in self._records.all(db, batch.scope) if batch.takes(record)]

    def changes(self, batch: Batch, known: Sequence[Record]) -> list[Change]:
        """What the batch's events change: read, consolidated and embedded, nothing written."""
        said = [utterance for event in batch.events for utterance in utterances(event)]
        way = way_of(batch.strategy)
        if way == "SUMMARIZATION":
            return self._summary(said, known)
        return [self._change(extracted, known) for extracted in EXTRACTORS[way](said)]

    def _change(self, extracted: Extracted, known: Sequence[Record]) -> Change:
        same = find_same(extracted.text, [record.text for record in known])
        if same is not None:
            return Change(known[same].text, extracted.event_ids, known[same], None)
        prepared = self._index.prepare(extracted.text)
        return Change(extracted.text, extracted.event_ids, None, prepared)

    def _summary(self, said: Sequence[Utterance], known: Sequence[Record]) -> list[Change]:
        record = known[0] if known else None
        text = summarise(record.text if record else None, said)
        if text is None or (record and record.text == text):
            return []
        event_ids = tuple(dict.fromkeys(utterance.event_id for utterance in said))
        return [Change(text, event_ids, record, self._index.prepare(text))]

    def write(self, db: Connection, batch: Batch, change: Change) -> None:
        """Write a change. What another session has learned meanwhile is not learned twice."""
        known = change.known
        if known is None and way_of(batch.strategy) in EXTRACTORS:
            others = self.known(db, batch)
            same = find_same(change.text, [record.text for record in others])
            known = None if same is None else others[same]
        record = self._record(batch, change, known)
        if known is None:
            assert change.prepared is not None
            self._records.insert(db, record, change.prepared)
        elif record.text == known.text:
            self._records.update(db, record)
        else:
            assert change.prepared is not None
            self._records.rewrite(db, record, change.prepared)

    def _record(self, batch: Batch, change: Change, known: Record | None) -> Record:
        now, way = now_ms(), way_of(batch.strategy)
        days = known.expiry_days if known else batch.strategy.record_expiry_days
        sources = [event for event in batch.events if event.event_id in change.event_ids]
        session = batch.events[0].session
        before = known.metadata if known else {}
        return Record(
            key=known.key if known else 0,
            record_id=known.record_id if known else ids.record_id(),
            memory_id=session.memory_id,
            strategy_id=batch.strategy.id,
            strategy_type=way,
            namespace=batch.namespace,
            text=known.text if known and way in EXTRACTORS else change.text,
            metadata={
                **before,
                **carried_labels(batch.strategy, sources),
                **batch.labels,
                **source_labels(session, change.event_ids, before),
            },
            created_ms=known.created_ms if known else now,
            timestamp_ms=max((event.timestamp_ms for event in sources), default=now),
            updated_ms=now,
            expiry_days=days,
            expires_ms=expires_ms(days, now),
        )
