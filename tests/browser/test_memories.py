"""The Memories page in a real Chromium: searched, opened, changed, taken away, forgotten."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ANSWER_MS, settled, visit
from tests.browser.test_journey import LIKING, NAME, TEACH, open_as, say
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TOOLBAR = 36
"""Pixels of the table's heading, and of a row: it is drawn on a canvas."""
SELECT, OPEN = 16, 60
"""How far from the left the rows' checkboxes and buttons are, in pixels."""


@pytest.fixture(scope="module", params=["wide", "narrow"])
def screen(request: pytest.FixtureRequest, browser: Browser, app: RunningApp) -> Iterator[Page]:
    """A window in which somebody has introduced themselves."""
    width = {"wide": 1280, "narrow": 400}[str(request.param)]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, accept_downloads=True, locale="en-GB"
    )
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS)
    expect.set_options(timeout=ANSWER_MS)
    open_as(page, app, str(request.param))
    say(page, TEACH)
    for record in (NAME, LIKING):
        expect(page.get_by_text(record).first).to_be_visible()
    yield page
    context.close()


def test_memories_are_searched_opened_edited_deleted_exported_and_forgotten(
    screen: Page, app: RunningApp, tmp_path: Path
) -> None:
    assert screen.viewport_size
    actor = "wide" if screen.viewport_size["width"] > 640 else "narrow"
    visit(screen, f"{app.url}/memories?actor={actor}")
    expect(_table(screen)).to_contain_text(NAME)
    settled(screen)
    _search(screen)
    _open(screen)
    _edit(screen)
    _delete(screen, app)
    _export(screen, tmp_path)
    _forget(screen, actor)


def _table(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first


def _click_row(page: Page, number: int, left: int) -> None:
    _table(page).click(position={"x": left, "y": TOOLBAR * number + TOOLBAR // 2})


def _choose(page: Page, action: str) -> None:
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=action).click()


def _search(page: Page) -> None:
    box = page.get_by_placeholder("Search by meaning")
    box.fill("what am I called?")
    box.press("Enter")
    expect(page.get_by_text("best first")).to_be_visible()
    page.get_by_role("radiogroup", name="Strategy").get_by_text("Facts").click()
    expect(_table(page)).not_to_contain_text(LIKING)
    page.wait_for_url(lambda url: "query=what+am+I+called" in url and "strategy=Facts" in url)
    page.reload()
    expect(_table(page)).to_contain_text(NAME)
    expect(_table(page)).not_to_contain_text(LIKING)
    settled(page)


def _open(page: Page) -> None:
    _click_row(page, 1, OPEN)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name=NAME)).to_be_visible()
    expect(drawer.get_by_text("Why it was found")).to_be_visible()
    expect(drawer.get_by_text("Closeness in meaning")).to_be_visible()
    expect(drawer.get_by_text(TEACH)).to_be_visible()
    expect(drawer.get_by_role("link", name="Read the session")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.wait_for_url(lambda url: "record=" not in url)
    settled(page)
    _click_row(page, 1, OPEN)
    expect(drawer.get_by_role("heading", name=NAME)).to_be_visible()
    settled(page)
    page.reload()
    expect(drawer.get_by_role("heading", name=NAME)).to_be_visible()
    settled(page)


def _edit(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Edit").click()
    page.get_by_label("Memory", exact=True).fill("The user's name is Alicia.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 memory changed.")).to_be_visible()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="The user's name is Alicia.")).to_be_visible()
    settled(page)


def _delete(page: Page, app: RunningApp) -> None:
    """Delete it in another window; this one then says that it is gone, and goes on."""
    other = page.context.new_page()
    visit(other, page.url)
    drawer = page.get_by_role("dialog")
    for window in (other, page):
        window.get_by_role("dialog").get_by_role("button", name="Delete").click()
        window.get_by_role("button", name="Delete it").click()
        if window is other:
            expect(other.get_by_text("1 memory deleted.")).to_be_visible()
            other.close()
    expect(page.get_by_text("It is not there any more.")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(page.get_by_text("No memory fits.")).to_be_visible()
    page.get_by_role("button", name="Show all memories").click()
    expect(_table(page)).to_contain_text(LIKING)
    expect(_table(page)).not_to_contain_text("Alicia")
    settled(page)


def _export(page: Page, folder: Path) -> None:
    _choose(page, "Export")
    expect(page.get_by_text("2 memories of the actor")).to_be_visible()
    saved = {}
    for name in ("CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("dialog").get_by_role("button", name=name).click()
        saved[name] = folder / download.value.suggested_filename
        download.value.save_as(saved[name])
    with saved["CSV"].open(encoding="utf-8", newline="") as file:
        assert LIKING in [row["memory"] for row in csv.DictReader(file)]
    document = json.loads(saved["JSON"].read_text(encoding="utf-8"))
    assert LIKING in [record["memory"] for record in document["records"]]
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)


def _forget(page: Page, actor: str) -> None:
    _click_row(page, 1, SELECT)
    _click_row(page, 2, SELECT)
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("2 memories will be gone")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    _choose(page, "Forget this actor")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("2 memory records")).to_be_visible()
    dialog.get_by_label("to confirm").fill(actor)
    dialog.get_by_role("button", name="Forget this actor").click()
    expect(dialog.get_by_text("is forgotten")).to_be_visible(timeout=2 * ANSWER_MS)
    dialog.get_by_role("button", name="Close", exact=True).last.click()
    expect(page.get_by_text("Nothing is remembered yet")).to_be_visible()
