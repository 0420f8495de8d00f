"""What the command line asks for, checked."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.settings import PATIENCE_SECONDS, Settings, SettingsError, Target
from studio.walkthrough.steps import STEPS, Step

VARIABLES = {
    "target": "STUDIO_TARGET",
    "agent_arn": "AGENT_ARN",
    "memory_id": "MEMORY_ID",
    "region": "AWS_REGION",
    "patience": "STUDIO_LEARNING_SECONDS",
}
"""The settings that options stand for."""


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
    if given.agent_arn or given.memory_id:
        given.target = given.target or str(Target.AWS)
        if given.target != Target.AWS:
            parser.error("--agent-arn and --memory-id are for --target aws")
    said = {name: getattr(given, option) for option, name in VARIABLES.items()}
    try:
        settings = Settings.from_env({**environ, **{k: v for k, v in said.items() if v}})
    except SettingsError as error:
        parser.error(str(error))
    if given.region and given.region != settings.region:
        parser.error(f"the agent's ARN is in {settings.region}, not in {given.region}")
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
        "130 interrupted. What is not given is taken from the app's environment variables.",
    )
    waits = ", ".join(f"{seconds:.0f} {target}" for target, seconds in PATIENCE_SECONDS.items())
    parser.add_argument("--target", choices=[str(target) for target in Target])
    parser.add_argument("--agent-arn", metavar="ARN", help="the agent's runtime on AWS")
    parser.add_argument("--memory-id", metavar="ID", help="the memory that this agent uses")
    parser.add_argument("--region", help="needed nowhere on AWS: the ARN names it")
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
