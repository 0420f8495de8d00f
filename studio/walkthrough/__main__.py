"""The command: `python -m studio.walkthrough` takes the steps and says how they went."""

import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing as closed
from io import TextIOWrapper
from pathlib import Path

from studio.aws import Connection, connect
from studio.memory import Memory
from studio.problems import CALL_ERRORS
from studio.runtime import Runtime
from studio.walkthrough.about import about
from studio.walkthrough.documents import as_json
from studio.walkthrough.junit import junit
from studio.walkthrough.lines import Lines, closing, opening
from studio.walkthrough.options import Options, parse
from studio.walkthrough.page import page
from studio.walkthrough.results import Report, StepResult, Tidied
from studio.walkthrough.runner import run
from studio.walkthrough.scene import Scene
from studio.walkthrough.tidying import tidy
from studio.walkthrough.wording import tidied

PASSED, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
WRITERS = {"json": as_json, "html": page, "junit": junit}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the steps and write the reports. Returns the exit status."""
    options = parse(arguments, os.environ)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    interrupts = _Interrupts()
    try:
        connection = connect(options.settings)
    except (OSError, ValueError, *CALL_ERRORS) as error:
        sys.stderr.write(f"{error}\n")
        return MISUSED
    with closed(connection):
        return _take(connection, options, interrupts)


class _Interrupts:
    """Ctrl-C, and a CI system's end of a job, which is to clean up as that does.

    The exception alone may be lost: what is raised within a destructor is only printed.
    """

    def __init__(self) -> None:
        self._came = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._come)

    def _come(self, *_: object) -> None:
        self._came = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raise KeyboardInterrupt where one came and was lost."""
        if self._came:
            raise KeyboardInterrupt


def _take(connection: Connection, options: Options, interrupts: _Interrupts) -> int:
    try:
        report, is_whole = _played(connection, options, interrupts)
        _write(report, options.reports.items())
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"The report cannot be written: {error}\n")
        return MISUSED
    if not is_whole:
        return INTERRUPTED
    return PASSED if report.is_proof else FAILED


def _played(
    connection: Connection, options: Options, interrupts: _Interrupts
) -> tuple[Report, bool]:
    """The report, and whether nobody interrupted."""
    scene = _scene(connection, options.settings.learning_patience)
    on = about(connection)
    _print([opening(on)])
    results: dict[str, StepResult] = {}
    is_whole = True
    try:
        lines = Lines(len(options.steps))
        for progress in run(scene, options.steps):
            results[progress.result.key] = progress.result
            _print(lines.of(progress))
            interrupts.check()
    except KeyboardInterrupt:
        is_whole = False
    ended = (each if each.ended else each.stopped() for each in results.values())
    report = Report(on, tuple(ended), None if options.keep else _tidy(scene))
    _print(closing(report))
    return report, is_whole


def _scene(connection: Connection, patience: float) -> Scene:
    memory = Memory(connection.memory, connection.control, connection.memory_id)
    runtime = Runtime(
        connection.runtime,
        connection.agent_runtime_arn,
        connection.qualifier,
        memory.strategy_type,
    )
    return Scene(memory, runtime, patience)


def _tidy(scene: Scene) -> Tidied:
    _print([f"Removing what the steps wrote; this takes {scene.settling:.0f} s or more."])
    done = tidy(scene)
    _print([tidied(done)])
    return done


def _write(report: Report, files: Iterable[tuple[str, Path]]) -> None:
    for kind, path in files:
        path.write_text(WRITERS[kind](report), encoding="utf-8")


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
