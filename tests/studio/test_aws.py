from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError

from studio.aws import connect
from studio.memory import Memory
from studio.settings import Settings

ARN = "arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/studio-abc123"
SCRIPTED = Path(__file__).parent / "agents" / "scripted.py"


@pytest.fixture(autouse=True)
def no_endpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL"):
        monkeypatch.delenv(f"AWS_ENDPOINT_URL_{service}", raising=False)


def test_aws_is_reached_in_the_agents_region() -> None:
    connection = connect(Settings.from_env({"AGENT_ARN": ARN, "MEMORY_ID": "Studio-0123456789"}))
    for client in (connection.memory, connection.control, connection.runtime):
        assert client.meta.region_name == "eu-central-1"
        assert client.meta.endpoint_url.endswith("eu-central-1.amazonaws.com")
    assert (connection.agent_runtime_arn, connection.memory_id) == (ARN, "Studio-0123456789")
    assert connection.target_label == "AWS, eu-central-1"
    assert connection.model_label == ""
    connection.close()


def test_a_turn_is_sent_once_and_waited_for_longer_than_a_look_into_memory() -> None:
    connection = connect(Settings.from_env({"AGENT_ARN": ARN, "MEMORY_ID": "Studio-0123456789"}))
    turn, look = connection.runtime.meta.config, connection.memory.meta.config
    assert turn.retries["total_max_attempts"] == 1  # type: ignore[attr-defined]
    assert turn.read_timeout > look.read_timeout  # type: ignore[attr-defined]
    connection.close()


def test_the_embedded_agentcore_starts_and_ends_with_its_connection(tmp_path: Path) -> None:
    environ = {"STUDIO_DATA_DIR": str(tmp_path), "STUDIO_AGENT": str(SCRIPTED)}
    connection = connect(Settings.from_env(environ))
    memory = Memory(connection.memory, connection.control, connection.memory_id)
    assert memory.actors() == []
    assert connection.target_label == "This machine"
    assert connection.model_label.startswith("Offline model")
    assert "Not a language model" in connection.model_note

    connection.close()
    with pytest.raises(EndpointConnectionError):
        memory.actors()


def test_an_agent_that_is_not_there_is_said(tmp_path: Path) -> None:
    environ = {"STUDIO_DATA_DIR": str(tmp_path), "STUDIO_AGENT": str(tmp_path / "none.py")}
    with pytest.raises(FileNotFoundError, match="none.py"):
        connect(Settings.from_env(environ))
