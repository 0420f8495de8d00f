"""A deployment's life on CloudFormation: made, changed, interrupted, failed, deleted."""

import json
import signal
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from deploy.__main__ import main
from tests.deploy.conftest import ACCOUNT, REGION, Cloud, write_small
from tests.deploy.deployment import Deployment, read_until, said_to, started, switched


@pytest.fixture
def deployment(cloud: Cloud, small_package: Path, tmp_path: Path) -> Deployment:
    name = f"studio-{uuid.uuid4().hex[:8]}"
    return Deployment(cloud, name, small_package, tmp_path / "secrets.toml")


def test_it_is_made_talked_to_and_taken_away(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    deployment.secrets.write_text('# mine\n[auth]\nclient_id = "a"\n')

    assert deployment.deploy() == 0, capsys.readouterr()

    settings = deployment.settings
    assert deployment.secrets.read_text().startswith('# mine\n[auth]\nclient_id = "a"\n')
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


def test_what_was_chosen_stays_until_it_is_chosen_anew(
    deployment: Deployment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = f"mine-{deployment.name}"
    deployment.cloud.client("s3").create_bucket(Bucket=mine)
    chosen = ("--episodic", "--model", "us.amazon.nova-lite-v1:0", "--bucket", mine)
    assert deployment.deploy(*chosen) == 0
    capsys.readouterr()

    assert deployment.deploy() == 0
    assert "Nothing is to be changed." in capsys.readouterr().out
    assert deployment.deploy("--no-episodic") == 0

    found = deployment.cloud.client("cloudformation").describe_stacks(StackName=deployment.name)
    kept = {p["ParameterKey"]: p["ParameterValue"] for p in found["Stacks"][0]["Parameters"]}
    assert kept["Episodic"] == "false"
    assert kept["ModelId"] == "us.amazon.nova-lite-v1:0"
    assert kept["FoundationModel"] == "amazon.nova-lite-v1:0"
    assert kept["CodeBucket"] == mine
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


def test_a_bucket_that_is_not_there_leaves_nothing(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deployment.deploy("--bucket", f"no-{deployment.name}") == 1

    assert "There is no bucket" in capsys.readouterr().err
    assert deployment.status() == 1
    assert "There is no stack" in capsys.readouterr().out


def test_a_change_set_that_was_never_executed_can_be_taken_away(deployment: Deployment) -> None:
    deployment.cloud.client("cloudformation").create_change_set(
        StackName=deployment.name,
        ChangeSetName="memory-studio",
        ChangeSetType="CREATE",
        TemplateBody='{"Resources": {"Old": {"Type": "AWS::S3::Bucket"}}}',
    )

    assert deployment.destroy() == 0

    assert deployment.status() == 1


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
