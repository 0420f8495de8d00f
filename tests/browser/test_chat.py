"""Chat in a real Chromium: what only a browser can do. One app with an agent that never ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import settled, visit
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]
SCRIPTED = Path(__file__).parents[1] / "studio" / "agents" / "scripted.py"
STOPPED = "You stopped this answer."


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app with an agent that does as its prompt says."""
    running = RunningApp(tmp_path_factory.mktemp("data"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STUDIO_AGENT", str(SCRIPTED))
        running.start()
    yield running
    running.stop()


def ask(page: Page, text: str) -> None:
    """Type and send, without waiting for the answer."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(text)
    box.press("Enter")


def answer(page: Page, text: str) -> None:
    """Wait until the newest answer says this, and has ended."""
    expect(page.get_by_test_id("stChatMessage").last).to_contain_text(text)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()


def test_what_was_typed_is_stopped_where_it_was_typed_and_asked_again(
    page: Page, app: RunningApp
) -> None:
    visit(page, f"{app.url}/?actor=alice")
    settled(page)
    ask(page, "never end")
    expect(page.get_by_test_id("stChatMessage").last).to_contain_text("alice")
    page.get_by_test_id("stChatInputStopButton").click()
    expect(page.get_by_text(STOPPED)).to_be_visible()
    expect(page.get_by_test_id("stChatMessage").last).to_contain_text("alice")
    # Asked again by a button: there the input has none to stop it.
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(STOPPED)).to_be_visible()
    ask(page, "hello")
    answer(page, "alice hello")


def test_what_was_typed_while_the_page_came_is_stopped_by_the_button_beside_the_answer(
    page: Page, app: RunningApp
) -> None:
    visit(page, f"{app.url}/?actor=erin")
    ask(page, "never end")
    expect(page.get_by_test_id("stChatMessage").last).to_contain_text("erin")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(STOPPED)).to_be_visible()
    ask(page, "hello")
    answer(page, "erin hello")


def test_two_who_talk_at_once_read_their_own_answers(
    page: Page, browser: Browser, app: RunningApp
) -> None:
    other = browser.new_context().new_page()
    visit(page, f"{app.url}/?actor=carol")
    visit(other, f"{app.url}/?actor=dave")
    settled(page)
    ask(page, "never end")
    ask(other, "hello")
    answer(other, "dave hello")
    newest = page.get_by_test_id("stChatMessage").last
    expect(newest).to_contain_text("carol")
    expect(newest).not_to_contain_text("hello")
    page.get_by_test_id("stChatInputStopButton").click()
    expect(page.get_by_text(STOPPED)).to_be_visible()
    expect(other.get_by_text(STOPPED)).to_have_count(0)
    other.context.close()
