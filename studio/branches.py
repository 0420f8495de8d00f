"""A session's branches: where each forks off, and what was said on the way to its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.types import Event

MAIN = "main"
"""The branch of events that name none (AWS documentation)."""


@dataclass(frozen=True)
class Branch:
    """A branch and its own events, oldest first.

    `parent` is the branch that it forks from and `root_event_id` the last event that both share;
    the main branch has neither. `depth` is how many forks away from the main branch it is.
    """

    name: str
    events: tuple[Event, ...]
    root_event_id: str = ""
    parent: str = ""
    depth: int = 0


def branches(events: Sequence[Event]) -> list[Branch]:
    """The branches of a session's events, each followed by those that fork from it."""
    owners = {event.id: branch_of(event) for event in events}
    names = dict.fromkeys([MAIN, *owners.values()])
    found = [_branch(name, events, owners) for name in names]
    return list(_below("", 0, found))


def line(found: Sequence[Branch], name: str) -> list[Event]:
    """What was said on the way to a branch's end: its parents' events up to each fork, its own.

    A fork from an event that is gone shares nothing that could still be told.
    """
    by_name = {branch.name: branch for branch in found}
    branch = by_name[name]
    events = list(branch.events)
    while branch.parent:
        parent = by_name[branch.parent]
        ids = [event.id for event in parent.events]
        shared = ids.index(branch.root_event_id) + 1 if branch.root_event_id in ids else 0
        events = [*parent.events[:shared], *events]
        branch = parent
    return events


def branch_of(event: Event) -> str:
    """The name of the branch that an event is on."""
    return str(event.raw.get("branch", {}).get("name", MAIN))


def _branch(name: str, events: Sequence[Event], owners: dict[str, str]) -> Branch:
    own = tuple(event for event in events if owners[event.id] == name)
    if name == MAIN:
        return Branch(name, own)
    root = next((each.raw["branch"].get("rootEventId", "") for each in own), "")
    return Branch(name, own, root, owners.get(root, MAIN))


def _below(parent: str, depth: int, found: Sequence[Branch]) -> Iterator[Branch]:
    for branch in found:
        if branch.parent == parent:
            yield Branch(branch.name, branch.events, branch.root_event_id, parent, depth)
            yield from _below(branch.name, depth + 1, found)
