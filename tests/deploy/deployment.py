"""A deployment of a test's own: the command on it, and what the cloud does to it."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.__main__ import main
from studio.origins import of_secrets
from tests.agent.talk import ACTOR_HEADER, new_ids
from tests.deploy.conftest import ACCOUNT, REGION, ROOT, Cloud


@dataclass(frozen=True)
class Deployment:
    """A deployment of a test's own, and the command on it."""

    cloud: Cloud
    name: str
    package: Path
    secrets: Path

    @property
    def arguments(self) -> list[str]:
        return ["--name", self.name, "--secrets", str(self.secrets), "--poll", "0.05"]

    def deploy(self, *more: str) -> int:
        return main(["deploy", "--yes", "--package", str(self.package), *self.arguments, *more])

    def status(self, *more: str) -> int:
        return main(["status", *self.arguments, *more])

    def destroy(self, *more: str) -> int:
        return main(["destroy", "--yes", *self.arguments, *more])

    @property
    def settings(self) -> dict[str, str]:
        """As the app reads them."""
        return of_secrets(tomllib.loads(self.secrets.read_text()))

    @property
    def bucket(self) -> str:
        return f"{self.name}-code-{ACCOUNT}-{REGION}"

    def stack_status(self) -> str:
        found = self.cloud.client("cloudformation").describe_stacks(StackName=self.name)
        return str(found["Stacks"][0]["StackStatus"])


@contextmanager
def switched(deployment: Deployment, name: str, text: str = "") -> Iterator[None]:
    """Hold up (`hold-ACT-KIND`) or fail (`fail-ACT-KIND`) what the cloud does to a type."""
    file = deployment.cloud.folder / name
    file.write_text(text)
    try:
        yield
    finally:
        file.unlink()


def started(deployment: Deployment) -> "subprocess.Popen[str]":
    """The command in a process of its own."""
    options = ["--yes", "--package", str(deployment.package), *deployment.arguments]
    return subprocess.Popen(
        [sys.executable, "-m", "deploy", "deploy", *options],
        cwd=ROOT,
        env=os.environ | deployment.cloud.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_until(process: "subprocess.Popen[str]", text: str) -> None:
    assert process.stdout
    assert any(text in line for line in process.stdout), text


def said_to(deployment: Deployment, prompt: str) -> str:
    """What the deployed agent answers, asked by the settings that the app was given."""
    runtime = deployment.cloud.client("bedrock-agentcore")
    actor_id, session_id = new_ids()
    runtime.meta.events.register(
        "before-sign.bedrock-agentcore.InvokeAgentRuntime",
        lambda request, **_: request.headers.add_header(ACTOR_HEADER, actor_id),
    )
    answer = runtime.invoke_agent_runtime(
        agentRuntimeArn=deployment.settings["AGENT_ARN"],
        qualifier=deployment.settings["AGENT_QUALIFIER"],
        runtimeSessionId=session_id,
        payload=json.dumps({"prompt": prompt}).encode(),
    )
    return str(json.loads(answer["response"].read())["response"])
