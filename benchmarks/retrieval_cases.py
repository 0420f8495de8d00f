"""The labelled actors and queries in retrieval_cases.txt."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_FILE = Path(__file__).parent / "retrieval_cases.txt"
_KINDS = {"f": "SEMANTIC", "p": "USER_PREFERENCE"}


@dataclass(frozen=True)
class Query:
    """What an actor says, the IDs of the records that answer it, and of those not counted."""

    text: str
    answers: frozenset[str]
    either_way: frozenset[str]


@dataclass
class Actor:
    """An actor's records (strategy type and text by ID) and queries."""

    split: str
    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)


def cases(split: str) -> Iterator[tuple[Actor, Query]]:
    """Each actor of a split with each query of theirs, and with each that nothing answers."""
    actors = [actor for actor in _read() if actor.split == split]
    unanswered = [query for actor in actors if not actor.records for query in actor.queries]
    for actor in actors:
        for query in [*actor.queries, *unanswered] if actor.records else ():
            yield actor, query


def _read() -> list[Actor]:
    actors: list[Actor] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        sort, _, rest = line.partition(" ")
        if sort == "==":
            actors.append(Actor(split=rest.split()[1]))
        elif sort == "?":
            actors[-1].queries.append(_query(rest, actors[-1]))
        elif sort in _KINDS:
            name, _, text = rest.partition(": ")
            actors[-1].records[name] = (_KINDS[sort], text)
    return actors


def _query(line: str, actor: Actor) -> Query:
    text, _, labels = line.rpartition(" = ")
    answers, _, either_way = labels.partition("~")
    found = _ids(answers, actor)
    return Query(text, found, _ids(either_way, actor) - found)


def _ids(labels: str, actor: Actor) -> frozenset[str]:
    preferences = {name for name, record in actor.records.items() if record[0] != "SEMANTIC"}
    groups = {"*": set(actor.records), "*p": preferences, "-": set()}
    ids = set[str]().union(*(groups.get(label, {label}) for label in labels.split()))
    unknown = ids - set(actor.records)
    if unknown:
        raise ValueError(f"No such records: {sorted(unknown)} in {labels!r}")
    return frozenset(ids)
