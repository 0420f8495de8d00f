"""What a person reads when AgentCore is not there, or the settings are wrong."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from urllib3 import HTTPResponse

from studio.ui.connection import Services, services
from tests.app_pages.screen import Open, say, shown, someone
from tests.studio.memories import FACT, put


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


def test_namespaces_that_may_not_be_read_are_named_beside_what_could_be(
    open_page: Open, connected: Services
) -> None:
    actor = someone()
    put(connected.memory, actor, FACT, "The user has a dog.")
    denied = f"/users/{actor}/preferences"

    def deny(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        if denied not in str(request.body):
            return None
        headers = HTTPHeaders.from_dict({"x-amzn-ErrorType": "AccessDeniedException"})
        answer = HTTPResponse(body=BytesIO(b'{"message": "Not allowed."}'), preload_content=False)
        return AWSResponse(request.url, 403, headers, answer)

    events: Any = connected.memory.client.meta.events
    events.register("before-send.bedrock-agentcore.ListMemoryRecords", deny)
    try:
        app = open_page("memories", actor=actor)
    finally:
        events.unregister("before-send.bedrock-agentcore.ListMemoryRecords", deny)
    assert not app.exception
    assert app.dataframe[0].value["Memory"].tolist() == ["The user has a dog."]
    assert [warning.value for warning in app.warning]
    assert f"Not shown: {denied}" in shown(app)
