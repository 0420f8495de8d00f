"""What the command line takes, and what it refuses with status 2."""

from pathlib import Path

import pytest

from studio.settings import Target
from studio.walkthrough.options import parse

ARN = "arn:aws:bedrock-agentcore:eu-west-1:123456789012:runtime/agent-0123456789"
ON_AWS = ["--agent-arn", ARN, "--memory-id", "Mem-0123456789"]


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder where nothing names an agent or a memory."""
    monkeypatch.chdir(tmp_path)


def test_without_options_all_steps_are_taken_here() -> None:
    options = parse([], {})
    assert (options.settings.target, len(options.steps), options.keep) == (Target.LOCAL, 6, False)
    assert options.settings.learning_patience == 20
    assert options.reports == {}


def test_an_agent_is_on_aws_in_the_region_of_its_arn() -> None:
    settings = parse([*ON_AWS, "--patience", "300"], {"STUDIO_TARGET": "local"}).settings
    assert (settings.target, settings.region) == (Target.AWS, "eu-west-1")
    assert (settings.memory_id, settings.learning_patience) == ("Mem-0123456789", 300)


def test_what_is_not_given_is_taken_from_the_environment() -> None:
    environ = {"AGENT_ARN": ARN, "MEMORY_ID": "Mem-0123456789"}
    assert parse([], environ).settings.agent_runtime_arn == ARN
    assert parse(["--target", "local"], environ).settings.target is Target.LOCAL


def test_steps_are_taken_in_their_order() -> None:
    options = parse(["--only", "deletion, short-term", "--keep"], {})
    assert [step.key for step in options.steps] == ["short-term", "deletion"]
    assert options.keep


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--only", "nope"], "nope: the steps are short-term"),
        (["--only", ","], "nothing: the steps are"),
        (["--target", "moon"], "invalid choice"),
        (["--target", "aws"], "AGENT_ARN is missing"),
        (["--agent-arn", ARN], "MEMORY_ID is missing"),
        (["--agent-arn", "arn", "--memory-id", "m"], "AGENT_ARN is 'arn'"),
        ([*ON_AWS, "--region", "us-east-1"], "in eu-west-1, not in us-east-1"),
        ([*ON_AWS, "--target", "local"], "are for --target aws"),
        (["--patience", "soon"], "STUDIO_LEARNING_SECONDS"),
        (["--json", "/nowhere/report.json"], "no folder /nowhere"),
        (["--surprise"], "unrecognized"),
    ],
)
def test_wrong_usage_says_why(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(arguments, {})
    assert ended.value.code == 2
    assert why in capsys.readouterr().err
