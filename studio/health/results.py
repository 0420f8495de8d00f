"""What a look at the connection found, as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a check came to."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "not checked"


@dataclass(frozen=True)
class Check:
    """One check: what it came to, why, and what to do about it.

    `detail` is what the service said, for who has to look closer.
    """

    name: str
    verdict: Verdict
    reason: str
    remedy: str = ""
    detail: str = ""


def worst(checks: Iterable[Check]) -> Verdict:
    """The verdict over all: what failed outweighs a warning, and what is unknown counts little."""
    found = {check.verdict for check in checks}
    order = (Verdict.FAILED, Verdict.WARNING, Verdict.OK)
    return next((verdict for verdict in order if verdict in found), Verdict.UNKNOWN)
