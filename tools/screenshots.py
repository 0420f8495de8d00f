"""Takes the README's pictures from the running app: `make screenshots`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tools.browsing import ROOT, RunningApp, chromium
from tools.film import film

IMAGES = ROOT / "docs" / "images"
PATIENCE_MS = 60_000
TEACHING = [
    "My name is Alice and I like chocolate ice cream",
    "My daughter Emma turns five in June. I work as a nurse, and I can't stand coriander.",
]
QUESTION = "What is my name and what do I like?"


def main() -> None:
    """Walk the story once on an empty data folder, and keep what it looks like."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        app = RunningApp(Path(folder))
        app.start()
        try:
            context = browser.new_context(
                viewport={"width": 1280, "height": 760}, device_scale_factor=2
            )
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
    for name in ("memories", "sessions"):
        page.goto(f"{url}/{name}?actor=alice")
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        _keep(page, name)


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


def _keep(page: Page, name: str) -> None:
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
