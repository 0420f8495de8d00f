"""The Walkthrough page in a real Chromium: the proof, as a presenter runs it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled, visit
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(300)]

RUN_MS = 200_000


def test_all_steps_pass_and_their_report_is_taken_away(
    page: Page, app: RunningApp, tmp_path: Path
) -> None:
    visit(page, f"{app.url}/walkthrough")
    page.get_by_role("button", name="Run all 6 steps").click()
    expect(page.get_by_text("Step 1 of 6: Short-term memory")).to_be_visible()
    expect(page.get_by_text("My boat is called").first).to_be_visible()
    expect(page.get_by_role("button", name="Run step 3")).to_be_disabled()
    expect(page.get_by_text("All 6 steps passed.")).to_be_visible(timeout=RUN_MS)
    expect(page.get_by_text("of 7 made-up actors")).to_be_visible()
    settled(page)
    page.get_by_text("What was said and done").nth(1).click()
    expect(page.get_by_text("Your boat is called").first).to_be_visible()
    _report(page, tmp_path)


def _report(page: Page, folder: Path) -> None:
    saved = {}
    for name in ("HTML report", "JSON report"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        saved[name] = folder / download.value.suggested_filename
        download.value.save_as(saved[name])
    assert json.loads(saved["JSON report"].read_text())["passed"]
    other = page.context.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(saved["HTML report"].as_uri())
    expect(other.get_by_role("heading", name="6. Deletion honoured")).to_be_visible()
    assert asked == [saved["HTML report"].as_uri()]
    other.close()


def test_another_page_ends_the_run_and_a_return_shows_what_came_of_it(
    page: Page, app: RunningApp
) -> None:
    visit(page, f"{app.url}/walkthrough")
    page.get_by_role("button", name="Run step 2").click()
    expect(page.get_by_text("Step 1 of 1: Long-term memory")).to_be_visible()
    page.get_by_role("link", name="Chat", exact=True).first.click()
    expect(page.get_by_text("An agent that remembers")).to_be_visible()
    page.get_by_role("link", name="Walkthrough", exact=True).first.click()
    expect(page.get_by_role("button", name="Run all 6 steps")).to_be_visible()
    expect(page.get_by_text("Long-term memory: stopped.")).to_be_visible()
