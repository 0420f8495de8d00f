"""A run told in plain lines, as it goes on."""

from collections.abc import Iterator

from studio.types import Failed
from studio.walkthrough.entries import Check, Did, Entry, Said, Waited
from studio.walkthrough.results import About, Report, State, StepResult
from studio.walkthrough.runner import Began, Ended, Happened, Progress
from studio.walkthrough.wording import STATES, verdict

EVERY_SECONDS = 10.0
"""How often a wait says that it goes on."""


class Lines:
    """Turns progress into lines. `total` is the number of steps that are played."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._number = 0
        self._told = 0.0

    def of(self, progress: Progress) -> Iterator[str]:
        """The lines that this progress adds; most adds none."""
        match progress:
            case Began():
                self._number += 1
                yield f"[{self._number}/{self._total}] {progress.result.title}"
            case Happened():
                yield from map(_indented, self._entry(progress.entry))
            case Ended():
                yield from map(_indented, _end(progress.result))

    def _entry(self, entry: Entry) -> Iterator[str]:
        match entry:
            case Said() if entry.turn.end is not None:
                yield from _turn(entry)
            case Waited():
                yield from self._wait(entry)
            case Did():
                yield entry.what
            case Check():
                yield f"{'ok  ' if entry.passed else 'FAIL'} {entry.claim}"
                if not entry.passed:
                    yield f"     expected: {_line(entry.expected)}"
                    yield f"     seen:     {_line(entry.seen)}"

    def _wait(self, wait: Waited) -> Iterator[str]:
        if wait.is_over:
            self._told = 0.0
            yield f"{wait.what}: {wait.seconds:.1f} s"
        elif wait.seconds - self._told >= EVERY_SECONDS:
            self._told = wait.seconds
            yield f"{wait.what}: {wait.seconds:.0f} s so far, {wait.patience:.0f} s at most"


def opening(about: About) -> str:
    """What the steps are about to be taken on."""
    return f"Walkthrough: {about.target}, memory {about.memory_id}, agent {about.agent_runtime_arn}"


def closing(report: Report) -> Iterator[str]:
    """What came of all steps."""
    for problem in report.tidied.problems if report.tidied else ():
        yield f"Not removed: {problem.what} {problem.remedy} {_line(problem.detail)}".rstrip()
    yield f"{verdict(report)} {report.seconds:.1f} s."


def _turn(said: Said) -> Iterator[str]:
    yield f"{said.actor_id}: {_line(said.turn.prompt)}"
    yield f"agent: {_line(said.answer)}"
    if isinstance(said.turn.end, Failed):
        yield f"agent failed: {said.turn.end.what}"
    if said.turn.recalled is not None:
        yield f"memory records recalled: {len(said.turn.recalled.records)}"


def _end(result: StepResult) -> Iterator[str]:
    if result.problem:
        yield result.problem.what
        yield " ".join(filter(None, (result.problem.remedy, _line(result.problem.detail))))
    state = STATES[result.state]
    mark = state if result.state is State.PASSED else state.upper()
    yield f"{mark} in {result.seconds:.1f} s"


def _line(text: str) -> str:
    """Text in one line, without what would move a terminal's cursor."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


def _indented(line: str) -> str:
    return f"    {line}"
