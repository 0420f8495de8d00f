"""The worker: takes extraction jobs, turns their events into records, and commits both at once.

A job's records, its events' marks and its own end are one transaction, so that a kill at any moment
leaves either all of it done or the job to be done again.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from local_agentcore import ids, namespaces
from local_agentcore.clock import now_ms
from local_agentcore.extraction import language
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.payload import utterances
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.types import Extracted, Utterance
from local_agentcore.memory import PATIENCE_MS, QUIET_MS
from local_agentcore.search import Prepared, SearchIndex
from local_agentcore.store import events, jobs, memories
from local_agentcore.store.database import Database
from local_agentcore.store.events import SessionKey
from local_agentcore.store.jobs import Job
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import Record, Records, Scope

LEASE_MS = 10_000
"""How long a claimed job is its claimer's; then another worker may take it."""
MAX_ATTEMPTS = 3
RETRY_MS = 2_000
MAX_SOURCES = 5
"""A metadata list holds five strings at most (service model: StringValueList)."""

EXTRACTORS: dict[str, Callable[[Sequence[Utterance]], list[Extracted]]] = {
    "SEMANTIC": extract_facts,
    "USER_PREFERENCE": extract_preferences,
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """A record to write: a new one, a new text for a known one, or only newer sources for it."""

    strategy: Strategy
    namespace: str
    text: str
    event_ids: tuple[str, ...]
    known: Record | None
    prepared: Prepared | None


class ExtractionWorker:
    """One thread that extracts what is due. `wake` it when an event was stored."""

    def __init__(self, database: Database, records: Records, index: SearchIndex) -> None:
        self._database = database
        self._records = records
        self._index = index
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="extraction", daemon=True)

    def start(self) -> None:
        """Begin; jobs that an earlier process left are done first."""
        self._thread.start()

    def wake(self) -> None:
        """Look for jobs now."""
        self._woken.set()

    def stop(self) -> None:
        """End after the job in hand."""
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        # The first turn of a demo should not wait for models to load.
        self._index.warm()
        language.parse(["Ready."])
        while not self._stopping.is_set():
            self._woken.clear()
            job = self._claim()
            if job is None:
                self._woken.wait(self._seconds_to_next())
            else:
                self._work_on(job)

    def _claim(self) -> Job | None:
        now = now_ms()
        with self._database.write() as db:
            return jobs.claim(db, uuid.uuid4().hex, now, now + LEASE_MS)

    def _seconds_to_next(self) -> float | None:
        with self._database.read() as db:
            due_ms = jobs.next_due_ms(db)
        return None if due_ms is None else max(due_ms - now_ms(), 1) / 1000

    def _work_on(self, job: Job) -> None:
        try:
            self._extract(job)
        except Exception as error:
            # Whatever a text did to the extractors, the other sessions' jobs must go on.
            logger.exception("session_id=<%s> | extraction failed", job.session.session_id)
            with self._database.write() as db:
                if job.attempts < MAX_ATTEMPTS:
                    jobs.retry(db, job, now_ms() + RETRY_MS * job.attempts)
                else:
                    jobs.fail(db, job, f"{type(error).__name__}: {error}")

    def _extract(self, job: Job) -> None:
        with self._database.read() as db:
            waiting = events.awaiting(db, job.session)
            memory = memories.get(db, job.session.memory_id)
            strategies = memory.strategies if memory else ()
            said = [utterance for event in waiting for utterance in utterances(event)]
            known = {s.id: self._known(db, s, job.session) for s in strategies}
        changes = [
            change
            for strategy in strategies
            for change in self._changes(strategy, job.session, said, known[strategy.id])
        ]
        with self._database.write() as db:
            if not jobs.holds(db, job):
                return
            for change in changes:
                self._write(db, job.session, change)
            events.mark_extracted(db, waiting)
            now = now_ms()
            jobs.end(db, job, now + QUIET_MS, now + PATIENCE_MS)

    def _known(self, db: Connection, strategy: Strategy, session: SessionKey) -> list[Record]:
        scope = Scope(session.memory_id, _namespace(strategy, session), None, strategy.id)
        return self._records.all(db, scope)

    def _changes(
        self,
        strategy: Strategy,
        session: SessionKey,
        said: Sequence[Utterance],
        known: Sequence[Record],
    ) -> list[Change]:
        namespace = _namespace(strategy, session)
        if strategy.type == "SUMMARIZATION":
            return self._summary(strategy, namespace, said, known)
        changes: list[Change] = []
        for extracted in EXTRACTORS[strategy.type](said):
            text, event_ids = extracted.text, extracted.event_ids
            if find_same(text, [change.text for change in changes]) is not None:
                continue
            same = find_same(text, [record.text for record in known])
            record = None if same is None else known[same]
            prepared = None if record else self._index.prepare(text)
            text = record.text if record else text
            changes.append(Change(strategy, namespace, text, event_ids, record, prepared))
        return changes

    def _summary(
        self,
        strategy: Strategy,
        namespace: str,
        said: Sequence[Utterance],
        known: Sequence[Record],
    ) -> list[Change]:
        record = known[0] if known else None
        text = summarise(record.text if record else None, said)
        if text is None or (record and record.text == text):
            return []
        event_ids = tuple(dict.fromkeys(u.event_id for u in said))
        prepared = self._index.prepare(text)
        return [Change(strategy, namespace, text, event_ids, record, prepared)]

    def _write(self, db: Connection, session: SessionKey, change: Change) -> None:
        metadata = _sources(session, change)
        if change.known and change.prepared is None:
            self._records.touch(db, change.known, metadata)
            return
        record = Record(
            key=change.known.key if change.known else 0,
            record_id=change.known.record_id if change.known else ids.record_id(),
            memory_id=session.memory_id,
            strategy_id=change.strategy.id,
            strategy_type=change.strategy.type,
            namespace=change.namespace,
            text=change.text,
            metadata=metadata,
            created_ms=change.known.created_ms if change.known else now_ms(),
        )
        assert change.prepared is not None
        if change.known:
            self._records.rewrite(db, record, change.prepared)
        else:
            self._records.insert(db, record, change.prepared)


def _namespace(strategy: Strategy, session: SessionKey) -> str:
    return namespaces.resolve(
        strategy.namespace_template,
        actor_id=session.actor_id,
        session_id=session.session_id,
        strategy_id=strategy.id,
    )


def _sources(session: SessionKey, change: Change) -> dict[str, dict[str, Any]]:
    """Where a record came from: the session and the newest events, in characters metadata takes."""
    before = change.known.metadata.get("sourceEventIds", {}) if change.known else {}
    told = [event_id.replace("#", ":") for event_id in change.event_ids]
    event_ids = list(dict.fromkeys([*before.get("stringListValue", []), *told]))
    return {
        "sourceSessionId": {"stringValue": session.session_id},
        "sourceEventIds": {"stringListValue": event_ids[-MAX_SOURCES:]},
    }
