"""One embedded AgentCore with a peer for its model; each test writes the peer's script."""

from collections.abc import Iterator

import pytest

from local_agentcore.server import EmbeddedAgentCore
from tests.local_agentcore.extraction.by_model.peer import Peer, nothing
from tests.local_agentcore.extraction.by_model.studio import started
from tests.local_agentcore.model.serving import served


@pytest.fixture(scope="module")
def _started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Peer, EmbeddedAgentCore]]:
    peer = Peer()
    with (
        served(peer.app) as address,
        started(tmp_path_factory.mktemp("by_model"), f"openai:{address}/v1#fake") as core,
    ):
        yield peer, core


@pytest.fixture
def peer(_started: tuple[Peer, EmbeddedAgentCore]) -> Peer:
    found, _ = _started
    found.script = nothing
    found.seen.clear()
    return found


@pytest.fixture
def core(_started: tuple[Peer, EmbeddedAgentCore]) -> EmbeddedAgentCore:
    return _started[1]
