"""The main story as a short moving picture, taken from the presenter's mode of the running app."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

SIZE = ViewportSize(width=1120, height=700)
WIDTH = 840
LAST_STEP = 6
"""By then something was taught, asked for in a new session, changed, and asked for again."""
HOLD_MS = {1: 1800, 2: 3200, 3: 4200, 4: 2000, 5: 3200, 6: 4200}
GLIMPSE_MS = 450
COLOURS = 128

Frame = tuple[Image.Image, int]


def film(browser: Browser, url: str, target: Path) -> None:
    """Walk the first steps of the presentation at `url`, and write them as a GIF to `target`."""
    context = browser.new_context(viewport=SIZE, color_scheme="light")
    frames = list(_frames(context.new_page(), url))
    context.close()
    pictures = [picture for picture, _ in frames]
    pictures[0].save(
        target,
        save_all=True,
        append_images=pictures[1:],
        duration=[milliseconds for _, milliseconds in frames],
        loop=0,
        optimize=True,
    )


def _frames(page: Page, url: str) -> Iterator[Frame]:
    page.goto(url)
    page.get_by_role("button", name="Present").click()
    for step in range(1, LAST_STEP + 1):
        expect(page.get_by_text(f"{step} / ")).to_be_visible()
        on = page.get_by_role("button", name="Next")
        while on.is_disabled():
            yield _frame(page, GLIMPSE_MS)
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        page.get_by_test_id("stChatInput").scroll_into_view_if_needed()
        yield _frame(page, HOLD_MS[step])
        page.keyboard.press("PageDown")


def _frame(page: Page, milliseconds: int) -> Frame:
    whole = Image.open(BytesIO(page.screenshot()))
    height = round(whole.height * WIDTH / whole.width)
    small = whole.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    return small.quantize(COLOURS, dither=Image.Dither.NONE), milliseconds
