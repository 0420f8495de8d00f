"""What axe-core finds on each page, light and dark, wide and narrow."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ANSWER_MS, settled, visit
from tests.browser.test_journey import LIKING, NAME, TEACH, open_as, say
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.long]

PAGES = {
    "": "What to say next",
    "memories": "Newest first",
    "sessions": "Fork from here",
    "walkthrough": "Run all 6 steps",
    "compare": "Play the story",
    "setup": "Check again",
}
"""Each page's path, and what stands on it once it is whole."""
GRAVE = {"serious", "critical"}
BACKGROUNDS: dict[Literal["light", "dark"], str] = {
    "light": "rgb(255, 255, 255)",
    "dark": "rgb(16, 20, 27)",
}
"""A page's colour in each scheme (.streamlit/config.toml), which it takes from the browser."""


@pytest.fixture(scope="module")
def known(app: RunningApp, browser: Browser) -> str:
    """An actor with a session and memories."""
    page = browser.new_page()
    open_as(page, app, "alice")
    say(page, TEACH)
    for record in (NAME, LIKING):
        expect(page.get_by_text(record).first).to_be_visible()
    page.close()
    return "alice"


@pytest.fixture(params=[1280, 400])
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window of one width."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(ANSWER_MS)
    yield opened
    context.close()


def test_no_page_has_a_grave_fault(screen: Page, app: RunningApp, known: str) -> None:
    faults = {path: found for path in PAGES if (found := _faults(screen, app, path, known))}
    assert faults == {}


SECTIONS = {
    "Connection": "Try and connect",
    "Strategies": "Add a strategy",
    "Namespaces": "Look again",
    "Sample+data": "Load three sample actors",
    "Agent": "Runtime version",
}
"""Each further section of Setup, and what stands in it once it is whole."""


def test_no_section_of_setup_has_a_grave_fault(screen: Page, app: RunningApp, known: str) -> None:
    faults = {}
    for section, whole in SECTIONS.items():
        visit(screen, f"{app.url}/setup?actor={known}&section={section}")
        expect(screen.get_by_text(whole).last).to_be_visible()
        settled(screen)
        faults[section] = _found(screen)
    assert faults == dict.fromkeys(SECTIONS, [])


def test_a_first_visit_has_no_grave_fault(screen: Page, app: RunningApp) -> None:
    visit(screen, app.url)
    expect(screen.get_by_role("heading", name="An agent that remembers")).to_be_visible()
    assert _found(screen) == []


def test_a_memory_that_is_open_has_no_grave_fault(
    screen: Page, app: RunningApp, known: str
) -> None:
    visit(screen, f"{app.url}/memories?actor={known}&query=name")
    expect(screen.get_by_text("best first")).to_be_visible()
    settled(screen)
    # The table is drawn on a canvas: the first row's button lies below the heading "Open".
    screen.get_by_test_id("stDataFrame").click(position={"x": 60, "y": 52})
    expect(screen.get_by_text("As the service returns it")).to_be_visible()
    settled(screen)
    assert _found(screen) == []


def test_the_presenter_s_mode_has_no_grave_fault(screen: Page, app: RunningApp) -> None:
    visit(screen, f"{app.url}/?present=1-0a1f")
    expect(screen.get_by_text("Say something worth remembering")).to_be_visible()
    # The page's style comes a moment after its text.
    expect(screen.get_by_test_id("stSidebar")).to_have_css("display", "none")
    settled(screen)
    assert _found(screen) == []


def _faults(page: Page, app: RunningApp, path: str, actor: str) -> list[str]:
    visit(page, f"{app.url}/{path}?actor={actor}")
    expect(page.get_by_text(PAGES[path]).last).to_be_visible()
    settled(page)
    return _found(page)


def _found(page: Page) -> list[str]:
    """What is grave, and where, in the light and in the dark."""
    found = []
    for scheme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        found += [
            f"{scheme}, {fault['impact']} {fault['id']}: {_places(fault)}"
            for fault in Axe().run(page).response["violations"]
            if fault["impact"] in GRAVE
        ]
    return found


def _places(fault: dict[str, Any]) -> list[str]:
    return [node["html"][:200] for node in fault["nodes"]]
