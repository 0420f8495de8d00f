"""What goes wrong is said in a sentence, with what to do, and an exit status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from deploy.problems import FAILED, MISUSED, explain, remedy
from tests.deploy.conftest import ROOT


def refused(code: str, message: str, operation: str = "CreateChangeSet") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


def command(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command where no credentials are."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    nowhere = {
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    return subprocess.run(
        [sys.executable, "-m", "deploy", *arguments],
        cwd=ROOT,
        env=kept | nowhere | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", ["deploy", "status", "destroy"])
def test_without_credentials_it_says_so(name: str) -> None:
    done = command(name, "--region", "us-east-1")

    assert done.returncode == MISUSED
    assert done.stderr.startswith("There are no AWS credentials. Sign in to AWS")
    assert done.stderr.count("\n") == 1


def test_without_a_region_it_says_so() -> None:
    done = command("status", AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")

    assert done.returncode == MISUSED
    assert done.stderr.startswith("There is no AWS region.")


def test_a_rehearsal_needs_no_account(small_package: Path, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    options = ("--dry-run", "--package", str(small_package), "--secrets", str(secrets))

    done = command("deploy", "--model", "us.amazon.nova-lite-v1:0", *options)

    assert done.returncode == 0, done.stderr
    assert "AWS was not asked" in done.stdout
    assert "make the bucket memory-studio-code-ACCOUNT-REGION" in done.stdout
    assert "Endpoint (AWS::BedrockAgentCore::RuntimeEndpoint)" in done.stdout
    assert "FoundationModel = amazon.nova-lite-v1:0" in done.stdout
    assert "in all" in done.stdout
    assert not secrets.exists()


@pytest.mark.parametrize("name", ["Studio", "1st", "a", "a_b", "a-name-that-is-far-too-long"])
def test_a_name_that_cannot_be_is_misuse(name: str) -> None:
    done = command("status", "--name", name)

    assert done.returncode == MISUSED
    assert "small letters" in done.stderr


@pytest.mark.parametrize(
    ("error", "what", "advice", "status"),
    [
        (
            refused("ExpiredToken", "The security token included in the request is expired"),
            "does not accept the credentials",
            "Sign in",
            MISUSED,
        ),
        (
            refused(
                "AccessDenied",
                "User: arn:aws:iam::1:user/u is not authorized to perform: "
                "cloudformation:CreateChangeSet on resource: x",
            ),
            "does not allow cloudformation:CreateChangeSet",
            "Have this action allowed",
            MISUSED,
        ),
        (refused("403", "Forbidden", "HeadObject"), "does not allow HeadObject", "Have", MISUSED),
        (
            refused("ValidationError", "Template format error: Unrecognized resource types: [x]"),
            "Unrecognized resource types",
            "pick another by --region",
            FAILED,
        ),
        (
            EndpointConnectionError(endpoint_url="https://x"),
            "cannot be reached",
            "Check the network",
            FAILED,
        ),
    ],
)
def test_errors_of_calls(error: ClientError, what: str, advice: str, status: int) -> None:
    explained = explain(error)

    assert what in explained.what
    assert advice in explained.remedy
    assert explained.status == status


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("A memory with name x already exists", "--name"),
        ("You have exceeded the number of runtimes. Limit exceeded", "quota"),
        ("Role validation failed: cannot be assumed", "same command again"),
        ("Access denied to s3://b/k", "zip"),
        ("Resource of type 'X' did not stabilize", "in a few minutes"),
        (
            "User is not authorized to perform: bedrock-agentcore:CreateMemory on x",
            "Have this action allowed",
        ),
        ("Something new", "Mend what the reason names"),
    ],
)
def test_remedies_of_failed_events(reason: str, advice: str) -> None:
    assert advice in remedy(reason)
