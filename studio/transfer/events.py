"""Events written into another memory, each after those that were said before it in its session."""

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from studio.branches import MAIN
from studio.memory import Memory
from studio.transfer.document import Item, moment

SESSIONS_AT_ONCE = 4
NOT_EXTRACTED = {"extractionMode": "SKIP"}
"""What keeps an event out of extraction (service model, CreateEvent)."""

Place = tuple[str, str]
"""An actor's ID and a session's."""


@dataclass(frozen=True)
class Written:
    """How many events were written and how many were there; the new ID of each old one."""

    count: int = 0
    there: int = 0
    ids: Mapping[str, str] = field(default_factory=dict)


def write(memory: Memory, events: Iterable[Item], *, extracts: bool) -> Written:
    """Write the events that the memory does not have, some sessions at a time.

    Raises:
        ClientError, BotoCoreError: memory could not be read or written.
    """
    sessions: dict[Place, list[Item]] = defaultdict(list)
    for event in events:
        sessions[event["actorId"], event["sessionId"]].append(event)
    how = {} if extracts else NOT_EXTRACTED
    with ThreadPoolExecutor(max_workers=SESSIONS_AT_ONCE) as pool:
        parts = list(pool.map(partial(_session, memory, how), sessions, sessions.values()))
    return Written(
        sum(part.count for part in parts),
        sum(part.there for part in parts),
        {old: new for part in parts for old, new in part.ids.items()},
    )


def _session(memory: Memory, how: Item, place: Place, events: Sequence[Item]) -> Written:
    known: dict[str, deque[str]] = defaultdict(deque)
    for event in memory.events(*place):
        known[_likeness(event.raw)].append(event.id)
    ids: dict[str, str] = {}
    there = 0
    for item in events:
        if same := known[_likeness(item)]:
            ids[item["eventId"]] = same.popleft()
            there += 1
        else:
            ids[item["eventId"]] = _create(memory, how, item, ids)
    return Written(len(events) - there, there, ids)


def _create(memory: Memory, how: Item, item: Item, ids: dict[str, str]) -> str:
    """Write one event; `ids` are the new ones of those before it. Its own new ID."""
    kept = {name: item[name] for name in ("actorId", "sessionId", "payload")}
    kept |= {"metadata": item["metadata"]} if item.get("metadata") else {}
    kept |= {"branch": branch} if (branch := _branch(item, ids)) else {}
    answer = memory.client.create_event(
        memoryId=memory.memory_id, eventTimestamp=moment(item["eventTimestamp"]), **kept, **how
    )
    return str(answer["event"]["eventId"])


def _branch(item: Item, ids: dict[str, str]) -> dict[str, str]:
    """The event's branch, by the new ID of the event that it forks from; empty for the main one.

    Where that event is gone, it forks from what was said before it: a new branch needs a root.
    """
    branch = item.get("branch") or {"name": MAIN}
    if branch["name"] == MAIN or not ids:
        return {}
    root = ids.setdefault(branch.get("rootEventId", ""), list(ids.values())[-1])
    return {"name": branch["name"], "rootEventId": root}


def _likeness(item: Item) -> str:
    """What is the same of an event in either memory: all but its ID and what it forks from."""
    at: datetime = moment(item["eventTimestamp"])
    branch = (item.get("branch") or {}).get("name", MAIN)
    said: list[Any] = [_said(each) for each in item.get("payload", [])]
    seen = [round(at.timestamp() * 1000), branch, item.get("metadata") or {}, said]
    return json.dumps(seen, sort_keys=True)


def _said(item: Item) -> Any:
    """A payload's item; of a document its kind alone, which may not come back as it was given."""
    ((kind, value),) = item.items()
    return item if kind == "conversational" or isinstance(value, str) else kind
