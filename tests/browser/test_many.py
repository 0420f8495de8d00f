"""Several browsers on one app at once: everybody sees their own conversation alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visit
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]

TOWNS = ("Bergen", "Nantes", "Ghent", "Riga")
"""None of which the app names by itself."""


@pytest.fixture
def windows(browser: Browser) -> Iterator[dict[str, Page]]:
    """A window for each town's person, with cookies and storage of its own."""
    contexts = {town: browser.new_context() for town in TOWNS}
    yield {town: context.new_page() for town, context in contexts.items()}
    for context in contexts.values():
        context.close()


def test_four_people_at_once(windows: dict[str, Page], app: RunningApp) -> None:
    for town, page in windows.items():
        visit(page, f"{app.url}/?actor=from-{town}")
    for town, page in windows.items():
        box = page.get_by_test_id("stChatInputTextArea")
        expect(box).to_be_enabled()
        box.fill(f"I live in {town}.")
    for page in windows.values():
        page.get_by_test_id("stChatInputTextArea").press("Enter")
    for town, page in windows.items():
        expect(page.get_by_test_id("stChatMessage").nth(1)).to_contain_text(town)
        expect(page.get_by_text("Learned", exact=True)).to_be_visible()
    for town, page in windows.items():
        seen = page.locator("body").inner_text()
        assert [other for other in TOWNS if other in seen] == [town]
