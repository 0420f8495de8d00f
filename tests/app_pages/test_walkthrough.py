"""The Walkthrough page in each of its states."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from studio.ui.connection import services
from tests.app_pages.screen import Open, run_until, shown

pytestmark = pytest.mark.timeout(300)


def test_a_first_visit_says_what_is_proven_and_how_long_it_takes(open_page: Open) -> None:
    app = open_page("walkthrough")
    assert not app.exception
    assert "Takes about a minute" in shown(app)
    assert [each.value for each in app.subheader][0] == "1. Short-term memory"
    assert len(app.subheader) == 6
    assert "Run all 6 steps" in [button.label for button in app.button]


def test_a_step_is_run_reported_and_kept_for_a_return(open_page: Open) -> None:
    app = open_page("walkthrough")
    app.button(key="run-short-term").click().run()
    ended(app)
    assert app.success[0].proto.title.startswith("Short-term memory: passed.")
    assert "Removed: " in app.success[0].value
    assert "Short\\-term memory holds the conversation\\." in shown(app)
    assert [each.proto.label for each in app.get("download_button")] == [
        "HTML report",
        "JSON report",
    ]
    names = [message.name for message in app.chat_message]
    assert names == ["user", "assistant"] * 2
    app.switch_page("app_pages/chat.py").run()
    app.switch_page("app_pages/walkthrough.py").run()
    assert app.success[0].proto.title.startswith("Short-term memory: passed.")


def test_a_run_is_stopped_and_leaves_nothing(open_page: Open) -> None:
    app = open_page("walkthrough")
    all_steps(app).click().run()
    assert app.button(key="run-deletion").disabled
    app.button(key="stop_walk").click().run()
    ended(app)
    assert app.info[0].proto.title.startswith("Short-term memory: stopped.")
    assert "Stopped" in shown(app)
    assert not [actor for actor in services().memory.actors() if actor.startswith("walkthrough-")]


def test_leaving_the_page_ends_the_run(open_page: Open) -> None:
    app = open_page("walkthrough")
    all_steps(app).click().run()
    app.switch_page("app_pages/chat.py").run()
    app.switch_page("app_pages/walkthrough.py").run()
    ended(app)
    assert not app.success


def test_an_agentcore_that_is_gone_is_a_failed_step_with_a_remedy(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    services().connection.close()
    app = open_page("walkthrough")
    app.button(key="run-long-term").click().run()
    ended(app)
    assert app.error[0].proto.title.startswith("Long-term memory: failed.")
    assert any("Check the network connection" in error.value for error in app.error)


def all_steps(app: AppTest) -> Button:
    (button,) = [each for each in app.button if each.label == "Run all 6 steps"]
    return button


def ended(app: AppTest) -> AppTest:
    """The page once the run has ended."""
    return run_until(app, lambda page: not [b for b in page.button if b.key == "stop_walk"])
