"""The command as CI runs it: over HTTP, by ARN and memory ID, as on AWS."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.clients import MemoryClient

ROOT = Path(__file__).parents[3]
Start = Callable[..., "subprocess.Popen[str]"]

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def start(agentcore: EmbeddedAgentCore) -> Iterator[Start]:
    """Start the command on the AgentCore that runs already, as one would on AWS."""
    started: list[subprocess.Popen[str]] = []

    def run(*options: str, memory_id: str = "", arn: str = "") -> "subprocess.Popen[str]":
        given = {
            "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": agentcore.endpoint,
            "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": agentcore.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }
        named = ["--agent-arn", arn or agentcore.agent_runtime_arn]
        named += ["--memory-id", memory_id or agentcore.memory_id]
        command = [sys.executable, "-m", "studio.walkthrough", "--target", "aws", *named, *options]
        started.append(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **given},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_all_passed_is_0_with_a_report_of_every_kind(start: Start, tmp_path: Path) -> None:
    files = {kind: tmp_path / f"report.{kind}" for kind in ("json", "html", "junit")}
    reports = [part for kind, path in files.items() for part in (f"--{kind}", str(path))]
    process = start("--only", "short-term,long-term", "--patience", "20", *reports)
    printed = process.communicate()[0]
    assert process.returncode == 0, printed
    assert "All 2 steps passed. 4 of 6 were not taken." in printed
    assert "[2/2] Long-term memory" in printed
    read = json.loads(files["json"].read_text())
    assert (read["passed"], read["target"], read["region"]) == (True, "AWS, us-east-1", "us-east-1")
    assert read["tidied"]["records"] >= 2
    assert {"Python", "boto3", "botocore", "Agent"} == set(read["versions"])
    assert "<script" not in files["html"].read_text()
    cases = ElementTree.parse(files["junit"]).iter("testcase")
    assert [case.get("name") for case in cases] == ["short-term", "long-term"]


def test_what_does_not_pass_is_1_and_says_what_was_seen(
    start: Start, agent_arn: Callable[[str, str], str], agentcore: EmbeddedAgentCore
) -> None:
    forgetful = agent_arn("forgetful", agentcore.memory_id)
    process = start("--only", "short-term", "--patience", "0.5", arn=forgetful)
    printed = process.communicate()[0]
    assert process.returncode == 1
    assert "FAIL Short-term memory holds the conversation." in printed
    assert "seen:     nothing" in printed


def test_a_memory_that_is_not_there_is_1_and_no_traceback(start: Start) -> None:
    process = start("--only", "long-term", "--keep", memory_id="Nobody-0123456789")
    printed = process.communicate()[0]
    assert process.returncode == 1
    assert "AgentCore does not know this resource." in printed
    assert "Traceback" not in printed


def test_wrong_settings_are_2(start: Start) -> None:
    process = start(arn="nonsense")
    assert "AGENT_ARN is 'nonsense'" in process.communicate()[0]
    assert process.returncode == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_removes_what_was_written(
    start: Start, number: signal.Signals, memory_client: MemoryClient, agentcore: EmbeddedAgentCore
) -> None:
    process = start("--only", "long-term", "--patience", "20")
    assert process.stdout
    actor_id = next(line for line in process.stdout if "My boat" in line).split(":")[0].strip()
    process.send_signal(number)
    printed = process.communicate()[0]
    assert process.returncode == 130, printed
    assert "Removed: " in printed
    assert "Traceback" not in printed
    pages = memory_client.get_paginator("list_actors").paginate(memoryId=agentcore.memory_id)
    listed = [each["actorId"] for page in pages for each in page["actorSummaries"]]
    assert actor_id not in listed
