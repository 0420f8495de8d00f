"""From batches of events to the changes of a strategy's records, and these into the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from sqlite3 import Connection

from local_agentcore.clock import from_ms, now_ms
from local_agentcore.expiry import expires_ms
from local_agentcore.extraction.batching import Batch, new_record
from local_agentcore.extraction.by_model.drafting import Drafting
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.context import contexts
from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.drafts import STATED
from local_agentcore.extraction.labels import (
    OFFLINE,
    Metadata,
    carried_labels,
    source_labels,
    superseded_labels,
    way_label,
)
from local_agentcore.record_metadata import written_time
from local_agentcore.search import Prepared, SearchIndex
from local_agentcore.store.events import Event
from local_agentcore.store.records import Record, Records


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
    replaces: tuple[int, ...] = ()
    is_record: bool = True


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
        drafted = self._drafting.drafted(batch, known)
        said = [*batch.earlier, *batch.events]
        around = contexts(said, drafted.drafts) if batch.way in STATED else {}
        return [
            self._change(draft, drafted.by, around.get(number, ""))
            for number, draft in enumerate(drafted.drafts)
        ]

    def _change(self, draft: Draft, by: str, around: str) -> Change:
        is_new = draft.is_record and (draft.known is None or draft.text != draft.known.text)
        return Change(
            draft.text,
            draft.event_ids,
            draft.known,
            self._index.prepare(draft.text, around) if is_new else None,
            by,
            draft.supersedes,
            draft.valid_from,
            draft.labels,
            draft.replaces,
            draft.is_record,
        )

    def write(self, db: Connection, batch: Batch, changes: Sequence[Change]) -> None:
        """Write changes. What another session has learned meanwhile is not learned twice."""
        written: list[Record | None] = []
        for change in changes:
            written.append(self._write(db, batch, change, written))

    def _write(
        self, db: Connection, batch: Batch, change: Change, written: Sequence[Record | None]
    ) -> Record | None:
        """Write a change, and hide what is no longer true because of it; the record, if any."""
        known = self._current(db, change.known)
        if change.known is not None and known is None and change.prepared is None:
            return None
        said_ms = _said_ms(batch, change)
        replaced = [written[place] for place in change.replaces]
        ended = self._ended(db, [*change.supersedes, *replaced], said_ms)
        record: Record | None = None
        if change.is_record:
            known = known or self._learned_meanwhile(db, batch, change)
            ended = [old for old in ended if known is None or old.record_id != known.record_id]
            record = self._record(batch, change, known, ended)
            self._store(db, record, known, change.prepared)
        for old in ended:
            self._records.supersede(db, old, record.record_id if record else None, said_ms)
        return record

    def _learned_meanwhile(self, db: Connection, batch: Batch, change: Change) -> Record | None:
        if change.known is not None or batch.way not in STATED:
            return None
        others = self.known(db, batch)
        same = find_same(change.text, [record.text for record in others])
        return None if same is None else others[same]

    def _ended(self, db: Connection, given: Sequence[Record | None], said_ms: int) -> list[Record]:
        """Those of the records that are there, each once; none that was said later."""
        current = [self._current(db, record) for record in given]
        found = {old.record_id: old for old in current if old is not None}
        return [old for old in found.values() if (old.timestamp_ms or 0) <= said_ms]

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

    def _current(self, db: Connection, known: Record | None) -> Record | None:
        """A record as it is now: a model takes its time, and it may be gone meanwhile."""
        found = known and self._records.get(db, known.memory_id, known.record_id)
        return found if found and found.superseded_ms is None else None

    def _record(
        self, batch: Batch, change: Change, known: Record | None, ended: Sequence[Record]
    ) -> Record:
        now = now_ms()
        session = batch.events[0].session
        before = known.metadata if known else {}
        stays = known is not None and (change.known is None or change.prepared is None)
        text = known.text if known and stays else change.text
        metadata = {
            **before,
            **change.labels,
            **carried_labels(batch.strategy, _sources(batch, change)),
            **batch.labels,
            **source_labels(session, change.event_ids, before),
            **superseded_labels([old.record_id for old in ended], before),
            **(_told(batch, change) if known is None or text != known.text else {}),
        }
        record = known or new_record(batch, batch.namespace, text)
        return replace(
            record,
            text=text,
            metadata=metadata,
            timestamp_ms=_said_ms(batch, change),
            updated_ms=now,
            expires_ms=expires_ms(record.expiry_days, now),
            actor_id=batch.actor_id,
        )


def _sources(batch: Batch, change: Change) -> list[Event]:
    return [event for event in batch.events if event.event_id in change.event_ids]


def _said_ms(batch: Batch, change: Change) -> int:
    """When what made the change was said, the last time."""
    return max((event.timestamp_ms for event in _sources(batch, change)), default=now_ms())


def _told(batch: Batch, change: Change) -> Metadata:
    """What a text says of itself: which way it came, and from when it holds.

    What does not say from when is true at least since it was said.
    """
    told = way_label(change.by)
    if batch.way in STATED:
        begins = change.valid_from or from_ms(_said_ms(batch, change))
        told["validFrom"] = {"dateTimeValue": written_time(begins)}
    return told
