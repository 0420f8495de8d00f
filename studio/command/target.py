"""The options that say what a command connects to; what is not given, the app's settings say."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.origins import gather, read_secrets
from studio.settings import Settings, SettingsError, Target

VARIABLES = {
    "target": "STUDIO_TARGET",
    "agent_arn": "AGENT_ARN",
    "memory_id": "MEMORY_ID",
    "region": "AWS_REGION",
    "patience": "STUDIO_LEARNING_SECONDS",
    "project": "STUDIO_PROJECT",
}
"""The settings that options stand for."""
INTRODUCTION = "What is not given comes from where the app has it: docs/setup.md."


def add_options(parser: argparse.ArgumentParser, *, needs_agent: bool) -> None:
    """Add the options of the target; without an agent, none that names one.

    An option that is not given is not in the parsed namespace, so that a subcommand's parser may
    have the same ones.
    """

    def add(name: str, **how: Any) -> None:
        parser.add_argument(f"--{name}", default=argparse.SUPPRESS, **how)

    add("target", choices=[str(target) for target in Target])
    if needs_agent:
        add("agent-arn", metavar="ARN", help="the agent's runtime on AWS")
        add("memory-id", metavar="ID", help="the memory that this agent uses")
        add("region", help="needed nowhere on AWS: the ARN names it")
    else:
        add("memory-id", metavar="ID", help="a memory on AWS, by its ID or its ARN")
        add("region", help="where that memory is, unless its ARN says so")
    add("project", metavar="FOLDER", help="a folder whose deployment tool noted both")


def settings(
    parser: argparse.ArgumentParser,
    given: argparse.Namespace,
    environ: Mapping[str, str],
    *,
    needs_agent: bool,
) -> Settings:
    """The settings that the options ask for. Exits with status 2 and says why if they cannot be."""
    said = {name: str(value) for option, name in VARIABLES.items() if (value := _of(given, option))}
    is_named = _of(given, "agent_arn") or _of(given, "memory_id")
    if is_named and said.setdefault("STUDIO_TARGET", str(Target.AWS)) != Target.AWS:
        named = "--agent-arn and --memory-id are" if needs_agent else "--memory-id is"
        parser.error(f"{named} for --target aws")
    folder = Path.cwd()
    try:
        found = gather({**environ, **said}, read_secrets(folder), folder)
        if "AWS_REGION" in said and not needs_agent:
            # Of an agent that plays no part here, only the region would count.
            found = found.without("AGENT_ARN")
        chosen = found.settings(needs_agent=needs_agent)
    except SettingsError as error:
        parser.error(str(error))
    region = _of(given, "region")
    if region and region != chosen.region:
        parser.error(f"the ARN is in {chosen.region}, not in {region}")
    return chosen


def _of(given: argparse.Namespace, option: str) -> Any:
    return getattr(given, option, None)
