"""The events that taught a record: what was said, when, and in which session."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from botocore.exceptions import ClientError

from studio.memory import Memory
from studio.problems import NOT_FOUND
from studio.turns import Message, messages
from studio.types import Event, Record


@dataclass(frozen=True)
class Source:
    """An event that a record names; without a timestamp it is not kept any more."""

    event_id: str
    session_id: str
    at: datetime | None = None
    said: tuple[Message, ...] = ()


def sources(memory: Memory, actor_id: str, record: Record) -> list[Source]:
    """The events that the record names, oldest first; none where it names none.

    A record that was said in several sessions names the session of the newest event; the others
    are looked for there alone, and not found.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    session_id = memory.session_of(record)
    if not session_id:
        return []
    ask = partial(_source, memory, actor_id, session_id)
    with ThreadPoolExecutor(max_workers=5) as pool:
        return list(pool.map(ask, sorted(record.source_event_ids)))


def _source(memory: Memory, actor_id: str, session_id: str, event_id: str) -> Source:
    try:
        item = memory.client.get_event(
            memoryId=memory.memory_id, actorId=actor_id, sessionId=session_id, eventId=event_id
        )["event"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == NOT_FOUND:
            return Source(event_id, session_id)
        raise
    event = Event(item["eventId"], item["eventTimestamp"], item)
    return Source(event_id, session_id, event.timestamp, tuple(messages(event)))
