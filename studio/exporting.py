"""Records as CSV and JSON, written line by line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from studio.contents import content
from studio.memory import Memory
from studio.types import Record

MOST_EXPORTED = 20_000
"""Records in a file at most, the newest."""
COLUMNS = (
    "memory",
    "strategy",
    "namespace",
    "session",
    "created",
    "score",
    "context",
    "categories",
    "record",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection)."""


def csv_lines(memory: Memory, records: Iterable[Record]) -> Iterator[str]:
    """A CSV file's lines, the heading first. No cell is a formula."""
    yield _line(COLUMNS)
    for record in records:
        decoded = content(record)
        cells = (
            decoded.sentence,
            _strategy(memory, record),
            record.namespace,
            memory.session_of(record),
            _written(record.created_at),
            "" if record.score is None else f"{record.score:.4f}",
            decoded.context,
            ", ".join(decoded.categories),
            record.id,
        )
        yield _line(map(harmless, cells))


def json_lines(memory: Memory, records: Iterable[Record], about: dict[str, Any]) -> Iterator[str]:
    """A JSON document's lines: what it is `about`, and the records."""
    # The opening of the whole document, as far as the list's bracket.
    yield json.dumps(about | {"records": []}, ensure_ascii=False)[:-2]
    separator = "\n"
    for record in records:
        yield separator + json.dumps(_document(memory, record), ensure_ascii=False, default=str)
        separator = ",\n"
    yield "\n]}\n"


def harmless(cell: str) -> str:
    """A cell's text that a spreadsheet program takes for text: an apostrophe before a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _document(memory: Memory, record: Record) -> dict[str, Any]:
    decoded = content(record)
    return {
        "memoryRecordId": record.id,
        "memory": decoded.sentence,
        "context": decoded.context or None,
        "categories": decoded.categories or None,
        "topics": [{"name": topic.name, "text": topic.text} for topic in decoded.topics] or None,
        "strategy": _strategy(memory, record),
        "memoryStrategyId": record.strategy_id,
        "namespace": record.namespace,
        "sessionId": memory.session_of(record) or None,
        "createdAt": _written(record.created_at),
        "score": record.score,
        "text": record.text,
        "metadata": dict(record.metadata),
    }


def _strategy(memory: Memory, record: Record) -> str:
    names = {strategy.id: strategy.name for strategy in memory.strategies}
    return names.get(record.strategy_id, record.strategy_id)


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow(cells)
    return buffer.getvalue()
