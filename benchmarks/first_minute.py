"""The first minute, as its user feels it: to a usable page, to the first words, to what was learned.

`python -m benchmarks.first_minute` starts the app on an empty folder, walks it in a Chromium and
prints seconds. The bare floor beside them is the same Streamlit serving a page of one line.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tools.browsing import RunningApp, chromium

TURNS = 5
PATIENCE_MS = 60_000
TEACH = "My name is Alice and I like chocolate ice cream"
BARE_PAGE = 'import streamlit as st\nst.text_input("Your name")\n'


def main() -> None:
    """Measure and print."""
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        bare_file = Path(folder) / "bare.py"
        bare_file.write_text(BARE_PAGE)
        bare = _to_usable_page(RunningApp(Path(folder) / "bare", bare_file), browser.new_page())
        app = RunningApp(Path(folder) / "data")
        page = browser.new_page()
        usable = _to_usable_page(app, page, keep=True)
        first_words, learned = zip(*(_turn(page, number) for number in range(TURNS)), strict=True)
        app.stop()
    print(f"bare Streamlit page usable    {bare:6.1f} s")
    print(f"the app's page usable         {usable:6.1f} s   {usable / bare:.1f} x bare")
    print(f"first words, new session      {statistics.median(first_words):6.1f} s   median")
    print(f"learned, after the answer     {statistics.median(learned):6.1f} s   median")


def _to_usable_page(app: RunningApp, page: Page, *, keep: bool = False) -> float:
    started = time.monotonic()
    app.start()
    page.goto(app.url)
    expect(page.get_by_label("Your name")).to_be_visible()
    seconds = time.monotonic() - started
    if not keep:
        app.stop()
    return seconds


def _turn(page: Page, number: int) -> tuple[float, float]:
    """Seconds to the first words of the answer, and from its end to what was learned."""
    page.goto(f"{page.url.split('?')[0]}?actor=actor-{number}")
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(TEACH)
    answer = page.get_by_test_id("stChatMessage").nth(1)
    started = time.monotonic()
    box.press("Enter")
    words = _seconds_until(lambda: expect(answer).to_contain_text("Alice"), started)
    answered = time.monotonic()
    learned = page.get_by_text("The user's name is Alice.")
    return words, _seconds_until(lambda: expect(learned).to_be_visible(), answered)


def _seconds_until(condition: Callable[[], None], since: float) -> float:
    condition()
    return time.monotonic() - since


if __name__ == "__main__":
    main()
