"""The real app as its user starts it, and a real Chromium to walk it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.browsing import RunningApp, chromium

ANSWER_MS = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module. Not for the run: Playwright keeps an event loop in this thread."""
    expect.set_options(timeout=ANSWER_MS)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app, running on an empty data folder."""
    running = RunningApp(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window. What the page's own scripts complain of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(ANSWER_MS)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def settled(page: Page) -> None:
    """Wait until no run of the page goes on, which has a status, and the browser has drawn it.

    Only then do a page's keys work: Streamlit binds them after it has drawn their buttons.
    """
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate("new Promise(done => requestIdleCallback(done, {timeout: 1000}))")


def visit(page: Page, url: str) -> None:
    """Go to a page of the app and wait until it stands: what is clicked while it comes is lost."""
    page.goto(url)
    expect(page.get_by_test_id("stElementContainer").first).to_be_attached()
    settled(page)
