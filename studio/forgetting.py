"""All that is kept of an actor, deleted: events first, then records, and looked at again."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import Any

from botocore.exceptions import ClientError

from studio import editing
from studio.filters import Filter
from studio.listing import walk
from studio.memory import Memory
from studio.problems import CALL_ERRORS, NOT_FOUND, Problem, explain
from studio.types import Record

MOST_COUNTED = 10_000
"""Records that are counted before; a hundred calls."""
LOOK_SECONDS = 1.0
MOST_ROUNDS_IN_VAIN = 3
MOST_NAMED = 20
"""Failures that are kept to be told."""


@dataclass(frozen=True)
class Holdings:
    """What is kept of an actor. `shared` are records in namespaces that name no actor.

    With `has_more`, there are more records than were counted.
    """

    sessions: int
    events: int
    records: int
    shared: int
    has_more: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.sessions or self.events or self.records or self.shared)


@dataclass
class Report:
    """What was deleted so far, what could not be, and whether nothing is left.

    `kept` are the records in shared namespaces of which it is not known whose they are; `doing`
    says what is being done.
    """

    events: int = 0
    sessions: set[str] = field(default_factory=set)
    records: int = 0
    kept: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    problem: Problem | None = None
    is_clean: bool = False
    doing: str = ""


def holdings(memory: Memory, actor_id: str) -> Holdings:
    """What is kept of the actor, counted.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    sessions = [session.id for session in memory.sessions(actor_id)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        events = sum(
            pool.map(lambda each: sum(1 for _ in _events(memory, actor_id, each)), sessions)
        )
    found = [memory.is_shared(record, actor_id) for record in _some(memory, actor_id)]
    has_more = len(found) > MOST_COUNTED
    shared = sum(found[:MOST_COUNTED])
    return Holdings(len(sessions), events, len(found[:MOST_COUNTED]) - shared, shared, has_more)


def _some(memory: Memory, actor_id: str) -> Iterable[Record]:
    return walk(memory, actor_id, Filter(), MOST_COUNTED + 1)


class Forgetting:
    """Deletes what is kept of an actor. `report` says how far it has come.

    `patience` is for how many seconds after the newest event extraction may still bring records.
    """

    def __init__(self, memory: Memory, actor_id: str, patience: float) -> None:
        self._memory = memory
        self._actor_id = actor_id
        self._patience = patience
        self._quiet_until = 0.0
        self._event_ids: set[str] = set()
        self.report = Report()

    def rounds(self) -> Iterator[Report]:
        """Delete and look again until nothing is left and nothing more can come.

        It ends early where nothing can be deleted any more; the report then says why.
        """
        in_vain = 0
        while not self.report.is_clean and in_vain < MOST_ROUNDS_IN_VAIN:
            before = self.report.events + self.report.records
            self.report.problem = None
            try:
                yield from self._round()
                is_left = self._is_left()
            except CALL_ERRORS as error:
                self.report.problem, is_left = explain(error), True
            progress = self.report.events + self.report.records - before
            in_vain = 0 if progress or not is_left else in_vain + 1
            waits = self._quiet_until - time.monotonic()
            self.report.is_clean = not is_left and waits <= 0
            if not self.report.is_clean and not progress:
                self.report.doing = "Looking again: extraction that still runs may add records."
                yield self.report
                time.sleep(LOOK_SECONDS)
        self.report.doing = ""
        yield self.report

    def _round(self) -> Iterator[Report]:
        for session in self._memory.sessions(self._actor_id):
            self._expect_records(session.created_at)
            self.report.doing = "Deleting events…"
            self._delete_events(session.id)
            self.report.sessions.add(session.id)
            yield self.report
        self.report.doing = "Deleting memory records…"
        while mine := self._mine():
            if not self._delete_records(mine):
                return
            yield self.report

    def _delete_events(self, session_id: str) -> None:
        listed = list(_events(self._memory, self._actor_id, session_id))
        for item in listed:
            self._expect_records(item["eventTimestamp"])
            self._event_ids.add(item["eventId"])
        call = partial(_delete_event, self._memory, self._actor_id, session_id)
        with ThreadPoolExecutor(max_workers=8) as pool:
            for event_id, why in zip(
                [item["eventId"] for item in listed],
                pool.map(call, [item["eventId"] for item in listed]),
                strict=True,
            ):
                self._note(event_id, why)
                self.report.events += not why

    def _delete_records(self, records: list[Record]) -> int:
        """How many went; what was gone already counts too, or it would be tried for ever."""
        outcome = editing.delete(self._memory, [record.id for record in records])
        for record_id in outcome.done:
            self._note(record_id, "")
        for failure in outcome.failed:
            self._note(failure.name, "" if failure.is_gone else failure.why)
        self.report.records += len(outcome.done)
        return len(outcome.done) + outcome.gone

    def _mine(self) -> list[Record]:
        """The next records to delete: a batch of those that are surely the actor's."""
        found: list[Record] = []
        self.report.kept = 0
        listed = walk(self._memory, self._actor_id, Filter())
        ended = walk(self._memory, self._actor_id, Filter(is_ended=True))
        for record in chain(listed, ended):
            if self._is_mine(record):
                found.append(record)
            else:
                self.report.kept += 1
            if len(found) == editing.MOST_AT_ONCE:
                break
        return found

    def _is_mine(self, record: Record) -> bool:
        is_shared = self._memory.is_shared(record, self._actor_id)
        return not is_shared or bool(record.source_event_ids & self._event_ids)

    def _is_left(self) -> bool:
        return bool(self._memory.sessions(self._actor_id)) or bool(self._mine())

    def _expect_records(self, moment: datetime) -> None:
        """Keep looking for as long as what was said at that moment may still become records."""
        left = self._patience - (datetime.now(UTC) - moment).total_seconds()
        if left > 0:
            until = time.monotonic() + min(left, self._patience)
            self._quiet_until = max(self._quiet_until, until)

    def _note(self, name: str, why: str) -> None:
        self.report.failures.pop(name, None)
        if why and len(self.report.failures) < MOST_NAMED:
            self.report.failures[name] = why


def _events(memory: Memory, actor_id: str, session_id: str) -> Iterator[dict[str, Any]]:
    """The session's events without what was said."""
    pages = memory.client.get_paginator("list_events").paginate(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId=session_id,
        includePayloads=False,
        PaginationConfig={"PageSize": 100},
    )
    for page in pages:
        yield from page.get("events", [])


def _delete_event(memory: Memory, actor_id: str, session_id: str, event_id: str) -> str:
    """Why the event could not be deleted; empty when it is gone."""
    try:
        memory.client.delete_event(
            memoryId=memory.memory_id, actorId=actor_id, sessionId=session_id, eventId=event_id
        )
    except ClientError as error:
        is_gone = error.response.get("Error", {}).get("Code") == NOT_FOUND
        return "" if is_gone else explain(error).what
    except CALL_ERRORS as error:
        return explain(error).what
    return ""
