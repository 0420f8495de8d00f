"""The embedded AgentCore for tests: the real one, on a temporary folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import boto3
import pytest

from local_agentcore.runtime import Limits
from local_agentcore.server import EmbeddedAgentCore, Options

ROOT = Path(__file__).parent.parent
AGENT_FILE = ROOT / "agent" / "app.py"


@pytest.fixture(scope="session")
def agentcore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAgentCore]:
    """One embedded AgentCore for the whole run: each test uses actors of its own."""
    data_dir = tmp_path_factory.mktemp("agentcore")
    options = Options(data_dir=data_dir, agent_file=AGENT_FILE, limits=Limits(keep_spare=False))
    started = EmbeddedAgentCore(options).start()
    yield started
    started.stop()


Service = Literal["bedrock-agentcore", "bedrock-agentcore-control", "bedrock-runtime"]


def client(service: Service, endpoint: str) -> Any:
    """A boto3 client of the embedded AgentCore."""
    session = boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
    )
    return session.client(service, endpoint_url=endpoint)


@pytest.fixture(scope="session")
def memory_client(agentcore: EmbeddedAgentCore) -> Any:
    """boto3's client of the data plane."""
    return client("bedrock-agentcore", agentcore.endpoint)


@pytest.fixture(scope="session")
def control_client(agentcore: EmbeddedAgentCore) -> Any:
    """boto3's client of the control plane."""
    return client("bedrock-agentcore-control", agentcore.endpoint)
