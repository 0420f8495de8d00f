"""What came of a step, and of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from studio.problems import Problem
from studio.types import Done
from studio.walkthrough.entries import Check, Entry, Said, Waited, with_entry


class State(StrEnum):
    """How far a step has come, or how it ended."""

    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class StepResult:
    """One step: what happened in it, and how it ended. `problem` says why it broke off."""

    key: str
    title: str
    proves: str
    started: datetime
    state: State = State.RUNNING
    entries: tuple[Entry, ...] = ()
    problem: Problem | None = None
    ended: datetime | None = None

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks that were made, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Check))

    @property
    def said(self) -> tuple[Said, ...]:
        """The turns that were taken, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Said))

    @property
    def waiting(self) -> Waited | None:
        """What is waited for at this moment."""
        last = self.entries[-1] if self.entries else None
        return last if isinstance(last, Waited) and not last.is_over else None

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return ((self.ended or datetime.now(UTC)) - self.started).total_seconds()

    def plus(self, entry: Entry) -> "StepResult":
        """The result after one more thing happened."""
        return replace(self, entries=with_entry(self.entries, entry))

    def end(self) -> "StepResult":
        """The result at the step's end: passed if it made checks and all of them held."""
        held = bool(self.checks) and all(check.passed for check in self.checks)
        return self._ended(State.PASSED if held else State.FAILED)

    def broken(self, problem: Problem) -> "StepResult":
        """The result of a step that could not go on."""
        return replace(self._ended(State.FAILED), problem=problem)

    def stopped(self) -> "StepResult":
        """The result of a step that somebody stopped."""
        return self._ended(State.STOPPED)

    def _ended(self, state: State) -> "StepResult":
        return replace(self, state=state, ended=datetime.now(UTC))


@dataclass(frozen=True)
class Tidied:
    """What was removed after the steps, and what could not be."""

    actors: int = 0
    events: int = 0
    records: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class About:
    """What the steps were taken on. `model` is empty where only the agent knows its model."""

    target: str
    region: str
    memory_id: str
    agent_runtime_arn: str
    qualifier: str
    model: str
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """The steps' results; `tidied` is None when what they left was to be kept."""

    about: About
    results: tuple[StepResult, ...]
    tidied: Tidied | None = None

    @property
    def passed(self) -> int:
        """How many steps passed."""
        return sum(result.state is State.PASSED for result in self.results)

    @property
    def is_proof(self) -> bool:
        """Whether there are steps and all of them passed."""
        return 0 < self.passed == len(self.results)

    @property
    def started(self) -> datetime | None:
        """When the first of the steps began."""
        return min((result.started for result in self.results), default=None)

    @property
    def seconds(self) -> float:
        """How long the steps took together."""
        return sum(result.seconds for result in self.results)

    @property
    def model(self) -> str:
        """The model as the connection names it, else as the agent does in its answers."""
        ends = (said.turn.end for result in self.results for said in result.said)
        named = (end.model for end in ends if isinstance(end, Done) and end.model)
        return self.about.model or next(named, "")
