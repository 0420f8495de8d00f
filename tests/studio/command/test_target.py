"""What the memory's command connects to where no agent plays a part."""

import argparse
from pathlib import Path

import pytest

from studio.command import target
from studio.settings import Settings, Target

AGENT = "arn:aws:bedrock-agentcore:eu-west-1:123456789012:runtime/agent-0123456789"
MEMORY = "Mem-0123456789"


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder where nothing names an agent or a memory."""
    monkeypatch.chdir(tmp_path)


def settings(words: list[str], environ: dict[str, str]) -> Settings:
    parser = argparse.ArgumentParser()
    target.add_options(parser, needs_agent=False)
    return target.settings(parser, parser.parse_args(words), environ, needs_agent=False)


def test_nothing_given_is_this_machine() -> None:
    assert settings([], {}).target is Target.LOCAL
    assert settings(["--target", "local"], {"MEMORY_ID": MEMORY}).target is Target.LOCAL


def test_a_memory_is_enough() -> None:
    for chosen in (settings(["--memory-id", MEMORY], {}), settings([], {"MEMORY_ID": MEMORY})):
        assert (chosen.target, chosen.memory_id) == (Target.AWS, MEMORY)
        assert (chosen.agent_runtime_arn, chosen.region) == ("", "us-east-1")


@pytest.mark.parametrize(
    ("words", "environ", "region"),
    [
        ([], {"AWS_REGION": "ap-south-1"}, "ap-south-1"),
        ([], {"AGENT_ARN": AGENT, "AWS_REGION": "ap-south-1"}, "eu-west-1"),
        (["--region", "us-west-2"], {"AGENT_ARN": AGENT}, "us-west-2"),
        (
            ["--memory-id", f"arn:aws:bedrock-agentcore:eu-north-1:123456789012:memory/{MEMORY}"],
            {"AGENT_ARN": AGENT, "AWS_REGION": "ap-south-1"},
            "eu-north-1",
        ),
    ],
)
def test_the_region(words: list[str], environ: dict[str, str], region: str) -> None:
    chosen = settings(words, {"MEMORY_ID": MEMORY, **environ})
    assert (chosen.region, chosen.memory_id) == (region, MEMORY)
