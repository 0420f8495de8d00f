"""The Sessions page in a real Chromium: read, fork, and delete what was said."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled, visit
from tests.browser.test_journey import NAME, TEACH, open_as, say
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_a_session_is_read_forked_and_deleted(page: Page, app: RunningApp) -> None:
    open_as(page, app, "alice")
    say(page, TEACH)
    expect(page.get_by_text(NAME).first).to_be_visible()
    visit(page, f"{app.url}/sessions?actor=alice")
    expect(page.get_by_role("link", name=NAME)).to_be_visible()
    _fork(page)
    _delete_an_event(page)
    _delete_the_session(page)


def _fork(page: Page) -> None:
    page.get_by_role("button", name="Fork from here").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What the actor says there").fill("Let's say I moved to Oslo.")
    dialog.get_by_label("Name of the branch").fill("what if")
    dialog.get_by_role("button", name="Begin the branch").click()
    expect(dialog.get_by_text("letters (A–Z)")).to_be_visible()
    dialog.get_by_label("Name of the branch").fill("what-if")
    dialog.get_by_role("button", name="Begin the branch").click()
    expect(dialog).to_have_count(0)
    branches = page.get_by_role("radiogroup", name="Branches")
    expect(branches.get_by_role("radio", name="what-if")).to_be_checked()
    expect(page.get_by_text("Let's say I moved to Oslo.")).to_be_visible()
    branches.get_by_text("main").click()
    expect(page.get_by_text("Let's say I moved to Oslo.")).to_have_count(0)
    branches.get_by_text("what-if").click()


def _delete_an_event(page: Page) -> None:
    expect(page.get_by_text("Let's say I moved to Oslo.")).to_be_visible()
    settled(page)
    page.get_by_text("1 raw event", exact=False).last.click()
    page.get_by_role("button", name="Delete this event").last.click()
    page.get_by_role("button", name="Delete the event").click()
    expect(page.get_by_text("1 event deleted.")).to_be_visible()
    expect(page.get_by_text("Let's say I moved to Oslo.")).to_have_count(0)
    expect(page.get_by_role("radiogroup", name="Branches")).to_have_count(0)


def _delete_the_session(page: Page) -> None:
    page.get_by_role("button", name="Delete session").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("This cannot be undone.")).to_be_visible()
    dialog.get_by_role("button", name="Delete the session").click()
    expect(page.get_by_text("No sessions yet")).to_be_visible()
