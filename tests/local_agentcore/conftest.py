"""A runtime to try the operations on."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.local_agentcore.mirror import CUSTOM, MIRROR, new_name, settings


@pytest.fixture
def runtime(control_client: Any) -> Iterator[dict[str, Any]]:
    """A runtime of the mirror agent, with one custom header on its allow-list."""
    made: dict[str, Any] = control_client.create_agent_runtime(
        agentRuntimeName=new_name(),
        **settings(
            MIRROR,
            requestHeaderConfiguration={"requestHeaderAllowlist": [f"{CUSTOM}Tenant"]},
            environmentVariables={"MIRROR_VARIABLE": "seen"},
        ),
    )
    yield made
    control_client.delete_agent_runtime(agentRuntimeId=made["agentRuntimeId"])
