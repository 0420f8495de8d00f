"""The file that memory travels in: JSON lines, one of what the memory is, then one a thing.

The first line names the format, its version and the memory; each further one is an event or a
memory record as the service answers it, the events of a session oldest first; the last counts them,
so that a file that was cut short is not taken for a whole one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from studio.types import Strategy, StrategyType

FORMAT = "agentcore-memory"
VERSION = 1
EVENT, RECORD, END = "event", "record", "end"
NEEDED = {
    EVENT: {"actorId", "sessionId", "eventId", "eventTimestamp", "payload"},
    RECORD: {"content", "namespaces", "createdAt"},
}
"""What an event and a record always have."""

Item = Mapping[str, Any]


class InvalidDocumentError(ValueError):
    """A file that cannot be imported; its message says where and why, for people."""


@dataclass(frozen=True)
class Document:
    """What a file holds: the strategies of the memory it is of, events and records."""

    strategies: tuple[Strategy, ...]
    events: tuple[Item, ...]
    records: tuple[Item, ...]


def lines(header: Item, events: Iterable[Item], records: Iterable[Item]) -> Iterator[str]:
    """The file's lines, each with its end."""
    counts = {EVENT: 0, RECORD: 0}
    yield _line({"type": FORMAT, "version": VERSION, **header})
    for kind, items in ((EVENT, events), (RECORD, records)):
        for item in items:
            counts[kind] += 1
            yield _line({"type": kind, kind: item})
    yield _line({"type": END, "events": counts[EVENT], "records": counts[RECORD]})


def described(strategy: Strategy) -> Item:
    """A strategy as the first line has it."""
    return {
        "strategyId": strategy.id,
        "name": strategy.name,
        "type": str(strategy.type),
        "namespaceTemplates": list(strategy.namespace_templates),
    }


def read(given: Iterable[str]) -> Document:
    """The document of a file's lines.

    Raises:
        InvalidDocumentError: it is of another format or version, damaged, or cut short.
    """
    parsed = [_parsed(number, line) for number, line in enumerate(given, 1) if line.strip()]
    header, end = parsed[0] if parsed else {}, parsed[-1] if parsed else {}
    _check(header)
    events, records = (_of_kind(kind, parsed) for kind in (EVENT, RECORD))
    if end != {"type": END, "events": len(events), "records": len(records)}:
        raise InvalidDocumentError("The file is not whole: export the memory again.")
    try:
        strategies = tuple(map(_strategy, header["strategies"]))
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidDocumentError(f"Line 1: the strategies cannot be read ({error}).") from error
    return Document(strategies, events, records)


def _check(header: Mapping[str, Any]) -> None:
    if header.get("type") != FORMAT:
        raise InvalidDocumentError("This is not a file that an export of memory wrote.")
    if header.get("version") != VERSION:
        raise InvalidDocumentError(
            f"The file has version {header.get('version')}; this program reads version {VERSION}."
        )


def moment(value: datetime | str) -> datetime:
    """A moment as the service answered it, or as the file has it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _line(item: Item) -> str:
    return json.dumps(item, ensure_ascii=False, default=_written) + "\n"


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _parsed(number: int, line: str) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise InvalidDocumentError(f"Line {number} is not JSON: {error}.") from error
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in (FORMAT, EVENT, RECORD, END) or _lacks(item):
        raise InvalidDocumentError(f"Line {number} is neither an event nor a record.")
    found: dict[str, Any] = item
    return found


def _lacks(item: Item) -> bool:
    kind = item["type"]
    found = item.get(kind)
    return kind in NEEDED and not (isinstance(found, dict) and found.keys() >= NEEDED[kind])


def _of_kind(kind: str, parsed: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(item[kind] for item in parsed if item["type"] == kind)


def _strategy(item: Item) -> Strategy:
    return Strategy(
        id=str(item["strategyId"]),
        name=str(item["name"]),
        type=StrategyType(item["type"]),
        namespace_templates=tuple(map(str, item["namespaceTemplates"])),
    )
