"""AWS on this machine: MiniStack for the stack and S3, the embedded AgentCore for AgentCore."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import boto3
import pytest

from deploy import package
from local_agentcore.server import EmbeddedAgentCore
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
ACCOUNT, REGION = "123456789012", "us-east-1"
ON_MINISTACK = ("CLOUDFORMATION", "CLOUDWATCH_LOGS", "S3", "STS")


@dataclass(frozen=True)
class Cloud:
    """The two endpoints, the environment that leads there, and the folder of the switches."""

    endpoint: str
    agentcore: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point every AWS SDK there."""
        there = {f"AWS_ENDPOINT_URL_{name}": self.endpoint for name in ON_MINISTACK}
        return there | {
            "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": self.agentcore,
            "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": self.agentcore,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
        }

    def client(self, service: Any) -> Any:
        """A client of one of the services."""
        is_agentcore = service.startswith("bedrock-agentcore")
        endpoint = self.agentcore if is_agentcore else self.endpoint
        return boto3.client(service, endpoint_url=endpoint, region_name=REGION)


@pytest.fixture(scope="session")
def started(
    agentcore: EmbeddedAgentCore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cloud]:
    """Both emulators, for the whole run: each test deploys under a name of its own."""
    folder = tmp_path_factory.mktemp("cloud")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "TMPDIR": str(folder),
    }
    command = [sys.executable, "-m", "tests.deploy.emulator", agentcore.endpoint, str(folder)]
    with (folder / "emulator.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        endpoint = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: _is_up(process, endpoint))
            yield Cloud(endpoint, agentcore.endpoint, folder)
        finally:
            process.terminate()
            process.wait(10)


def _is_up(process: "subprocess.Popen[bytes]", endpoint: str) -> bool:
    assert process.poll() is None, "the emulator ended; see emulator.log"
    try:
        with urlopen(f"{endpoint}/_ministack/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@pytest.fixture
def cloud(started: Cloud, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """The emulators, and this process's environment pointing there."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in started.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return started


@pytest.fixture(scope="session")
def small_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agent's own files; of its dependencies only folders, which hide no installed package."""
    file = tmp_path_factory.mktemp("package") / "agent.zip"
    write_small(file)
    return file


def write_small(file: Path, **extra: bytes) -> None:
    """Write a zip that passes the checks without its dependencies being fetched."""
    libraries = ("bedrock_agentcore", "boto3", "botocore", "starlette", "strands", "strands_tools")
    instrument = "opentelemetry/instrumentation/auto_instrumentation/__init__.py"
    folders = {f"{name}/nothing": b"" for name in libraries} | {instrument: b""}
    more = {f"{name}.py": content for name, content in extra.items()}
    package.write(file, dict(package.agent_files()) | folders | more)
