"""The story on the Compare page in a real Chromium."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled, visit
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_the_story_plays_on_both_sides(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/compare")
    page.get_by_role("button", name="Play the story").click()
    expect(page.get_by_text("Memory is reading")).to_be_visible()
    expect(page.get_by_role("heading", name="The difference")).to_be_visible()
    answers = page.get_by_test_id("stChatMessage")
    expect(answers).to_have_count(6)
    expect(answers.nth(4)).not_to_contain_text("vegetarian")
    expect(answers.nth(5)).to_contain_text("vegetarian")
    # A fold that is opened while the last run draws its page is closed by that again.
    settled(page)
    page.get_by_text("What the model was given").last.click()
    expect(page.get_by_text("<user_context>").last).to_be_visible()


def test_a_story_can_be_stopped(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/compare")
    page.get_by_role("button", name="Play the story").click()
    expect(page.get_by_role("heading", name="Teach both sides")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="New session on both sides")).to_be_visible()
    expect(page.get_by_role("button", name="Play the story")).to_be_enabled()
