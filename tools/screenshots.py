"""Takes the README's pictures from the running app: `make screenshots`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tools.browsing import ROOT, RunningApp, chromium
from tools.film import film

USUAL = ViewportSize(width=1280, height=760)
TALL = ViewportSize(width=1280, height=1100)
IMAGES = ROOT / "docs" / "images"
PATIENCE_MS = 60_000
TEACHING = [
    "My name is Alice and I like chocolate ice cream",
    "My daughter Emma turns five in June. I work as a nurse, and I can't stand coriander.",
]
QUESTION = "What is my name and what do I like?"
SAMPLE = "sample-maya"
LONG_MS = 300_000
"""For what takes many turns: the walkthrough, the sample actors' history."""


def main() -> None:
    """Walk the story once on an empty data folder, and keep what it looks like."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        app = RunningApp(Path(folder))
        app.start()
        try:
            context = browser.new_context(viewport=USUAL, device_scale_factor=2)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            expect.set_options(timeout=PATIENCE_MS)
            _story(page, app.url)
            film(browser, app.url, IMAGES / "story.gif")
        finally:
            app.stop()


def _story(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_label("Your name").fill("alice")
    page.get_by_role("button", name="Start chatting").click()
    for text in TEACHING:
        _say(page, text)
    _keep(page, "learned")
    page.get_by_role("button", name="New session").click()
    expect(page.get_by_text("Say something worth remembering")).to_be_visible()
    _say(page, QUESTION)
    _keep(page, "recall")
    _say(page, "What is 18% of 2,340?")
    page.goto(f"{url}/sessions?actor=alice")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    _keep(page, "sessions")
    _samples(page, url)
    _proofs(page, url)


def _samples(page: Page, url: str) -> None:
    page.goto(f"{url}/setup?actor=alice&section=Sample+data")
    page.get_by_role("button", name="Load three sample actors").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete and load").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=LONG_MS)
    page.goto(f"{url}/memories?actor={SAMPLE}")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg, canvas")).to_have_count(3)
    _keep(page, "memories")
    page.goto(f"{url}/memories?actor={SAMPLE}&query=where+do+I+live")
    expect(page.get_by_test_id("stDataFrame")).to_contain_text("Score")
    _settle(page)
    # The table is drawn on a canvas: the first row's button lies below the heading "Open".
    page.get_by_test_id("stDataFrame").click(position={"x": 60, "y": 52})
    expect(page.get_by_text("As the service returns it")).to_be_visible()
    _keep(page, "record")


def _proofs(page: Page, url: str) -> None:
    page.goto(f"{url}/compare")
    page.get_by_role("button", name="Play the story").click()
    expect(page.get_by_role("heading", name="The difference")).to_be_visible()
    _settle(page)
    # So that both sides of the question fit beside what made the difference.
    page.set_viewport_size(TALL)
    page.get_by_role("heading", name="The difference").scroll_into_view_if_needed()
    _keep(page, "compare")
    page.set_viewport_size(USUAL)
    page.goto(f"{url}/walkthrough")
    page.get_by_role("button", name="Run all 6 steps").click()
    expect(page.get_by_text("All 6 steps passed.")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("heading", name="Walkthrough").scroll_into_view_if_needed()
    _keep(page, "walkthrough")
    page.goto(f"{url}/setup?actor={SAMPLE}")
    expect(page.get_by_text("Everything is all right.")).to_be_visible()
    _keep(page, "setup")
    page.goto(f"{url}/?present=1-0a1b")
    expect(page.get_by_text("Say something worth remembering")).to_be_visible()
    _keep(page, "presenting")


def _say(page: Page, text: str) -> None:
    """Say something; wait for the answer, and until it is known what it taught."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    before = page.get_by_test_id("stChatMessage").count()
    box.fill(text)
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(before + 2)
    turns = (before + 2) // 2
    expect(page.get_by_text("Learned", exact=True)).to_have_count(turns)
    expect(page.get_by_text("Learning…")).to_have_count(0)


def _settle(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def _keep(page: Page, name: str) -> None:
    _settle(page)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
