from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from studio.filters import Filter
from studio.ids import new_session_id
from studio.listing import walk
from studio.ui.connection import Services
from tests.app_pages.screen import LIKING, NAME, Open, Visit, run_until, say, shown, someone
from tests.studio.memories import FACT, PREFERENCE, put, strategy

TEA = '{"preference": "The user likes tea.", "context": "Said so.", "categories": ["drinks"]}'


@pytest.fixture
def memories(open_page: Open, alice: Visit) -> AppTest:
    """The page of somebody who has introduced themselves."""
    return open_page("memories", actor=alice.actor)


@pytest.fixture
def dog_owner(connected: Services) -> str:
    """An actor with two facts and a preference that nobody said."""
    actor = someone()
    put(connected.memory, actor, FACT, "The user has a dog.", "The user lives in Oslo.")
    put(connected.memory, actor, PREFERENCE, TEA)
    return actor


def texts(connected: Services, actor: str) -> set[str]:
    """What memory holds of the actor."""
    return {record.text for record in walk(connected.memory, actor, Filter())}


def listed(app: AppTest) -> list[str]:
    """The memories in the table."""
    return list(app.dataframe[0].value["Memory"])


def chosen(app: AppTest, action: str) -> AppTest:
    """Choose one of the rarer actions.

    AppTest runs the whole page, where a browser runs the open dialog alone: what is done in a
    dialog is done in the run that opens it again.
    """
    app.menu_button(key="more").click(action).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str) -> Any:
    """The page's only button with that label."""
    (found,) = [each for each in app.button if each.label == label]
    return found


def test_a_first_visit_explains_itself(open_page: Open) -> None:
    assert open_page("memories").title[0].value == "An agent that remembers"


def test_no_memories_says_how_they_come_about(open_page: Open) -> None:
    app = open_page("memories", actor=someone())
    assert app.header[0].value == "Nothing is remembered yet"
    assert app.page_link[0].value == "Go to Chat"
    assert not app.dataframe


def test_records_are_readable_whatever_their_strategy_stores(
    memories: AppTest, alice: Visit
) -> None:
    table = memories.dataframe[0].value
    found = dict(zip((kinds[0] for kinds in table["Strategy"]), table["Memory"], strict=True))
    assert found["Fact"] == NAME
    assert found["Preference"] == LIKING
    assert "<topic" not in found["Summary"]
    assert "Score" not in table
    assert set(table["Session"]) == {alice.session}
    assert all(moment.tzinfo for moment in table["Learned"])


def test_the_picture_counts_every_strategy_and_says_so_in_words(memories: AppTest) -> None:
    kinds, when, about = (each.proto.alt for each in memories.get("vega_lite_chart"))
    assert kinds == "Records by strategy: Facts  1, Preferences  1, Summaries  1"
    assert when.startswith("3 records by minute")
    assert "food  1" in about


def test_a_strategy_is_picked(memories: AppTest, connected: Services) -> None:
    strategies = memories.radio(key="strategy")
    assert strategies.options == ["All", "Facts", "Preferences", "Summaries"]
    strategies.set_value(strategy(connected.memory, PREFERENCE).id).run()
    assert listed(memories) == [LIKING]


def test_a_search_by_meaning_scores_sorts_and_says_why(memories: AppTest) -> None:
    memories.text_input(key="query").set_value("What is the user's name?").run()
    table = memories.dataframe[0].value
    assert NAME in table["Memory"][0]
    assert list(table["Score"]) == sorted(table["Score"], reverse=True)
    assert "words: name" in table["Why"][0]
    memories.number_input(key="memories.least").set_value(0.99).run()
    assert "No memory fits." not in shown(memories)
    memories.number_input(key="memories.least").set_value(0.0).run()
    memories.number_input(key="memories.top_k").set_value(1).run()
    assert len(listed(memories)) == 1


def test_nothing_found_offers_the_way_back(memories: AppTest) -> None:
    memories.text_input(key="memories.text").set_value("zebra").run()
    assert not memories.dataframe
    assert "contains `zebra`" in shown(memories)
    button(memories, "Show all memories").click().run()
    assert len(listed(memories)) == 3


def test_filters_narrow_and_are_cleared(open_page: Open, connected: Services) -> None:
    actor = someone()
    put(connected.memory, actor, FACT, "The user has a dog.", "The user lives in Oslo.")
    app = open_page("memories", actor=actor)
    app.text_input(key="memories.text").set_value("OSLO").run()
    assert listed(app) == ["The user lives in Oslo."]
    button(app, "Clear").click().run()
    app.checkbox(key="memories.ended").check().run()
    assert not app.dataframe
    button(app, "Clear").click().run()
    app.selectbox(key="memories.namespace").set_value(f"/users/{actor}/facts/").run()
    assert len(listed(app)) == 2


def test_days_bound_when_it_was_learned(open_page: Open, connected: Services) -> None:
    actor = someone()
    put(connected.memory, actor, FACT, "The user has a dog.")
    app = open_page("memories", actor=actor)
    today, a_day = datetime.now(UTC).date(), timedelta(days=1)
    app.date_input(key="memories.since").set_value(today - a_day)
    app.date_input(key="memories.until").set_value(today + a_day)
    assert listed(app.run()) == ["The user has a dog."]
    app.date_input(key="memories.until").set_value(today - a_day)
    assert not app.run().dataframe
    assert "before " in shown(app)
    assert len(listed(button(app, "Clear").click().run())) == 1


def test_very_many_are_listed_page_by_page(open_page: Open, connected: Services) -> None:
    actor = someone()
    put(connected.memory, actor, FACT, *(f"Number {number}." for number in range(60)))
    app = open_page("memories", actor=actor)
    seen = listed(app)
    for page in (2, 3):
        app.pagination[0].set_value(page).run()
        seen += listed(app)
    assert sorted(seen) == sorted(f"Number {number}." for number in range(60))
    assert "Memories 51–60, the newest first." in shown(app)
    app.pagination[0].set_value(1).run()
    assert listed(app) == seen[:25]


def test_a_record_opens_from_the_address_with_where_it_comes_from(
    open_page: Open, alice: Visit, connected: Services
) -> None:
    record = next(
        each for each in walk(connected.memory, alice.actor, Filter()) if each.text == NAME
    )
    app = open_page("memories", actor=alice.actor)
    app.query_params["record"] = record.id
    app.run()
    assert NAME in [header.value.replace("\\", "") for header in app.header]
    assert "My name is Alice and I like chocolate ice cream" in shown(app)
    assert record.id in shown(app)
    assert any(link.label == "Read the session" for link in app.page_link)


@pytest.mark.parametrize("name", ["another's", "nobody's"])
def test_a_record_that_is_not_the_actor_s_is_not_shown(
    open_page: Open, alice: Visit, connected: Services, name: str
) -> None:
    (secret,) = put(connected.memory, someone(), FACT, "A secret.")
    app = open_page("memories", actor=alice.actor)
    app.query_params["record"] = secret if name == "another's" else f"mem-{'0' * 40}"
    app.run()
    assert not app.exception
    assert "It was deleted, or it is another actor's." in shown(app)
    assert "A secret." not in shown(app)
    assert "record" not in app.query_params


def opened(open_page: Open, actor: str, record_id: str) -> AppTest:
    """The page with a record open."""
    app = open_page("memories", actor=actor)
    app.query_params["record"] = record_id
    return app.run()


def test_a_fact_is_edited_and_must_say_something(open_page: Open, connected: Services) -> None:
    actor = someone()
    (record_id,) = put(connected.memory, actor, FACT, "The user has a dog.")
    app = opened(open_page, actor, record_id)
    app.text_area[0].set_value(" ")
    button(app, "Save").click().run()
    assert "A memory needs a text." in shown(app)
    app.text_area[0].set_value("The user has a cat.")
    button(app, "Save").click().run()
    assert [toast.value for toast in app.toast] == ["1 memory changed."]
    assert texts(connected, actor) == {"The user has a cat."}


def test_a_preference_keeps_its_form_when_it_is_edited(
    open_page: Open, connected: Services
) -> None:
    actor = someone()
    (record_id,) = put(connected.memory, actor, PREFERENCE, TEA)
    app = opened(open_page, actor, record_id)
    app.text_area[0].set_value("The user likes coffee.")
    next(each for each in app.text_input if each.label == "Categories").set_value("drinks, hot")
    button(app, "Save").click().run()
    assert texts(connected, actor) == {
        '{"context": "Said so.", "preference": "The user likes coffee.", '
        '"categories": ["drinks", "hot"]}'
    }


def test_a_record_is_deleted(open_page: Open, connected: Services) -> None:
    actor = someone()
    dog, _ = put(connected.memory, actor, FACT, "The user has a dog.", "The user lives in Oslo.")
    app = opened(open_page, actor, dog)
    button(app, "Delete it").click().run()
    assert [toast.value for toast in app.toast] == ["1 memory deleted."]
    assert listed(app) == ["The user lives in Oslo."]
    assert "record" not in app.query_params


def test_several_are_deleted_at_once(open_page: Open, connected: Services, dog_owner: str) -> None:
    app = open_page("memories", actor=dog_owner)
    kept = listed(app)[2]
    app.session_state[str(app.dataframe[0].key)] = {"selection": {"rows": [0, 1], "columns": []}}
    app.run()
    assert "2 selected" in shown(app)
    app.button(key="delete_selected").click().run()
    app.button(key="delete_selected").click()
    app.button(key="delete_many").click().run()
    assert [toast.value for toast in app.toast] == ["2 memories deleted."]
    assert listed(app) == [kept]


def test_a_memory_is_added(open_page: Open, connected: Services) -> None:
    actor = someone()
    app = chosen(open_page("memories", actor=actor), "Add a memory")
    app.text_area[0].set_value("The user plays chess.")
    button(app, "Add").click()
    chosen(app, "Add a memory")
    assert [toast.value for toast in app.toast] == ["1 memory added."]
    assert listed(app) == ["The user plays chess."]


def test_an_export_says_what_it_holds(open_page: Open, dog_owner: str) -> None:
    app = open_page("memories", actor=dog_owner)
    app.text_input(key="memories.text").set_value("dog").run()
    chosen(app, "Export")
    assert "1 memory of the actor that the filters let through." in shown(app)
    assert [each.label for each in app.download_button] == ["CSV", "JSON"]


def test_an_actor_is_forgotten_once_their_id_is_typed(open_page: Open, connected: Services) -> None:
    actor, other = someone(), someone()
    for name in (actor, other):
        put(connected.memory, name, FACT, "The user has a dog.")
    app = chosen(open_page("memories", actor=actor), "Forget this actor")
    assert "1 memory record" in shown(app)
    confirmed(app, "somebody else")
    assert "That is not the actor's name." in shown(app)
    assert texts(connected, actor)
    confirmed(app, actor)
    chosen(app, "Forget this actor")
    assert "1 memory record and 0 events in 0 sessions were deleted." in app.success[0].value
    assert not texts(connected, actor)
    assert texts(connected, other)
    app.button(key="close_report").click()
    chosen(app, "Forget this actor")
    assert app.header[0].value == "Nothing is remembered yet"
    assert not app.success


def confirmed(app: AppTest, typed: str) -> None:
    """Type this where the actor's ID is asked for, and go on."""
    next(each for each in app.text_input if each.label.startswith("Type")).set_value(typed)
    button(app, "Forget this actor").click()
    chosen(app, "Forget this actor")


def test_what_is_no_longer_true_leads_to_what_is(open_page: Open, connected: Services) -> None:
    app = say(open_page(actor=someone()), "I live in Seattle.")
    run_until(app, lambda page: "The user lives in Seattle." in shown(page))
    run_until(app, lambda page: "Learning" not in shown(page))
    say(app, "I moved to Boston last week.")
    run_until(app, lambda page: "ended by the above" in shown(page))
    actor = str(app.query_params["actor"])
    (old,) = walk(connected.memory, actor, Filter(is_ended=True))
    app = opened(open_page, actor, old.id)
    assert "This is no longer true since" in "\n".join(str(each.value) for each in app.info)
    button(app, "Open what took its place").click().run()
    assert app.query_params["record"] != old.id
    assert "What it took the place of" in shown(app)
    assert "The user lives in Seattle." in shown(app)


def test_a_page_change_keeps_the_actor(memories: AppTest, alice: Visit) -> None:
    memories.switch_page("app_pages/chat.py").run()
    assert memories.query_params["actor"] == alice.actor


def test_an_actor_change_closes_the_record(open_page: Open, connected: Services) -> None:
    actor, other = someone(), someone()
    (dog,) = put(connected.memory, actor, FACT, "The user has a dog.")
    put(connected.memory, other, FACT, "The user has a cat.")
    app = opened(open_page, actor, dog)
    app.query_params["actor"] = other
    app.query_params["session"] = new_session_id()
    app.run()
    assert "record" not in app.query_params
    assert listed(app) == ["The user has a cat."]
    assert not app.warning
