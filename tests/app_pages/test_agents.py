"""The Chat page with agents other than ours: each says of itself what it says, or nothing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app_pages.screen import NAME, TEACH, Open, run_until, say, shown

FIXTURES = Path(__file__).parents[1] / "fixtures"
SCRIPTED = Path(__file__).parents[1] / "studio" / "agents" / "scripted.py"


@pytest.fixture
def start(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open Chat with the agent of a file."""

    def open_with(agent: Path) -> AppTest:
        monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("STUDIO_AGENT", str(agent))
        return open_page(actor="alice")

    return open_with


def folds(app: AppTest) -> str:
    return "\n".join(fold.label for fold in app.expander)


def test_an_agent_without_memory_that_answers_json(start: Open) -> None:
    app = say(start(FIXTURES / "json_agent.py"), "Hello")
    assert "You said: Hello" in shown(app)
    assert "This agent does not say what it looks up in memory." in shown(app)
    assert "the agent does not tell of its own" in folds(app)
    assert "Trace" not in folds(app)
    run_until(app, lambda page: bool(page.warning))
    assert "Give the agent a memory" in app.warning[0].value


def test_an_agent_with_memory_that_answers_json_teaches(start: Open) -> None:
    app = say(start(FIXTURES / "tutorial_agent.py"), TEACH)
    assert "This agent does not say what it looks up in memory." in shown(app)
    run_until(app, lambda page: NAME in shown(page))
    assert not app.warning


def test_an_agent_that_is_not_there_is_an_error_with_what_to_do(start: Open) -> None:
    app = say(start(FIXTURES / "absent_agent.py"), "Hello")
    assert app.chat_message[0].text[0].value == "Hello"
    assert len(app.error) == 1
    assert "agent" in app.error[0].value
    assert any(button.label == "Try again" for button in app.button)
    assert not app.pills


@pytest.mark.parametrize(
    ("prompt", "title", "remedy"),
    [
        ("look elsewhere", "wrong place", "Make its namespaces those of the memory's strategies."),
        ("be denied", "may not read its memory", "bedrock-agentcore:RetrieveMemoryRecords"),
    ],
)
def test_a_wrong_namespace_and_a_denied_one_look_different(
    start: Open, prompt: str, title: str, remedy: str
) -> None:
    app = say(start(SCRIPTED), prompt)
    warning = app.warning[0]
    assert title in warning.proto.title
    assert remedy in warning.value
    assert "no memory fits this message" not in shown(app)
