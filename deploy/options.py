"""What the command line asks for, checked."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.names import NAME, Names

COMMANDS = {
    "deploy": "put the agent and its memory on AWS, or bring them up to date",
    "status": "say how they are and what to do next",
    "destroy": "take all of it away again",
}
SECRETS = Path(__file__).parent.parent / ".streamlit" / "secrets.toml"
EVENT_DAYS = 3, 365
"""The least and the most days that CloudFormation takes for events."""
LOG_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653)
"""What CloudWatch Logs takes; the template's parameter has them, too."""


@dataclass(frozen=True)
class Options:
    """All that a person can choose; `poll` is how many seconds pass between two looks.

    None is what was not asked for: it stays as it is deployed.
    """

    command: str
    names: Names
    region: str | None
    secrets: Path
    poll: float
    yes: bool = False
    bucket: str | None = None
    model: str | None = None
    episodic: bool | None = None
    event_days: int | None = None
    log_days: int | None = None
    package: Path | None = None
    dry_run: bool = False
    turns_a_day: int = 100
    app_policy: bool = False


def parse(arguments: Sequence[str] | None) -> Options:
    """The options. Exits with status 2 and says why on wrong usage."""
    given = vars(_parser().parse_args(arguments))
    return Options(names=Names(given.pop("name")), **given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=text) for name, text in COMMANDS.items()}
    for command in made.values():
        _add_common(command)
    for name in ("deploy", "destroy"):
        made[name].add_argument("--yes", action="store_true", help="ask nothing")
        made[name].add_argument("--bucket", help="a bucket of yours for the agent's zip")
    _add_deploy(made["deploy"])
    made["status"].add_argument(
        "--app-policy", action="store_true", help="print the IAM policy that the app needs"
    )
    return parser


def _add_common(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--name", type=_name, default="memory-studio", help="of the deployment (%(default)s)")
    add("--region", help="the AWS region (AWS_REGION, or the profile's)")
    add(
        "--secrets",
        type=Path,
        default=SECRETS,
        help="the app's secrets.toml (.streamlit/secrets.toml)",
    )
    add("--poll", type=float, default=3.0, help="seconds between two looks at AWS (%(default)s)")


def _add_deploy(command: argparse.ArgumentParser) -> None:
    command.epilog = "What was chosen at an earlier deployment stays unless it is chosen anew."
    add = command.add_argument
    episodic = argparse.BooleanOptionalAction
    add("--model", help="Bedrock model or inference profile that answers (Claude Sonnet 4.6)")
    add("--episodic", action=episodic, help="learn episodes and reflections, too (no)")
    add("--event-days", type=_event_days, metavar="DAYS", help="how long events are kept (90)")
    add("--log-days", type=int, choices=LOG_DAYS, metavar="DAYS", help="how long logs are (30)")
    add("--package", type=Path, help="a zip that was built before (one is built)")
    add("--dry-run", action="store_true", help="only say what would be done and what it costs")
    add("--turns-a-day", type=int, default=100, help="for the costs (%(default)s)")


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} should be 2 to 23 small letters, digits and hyphens, a letter first"
        )
    return text


def _event_days(text: str) -> int:
    least, most = EVENT_DAYS
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} should be from {least} to {most} days")
    return int(text)
