"""Time as the store keeps it: whole milliseconds since 1970, UTC."""

import time
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MS = 86_400_000


def now_ms() -> int:
    """The time now, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def to_ms(moment: datetime) -> int:
    """A moment in milliseconds since 1970."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_ms(milliseconds: int) -> datetime:
    """The moment, in UTC, of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=milliseconds)
