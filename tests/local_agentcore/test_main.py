"""The command line."""

import socket
from pathlib import Path

import pytest

from local_agentcore.__main__ import main


def refused(data_dir: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says when it does not start."""
    assert main(["--data", str(data_dir), *arguments]) == 2
    return capsys.readouterr().err


def test_an_agent_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complaint = refused(tmp_path, capsys, "--agent", "no/such/agent.py")
    assert complaint.startswith("There is no agent at")


def test_a_model_that_is_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "offline" in refused(tmp_path, capsys, "--model", "unheard-of")


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "in use" in refused(tmp_path, capsys, "--port", port)


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert "file" in refused(tmp_path / "file" / "below", capsys)
