"""Which IAM actions code needs: those of the operations that it calls."""

import ast
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from botocore import xform_name

import deploy

DEPLOYER_POLICY = Path(deploy.__file__).parent / "deployer-policy.json"
SERVICES = ("bedrock-agentcore", "bedrock-agentcore-control")
OF_MODELS = {
    "Converse": "bedrock:InvokeModel",
    "ConverseStream": "bedrock:InvokeModelWithResponseStream",
}
"""Bedrock's operations whose action has another name (Service Authorization Reference)."""


OF_S3 = {
    "CreateMultipartUpload": {"s3:PutObject", "s3:AbortMultipartUpload"},
    "DeleteObjects": {"s3:DeleteObject", "s3:DeleteObjectVersion"},
    "HeadBucket": {"s3:ListBucket"},
    "HeadObject": {"s3:GetObject"},
    "ListObjectVersions": {"s3:ListBucketVersions"},
}
"""S3's, whose actions mostly have others (Amazon S3 user guide)."""
NOT_ASKED = {"sts:GetCallerIdentity"}
"""What everybody may call."""


def actions(service: str, operation: str) -> set[str]:
    """The IAM actions of an operation that the deployment calls, by its service's prefix."""
    if service == "s3":
        return OF_S3.get(operation, {f"s3:{operation}"})
    return {f"{service}:{operation}"} - NOT_ASKED


def action(operation: str) -> str:
    """The IAM action of an operation; AgentCore's have the operations' names."""
    return OF_MODELS.get(operation, f"bedrock-agentcore:{operation}")


@cache
def operations() -> Mapping[str, str]:
    """AgentCore's operations by the names of boto3's methods."""
    session = botocore.session.get_session()
    models = [session.get_service_model(service) for service in SERVICES]
    return {xform_name(name): name for model in models for name in model.operation_names}


def named_in(*parts: Path) -> set[str]:
    """The operations that files name, as a method or as the name of one for a paginator."""
    files = [file for part in parts for file in ([part] if part.is_file() else part.rglob("*.py"))]
    names = {name for file in files for name in _names(file)}
    return {operations()[name] for name in names & operations().keys()}


def _names(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def granted(statements: list[dict[str, Any]]) -> set[str]:
    """The actions that statements allow; each of them once."""
    found: list[str] = []
    for statement in statements:
        assert statement["Effect"] == "Allow"
        actions = statement["Action"]
        found += [actions] if isinstance(actions, str) else actions
    assert len(found) == len(set(found))
    return set(found)


def statements(policy: Path) -> list[dict[str, Any]]:
    """A policy file's statements."""
    found: list[dict[str, Any]] = json.loads(policy.read_text(encoding="utf-8"))["Statement"]
    return found
