"""boto3 sessions that share what botocore reads from disk, read before the first turn needs it."""

import os

import boto3
import botocore.session
from botocore.loaders import create_loader

SERVICES = ("bedrock-agentcore", "bedrock-agentcore-control", "bedrock-runtime")

# Reading the services' models takes most of the time that building an agent takes.
_loader = create_loader()
for _service in SERVICES:
    _loader.load_service_model(_service, "service-2")
    _loader.load_service_model(_service, "endpoint-rule-set-1")


def boto_session() -> boto3.Session:
    """A session for one thread, in the region AWS_REGION names, else in boto3's own."""
    core = botocore.session.get_session()
    core.register_component("data_loader", _loader)
    return boto3.Session(botocore_session=core, region_name=os.environ.get("AWS_REGION"))
