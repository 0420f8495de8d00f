from typing import Any

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.memory import Memory


@pytest.fixture(scope="session")
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    """The memory that the embedded AgentCore has from the start."""
    return Memory(memory_client, control_client, agentcore.memory_id)
