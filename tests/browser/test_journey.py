"""The main story in a real Chromium, as a person walks it. One app, one order: it is one story."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import settled, visit
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]

TEACH = "My name is Alice and I like chocolate ice cream"
RECALL = "What is my name and what do I like?"
NAME, LIKING = "The user's name is Alice.", "The user likes chocolate ice cream."


def open_as(page: Page, app: RunningApp, actor: str) -> None:
    """Come for the first time, and say who you are."""
    visit(page, app.url)
    page.get_by_label("Your name").fill(actor)
    page.get_by_role("button", name="Start chatting").click()
    expect(page.get_by_text("Say something worth remembering")).to_be_visible()


def say(page: Page, text: str) -> Locator:
    """Say something and wait until its answer is whole; the answer."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    # Until a run ends, the turns of the session before may stand there still.
    settled(page)
    turns = page.get_by_test_id("stChatMessage")
    before = turns.count()
    box.fill(text)
    box.press("Enter")
    expect(turns).to_have_count(before + 2)
    answer = turns.nth(before + 1)
    # While it comes, it says that the model is thinking; whole, how long that took.
    expect(answer.get_by_text(re.compile(r"Offline model · \d"))).to_be_visible()
    return answer


def new_session(page: Page) -> None:
    """Start a new session from the sidebar."""
    page.get_by_role("button", name="New session").click()
    expect(page.get_by_text("Say something worth remembering")).to_be_visible()


def address(page: Page) -> tuple[str, str]:
    """Actor and session as the page's address names them."""
    found = parse_qs(urlsplit(page.url).query)
    return found["actor"][0], found["session"][0]


def go_to(page: Page, name: str) -> None:
    """Change to a page by the navigation."""
    page.get_by_role("link", name=name, exact=True).first.click()


def test_a_turn_teaches_and_says_what_it_taught(page: Page, app: RunningApp) -> None:
    open_as(page, app, "alice")
    answer = say(page, TEACH)
    expect(answer).to_contain_text("Alice")
    expect(page.get_by_text(NAME).first).to_be_visible()
    expect(page.get_by_text(LIKING).first).to_be_visible()


def test_a_new_session_recalls_and_says_what(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/?actor=alice")
    expect(page.get_by_text("Say something worth remembering")).to_be_visible()
    answer = say(page, RECALL)
    expect(answer).to_contain_text("Your name is Alice")
    expect(answer).to_contain_text("chocolate ice cream")
    for record in (NAME, LIKING):
        expect(page.get_by_text(record).first).to_be_visible()
    expect(page.get_by_text("score").first).to_be_visible()


def test_arithmetic_calls_the_calculator(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/?actor=alice")
    answer = say(page, "what is 18% of 2,340?")
    expect(answer.get_by_text("calculator").first).to_be_visible()
    expect(answer).to_contain_text("421.2")


def test_memories_lists_filters_searches_and_opens(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/memories?actor=alice")
    expect(page.get_by_role("heading", name="Memories")).to_be_visible()
    for name in ("Facts", "Preferences", "Summaries"):
        expect(page.get_by_role("radiogroup", name="Strategy").get_by_text(name)).to_be_visible()
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_contain_text(NAME)
    expect(table).to_contain_text(LIKING)
    page.get_by_role("radiogroup", name="Strategy").get_by_text("Preferences").click()
    expect(table).not_to_contain_text(NAME)
    expect(table).to_contain_text(LIKING)
    page.get_by_role("radiogroup", name="Strategy").get_by_text("All").click()
    search = page.get_by_placeholder("Search by meaning")
    search.fill("what am I called?")
    search.press("Enter")
    expect(table).to_contain_text("Score")
    settled(page)
    # The table is drawn on a canvas: the first row's button lies below the heading "Open".
    table.click(position={"x": 60, "y": 52})
    opened = page.get_by_role("dialog")
    expect(opened.get_by_text("Why it was found")).to_be_visible()
    expect(opened.get_by_text("As the service returns it")).to_be_visible()
    expect(opened.get_by_text(TEACH)).to_be_visible()


def test_sessions_reads_as_it_was_said(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/sessions?actor=alice")
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_contain_text(TEACH)
    # The newest session is the one with the sum: its tool call stands in its turn.
    expect(page.get_by_text("what is 18% of 2,340?").last).to_be_visible()
    expect(page.get_by_text("calculator").first).to_be_visible()
    settled(page)
    page.get_by_text(re.compile(r"\d raw events?")).first.click()
    expect(page.get_by_text("eventTimestamp").first).to_be_visible()


def test_another_actor_knows_nothing_of_it(page: Page, app: RunningApp) -> None:
    open_as(page, app, "bob")
    answer = say(page, RECALL)
    expect(answer).not_to_contain_text("Alice")
    expect(answer).not_to_contain_text("ice cream")
    expect(page.get_by_text("Nothing was recalled")).to_be_visible()
    visit(page, f"{app.url}/memories?actor=bob")
    expect(page.get_by_text("Nothing is remembered yet")).to_be_visible()


def test_all_is_there_after_a_restart_a_refresh_and_in_another_tab(
    page: Page, app: RunningApp, browser: Browser
) -> None:
    visit(page, f"{app.url}/?actor=alice")
    say(page, RECALL)
    there = address(page)
    app.stop()
    app.start()
    visit(page, page.url)
    expect(page.get_by_text("Your name is Alice").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("Your name is Alice").first).to_be_visible()
    assert address(page) == there
    other = browser.new_context().new_page()
    visit(other, page.url)
    expect(other.get_by_text("Your name is Alice").first).to_be_visible()
    assert address(other) == there
    new_session(page)
    expect(say(page, RECALL)).to_contain_text("Your name is Alice")
