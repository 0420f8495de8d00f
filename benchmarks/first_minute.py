"""The first minute as its user feels it: a usable page, the first words, what was learned.

`python -m benchmarks.first_minute` starts the app on an empty folder, walks it in a Chromium and
prints seconds. The bare floor beside them is the same Streamlit serving a page of one line.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        page = browser.new_page()
        bare_file = Path(folder) / "bare.py"
        bare_file.write_text(BARE_PAGE)
        with running(Path(folder) / "bare", bare_file) as app:
            bare = _to_usable_page(app, page)
        with running(Path(folder) / "data") as app:
            usable = _to_usable_page(app, page)
            turns = [_turn(page, app.url, number) for number in range(TURNS)]
    first_words, learned = (statistics.median(each) for each in zip(*turns, strict=True))
    print(f"bare Streamlit page usable    {bare:6.1f} s")
    print(f"the app's page usable         {usable:6.1f} s   {usable / bare:.1f} x bare")
    print(f"first words, new session      {first_words:6.1f} s   median of {TURNS}")
    print(f"learned, after the answer     {learned:6.1f} s   median of {TURNS}")


@contextmanager
def running(data_dir: Path, entry: Path | None = None) -> Iterator[RunningApp]:
    """An app that is stopped in the end, whatever happens in between."""
    app = RunningApp(data_dir, entry) if entry else RunningApp(data_dir)
    try:
        yield app
    finally:
        app.stop()


def _to_usable_page(app: RunningApp, page: Page) -> float:
    started = time.monotonic()
    app.start()
    page.goto(app.url)
    expect(page.get_by_label("Your name")).to_be_visible()
    return time.monotonic() - started


def _turn(page: Page, url: str, number: int) -> tuple[float, float]:
    """Seconds to the first words of the answer, and from its end to what was learned."""
    page.goto(f"{url}/?actor=actor-{number}")
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
