"""The embedded AgentCore for tests, on a temporary folder; with `--aws`, AWS itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import boto3
import pytest

from local_agentcore.runtime import Limits
from local_agentcore.server import EmbeddedAgentCore, Options
from tests.responses import check_after_call

ROOT = Path(__file__).parent.parent
AGENT_FILE = ROOT / "agent" / "app.py"
AWS_TIMEOUT_SECONDS = 900
PRICES = {"events": 0.25 / 1000, "records": 0.75 / 1000, "retrievals": 0.50 / 1000}
"""Dollars for one of each, records for a month (AgentCore's price list, November 2026)."""


@pytest.fixture(scope="session")
def agentcore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAgentCore]:
    """One embedded AgentCore for the whole run: each test uses actors of its own."""
    with serving(tmp_path_factory.mktemp("agentcore")) as started:
        yield started


@contextmanager
def serving(folder: Path, agent_file: Path = AGENT_FILE) -> Iterator[EmbeddedAgentCore]:
    """An embedded AgentCore on a folder, without a spare process that no test would use."""
    options = Options(data_dir=folder, agent_file=agent_file, limits=Limits(keep_spare=False))
    started = EmbeddedAgentCore(options).start()
    try:
        yield started
    finally:
        started.stop()


Service = Literal["bedrock-agentcore", "bedrock-agentcore-control", "bedrock-runtime"]


def client(service: Service, endpoint: str) -> Any:
    """A boto3 client of the embedded AgentCore. Each response is checked against its model."""
    session = boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
    )
    made = session.client(service, endpoint_url=endpoint)
    made.meta.events.register("after-call", check_after_call)
    return made


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--aws`: the tests of the API against AWS, with the credentials of the environment."""
    parser.addoption(
        "--aws",
        action="store_true",
        help="run the tests marked `aws` against AWS AgentCore: they make and delete a memory",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long; with `--aws`, run what is marked `aws` alone, in AWS's time."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if not config.getoption("--aws"):
        return
    chosen = [item for item in items if item.get_closest_marker("aws")]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    for item in chosen:
        item.add_marker(pytest.mark.timeout(AWS_TIMEOUT_SECONDS))
    items[:] = chosen


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    """Say what the chosen tests cost on AWS, before they run."""
    if not config.getoption("--aws"):
        return []
    counts = {kind: sum(_counted(item, kind) for item in items) for kind in PRICES}
    dollars = sum(PRICES[kind] * count for kind, count in counts.items())
    made = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    return [f"AWS: {made}; at list prices about ${dollars:.3f}"]


def _counted(item: pytest.Item, kind: str) -> int:
    return sum(int(marker.kwargs.get(kind, 0)) for marker in item.iter_markers("aws"))


@pytest.fixture(scope="session")
def memory_client(request: pytest.FixtureRequest) -> Any:
    """boto3's client of the data plane."""
    return _client(request, "bedrock-agentcore")


@pytest.fixture(scope="session")
def control_client(request: pytest.FixtureRequest) -> Any:
    """boto3's client of the control plane."""
    return _client(request, "bedrock-agentcore-control")


def _client(request: pytest.FixtureRequest, service: Service) -> Any:
    if request.config.getoption("--aws"):
        return boto3.client(service)
    return client(service, request.getfixturevalue("agentcore").endpoint)
