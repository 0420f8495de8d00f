"""Who deploys may do what the command calls, and what CloudFormation does for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.model import OperationModel
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from deploy.aws import Aws, connect
from deploy.deploying import deploy
from deploy.destroying import destroy
from deploy.options import parse
from deploy.status import status
from tests.deploy.conftest import REGION, Cloud
from tests.deploy.permissions import DEPLOYER_POLICY, actions, granted, statements
from tests.deploy.template import template

HANDLERS = ("create", "read", "update", "delete")
NOT_USED_SERVICES = ("ec2:", "firehose:", "kms:", "vpc-lattice:")
"""No key of one's own, no network of one's own, no delivery of logs."""
NOT_USED = frozenset(
    {
        "bedrock-agentcore:PassCapacityProvider",
        "iam:AttachRolePolicy",
        "iam:DeleteRolePermissionsBoundary",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "logs:AssociateKmsKey",
        "logs:CreateLogDelivery",
        "logs:DeleteIndexPolicy",
        "logs:DeleteResourcePolicy",
        "logs:DeleteRetentionPolicy",
        "logs:DisassociateKmsKey",
        "logs:PutBearerTokenAuthentication",
        "logs:PutDataProtectionPolicy",
        "logs:PutIndexPolicy",
        "logs:PutLogGroupDeletionProtection",
        "logs:PutResourcePolicy",
        "s3:REST.PUT.OBJECT",
    }
)
"""For properties that the template does not have."""
OF_FAILURES = {"cloudformation:ContinueUpdateRollback"}
"""What is called only where something failed that the emulator does not let fail."""
OF_TAGS = {"cloudformation:TagResource"}
"""What a change set with tags takes, in no call of its own."""


@pytest.fixture
def allowed() -> set[str]:
    return granted(statements(DEPLOYER_POLICY))


def handled() -> Iterator[str]:
    """The actions that CloudFormation's handlers of the template's types say that they take."""
    for kind in {each["Type"] for each in template()["Resources"].values()}:
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
        for handler in HANDLERS:
            yield from schema["handlers"][handler]["permissions"]


def needed_by_cloudformation() -> set[str]:
    return {each for each in handled() if not each.startswith(NOT_USED_SERVICES)} - NOT_USED


def watched(aws: Aws, seen: set[str]) -> Aws:
    """Note the actions of what the clients call."""

    def see(model: OperationModel, **_: object) -> None:
        service = model.service_model
        prefix = service.signing_name if service.service_name != "logs" else "logs"
        seen.update(actions(prefix, model.name))

    clients: tuple[Any, ...] = (aws.cloudformation, aws.s3, aws.logs, aws.control)
    for client in clients:
        client.meta.events.register("before-call", see)
    return aws


def test_the_policy_is_what_a_deployments_life_takes(
    cloud: Cloud, small_package: Path, tmp_path: Path, allowed: set[str]
) -> None:
    seen: set[str] = set()
    aws = watched(connect(None), seen)
    common = ["--name", "studio-policy", "--poll", "0.05", "--secrets", str(tmp_path / "s.toml")]
    asked = parse(["deploy", "--yes", "--package", str(small_package), *common])

    assert deploy(aws, asked)
    assert deploy(aws, asked)
    assert status(aws, parse(["status", *common]))
    assert destroy(aws, parse(["destroy", "--yes", *common]))

    assert seen <= allowed
    multipart = actions("s3", "CreateMultipartUpload")
    assert allowed - seen == (needed_by_cloudformation() - seen) | OF_FAILURES | OF_TAGS | (
        multipart - seen
    )


def test_the_role_goes_to_agentcore_and_to_nothing_else() -> None:
    (passing,) = [each for each in statements(DEPLOYER_POLICY) if each["Action"] == "iam:PassRole"]

    assert passing["Condition"] == {
        "StringEquals": {"iam:PassedToService": "bedrock-agentcore.amazonaws.com"}
    }
