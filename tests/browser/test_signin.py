"""Two people sign in with a real provider, in real browsers; neither gets at the other's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import oidc
from tests.browser.conftest import ANSWER_MS, visit
from tests.browser.test_journey import address, say
from tests.oidc import Provider
from tools.browsing import RunningApp

pytestmark = pytest.mark.browser

REFUSED = "This is not yours, or it is not there."
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
GREETING = "Say something worth remembering"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc.running() as started:
        yield started


@pytest.fixture(scope="module")
def app(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app, where people sign in."""
    folder = tmp_path_factory.mktemp("signin")
    secrets = folder / "secrets.toml"
    running = RunningApp(folder / "data", options=("--secrets.files", str(secrets)))
    secrets.write_text(provider.secrets_toml(running.url), encoding="utf-8")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def ana(browser: Browser, app: RunningApp) -> Iterator[Page]:
    with signed_in(browser, app, "Ana") as page:
        yield page


@pytest.fixture(scope="module")
def ben(browser: Browser, app: RunningApp) -> Iterator[Page]:
    with signed_in(browser, app, "Ben") as page:
        yield page


@contextmanager
def signed_in(browser: Browser, app: RunningApp, name: str) -> Iterator[Page]:
    """A browser in which somebody has signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS)
    expect.set_options(timeout=ANSWER_MS)
    visit(page, app.url)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_test_id("stSidebar")).to_contain_text(name)
    yield page
    context.close()


def begin(page: Page, app: RunningApp, actor: str) -> None:
    """Come for the first time, and say what one is called."""
    visit(page, app.url)
    page.get_by_label("Your name").fill(actor)
    page.get_by_role("button", name="Start chatting").click()
    expect(page.get_by_text(GREETING)).to_be_visible()


def offered(page: Page) -> list[str]:
    """The actors that the picker offers."""
    picker = page.get_by_role("combobox", name=re.compile("Actor"))
    picker.click()
    expect(page.get_by_role("option").first).to_be_visible()
    found = page.get_by_role("option").all_inner_texts()
    picker.press("Escape")
    return found


def test_both_have_an_alice_who_knows_only_her_own(ana: Page, ben: Page, app: RunningApp) -> None:
    begin(ana, app, "alice")
    say(ana, "My name is Alice and I live in Paris")
    begin(ben, app, "alice")
    say(ben, "My name is Robert and I live in Oslo")
    expect(ana.get_by_text("The user lives in Paris.").first).to_be_visible()
    expect(ben.get_by_text("The user lives in Oslo.").first).to_be_visible()

    for page, own, other in ((ana, "Paris", "Oslo"), (ben, "Oslo", "Paris")):
        assert offered(page) == ["alice"]
        page.get_by_role("button", name="New session").click()
        expect(page.get_by_text(GREETING)).to_be_visible()
        answer = say(page, "Where do I live?")
        expect(answer).to_contain_text(own)
        expect(answer).not_to_contain_text(other)
        expect(page.get_by_text(re.compile(other))).to_have_count(0)


@pytest.mark.parametrize("path", ["", "memories", "sessions", "compare"])
def test_a_link_to_the_other_s_actor_is_refused(
    path: str, ana: Page, ben: Page, app: RunningApp
) -> None:
    visit(ben, f"{app.url}/{path}?{urlsplit(ana.url).query}")
    expect(ben.get_by_text(REFUSED)).to_be_visible()
    expect(ben.get_by_text(re.compile("Paris"))).to_have_count(0)


def test_a_link_to_the_other_s_session_is_refused(ana: Page, ben: Page, app: RunningApp) -> None:
    begin(ben, app, "alice")
    own, (_, others) = address(ben)[0], address(ana)
    visit(ben, f"{app.url}/sessions?actor={own}&session={others}")
    expect(ben.get_by_text(REFUSED)).to_be_visible()


def test_a_link_to_the_other_s_memory_is_as_one_to_nothing(
    ana: Page, ben: Page, app: RunningApp
) -> None:
    link = ana.locator("a[href*='record=']").first
    record = parse_qs(urlsplit(str(link.get_attribute("href"))).query)["record"][0]
    begin(ben, app, "alice")
    own = address(ben)[0]
    shown = []
    for record_id in (record, "mem-00000000-0000-4000-8000-000000000000"):
        visit(ben, f"{app.url}/memories?actor={own}&record={record_id}")
        expect(ben.get_by_role("heading", name="Memories")).to_be_visible()
        expect(ben.locator(DONE)).to_be_visible()
        expect(ben.get_by_text(re.compile("Paris"))).to_have_count(0)
        # Not the whole page: its charts are drawn when they come.
        answer = ben.get_by_test_id("stAlert").filter(has_text="or it is another actor's")
        shown.append(answer.inner_text().replace(record_id, ""))
    assert shown[0] == shown[1]


def test_who_signs_out_sees_nothing_and_the_other_stays(
    ana: Page, ben: Page, app: RunningApp
) -> None:
    where = ana.url
    # The page says so at once; signed out is who has been to the provider and back.
    with ana.expect_event("load"):
        ana.get_by_role("button", name="Sign out").click()
    expect(ana.get_by_role("button", name="Sign in")).to_be_visible()
    visit(ana, where)
    expect(ana.get_by_role("button", name="Sign in")).to_be_visible()
    expect(ana.get_by_text(re.compile("Paris"))).to_have_count(0)
    visit(ben, app.url)
    expect(ben.get_by_test_id("stSidebar")).to_contain_text("Ben")


def test_who_comes_back_finds_what_was_theirs(browser: Browser, app: RunningApp) -> None:
    with signed_in(browser, app, "Ana") as page:
        assert offered(page) == ["alice"]
