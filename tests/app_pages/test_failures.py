"""What a person reads when AgentCore is not there, or the settings are wrong."""

from pathlib import Path

import pytest

from studio.ui.connection import services
from tests.app_pages.screen import Open, say, shown


@pytest.fixture
def gone(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """An app whose AgentCore has ended."""
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    services().connection.close()
    return open_page


@pytest.mark.parametrize("page", ["chat", "memories", "sessions"])
def test_an_outage_is_said_and_is_no_empty_page(gone: Open, page: str) -> None:
    app = gone(page, actor="alice")
    assert not app.exception
    assert any("Check the network connection" in error.value for error in app.error)
    assert "yet" not in shown(app)
    assert not app.dataframe
    assert any(button.label == "Try again" for button in app.button)


def test_a_turn_that_fails_keeps_what_was_typed_and_can_be_tried_again(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = tmp_path / "broken.py"
    agent.write_text(
        "from bedrock_agentcore import BedrockAgentCoreApp\n"
        "app = BedrockAgentCoreApp()\n"
        "@app.entrypoint\n"
        "def invoke(payload):\n"
        "    raise ValueError('not today')\n"
    )
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("STUDIO_AGENT", str(agent))
    app = say(open_page(actor="alice"), "My name is Alice")
    assert app.chat_message[0].text[0].value == "My name is Alice"
    assert len(app.error) == 1
    (again,) = [button for button in app.button if button.label == "Try again"]
    again.click().run()
    assert [message.name for message in app.chat_message] == ["user", "assistant"]
    assert len(app.error) == 1


def test_a_setting_that_cannot_be_is_named(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_TARGET", "moon")
    app = open_page(actor="alice")
    assert not app.exception
    assert "STUDIO_TARGET" in shown(app)
