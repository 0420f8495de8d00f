"""What can be done to a session: forked from a turn, thinned out, deleted."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import botocore.session

from studio.branches import MAIN
from studio.memory import Memory
from studio.problems import CALL_ERRORS, Problem, explain


class InvalidBranchError(ValueError):
    """A branch's name that the service would refuse; its message says why, for people."""


@dataclass(frozen=True)
class Deleted:
    """How many events are gone, and what kept the others, if anything did."""

    count: int
    problems: tuple[Problem, ...] = ()


def valid_branch(typed: str, taken: frozenset[str] = frozenset()) -> str:
    """The branch's name that somebody typed, without the blanks around it.

    Raises:
        InvalidBranchError: it is empty, taken, too long, or has characters that none can have.
    """
    name = typed.strip()
    pattern, longest = _limits()
    if not name:
        raise InvalidBranchError("A branch needs a name.")
    if name == MAIN or name in taken:
        raise InvalidBranchError(f"This session has a branch {name} already.")
    if len(name) > longest:
        raise InvalidBranchError(f"A branch's name has at most {longest} characters.")
    if not pattern.fullmatch(name):
        raise InvalidBranchError(
            "A branch's name starts with a letter or digit, and has letters (A–Z), digits, - and _ "
            "only."
        )
    return name


def fork(
    memory: Memory, actor_id: str, session_id: str, root_event_id: str, name: str, message: str
) -> str:
    """Begin a branch after an event with a message of the actor's; the new event's ID.

    Raises:
        ClientError, BotoCoreError: the event could not be stored.
    """
    response = memory.client.create_event(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId=session_id,
        eventTimestamp=datetime.now(UTC),
        branch={"name": name, "rootEventId": root_event_id},
        payload=[{"conversational": {"role": "USER", "content": {"text": message}}}],
    )
    return str(response["event"]["eventId"])


def delete_events(
    memory: Memory, actor_id: str, session_id: str, event_ids: tuple[str, ...]
) -> Deleted:
    """Delete these events. One that is gone already counts as deleted; a failure stops it."""
    for count, event_id in enumerate(event_ids):
        try:
            _delete(memory, actor_id, session_id, event_id)
        except CALL_ERRORS as error:
            return Deleted(count, (explain(error),))
    return Deleted(len(event_ids))


def _delete(memory: Memory, actor_id: str, session_id: str, event_id: str) -> None:
    try:
        memory.client.delete_event(
            memoryId=memory.memory_id, actorId=actor_id, sessionId=session_id, eventId=event_id
        )
    except CALL_ERRORS as error:
        if explain(error).code != "ResourceNotFoundException":
            raise
        # The event may be what is not found, or the memory: that fails here too.
        memory.sessions(actor_id)


def delete_session(memory: Memory, actor_id: str, session_id: str) -> Deleted:
    """Delete all events of a session, those of its state too; a session without any is gone.

    Raises:
        ClientError, BotoCoreError: the session's events could not be listed.
    """
    events = memory.events(actor_id, session_id)
    return delete_events(memory, actor_id, session_id, tuple(event.id for event in events))


@cache
def _limits() -> tuple[re.Pattern[str], int]:
    model = botocore.session.get_session().get_service_model("bedrock-agentcore")
    metadata = model.shape_for("BranchName").metadata
    return re.compile(str(metadata["pattern"])), int(str(metadata["max"]))
