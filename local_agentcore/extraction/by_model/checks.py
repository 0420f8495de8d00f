"""What of a model's answer is let in: texts, numbers and dates, each within its bounds."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from local_agentcore.extraction.by_model.errors import ModelExtractionError

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def line(value: Any, what: str, limit: int) -> str:
    """A text in one line, without control characters.

    Raises:
        ModelExtractionError: it is no text, empty or longer than `limit`.
    """
    if not isinstance(value, str):
        raise ModelExtractionError(f"{what} is no text")
    # Lone surrogates, which JSON can have and UTF-8 cannot, are of category Cs.
    spaced = " ".join(value.split())
    kept = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs")).strip()
    if not 0 < len(kept) <= limit:
        raise ModelExtractionError(f"{what} has {len(kept)} characters")
    return kept


def items(value: Any, what: str, limit: int) -> Sequence[Any]:
    """A list of at most so many items.

    Raises:
        ModelExtractionError: it is none.
    """
    if not isinstance(value, list) or len(value) > limit:
        raise ModelExtractionError(f"{what} is no list of at most {limit}")
    return value


def numbers(value: Any, what: str, count: int) -> list[int]:
    """Numbers from 1 to `count`, each once, in the order given; none when nothing is given.

    Raises:
        ModelExtractionError: there is something else among them.
    """
    if value is None:
        return []
    found = items(value, what, count)
    for number in found:
        if type(number) is not int or not 1 <= number <= count:
            raise ModelExtractionError(f"{what} has a number that was not given")
    return list(dict.fromkeys(found))


def moment(value: Any) -> datetime | None:
    """A date, or a moment, of ISO 8601 in UTC; None for nothing.

    Raises:
        ModelExtractionError: it is something else, or before 1900 or after 2199.
    """
    if value is None or value == "":
        return None
    try:
        found = datetime.fromisoformat(value)
        known = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise ModelExtractionError("validFrom is no date") from error
    if not EARLIEST <= known < LATEST:
        raise ModelExtractionError("validFrom is out of range")
    return known
