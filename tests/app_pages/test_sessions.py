import json

import pytest
from streamlit.testing.v1 import AppTest

from studio.ui.text import one_line
from tests.app_pages.screen import LIKING, NAME, Open, Visit, say, shown, someone

SUM = "what is 18% of 2,340?"


@pytest.fixture(scope="module")
def actor() -> str:
    return someone()


@pytest.fixture
def sessions(open_page: Open, actor: str) -> AppTest:
    """The page of an actor with one session of two turns."""
    app = open_page("sessions", actor=actor)
    if not app.dataframe:
        say(say(open_page(actor=actor), SUM), "Thanks")
        app.run()
    return app


def test_a_first_visit_explains_itself(open_page: Open) -> None:
    assert open_page("sessions").title[0].value == "An agent that remembers"


def test_no_sessions_says_what_one_is(open_page: Open) -> None:
    app = open_page("sessions", actor=someone())
    assert app.header[0].value == "No sessions yet"
    assert app.page_link[0].value == "Go to Chat"


def test_sessions_are_listed_with_their_turns(sessions: AppTest) -> None:
    (row,) = sessions.dataframe[0].value.to_dict("records")
    assert row["Turns"] == "2"
    assert row["First message"] == SUM
    assert str(row["Started"]).startswith("Today")
    assert str(row["Last activity"]).startswith("Today")


def test_turns_read_as_they_were_said_with_their_tool_calls(sessions: AppTest) -> None:
    names = [message.name for message in sessions.chat_message]
    assert names == ["user", "assistant"] * 2
    assert sessions.chat_message[0].text[0].value == SUM
    assert "calculator" in sessions.chat_message[1].expander[0].label
    assert '{"message"' not in shown(sessions)


def test_the_raw_events_stand_behind_each_turn(sessions: AppTest, actor: str) -> None:
    events = [json.loads(element.value) for element in sessions.json]
    assert len(events) >= 6
    assert {event["actorId"] for event in events} == {actor}
    assert "SessionMessage" not in shown(sessions)


def test_it_is_continued_in_chat(sessions: AppTest) -> None:
    session = sessions.dataframe[0].value["Session"][0]
    sessions.button(key="continue").click().run()
    assert sessions.query_params["session"] == session
    assert sessions.chat_input
    assert SUM in shown(sessions)


def test_a_turn_leads_to_what_was_learned_from_it(open_page: Open, alice: Visit) -> None:
    app = open_page("sessions", actor=alice.actor, session=alice.session)
    links = [link.proto.label for link in app.get("page_link")]
    assert one_line(NAME, longest=120) in links
    assert one_line(LIKING, longest=120) in links


def test_a_fork_asks_for_a_name_and_what_is_said(open_page: Open, alice: Visit) -> None:
    app = opened(open_page("sessions", actor=alice.actor), "fork-")
    assert app.text_input(key="fork_name").label == "Name of the branch"
    assert app.text_area(key="fork_text").label == "What the actor says there"


def test_before_something_is_deleted_the_page_says_what_goes(open_page: Open, alice: Visit) -> None:
    app = open_page("sessions", actor=alice.actor)
    assert "leaves the session" in shown(opened(app, "delete-"))
    assert "This cannot be undone." in shown(opened(app, "prune"))
    assert "stays in long-term memory" in shown(app)


def opened(app: AppTest, key: str) -> AppTest:
    """The page with the dialog open that the first button with such a key opens."""
    button = next(each for each in app.button if (each.key or "").startswith(key))
    button.click().run()
    assert not app.exception
    return app
