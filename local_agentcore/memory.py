"""Short-term memory: events, sessions and actors. One method an operation."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from local_agentcore import ids
from local_agentcore.clock import from_ms, now_ms, to_ms
from local_agentcore.control import find_memory
from local_agentcore.errors import ResourceNotFoundException, ValidationException
from local_agentcore.store import events, jobs, paging
from local_agentcore.store.database import Database
from local_agentcore.store.events import Event, MetadataFilter, SessionKey

Input = Mapping[str, Any]
Output = dict[str, Any]

QUIET_MS = 500
"""How long a session must be quiet before it is extracted, in milliseconds."""
PATIENCE_MS = 5_000
"""How long the first event of a busy session waits at most, in milliseconds."""


class EventOperations:
    """CreateEvent, GetEvent, DeleteEvent, ListEvents, ListSessions and ListActors."""

    def __init__(self, database: Database, wake_extraction: Callable[[], None]) -> None:
        self._database = database
        self._wake_extraction = wake_extraction

    def create_event(self, given: Input) -> Output:
        """CreateEvent: the event and its extraction job are committed together."""
        token = given.get("clientToken")
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            known = events.find_by_token(db, memory.id, token) if token else None
            event = known or _new_event(given, memory.id)
            if known is None:
                extracts = bool(memory.strategies) and given.get("extractionMode") != "SKIP"
                now = now_ms()
                events.insert(
                    db, event, client_token=token, created_ms=now, awaits_extraction=extracts
                )
                if extracts:
                    jobs.schedule(db, event.session, now + QUIET_MS, now + PATIENCE_MS)
        self._wake_extraction()
        return {"event": describe(event, with_payload=True)}

    def get_event(self, given: Input) -> Output:
        """GetEvent."""
        with self._database.read() as db:
            session = _session(given, find_memory(db, given["memoryId"]).id)
            event = events.get(db, session, given["eventId"])
        if event is None:
            raise ResourceNotFoundException(f"Event not found: {given['eventId']}")
        return {"event": describe(event, with_payload=True)}

    def delete_event(self, given: Input) -> Output:
        """DeleteEvent. The records that were extracted from it stay, as on AWS."""
        with self._database.write() as db:
            session = _session(given, find_memory(db, given["memoryId"]).id)
            if not events.delete(db, session, given["eventId"]):
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
                branch_name=_branch_name(conditions),
                filters=[_metadata_filter(item) for item in conditions.get("eventMetadata", [])],
                after=paging.decode(given.get("nextToken"), 2),
                limit=size + 1,
            )
        shown, more = paging.page(found, size)
        with_payload = given.get("includePayloads", True)
        output: Output = {"events": [describe(event, with_payload=with_payload) for event in shown]}
        if more:
            output["nextToken"] = paging.encode((shown[-1].timestamp_ms, shown[-1].seq))
        return output

    def list_sessions(self, given: Input) -> Output:
        """ListSessions, newest first. Only sessions that have events are known."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), 2)
        with self._database.read() as db:
            memory = find_memory(db, given["memoryId"])
            found = events.sessions(db, memory.id, given["actorId"], after, size + 1)
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
        after = paging.decode(given.get("nextToken"), 1)
        with self._database.read() as db:
            memory = find_memory(db, given["memoryId"])
            found = events.actors(db, memory.id, after, size + 1)
        shown, more = paging.page(found, size)
        output: Output = {"actorSummaries": [{"actorId": actor_id} for actor_id in shown]}
        if more:
            output["nextToken"] = paging.encode((shown[-1],))
        return output


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
    if event.branch_name:
        output["branch"] = {"name": event.branch_name, "rootEventId": event.root_event_id}
    return output


def _session(given: Input, memory_id: str) -> SessionKey:
    return SessionKey(memory_id, given["actorId"], given["sessionId"])


def _new_event(given: Input, memory_id: str) -> Event:
    timestamp_ms = to_ms(given["eventTimestamp"])
    if timestamp_ms < 0:
        raise ValidationException("The eventTimestamp must not be before 1970")
    branch = given.get("branch", {})
    session = SessionKey(memory_id, given["actorId"], given.get("sessionId") or str(uuid.uuid4()))
    return Event(
        seq=0,
        session=session,
        event_id=ids.event_id(timestamp_ms),
        timestamp_ms=timestamp_ms,
        branch_name=branch.get("name"),
        root_event_id=branch.get("rootEventId"),
        payload=given["payload"],
        metadata=given.get("metadata", {}),
    )


def _branch_name(conditions: Input) -> str | None:
    branch = conditions.get("branch")
    if branch and branch.get("includeParentBranches"):
        raise ValidationException(
            "The embedded AgentCore does not have includeParentBranches: list each branch by name"
        )
    return branch["name"] if branch else None


def _metadata_filter(given: Input) -> MetadataFilter:
    value = given.get("right", {}).get("metadataValue", {}).get("stringValue")
    if given["operator"] == "EQUALS_TO" and value is None:
        raise ValidationException("The operator EQUALS_TO needs a value on its right side")
    return MetadataFilter(given["left"]["metadataKey"], given["operator"], value)
