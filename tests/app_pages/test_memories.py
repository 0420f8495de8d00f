import pytest
from streamlit.testing.v1 import AppTest

from tests.app_pages.screen import LIKING, NAME, Open, Visit, someone


@pytest.fixture
def memories(open_page: Open, alice: Visit) -> AppTest:
    """The page of somebody who has introduced themselves."""
    return open_page("memories", actor=alice.actor)


def test_a_first_visit_explains_itself(open_page: Open) -> None:
    assert open_page("memories").title[0].value == "An agent that remembers"


def test_no_memories_says_how_they_come_about(open_page: Open) -> None:
    app = open_page("memories", actor=someone())
    assert app.header[0].value == "Nothing is remembered yet"
    assert app.page_link[0].value == "Go to Chat"
    assert not app.dataframe


def test_records_are_readable_whatever_their_strategy_stores(memories: AppTest) -> None:
    table = memories.dataframe[0].value
    texts = dict(zip((kinds[0] for kinds in table["Strategy"]), table["Memory"], strict=True))
    assert texts["Fact"] == NAME
    assert texts["Preference"] == LIKING
    assert "<topic" not in texts["Summary"]
    assert "Score" not in table
    assert all(when.startswith("Today") for when in table["When"])


def test_a_strategy_is_picked(memories: AppTest) -> None:
    strategies = memories.radio(key="strategy")
    assert ":material/favorite: Preferences 1" in strategies.options
    strategies.set_value("USER_PREFERENCE").run()
    assert list(memories.dataframe[0].value["Memory"]) == [LIKING]


def test_a_search_by_meaning_scores_and_sorts(memories: AppTest) -> None:
    memories.text_input(key="query").set_value("What is the user's name?").run()
    table = memories.dataframe[0].value
    assert NAME in table["Memory"][0]
    assert list(table["Score"]) == sorted(table["Score"], reverse=True)


def test_a_page_change_keeps_the_actor(memories: AppTest, alice: Visit) -> None:
    memories.switch_page("app_pages/chat.py").run()
    assert memories.query_params["actor"] == alice.actor
