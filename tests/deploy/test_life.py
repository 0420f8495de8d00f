"""A deployment's life on CloudFormation: made, changed, interrupted, failed, deleted."""

import json
import os
import signal
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from deploy.__main__ import main
from tests.agent.talk import ACTOR_HEADER, new_ids
from tests.deploy.conftest import ACCOUNT, REGION, ROOT, Cloud, write_small


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
    def settings(self) -> dict[str, Any]:
        return tomllib.loads(self.secrets.read_text())

    @property
    def bucket(self) -> str:
        return f"{self.name}-code-{ACCOUNT}-{REGION}"

    def stack_status(self) -> str:
        found = self.cloud.client("cloudformation").describe_stacks(StackName=self.name)
        return str(found["Stacks"][0]["StackStatus"])


@pytest.fixture
def deployment(cloud: Cloud, small_package: Path, tmp_path: Path) -> Deployment:
    name = f"studio-{uuid.uuid4().hex[:8]}"
    return Deployment(cloud, name, small_package, tmp_path / "secrets.toml")


@contextmanager
def switched(deployment: Deployment, name: str, text: str = "") -> Iterator[None]:
    """Hold up (`hold-ACT-KIND`) or fail (`fail-ACT-KIND`) what the cloud does to a type."""
    file = deployment.cloud.folder / name
    file.write_text(text)
    try:
        yield
    finally:
        file.unlink()


def test_it_is_made_talked_to_and_taken_away(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    deployment.secrets.write_text('# mine\n[auth]\nclient_id = "a"\n')

    assert deployment.deploy() == 0, capsys.readouterr()

    settings = deployment.settings
    assert settings["auth"] == {"client_id": "a"}
    assert settings["AWS_REGION"] == REGION
    assert "chocolate" in said_to(deployment, "I like chocolate ice cream.")
    assert deployment.status() == 0
    assert "`make run` starts the app on it." in capsys.readouterr().out

    assert deployment.destroy() == 0
    assert "All gone." in capsys.readouterr().out
    assert deployment.secrets.read_text() == '# mine\n[auth]\nclient_id = "a"\n'
    with pytest.raises(ClientError, match="404"):
        deployment.cloud.client("s3").head_bucket(Bucket=deployment.bucket)
    with pytest.raises(ClientError, match="ResourceNotFound"):
        control = deployment.cloud.client("bedrock-agentcore-control")
        control.get_memory(memoryId=settings["MEMORY_ID"])
    assert deployment.status() == 1
    assert deployment.destroy() == 0


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


def test_run_again_it_changes_nothing(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.deploy() == 0
    first = deployment.settings
    deployment.secrets.unlink()
    capsys.readouterr()

    assert deployment.deploy() == 0

    said = capsys.readouterr().out
    assert "Nothing is to be changed." in said
    assert "Uploaded" not in said
    assert deployment.settings == first
    assert deployment.destroy() == 0


def test_other_code_and_settings_are_a_change(deployment: Deployment, tmp_path: Path) -> None:
    assert deployment.deploy() == 0
    first = deployment.settings
    other = tmp_path / "other.zip"
    write_small(other, added=b"# changed")

    assert deployment.deploy("--package", str(other), "--episodic", "--event-days", "30") == 0

    assert deployment.settings == first
    control = deployment.cloud.client("bedrock-agentcore-control")
    memory = control.get_memory(memoryId=first["MEMORY_ID"])["memory"]
    assert memory["eventExpiryDuration"] == 30
    assert [each["name"] for each in memory["strategies"]][-1] == "Episodes"
    endpoint = control.get_agent_runtime_endpoint(
        agentRuntimeId=first["AGENT_ARN"].rsplit("/", 1)[-1], endpointName="studio"
    )
    assert endpoint["liveVersion"] == "2"
    assert deployment.destroy() == 0


def test_a_failed_creation_is_explained_and_mended(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = "The account has reached its quota of agent runtimes"
    with switched(deployment, "fail-create-Runtime", reason):
        assert deployment.deploy() == 1

    said = capsys.readouterr()
    assert f"Runtime (AWS::BedrockAgentCore::Runtime) failed first: {reason}" in said.out
    assert "Have the quota raised" in said.out
    assert "ROLLBACK_COMPLETE" in said.err
    assert deployment.status() == 1
    assert "`make deploy` clears what failed and tries again" in capsys.readouterr().out

    assert deployment.deploy() == 0
    assert deployment.status() == 0
    assert deployment.destroy() == 0


def test_a_failed_update_leaves_what_worked(
    deployment: Deployment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.deploy() == 0
    other = tmp_path / "other.zip"
    write_small(other, added=b"# changed")

    with switched(deployment, "fail-update-Runtime", "Internal failure"):
        assert deployment.deploy("--package", str(other)) == 1

    assert "run the same command again in a few minutes" in capsys.readouterr().out
    assert deployment.stack_status() == "UPDATE_ROLLBACK_COMPLETE"
    assert deployment.status() == 1
    assert "it works as before the last update" in capsys.readouterr().out
    assert deployment.deploy("--package", str(other)) == 0
    assert deployment.destroy() == 0


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


def test_an_interrupted_deployment_goes_on(deployment: Deployment) -> None:
    with switched(deployment, "hold-create-Runtime"):
        first = started(deployment)
        read_until(first, "Runtime        is being made")
        first.send_signal(signal.SIGINT)
        _, said = first.communicate(timeout=30)
        assert first.returncode == 130
        assert "run again, goes on" in said
        assert deployment.stack_status() == "CREATE_IN_PROGRESS"
        assert not deployment.secrets.exists()

        second = started(deployment)
        read_until(second, "CloudFormation is still at work (CREATE_IN_PROGRESS)")
        read_until(second, "Runtime        is being made")
    rest, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert "Nothing is to be changed." in rest
    assert deployment.settings["MEMORY_ID"]
    assert deployment.destroy() == 0


def test_a_change_set_that_was_left_over_is_replaced(deployment: Deployment) -> None:
    """As when somebody pressed Ctrl-C at the question, or it was never answered."""
    cloudformation = deployment.cloud.client("cloudformation")
    cloudformation.create_change_set(
        StackName=deployment.name,
        ChangeSetName="memory-studio",
        ChangeSetType="CREATE",
        TemplateBody='{"Resources": {"Old": {"Type": "AWS::S3::Bucket"}}}',
    )
    assert deployment.stack_status() == "REVIEW_IN_PROGRESS"

    assert deployment.deploy() == 0

    assert deployment.stack_status() == "CREATE_COMPLETE"
    assert deployment.destroy() == 0


def test_without_a_yes_nothing_is_left(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["deploy", "--package", str(deployment.package), *deployment.arguments]) == 1

    assert "Nothing was changed." in capsys.readouterr().out
    assert deployment.status() == 1
    assert not deployment.secrets.exists()
    with pytest.raises(ClientError, match="404"):
        deployment.cloud.client("s3").head_bucket(Bucket=deployment.bucket)


def test_two_deployments_live_side_by_side(deployment: Deployment, tmp_path: Path) -> None:
    other = replace(deployment, name=f"{deployment.name}-b", secrets=tmp_path / "other.toml")
    assert deployment.deploy() == 0
    assert other.deploy() == 0

    assert other.destroy() == 0

    assert deployment.status() == 0
    assert deployment.destroy() == 0


def test_a_bucket_that_was_given_stays(deployment: Deployment) -> None:
    s3 = deployment.cloud.client("s3")
    mine = f"mine-{deployment.name}"
    s3.create_bucket(Bucket=mine)
    s3.put_object(Bucket=mine, Key="other", Body=b"kept")

    assert deployment.deploy("--bucket", mine) == 0
    assert deployment.destroy() == 0

    assert [each["Key"] for each in s3.list_objects_v2(Bucket=mine)["Contents"]] == ["other"]


def test_logs_that_agentcore_made_end_and_go(deployment: Deployment) -> None:
    logs = deployment.cloud.client("logs")
    assert deployment.deploy() == 0
    runtime_id = deployment.settings["AGENT_ARN"].rsplit("/", 1)[-1]
    of_service = f"/aws/bedrock-agentcore/runtimes/{runtime_id}-DEFAULT"
    foreign = f"/aws/bedrock-agentcore/runtimes/{runtime_id.split('-')[0]}-other"
    for name in (of_service, foreign):
        logs.create_log_group(logGroupName=name)

    assert deployment.deploy("--log-days", "7") == 0

    found = logs.describe_log_groups(logGroupNamePrefix=of_service)["logGroups"]
    assert [each["retentionInDays"] for each in found] == [7]
    assert deployment.destroy() == 0
    left = logs.describe_log_groups(logGroupNamePrefix=foreign.removesuffix("-other"))
    assert [each["logGroupName"] for each in left["logGroups"]] == [foreign]


def test_the_apps_policy_with_the_deployments_own_ids(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.deploy() == 0
    capsys.readouterr()

    assert deployment.status("--app-policy") == 0

    policy = json.loads(capsys.readouterr().out)
    arn = f"arn:aws:bedrock-agentcore:{REGION}:{ACCOUNT}:memory/{deployment.settings['MEMORY_ID']}"
    assert policy["Statement"][0]["Resource"] == arn
    assert "${" not in json.dumps(policy)
    assert deployment.destroy() == 0
