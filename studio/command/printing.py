"""What commands print: lines for people, JSON for scripts, and beside it what happened."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; the last one is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        out("  ".join([*padded, row[-1]]).rstrip())


def document(content: Any) -> None:
    """Print JSON; moments in ISO 8601."""
    out(json.dumps(content, ensure_ascii=False, indent=2, default=_plain))


def out(line: str) -> None:
    """Print a line of what was asked for."""
    sys.stdout.write(f"{line}\n")


def say(line: str) -> None:
    """Print, apart from what was asked for, what happens or went wrong."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def one_line(text: str) -> str:
    """A text on one line, without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else UNPRINTABLE for sign in " ".join(text.split()))


def at(moment: datetime | None) -> str:
    """A moment for people: UTC, to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}" if moment else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 event, 2 events."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence: a, b and c."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
