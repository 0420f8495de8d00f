"""When records expire: the days that a request or a strategy gives, and what becomes of them."""

from collections.abc import Mapping
from typing import Any

from local_agentcore.clock import DAY_MS
from local_agentcore.errors import ValidationException

Input = Mapping[str, Any]

MAX_DAYS = 36_500
"""A hundred years. The service model has no upper end, but a moment has."""


def new_expiry(specification: Input) -> int | None:
    """The days that something new is given, None for none.

    Raises:
        ValidationException: the action REMOVE, which does not apply to what is new (AWS
            documentation), or over a hundred years.
    """
    if "action" in specification:
        raise ValidationException("The action REMOVE does not apply to what is created")
    return _days(specification)


def expiry_of_update(specification: Input | None, before: int | None) -> int | None:
    """The days after an update: those given; none with the action REMOVE; else those before.

    Raises:
        ValidationException: over a hundred years.
    """
    if specification is None:
        return before
    return None if "action" in specification else _days(specification)


def _days(specification: Input) -> int | None:
    days: int | None = specification.get("recordExpiryDurationDays")
    if days is not None and days > MAX_DAYS:
        raise ValidationException(f"recordExpiryDurationDays can be {MAX_DAYS} at most")
    return days


def expires_ms(days: int | None, from_ms: int) -> int | None:
    """The moment at which something expires that many days after `from_ms`."""
    return None if days is None else from_ms + days * DAY_MS
