"""How results are put into words, the same in every report and on the page."""

from datetime import UTC, datetime

from studio.walkthrough.results import Report, State, Tidied
from studio.walkthrough.steps import STEPS

STATES = {
    State.RUNNING: "Running",
    State.PASSED: "Passed",
    State.FAILED: "Failed",
    State.STOPPED: "Stopped",
}


def verdict(report: Report) -> str:
    """How many steps passed, and how many were not taken."""
    taken, all_steps = len(report.results), len(STEPS)
    if not taken:
        return "No step was taken."
    passed = f"All {taken}" if report.is_proof else f"{report.passed} of {taken}"
    rest = f" {all_steps - taken} of {all_steps} were not taken." if taken < all_steps else ""
    return f"{passed} steps passed.{rest}" if taken > 1 else f"{_one(report)}{rest}"


def tidied(done: Tidied | None) -> str:
    """What became of what the steps left."""
    if done is None:
        return "What the steps wrote was kept."
    what = f"{_counted(done.events, 'event')} and {_counted(done.records, 'memory record')}"
    left = " Some could not be removed." if done.problems else ""
    return f"Removed: {what} of {_counted(done.actors, 'made-up actor')}.{left}"


def moment(when: datetime | None) -> str:
    """`23 November 2026, 21:11 UTC`."""
    return f"{when.astimezone(UTC):%-d %B %Y, %H:%M} UTC" if when else ""


def _counted(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def _one(report: Report) -> str:
    return f"{report.results[0].title}: {STATES[report.results[0].state].lower()}."
