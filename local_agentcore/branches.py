"""Branches of a session: where each forks off, and what belongs to one with its parents."""

import sqlite3

from local_agentcore.errors import ResourceNotFoundException, ValidationException
from local_agentcore.store import events
from local_agentcore.store.events import MAIN, Event, SessionKey, Stretch


def root_of_new_event(
    db: sqlite3.Connection, session: SessionKey, name: str, root_event_id: str | None, now_ms: int
) -> str | None:
    """The root event's ID that a new event of a branch is kept with; None on the main branch.

    A branch begins with an event that names its root; later ones may leave it out (the SDK's
    `create_event`, and errors of live AWS).

    Raises:
        ValidationException: a new branch without a root, or one with an event of another session.
        ResourceNotFoundException: there is no such root event.
    """
    if root_event_id is not None:
        _check_root(db, session, root_event_id, now_ms)
        return root_event_id
    if name == MAIN:
        return None
    first = events.first_of_branch(db, session, name)
    if first is None:
        raise ValidationException(
            f"The branch {name} is new: give the rootEventId of the event that it forks from",
            field="branch.rootEventId",
        )
    return first.root_event_id


def _check_root(
    db: sqlite3.Connection, session: SessionKey, root_event_id: str, now_ms: int
) -> None:
    if events.get(db, session, root_event_id, now_ms) is not None:
        return
    if events.is_living(db, session.memory_id, root_event_id, now_ms):
        raise ValidationException(
            f"The event {root_event_id} is of another session",
            field="branch.rootEventId",
            reason="EventInOtherSession",
        )
    raise ResourceNotFoundException(f"Event not found: {root_event_id}")


def with_parents(
    db: sqlite3.Connection, session: SessionKey, name: str, now_ms: int
) -> list[Stretch]:
    """A branch, and its parents up to and including the events that it forks from."""
    found, seen = [Stretch(name)], {name}
    root = _root(db, session, name, now_ms)
    while root is not None:
        parent = root.branch_name or MAIN
        if parent in seen:
            break
        seen.add(parent)
        found.append(Stretch(parent, root.position))
        root = _root(db, session, parent, now_ms)
    return found


def _root(db: sqlite3.Connection, session: SessionKey, name: str, now_ms: int) -> Event | None:
    first = events.first_of_branch(db, session, name)
    if first is None or first.root_event_id is None:
        return None
    return events.get(db, session, first.root_event_id, now_ms)
