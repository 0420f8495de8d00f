"""From a strategy's waiting events to the changes of its records, and these into the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from sqlite3 import Connection

from local_agentcore import ids
from local_agentcore.clock import now_ms
from local_agentcore.expiry import expires_ms
from local_agentcore.extraction.by_model.drafting import Drafting
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.context import contexts
from local_agentcore.extraction.drafts import STATED, Draft
from local_agentcore.extraction.labels import (
    OFFLINE,
    Metadata,
    carried_labels,
    consistent_labels,
    source_labels,
    way_label,
)
from local_agentcore.extraction.reflections import reflect
from local_agentcore.extraction.scheduling import namespace_of, reflection_namespace_of
from local_agentcore.record_metadata import written_time
from local_agentcore.search import Prepared, SearchIndex
from local_agentcore.store.events import Event
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import BASE, REFLECTION, Record, Records, Scope
from local_agentcore.strategies import way_of


@dataclass(frozen=True)
class Batch:
    """Events of one session that are extracted together: one namespace, the same fixed labels."""

    strategy: Strategy
    namespace: str
    labels: Metadata
    events: tuple[Event, ...]

    @property
    def way(self) -> str:
        """How the batch is extracted."""
        return way_of(self.strategy)

    @property
    def scope(self) -> Scope:
        """Where the batch's records are."""
        return Scope(self.events[0].session.memory_id, self.namespace, None, self.strategy.id)

    def takes(self, record: Record) -> bool:
        """Whether a record of the scope may be merged with what the batch says."""
        # A record that has a label which the batch lacks is of another group, too.
        labels = consistent_labels(self.strategy, record.metadata)
        return labels == self.labels and record.record_type == BASE and self._of_its(record)

    def _of_its(self, record: Record) -> bool:
        """Episodes are a session's own, also where their namespace is the actor's."""
        source = record.metadata.get("sourceSessionId", {}).get("stringValue")
        return self.way != "EPISODIC" or source == self.events[0].session.session_id


@dataclass(frozen=True)
class Change:
    """A record to write: a new one, a new text for a known one, or only newer sources for it.

    `by` is the way that the text came; the rest is as in a `Draft`.
    """

    text: str
    event_ids: tuple[str, ...]
    known: Record | None
    prepared: Prepared | None = field(repr=False)
    by: str = OFFLINE
    supersedes: tuple[Record, ...] = ()
    valid_from: datetime | None = None
    labels: Metadata = field(default_factory=dict)


def batches(strategy: Strategy, events: Sequence[Event]) -> list[Batch]:
    """The events in the parts that are extracted apart, oldest first."""
    found: list[Batch] = []
    for event in events:
        namespace, labels = (
            namespace_of(strategy, event),
            consistent_labels(strategy, event.metadata),
        )
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

    def __init__(self, records: Records, index: SearchIndex, drafting: Drafting) -> None:
        self._records = records
        self._index = index
        self._drafting = drafting

    def known(self, db: Connection, batch: Batch) -> list[Record]:
        """The records that the batch's statements may be merged with."""
        return [record for record in self._records.all(db, batch.scope) if batch.takes(record)]

    def changes(self, batch: Batch, known: Sequence[Record]) -> list[Change]:
        """What the batch's events change: read, consolidated and embedded, nothing written."""
        drafted = self._drafting.drafted(batch.strategy, batch.events, known)
        around = contexts(batch.events, drafted.drafts) if batch.way in STATED else {}
        return [
            self._change(draft, drafted.by, around.get(number, ""))
            for number, draft in enumerate(drafted.drafts)
        ]

    def _change(self, draft: Draft, by: str, around: str) -> Change:
        is_new = draft.known is None or draft.text != draft.known.text
        return Change(
            draft.text,
            draft.event_ids,
            draft.known,
            self._index.prepare(draft.text, around) if is_new else None,
            by,
            draft.supersedes,
            draft.valid_from,
            draft.labels,
        )

    def write(self, db: Connection, batch: Batch, change: Change) -> None:
        """Write a change. What another session has learned meanwhile is not learned twice."""
        known = self._current(db, change.known)
        if change.known is not None and known is None and change.prepared is None:
            return
        if change.known is None and batch.way in STATED:
            others = self.known(db, batch)
            same = find_same(change.text, [record.text for record in others])
            known = None if same is None else others[same]
        record = self._record(batch, change, known)
        self._store(db, record, known, change.prepared)
        for old in change.supersedes:
            if old.record_id != record.record_id:
                self._supersede(db, old)

    def _store(
        self, db: Connection, record: Record, known: Record | None, prepared: Prepared | None
    ) -> None:
        if known is not None and record.text == known.text:
            self._records.update(db, record)
            return
        assert prepared is not None
        if known is None:
            self._records.insert(db, record, prepared)
        else:
            self._records.rewrite(db, record, prepared)

    def _supersede(self, db: Connection, old: Record) -> None:
        """Let a record go that is no longer true."""
        current = self._current(db, old)
        if current is not None:
            self._records.delete(db, current)

    def _current(self, db: Connection, known: Record | None) -> Record | None:
        """A record as it is now: a model takes its time, and it may be deleted meanwhile."""
        return known and self._records.get(db, known.memory_id, known.record_id)

    def _record(self, batch: Batch, change: Change, known: Record | None) -> Record:
        now = now_ms()
        sources = [event for event in batch.events if event.event_id in change.event_ids]
        session = batch.events[0].session
        before = known.metadata if known else {}
        stays = known is not None and (change.known is None or change.prepared is None)
        text = known.text if known and stays else change.text
        metadata = {
            **before,
            **change.labels,
            **carried_labels(batch.strategy, sources),
            **batch.labels,
            **source_labels(session, change.event_ids, before),
            **(_told(change) if known is None or text != known.text else {}),
        }
        said_ms = max((event.timestamp_ms for event in sources), default=now)
        if known is None:
            made = _new_record(batch.strategy, session.memory_id, batch.namespace, text)
            return replace(made, metadata=metadata, timestamp_ms=said_ms)
        return replace(
            known,
            text=text,
            metadata=metadata,
            timestamp_ms=said_ms,
            updated_ms=now,
            expires_ms=expires_ms(known.expiry_days, now),
        )

    def reflect(self, db: Connection, batch: Batch) -> None:
        """Write what the episodes of an episodic strategy teach together, as they are now."""
        if batch.way != "EPISODIC":
            return
        namespace = reflection_namespace_of(batch.strategy, batch.events[-1])
        if namespace is None:
            return
        memory_id = batch.events[0].session.memory_id
        below = Scope(memory_id, None, namespace, batch.strategy.id)
        found = sorted(self._records.all(db, below), key=lambda record: record.created_ms)
        episodes = [record.text for record in found if record.record_type == BASE]
        existing = [
            record
            for record in found
            if record.record_type == REFLECTION and record.namespace == namespace
        ]
        for reflection in reflect(episodes, [record.text for record in existing]):
            prepared = self._index.prepare(reflection.text)
            if reflection.updates is None:
                made = _new_record(batch.strategy, memory_id, namespace, reflection.text)
                made = replace(made, record_type=REFLECTION, metadata=way_label(OFFLINE))
                self._records.insert(db, made, prepared)
            else:
                known = existing[reflection.updates]
                changed = replace(known, text=reflection.text, updated_ms=now_ms())
                self._records.rewrite(db, changed, prepared)


def _told(change: Change) -> Metadata:
    """What a text says of itself: which way it came, and from when it holds if that was said."""
    told = way_label(change.by)
    if change.valid_from is not None:
        told["validFrom"] = {"dateTimeValue": written_time(change.valid_from)}
    return told


def _new_record(strategy: Strategy, memory_id: str, namespace: str, text: str) -> Record:
    now = now_ms()
    return Record(
        key=0,
        record_id=ids.record_id(),
        memory_id=memory_id,
        strategy_id=strategy.id,
        strategy_type=way_of(strategy),
        namespace=namespace,
        text=text,
        metadata={},
        created_ms=now,
        timestamp_ms=now,
        updated_ms=now,
        expiry_days=strategy.record_expiry_days,
        expires_ms=expires_ms(strategy.record_expiry_days, now),
    )
