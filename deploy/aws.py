"""The boto3 clients of a deployment, of one account and region."""

import os
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

from deploy.problems import MISUSED, SIGN_IN, DeployError, no_region

CALLS = Config(
    connect_timeout=5, read_timeout=60, retries={"mode": "standard", "total_max_attempts": 5}
)


@dataclass(frozen=True)
class Aws:
    """Who deploys, where to, and the clients for it."""

    account: str
    region: str
    cloudformation: Any
    s3: Any
    logs: Any
    control: Any


def connect(region: str | None) -> Aws:
    """The clients of a region: without one, AWS_REGION, or what boto3 finds.

    Raises:
        DeployError: there is no region, or there are no credentials.
        ClientError, BotoCoreError: the credentials are not accepted.
    """
    session = boto3.Session(region_name=region or os.environ.get("AWS_REGION"))
    if not session.region_name:
        raise no_region()
    if session.get_credentials() is None:
        raise DeployError("There are no AWS credentials.", SIGN_IN, MISUSED)
    account = session.client("sts", config=CALLS).get_caller_identity()["Account"]
    return Aws(
        account=account,
        region=session.region_name,
        cloudformation=session.client("cloudformation", config=CALLS),
        s3=session.client("s3", config=CALLS),
        logs=session.client("logs", config=CALLS),
        control=session.client("bedrock-agentcore-control", config=CALLS),
    )
