"""Sessions to learn from."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from local_agentcore.extraction.types import Utterance

Say = Callable[..., list[Utterance]]


@pytest.fixture(scope="session")
def say() -> Say:
    """A session of these messages, a minute apart, in events `event-1`, `event-2` …"""
    start = datetime(2025, 3, 4, 12, tzinfo=UTC)

    def session(*messages: str, role: str = "USER") -> list[Utterance]:
        return [
            Utterance(f"event-{n}", role, message, start + timedelta(minutes=n))
            for n, message in enumerate(messages, start=1)
        ]

    return session
