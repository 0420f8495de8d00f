"""The Setup page: each section in each of its states."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from local_agentcore.server import EmbeddedAgentCore
from studio import strategies
from studio.ui.connection import Services, services
from tests.app_pages.conftest import ROOT
from tests.app_pages.screen import SECONDS, Open, Visit, shown, someone

ARN = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/other-AbCdEfGhIj"
MEMORY = "Other-0123456789"


def section(app: AppTest, name: str) -> AppTest:
    """Open a section of the page."""
    app.radio(key="section").set_value(name).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    (found,) = [button for button in app.button if button.label == label]
    found.click().run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    """All text on the page, the titles of its notes and its sidebar too."""
    notes = [*app.success, *app.info, *app.warning, *app.error]
    return "\n".join([shown(app), *(str(note.proto) for note in notes)])


def connect(app: AppTest, arn: str, memory_id: str) -> AppTest:
    """Fill in the form, and have it tried."""
    app.text_input(key="runtime_arn").set_value(arn)
    app.text_input(key="memory_id").set_value(memory_id)
    return press(app, "Try and connect")


@pytest.fixture
def other(agentcore: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch) -> EmbeddedAgentCore:
    """A second AgentCore, which boto3 finds where AWS would be."""
    for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", agentcore.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return agentcore


def test_one_glance_says_that_all_is_right(open_page: Open) -> None:
    app = open_page("setup")
    assert "Everything is all right." in text(app)
    assert shown(app).count(":green[:material/check_circle:]") == 12
    assert not app.error
    assert "Everything is all right." in text(press(app, "Check again"))


def test_what_failed_comes_with_its_remedy(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    services().connection.close()
    app = open_page("setup")
    assert "checks failed." in text(app)
    assert "**Memory** (failed): AgentCore cannot be reached" in shown(app)
    assert "Check the network connection" in shown(app)


def test_a_warning_is_no_failure(open_page: Open, connected: Services) -> None:
    strategies.add(connected.memory, next(iter(strategies.MEMBERS)), "Unread", "/unread/{actorId}")
    unread = next(each for each in strategies.read(connected.memory) if each.name == "Unread")
    try:
        app = press(open_page("setup"), "Check again")
        assert "2 warnings." in text(app)
        assert "Nobody reads" in shown(app)
        assert "No slash at the end of" in shown(app)
        named = section(open_page("setup", actor=someone()), "Namespaces")
        assert "**Unread**: Nobody reads this" in shown(named)
        assert "would be Bobby's as well" in shown(named)
    finally:
        strategies.remove(connected.memory, unread.id)
    assert "Everything is all right." in text(press(open_page("setup"), "Check again"))


@pytest.mark.parametrize(
    ("arn", "memory_id", "says"),
    [("arn:aws:nothing", MEMORY, "The runtime ARN should"), (ARN, "none", "The memory ID is")],
)
def test_what_was_typed_wrongly_is_named_and_stays(
    open_page: Open, arn: str, memory_id: str, says: str
) -> None:
    app = connect(section(open_page("setup"), "Connection"), arn, memory_id)
    assert says in app.warning[0].value
    assert app.text_input(key="runtime_arn").value == arn
    assert app.text_input(key="memory_id").value == memory_id
    assert "This machine" in shown(app)


def test_what_does_not_answer_is_not_taken(open_page: Open, other: EmbeddedAgentCore) -> None:
    app = section(open_page("setup"), "Connection")
    connect(app, other.agent_runtime_arn, MEMORY)
    assert "The memory cannot be used. Nothing was changed." in shown(app)
    assert "does not know this resource" in text(app)
    assert app.text_input(key="memory_id").value == MEMORY
    assert "Connected to **This machine**" in shown(app)


def test_another_connection_is_this_browsers_alone_and_there_is_a_way_back(
    open_page: Open, other: EmbeddedAgentCore, alice: Visit
) -> None:
    app = section(open_page("setup", actor=alice.actor, session=alice.session), "Connection")
    connect(app, other.agent_runtime_arn, other.memory_id)
    assert "AWS, us-east-1" in "\n".join(str(each.value) for each in app.sidebar.caption)
    assert "actor" not in app.query_params
    assert app.switch_page("app_pages/chat.py").run().title[0].value == "An agent that remembers"

    bystander = section(open_page("setup", actor=alice.actor), "Connection")
    assert "Connected to **This machine**" in shown(bystander)

    section(app.switch_page("app_pages/setup.py").run(), "Connection")
    assert "named by `the form below, in this browser`" in text(app)
    press(app, "Use this machine instead")
    assert "This machine" in "\n".join(str(each.value) for each in app.sidebar.caption)
    assert app.query_params["actor"] == alice.actor
    chat = app.switch_page("app_pages/chat.py").run()
    assert "My name is Alice" in "\n".join(each.value for each in chat.text)


def test_what_is_in_the_account_fills_the_form(open_page: Open, other: EmbeddedAgentCore) -> None:
    app = press(section(open_page("setup"), "Connection"), "List")
    app.selectbox(key="found_runtime").set_value(other.agent_runtime_arn).run()
    app.selectbox(key="found_memory").set_value(other.memory_id).run()
    assert app.text_input(key="runtime_arn").value == other.agent_runtime_arn
    assert app.text_input(key="memory_id").value == other.memory_id


def test_secrets_are_read_where_the_environment_is_silent(
    connected: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
    app.secrets["agentcore"] = {"STUDIO_TARGET": "moon"}
    assert not app.run().exception
    assert "STUDIO_TARGET" not in shown(app)
    monkeypatch.delenv("STUDIO_TARGET")
    assert "STUDIO_TARGET is 'moon'" in shown(app.run())


def test_half_a_connection_in_the_secrets_is_told(
    connected: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDIO_TARGET")
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
    app.secrets["agentcore"] = {"MEMORY_ID": MEMORY}
    app.run()
    section(app.switch_page("app_pages/setup.py").run(), "Connection")
    assert "`.streamlit/secrets.toml` names an agent or a memory alone" in text(app)
    assert "Connected to **This machine**" in shown(app)


def test_secrets_outside_of_a_table_name_agent_and_memory(
    other: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDIO_TARGET", raising=False)
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
    app.secrets["AGENT_ARN"] = other.agent_runtime_arn
    app.secrets["MEMORY_ID"] = other.memory_id
    app.run()
    section(app.switch_page("app_pages/setup.py").run(), "Connection")
    assert "Connected to **AWS, us-east-1**" in shown(app)
    assert "named by `.streamlit/secrets.toml`" in text(app)


def test_each_strategy_stands_with_what_it_writes(open_page: Open) -> None:
    app = section(open_page("setup"), "Strategies")
    assert [each.value for each in app.subheader] == ["Facts", "Preferences", "Summaries"]
    assert "`/summaries/{actorId}/{sessionId}/`" in shown(app)


@pytest.mark.parametrize(
    ("button", "says", "confirm"),
    [
        ("Add a strategy", "", "Add"),
        ("Change Facts", "Its type and name stay.", "Change"),
        ("Remove Facts", "Its records are not deleted with it.", "Remove the strategy"),
    ],
)
def test_before_a_strategy_changes_the_page_asks(
    open_page: Open, connected: Services, button: str, says: str, confirm: str
) -> None:
    before = strategies.read(connected.memory)
    app = press(section(open_page("setup"), "Strategies"), button)
    assert says in shown(app)
    assert confirm in [each.label for each in app.button]
    assert strategies.read(connected.memory) == before


def test_namespaces_need_an_actor_and_then_count(open_page: Open, alice: Visit) -> None:
    nobody = section(open_page("setup"), "Namespaces")
    assert "Pick an actor" in nobody.info[0].value
    app = section(open_page("setup", actor=alice.actor), "Namespaces")
    assert f"`/users/{alice.actor}/facts/`" in shown(app)
    assert "**Facts**: The agent reads it." in shown(app)
    assert "1 record" in shown(app)


@pytest.mark.parametrize("page", ["chat", "setup"])
def test_sample_data_is_explained_before_it_is_loaded(open_page: Open, page: str) -> None:
    app = open_page(page)
    if page == "setup":
        section(app, "Sample data")
    press(app, "Load three sample actors")
    assert "No other actor is touched." in shown(app)
    assert "sample-maya" in shown(app)
    assert "costs nothing here" in shown(app)
    assert any(button.label == "Delete and load" for button in app.button)


def test_the_agents_files_are_shown_as_they_run(open_page: Open) -> None:
    app = section(open_page("setup"), "Agent")
    assert "app.entrypoint" in app.code[0].value
    assert "Runtime version **1**" in shown(app)
    app.selectbox(key="source_file").set_value("recall.py").run()
    assert "RETRIEVAL = {" in app.code[0].value
