"""A presentation in a real Chromium, as a presenter's remote control drives it."""

import pytest
from playwright.sync_api import Page, expect

from studio.presentation import STEPS
from tests.browser.conftest import settled, visit
from tests.browser.test_journey import LIKING, NAME, TEACH, say
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]


def numbered(step: int) -> str:
    """How the bar begins at this step."""
    return f"{step} / {len(STEPS)} ·"


def on(page: Page, step: int) -> None:
    """Press the key once the way on is open, and wait until the step is there."""
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    settled(page)
    page.keyboard.press("PageDown")
    expect(page.get_by_text(numbered(step))).to_be_visible()


def test_keys_tell_the_story_in_large_type_and_without_a_sidebar(
    page: Page, app: RunningApp
) -> None:
    visit(page, app.url)
    size = "getComputedStyle(document.documentElement).fontSize"
    usual = float(page.evaluate(size).removesuffix("px"))
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_text(numbered(1))).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    assert float(page.evaluate(size).removesuffix("px")) > usual
    on(page, 2)
    for learned in (NAME, LIKING):
        expect(page.get_by_text(learned).first).to_be_visible()
    on(page, 3)
    expect(page.get_by_text("Your name is Alice")).to_be_visible()
    expect(page.get_by_text("score").first).to_be_visible()
    settled(page)
    page.keyboard.press("PageUp")
    expect(page.get_by_text(numbered(2))).to_be_visible()
    said = page.get_by_test_id("stChatMessage").first
    expect(said).to_contain_text("My name is Alice and I like")
    page.reload()
    expect(page.get_by_text(numbered(2))).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_text(numbered(2))).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    assert "present=" not in page.url


def test_the_bar_stays_in_sight(page: Page, app: RunningApp) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    visit(page, f"{app.url}/compare?present=10-0a1e&actor=alice-0a1e")
    expect(page.get_by_text("What do you know about me?")).to_be_visible()
    page.mouse.wheel(0, 2000)
    expect(page.get_by_text(numbered(10))).to_be_in_viewport()


def test_escape_closes_a_memory_first_and_then_the_presentation(
    page: Page, app: RunningApp
) -> None:
    visit(page, f"{app.url}/?present=2-0a1d&actor=alice-0a1d")
    say(page, TEACH)
    expect(page.get_by_text(NAME).first).to_be_visible()
    visit(page, f"{app.url}/memories?present=9-0a1d&actor=alice-0a1d")
    expect(page.get_by_text(numbered(9))).to_be_visible()
    settled(page)
    # The table is drawn on a canvas: the first row's button lies below the heading "Open".
    page.get_by_test_id("stDataFrame").click(position={"x": 60, "y": 52})
    expect(page.get_by_role("dialog").get_by_text("As the service returns it")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "record=" not in url)
    settled(page)
    expect(page.get_by_text(numbered(9))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text(numbered(9))).to_have_count(0)
