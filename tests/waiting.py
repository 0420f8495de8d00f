"""Waiting for something to become true, never for a time to pass."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE_SECONDS = 0.05


def wait_until(look: Callable[[], T | None], seconds: float = 30.0) -> T:
    """What `look` finds, once it is something; fails when that takes longer than `seconds`."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"waited {seconds} s in vain, found {found!r}"
        time.sleep(PAUSE_SECONDS)
    return found
