"""The worker: takes extraction jobs, turns their events into records, and commits both at once.

A job's records, its events' marks and its own end are one transaction, so that a kill at any moment
leaves either all of it done or the job to be done again.
"""

import logging
import threading
import uuid
from collections.abc import Sequence
from sqlite3 import Connection

from local_agentcore.clock import DAY_MS, now_ms
from local_agentcore.delivery import idle_timeout, is_due, messages, send
from local_agentcore.delivery_targets import Deliverer
from local_agentcore.extraction import contradiction, language
from local_agentcore.extraction.batching import Batch, batches
from local_agentcore.extraction.by_model.drafting import Drafting
from local_agentcore.extraction.by_model.errors import AbandonedError
from local_agentcore.extraction.learning import Change, Learner
from local_agentcore.extraction.reflecting import reflect_upon
from local_agentcore.extraction.scheduling import PATIENCE_MS, QUIET_MS
from local_agentcore.overrides import SELF_MANAGED
from local_agentcore.search import SearchIndex
from local_agentcore.store import client_tokens, events, jobs, memories
from local_agentcore.store.database import Database
from local_agentcore.store.events import Event
from local_agentcore.store.jobs import Job
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import Records
from local_agentcore.strategies import way_of

LEASE_MS = 10_000
"""How long a claimed job is its claimer's; then another worker may take it."""
EVENT_MS = 100
"""How much longer for each of its events: what reading one may take on a slow machine."""
MAX_ATTEMPTS = 3
RETRY_MS = 2_000
PURGE_SECONDS = 60.0
"""How often what has expired is removed; it is not to be seen from the moment it does."""
TOKEN_DAYS = 7
EARLIER = 10
"""How many events before a batch are read again, so that *she* and *Rex.* can be understood."""
MAX_HISTORY = 50
"""The most messages of the history that a pipeline can ask for (service model)."""

logger = logging.getLogger(__name__)


class ExtractionWorker:
    """One thread that extracts what is due. `wake` it when an event was stored.

    `drafting` is how a session's events become texts of records; without a model unless given.
    """

    def __init__(
        self,
        database: Database,
        records: Records,
        index: SearchIndex,
        deliverer: Deliverer,
        drafting: Drafting | None = None,
    ) -> None:
        self._database = database
        self._deliverer = deliverer
        self._records = records
        self._index = index
        self._drafting = drafting or Drafting()
        self._learner = Learner(records, index, self._drafting)
        self._purged_ms = 0
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
        """End after the job in hand; one that waits for a model is left to the next start."""
        self._stopping.set()
        self._drafting.abandon()
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        # The first turn of a demo should not wait for models to load.
        self._index.warm()
        language.parse(["Ready."])
        contradiction.warm()
        while not self._stopping.is_set():
            self._woken.clear()
            self._purge()
            job = self._claim()
            if job is None:
                self._woken.wait(self._seconds_to_next())
            else:
                self._work_on(job)

    def _claim(self) -> Job | None:
        now = now_ms()
        with self._database.write() as db:
            return jobs.claim(db, uuid.uuid4().hex, now, now + LEASE_MS)

    def _seconds_to_next(self) -> float:
        with self._database.read() as db:
            due_ms = jobs.next_due_ms(db)
        if due_ms is None:
            return PURGE_SECONDS
        return min(max(due_ms - now_ms(), 1) / 1000, PURGE_SECONDS)

    def _purge(self) -> None:
        now = now_ms()
        if now - self._purged_ms < PURGE_SECONDS * 1000:
            return
        self._purged_ms = now
        with self._database.write() as db:
            events.purge_expired(db, now)
            self._records.purge_expired(db, now)
            client_tokens.purge(db, now - TOKEN_DAYS * DAY_MS)

    def _work_on(self, job: Job) -> None:
        try:
            self._extract(job)
        except AbandonedError:
            with self._database.write() as db:
                jobs.postpone(db, job, now_ms())
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
            strategy = _strategy(db, job)
            waiting = events.awaiting(db, job.session, job.strategy_id)
        if strategy is None:
            return
        if way_of(strategy) == SELF_MANAGED:
            self._hand_over(job, strategy, waiting)
        else:
            self._learn(job, strategy, waiting)

    def _learn(self, job: Job, strategy: Strategy, waiting: Sequence[Event]) -> None:
        with self._database.read() as db:
            parts = batches(strategy, waiting, _earlier(db, waiting))
            known = [self._learner.known(db, batch) for batch in parts]
        found: list[tuple[Batch, list[Change]]] = []
        for batch, records in zip(parts, known, strict=True):
            if not self._keep(job, len(batch.events)):
                return
            found.append((batch, self._learner.changes(batch, records)))
        with self._database.write() as db:
            if not jobs.holds(db, job):
                return
            for batch, changes in found:
                self._learner.write(db, batch, changes)
                reflect_upon(self._records, self._index, db, batch)
            _end(db, job, waiting)

    def _keep(self, job: Job, events: int) -> bool:
        """Keep a job for as long as so many events may take; whether it is still this worker's."""
        until_ms = now_ms() + self._drafting.patience_ms + LEASE_MS + events * EVENT_MS
        with self._database.write() as db:
            return jobs.extend(db, job, until_ms)

    def _hand_over(self, job: Job, strategy: Strategy, waiting: Sequence[Event]) -> None:
        """Send a self-managed pipeline what waits, once one of its triggers fires.

        A kill between the delivery and the end of the job delivers again under the same job ID,
        as SNS may too.
        """
        configuration = strategy.configuration
        said = [message for event in waiting for message in messages(event)]
        last_ms = max((event.created_ms for event in waiting), default=0)
        if said and not is_due(configuration, said, (now_ms() - last_ms) / 1000):
            seconds = idle_timeout(configuration)
            due_ms = jobs.NEVER_MS if seconds is None else last_ms + seconds * 1000
            with self._database.write() as db:
                jobs.postpone(db, job, due_ms)
            return
        if said:
            with self._database.read() as db:
                before = events.before(db, waiting[0], MAX_HISTORY, now_ms())
            earlier = [message for event in before for message in messages(event)]
            send(self._deliverer, configuration, job, said, earlier)
        with self._database.write() as db:
            if jobs.holds(db, job):
                _end(db, job, waiting)


def _end(db: Connection, job: Job, done: Sequence[Event]) -> None:
    """Mark what a job has done, and end it."""
    events.mark_extracted(db, job.strategy_id, done)
    now = now_ms()
    jobs.end(db, job, now + QUIET_MS, now + PATIENCE_MS)


def _earlier(db: Connection, waiting: Sequence[Event]) -> list[Event]:
    """What was said right before, but not what nothing may be learned from."""
    found = events.before(db, waiting[0], EARLIER, now_ms()) if waiting else []
    return [event for event in found if not event.skipped]


def _strategy(db: Connection, job: Job) -> Strategy | None:
    """The job's strategy; None when it was removed after the claim, and the job with it."""
    memory = memories.get(db, job.session.memory_id)
    strategies = memory.strategies if memory else ()
    return next((found for found in strategies if found.id == job.strategy_id), None)
