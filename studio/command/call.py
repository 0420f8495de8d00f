"""One call of the memory's command: what it is on, and what it was asked for."""

import argparse
from dataclasses import dataclass

from studio.memory import Memory

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True)
class Call:
    """The memory, where it is in words, what was given, and how long memory may take to learn."""

    memory: Memory
    where: str
    given: argparse.Namespace
    patience: float

    @property
    def is_json(self) -> bool:
        """Whether a script reads what is printed."""
        return bool(getattr(self.given, "json", False))
