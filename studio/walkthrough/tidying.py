"""Removal of what steps left: processes, events and records of the actors that they made."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import sleep

from studio.memory import Memory
from studio.problems import CALL_ERRORS, Problem, explain
from studio.sessions import delete_session
from studio.types import Record
from studio.walkthrough.results import Tidied
from studio.walkthrough.scene import Scene

MOST_AT_ONCE = 100
"""Records in one batch at most (service model)."""


def tidy(scene: Scene) -> Tidied:
    """Remove everything of the cast's, and forget the cast; what fails is told and left.

    A turn that was cut short may still be answered, and records come a while after what was said:
    it waits until no more of either is to be expected, and looks again.
    """
    cast = dict(scene.cast)
    scene.cast.clear()
    work = _Work()
    work.end_sessions(scene, cast)
    if cast:
        sleep(scene.settling)
        work.end_sessions(scene, cast)
    for actor_id in cast:
        work.remove_records(scene.memory, actor_id)
    return Tidied(len(cast), work.events, work.records, tuple(dict.fromkeys(work.problems)))


def belonging(records: Iterable[Record], actor_id: str, event_ids: frozenset[str]) -> list[Record]:
    """Those that are surely the actor's: by their namespace, or by the events they come from.

    A namespace that does not name the actor may hold others' records.
    """
    return [
        record
        for record in records
        if actor_id in record.namespace.split("/") or record.source_event_ids & event_ids
    ]


def delete_records(memory: Memory, records: Sequence[Record]) -> int:
    """Delete records; how many went. Those that are gone already are not counted.

    Raises:
        ClientError, BotoCoreError: a batch could not be deleted.
    """
    items = [{"memoryRecordId": record.id} for record in records]
    deleted = 0
    for start in range(0, len(items), MOST_AT_ONCE):
        answer = memory.client.batch_delete_memory_records(
            memoryId=memory.memory_id, records=items[start : start + MOST_AT_ONCE]
        )
        deleted += len(answer["successfulRecords"])
    return deleted


@dataclass
class _Work:
    events: int = 0
    records: int = 0
    problems: list[Problem] = field(default_factory=list)
    event_ids: set[str] = field(default_factory=set)

    def end_sessions(self, scene: Scene, cast: Mapping[str, Iterable[str]]) -> None:
        for actor_id, sessions in cast.items():
            for session_id in sessions:
                # One that has ended already is fine, and one that has not ends when it is idle.
                with suppress(*CALL_ERRORS):
                    scene.end_process(session_id)
            self.remove_events(scene.memory, actor_id)

    def remove_events(self, memory: Memory, actor_id: str) -> None:
        try:
            for session in memory.sessions(actor_id):
                self.event_ids |= {event.id for event in memory.events(actor_id, session.id)}
                done = delete_session(memory, actor_id, session.id)
                self.events += done.count
                self.problems += done.problems
        except CALL_ERRORS as error:
            self.problems.append(explain(error))

    def remove_records(self, memory: Memory, actor_id: str) -> None:
        try:
            found = memory.records(actor_id)
            mine = belonging(found, actor_id, frozenset(self.event_ids))
            self.records += delete_records(memory, mine)
        except CALL_ERRORS as error:
            self.problems.append(explain(error))
