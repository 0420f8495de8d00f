"""Plays steps and tells how they go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from studio.problems import CALL_ERRORS, explain
from studio.walkthrough.entries import Entry
from studio.walkthrough.results import State, StepResult
from studio.walkthrough.scene import BrokenOffError, Scene, StoppedError
from studio.walkthrough.steps import Step


@dataclass(frozen=True)
class Began:
    """A step began."""

    result: StepResult


@dataclass(frozen=True)
class Happened:
    """Something happened in a step; `result` has it too."""

    result: StepResult
    entry: Entry


@dataclass(frozen=True)
class Ended:
    """A step ended."""

    result: StepResult


Progress = Began | Happened | Ended


def run(scene: Scene, steps: Sequence[Step]) -> Iterator[Progress]:
    """Play the steps, one after the other, whatever became of the ones before.

    Once the scene is stopped, the step in hand ends as stopped, and no other begins.
    """
    for step in steps:
        for progress in _play(scene, step):
            yield progress
            if progress.result.state is State.STOPPED:
                return


def _play(scene: Scene, step: Step) -> Iterator[Progress]:
    result = StepResult(step.key, step.title, step.proves, datetime.now(UTC))
    yield Began(result)
    try:
        for entry in step.play(scene):
            result = result.plus(entry)
            yield Happened(result, entry)
    except StoppedError:
        yield Ended(result.stopped())
    except BrokenOffError as error:
        yield Ended(result.broken(error.problem))
    except CALL_ERRORS as error:
        yield Ended(result.broken(explain(error)))
    else:
        yield Ended(result.end())
