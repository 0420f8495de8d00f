"""What the command line asks for, checked."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.command import target
from studio.settings import PATIENCE_SECONDS, Settings
from studio.walkthrough.steps import STEPS, Step


@dataclass(frozen=True)
class Options:
    """The settings, the steps to take, whether to keep what they write, and where reports go."""

    settings: Settings
    steps: tuple[Step, ...]
    keep: bool
    reports: Mapping[str, Path]


def parse(arguments: Sequence[str] | None, environ: Mapping[str, str]) -> Options:
    """The options; what is not given comes from the app's own settings in `environ`.

    Exits with status 2 and says why on wrong usage or settings.
    """
    parser = _parser()
    given = parser.parse_args(arguments)
    settings = target.settings(parser, given, environ, needs_agent=True)
    reports = {kind: getattr(given, kind) for kind in ("json", "html", "junit")}
    for path in filter(None, reports.values()):
        if not path.parent.is_dir():
            parser.error(f"there is no folder {path.parent}")
    return Options(
        settings,
        tuple(step for step in STEPS if not given.only or step.key in given.only),
        given.keep,
        {kind: path for kind, path in reports.items() if path},
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m studio.walkthrough",
        description="Prove that the agent remembers: six steps, each checked on what it saw.",
        epilog="Exit status: 0 all passed, 1 something failed, 2 wrong usage or settings, "
        f"130 interrupted. {target.INTRODUCTION}",
    )
    waits = ", ".join(f"{seconds:.0f} {where}" for where, seconds in PATIENCE_SECONDS.items())
    target.add_options(parser, needs_agent=True)
    parser.add_argument(
        "--only", type=_keys, default=(), metavar="STEP[,STEP]", help=", ".join(_known())
    )
    parser.add_argument(
        "--patience", metavar="SECONDS", help=f"how long memory may take to learn ({waits})"
    )
    parser.add_argument("--keep", action="store_true", help="do not remove what the steps write")
    for kind in ("json", "html", "junit"):
        parser.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"write a {kind} report")
    return parser


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(filter(None, (key.strip() for key in text.split(","))))
    if not keys or (unknown := sorted(set(keys) - set(_known()))):
        named = ", ".join(unknown) if keys else "nothing"
        raise argparse.ArgumentTypeError(f"{named}: the steps are {', '.join(_known())}")
    return keys


def _known() -> list[str]:
    return [step.key for step in STEPS]
