"""Events and records taken out of a memory: an actor's, or everybody's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from studio import namespaces
from studio.filters import Filter
from studio.listing import walk
from studio.memory import Memory
from studio.transfer.document import described, lines
from studio.types import Record


def export(memory: Memory, actor_id: str = "") -> Iterator[str]:
    """The lines of the file: the actor's, or everybody's without one.

    An actor's are the records in the namespaces that name the actor. Read as it is written: what
    changes meanwhile may be in it or not.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    header = {
        "memoryId": memory.memory_id,
        "exportedAt": datetime.now(UTC),
        "strategies": [described(strategy) for strategy in memory.strategies],
    }
    actors = [actor_id] if actor_id else memory.actors()
    return lines(header, _events(memory, actors), _records(memory, actor_id))


def _events(memory: Memory, actors: list[str]) -> Iterator[dict[str, Any]]:
    for actor_id in actors:
        for session in reversed(memory.sessions(actor_id)):
            for event in memory.events(actor_id, session.id):
                yield _without(event.raw, "memoryId")


def _records(memory: Memory, actor_id: str) -> Iterator[dict[str, Any]]:
    for record in _listed(memory, actor_id):
        yield _without(record.raw, "score")


def _listed(memory: Memory, actor_id: str) -> Iterator[Record]:
    if actor_id:
        mine = walk(memory, actor_id, Filter())
        yield from (each for each in mine if not memory.is_shared(each, actor_id))
        return
    for root in namespaces.roots(memory.strategies):
        yield from memory.records_below(root)


def _without(item: Any, member: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != member}
