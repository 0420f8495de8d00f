"""Short-term memory: events, sessions and actors. One method an operation."""

import json
import sqlite3
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from local_agentcore import branches, ids
from local_agentcore.clock import from_ms, now_ms, to_ms
from local_agentcore.control import find_memory
from local_agentcore.errors import ResourceNotFoundException, ValidationException
from local_agentcore.extraction.scheduling import expires_ms, schedule, waiting_strategies
from local_agentcore.schemas import check_namespace_variables
from local_agentcore.store import events, paging
from local_agentcore.store.database import Database
from local_agentcore.store.events import Event, MetadataFilter, SessionKey, Stretch
from local_agentcore.store.memories import Memory

Input = Mapping[str, Any]
Output = dict[str, Any]

MAX_DOCUMENT_BYTES = 100_000
MAX_EVENT_BYTES = 10_000_000
"""Quotas that AWS states for a JSON payload and for an event."""


class EventOperations:
    """CreateEvent, GetEvent, DeleteEvent, ListEvents, ListSessions and ListActors."""

    def __init__(self, database: Database, wake_extraction: Callable[[], None]) -> None:
        self._database = database
        self._wake_extraction = wake_extraction

    def create_event(self, given: Input) -> Output:
        """CreateEvent: the event and its extraction jobs are committed together."""
        token = given.get("clientToken")
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            event = events.find_by_token(db, memory.id, token) if token else None
            if event is None:
                event = replace(
                    new_event(db, memory, given, given["eventTimestamp"]),
                    skipped=given.get("extractionMode") == "SKIP",
                )
                chosen = [] if event.skipped else waiting_strategies(memory, event)
                event = events.insert(db, event, client_token=token, strategy_ids=chosen)
                schedule(db, event, chosen)
        self._wake_extraction()
        return {"event": describe(event, with_payload=True)}

    def get_event(self, given: Input) -> Output:
        """GetEvent."""
        with self._database.read() as db:
            session = _session(given, find_memory(db, given["memoryId"]).id)
            event = events.get(db, session, given["eventId"], now_ms())
        if event is None:
            raise ResourceNotFoundException(f"Event not found: {given['eventId']}")
        return {"event": describe(event, with_payload=True)}

    def delete_event(self, given: Input) -> Output:
        """DeleteEvent. The records that were extracted from it stay, as on AWS."""
        with self._database.write() as db:
            session = _session(given, find_memory(db, given["memoryId"]).id)
            if not events.delete(db, session, given["eventId"], now_ms()):
                raise ResourceNotFoundException(f"Event not found: {given['eventId']}")
        return {"eventId": given["eventId"]}

    def list_events(self, given: Input) -> Output:
        """ListEvents, newest first. An unknown actor or session has none."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        conditions = given.get("filter", {})
        with self._database.read() as db:
            session = _session(given, find_memory(db, given["memoryId"]).id)
            found = events.newest(
                db,
                session,
                stretches=_stretches(db, session, conditions.get("branch")),
                filters=[_metadata_filter(item) for item in conditions.get("eventMetadata", [])],
                after=paging.decode(given.get("nextToken"), (int, int)),
                limit=size + 1,
                now_ms=now_ms(),
            )
        shown, more = paging.page(found, size)
        with_payload = given.get("includePayloads", True)
        output: Output = {"events": [describe(event, with_payload=with_payload) for event in shown]}
        if more:
            output["nextToken"] = paging.encode(shown[-1].position)
        return output

    def list_sessions(self, given: Input) -> Output:
        """ListSessions, newest first. Only sessions that have events are known."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (int, str))
        with self._database.read() as db:
            memory = find_memory(db, given["memoryId"])
            found = events.sessions(db, memory.id, given["actorId"], after, size + 1, now_ms())
        shown, more = paging.page(found, size)
        output: Output = {
            "sessionSummaries": [
                {
                    "sessionId": session.session_id,
                    "actorId": given["actorId"],
                    "createdAt": from_ms(session.created_ms),
                }
                for session in shown
            ]
        }
        if more:
            output["nextToken"] = paging.encode((shown[-1].created_ms, shown[-1].session_id))
        return output

    def list_actors(self, given: Input) -> Output:
        """ListActors: those that have events, by their IDs."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (str,))
        with self._database.read() as db:
            memory = find_memory(db, given["memoryId"])
            found = events.actors(db, memory.id, after, size + 1, now_ms())
        shown, more = paging.page(found, size)
        output: Output = {"actorSummaries": [{"actorId": actor_id} for actor_id in shown]}
        if more:
            output["nextToken"] = paging.encode((shown[-1],))
        return output


def new_event(db: sqlite3.Connection, memory: Memory, given: Input, timestamp: Any) -> Event:
    """An event of what CreateEvent or IngestData is given, checked against its memory.

    Raises:
        ValidationException: a namespace variable, the branch, the time or a size is not right.
        ResourceNotFoundException: the branch's root event does not exist.
    """
    timestamp_ms, now = to_ms(timestamp), now_ms()
    if timestamp_ms < 0:
        raise ValidationException("The eventTimestamp must not be before 1970")
    session = SessionKey(memory.id, given["actorId"], given.get("sessionId") or str(uuid.uuid4()))
    variables = given.get("extractionConfig", {}).get("namespaceVariables", {})
    check_namespace_variables(variables, memory.settings.get("namespaceKeys", []))
    check_sizes(given.get("payload", []))
    branch = given.get("branch")
    root = None
    if branch:
        root = branches.root_of_new_event(
            db, session, branch["name"], branch.get("rootEventId"), now
        )
    return Event(
        seq=0,
        session=session,
        event_id=_new_event_id(db, memory.id, timestamp_ms),
        timestamp_ms=timestamp_ms,
        branch_name=branch["name"] if branch else None,
        root_event_id=root,
        payload=given.get("payload", []),
        metadata=given.get("metadata", {}),
        created_ms=now,
        expires_ms=expires_ms(memory, now),
        namespace_variables=variables,
    )


def check_sizes(payload: list[Input], most: int = MAX_EVENT_BYTES) -> None:
    """Check a payload against AWS's quotas in bytes; the model has those in characters.

    Raises:
        ValidationException: a JSON item is over 100 KB, or all of it over `most`.
    """
    sizes = [len(json.dumps(item, ensure_ascii=False).encode()) for item in payload]
    for number, (item, size) in enumerate(zip(payload, sizes, strict=True), 1):
        if "json" in item and size > MAX_DOCUMENT_BYTES:
            raise ValidationException(
                f"The JSON payload is over {MAX_DOCUMENT_BYTES} bytes",
                field=f"payload.{number}.member.json.content",
            )
    if sum(sizes) > most:
        raise ValidationException(f"The payload is over {most} bytes", field="payload")


def describe(event: Event, *, with_payload: bool) -> Output:
    """An event as the API answers it."""
    output: Output = {
        "memoryId": event.session.memory_id,
        "actorId": event.session.actor_id,
        "sessionId": event.session.session_id,
        "eventId": event.event_id,
        "eventTimestamp": from_ms(event.timestamp_ms),
        "metadata": event.metadata or None,
        "payload": event.payload if with_payload else None,
    }
    # The SDK takes an event without a branch for one of the main branch.
    if event.branch_name:
        output["branch"] = {"name": event.branch_name, "rootEventId": event.root_event_id}
    return output


def _session(given: Input, memory_id: str) -> SessionKey:
    return SessionKey(memory_id, given["actorId"], given["sessionId"])


def _new_event_id(db: sqlite3.Connection, memory_id: str, timestamp_ms: int) -> str:
    event_id = ids.event_id(timestamp_ms)
    while events.is_taken(db, memory_id, event_id):
        event_id = ids.event_id(timestamp_ms)
    return event_id


def _stretches(db: sqlite3.Connection, session: SessionKey, branch: Input | None) -> list[Stretch]:
    if branch is None:
        return []
    if branch.get("includeParentBranches"):
        return branches.with_parents(db, session, branch["name"], now_ms())
    return [Stretch(branch["name"])]


def _metadata_filter(given: Input) -> MetadataFilter:
    value = given.get("right", {}).get("metadataValue", {}).get("stringValue")
    if given["operator"] == "EQUALS_TO" and value is None:
        raise ValidationException(
            "The operator EQUALS_TO needs a value on its right side", field="filter.eventMetadata"
        )
    return MetadataFilter(given["left"]["metadataKey"], given["operator"], value)
