"""The Setup page in a real Chromium: what a presenter does before, and between two, talks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from local_agentcore.server import EmbeddedAgentCore
from tests.browser.conftest import settled, visit
from tests.browser.test_journey import go_to
from tests.conftest import client, serving
from tests.waiting import wait_until
from tools.browsing import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LOADED_MS = 120_000
MAYA = "sample-maya"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAgentCore]:
    """A second AgentCore, in place of AWS."""
    with serving(tmp_path_factory.mktemp("other")) as started:
        yield started


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, other: EmbeddedAgentCore) -> Iterator[RunningApp]:
    """The app, where boto3 finds the second AgentCore when it looks for AWS."""
    with pytest.MonkeyPatch.context() as environment:
        for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL"):
            environment.setenv(f"AWS_ENDPOINT_URL_{service}", other.endpoint)
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        running = RunningApp(tmp_path_factory.mktemp("data"))
        running.start()
    yield running
    running.stop()


def section(page: Page, name: str) -> None:
    """Open a section of the page."""
    page.get_by_test_id("stRadio").get_by_text(name, exact=True).click()
    settled(page)


def dialog(page: Page) -> Locator:
    """The dialog that is open."""
    return page.get_by_role("dialog")


def test_one_glance_and_a_strategy_that_comes_and_goes(page: Page, app: RunningApp) -> None:
    visit(page, f"{app.url}/setup")
    expect(page.get_by_text("Everything is all right.")).to_be_visible()
    section(page, "Strategies")
    page.get_by_role("button", name="Add a strategy").click()
    name = dialog(page).get_by_label("Name", exact=True)
    name.fill("two words")
    dialog(page).get_by_role("button", name="Add", exact=True).click()
    expect(dialog(page).get_by_text("starts with a letter")).to_be_visible()
    expect(name).to_have_value("two words")
    name.fill("Trips")
    dialog(page).get_by_role("textbox", name="Namespace template").fill("/trips/{actorId}")
    dialog(page).get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Trips")).to_be_visible()
    expect(page.get_by_text("Trips is there.")).to_be_visible()
    section(page, "Health")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("2 warnings.")).to_be_visible()

    section(page, "Strategies")
    page.get_by_role("button", name="Change Trips").click()
    dialog(page).get_by_role("textbox", name="Namespace template").fill("/journeys/{actorId}/")
    dialog(page).get_by_role("button", name="Change", exact=True).click()
    expect(page.get_by_text("/journeys/{actorId}/")).to_be_visible()
    page.get_by_role("button", name="Remove Trips").click()
    expect(dialog(page).get_by_text("Its records are not deleted")).to_be_visible()
    dialog(page).get_by_role("button", name="Remove the strategy").click()
    expect(page.get_by_role("heading", name="Trips")).to_have_count(0)


def test_sample_actors_are_loaded_from_a_first_visit(page: Page, app: RunningApp) -> None:
    visit(page, app.url)
    page.get_by_role("button", name="Load three sample actors").click()
    dialog(page).get_by_role("button", name="Delete and load").click()
    expect(dialog(page).get_by_text("Memory learns")).to_be_visible()
    expect(dialog(page)).to_have_count(0, timeout=LOADED_MS)
    expect(page.get_by_label("Actor", exact=True)).to_have_value(MAYA)
    visit(page, f"{app.url}/setup?actor={MAYA}&section=Namespaces")
    expect(page.get_by_text(f"/users/{MAYA}/facts/")).to_be_visible()
    expect(page.get_by_text("4 records")).to_have_count(2)


def pick(page: Page, label: str, option: str) -> None:
    """Pick an option by the keyboard.

    Whatever moves on the page, such as the fold that has just been opened, closes a list: it is
    opened until the option has been taken.
    """
    box, found = page.get_by_role("combobox", name=label), page.get_by_role("option", name=option)
    picker = page.get_by_test_id("stSelectbox").filter(has=box)
    taken = picker.get_by_role("button", name="Clear value")
    box.fill(option)

    def is_taken() -> bool:
        box.press("Enter" if found.is_visible() else "ArrowDown")
        return taken.is_visible()

    wait_until(is_taken)


def test_another_agentcore_and_back_without_a_restart(
    page: Page, app: RunningApp, other: EmbeddedAgentCore
) -> None:
    visit(page, f"{app.url}/setup?actor={MAYA}&section=Connection")
    expect(page.get_by_role("button", name="Try and connect")).to_be_visible()
    settled(page)
    page.get_by_text("Find them in my account").click()
    page.get_by_role("button", name="List", exact=True).click()
    for label, picked, field in (
        ("Runtimes", other.agent_runtime_arn, "Runtime ARN"),
        ("Memories", other.memory_id, "Memory ID"),
    ):
        expect(page.get_by_role("combobox", name=label)).to_be_visible()
        settled(page)
        pick(page, label, picked)
        expect(page.get_by_label(field)).to_have_value(picked)
        settled(page)
    page.get_by_role("textbox", name="Qualifier").fill("canary")
    page.get_by_role("button", name="Try and connect").click()
    expect(page.get_by_text("The runtime cannot be used. Nothing was changed.")).to_be_visible()
    expect(page.get_by_label("Runtime ARN")).to_have_value(other.agent_runtime_arn)
    page.get_by_role("textbox", name="Qualifier").fill("DEFAULT")
    page.get_by_role("button", name="Try and connect").click()
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("AWS, us-east-1")).to_be_visible()

    go_to(page, "Chat")
    page.get_by_role("button", name="Try it as Alice").click()
    expect(page.get_by_text("The user's name is Alice.").first).to_be_visible()
    data = client("bedrock-agentcore", other.endpoint)
    actors = data.list_actors(memoryId=other.memory_id)["actorSummaries"]
    assert [actor["actorId"] for actor in actors] == ["alice"]

    go_to(page, "Setup")
    section(page, "Connection")
    page.get_by_role("button", name="Use this machine instead").click()
    expect(sidebar.get_by_text("This machine")).to_be_visible()
    expect(sidebar.get_by_role("combobox", name="Actor")).to_have_value(MAYA)
