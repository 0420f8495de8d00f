import re
from datetime import UTC, datetime

from studio.ids import new_session_id
from studio.ui.connection import Services
from tests.app_pages.screen import (
    LIKING,
    NAME,
    RECALL,
    TEACH,
    Open,
    Visit,
    run_until,
    say,
    shown,
    someone,
)


def test_a_first_visit_explains_itself_and_offers_one_step(open_page: Open) -> None:
    app = open_page()
    assert app.title[0].value == "An agent that remembers"
    assert [button.label for button in app.main.button] == [
        "Try it as Alice",
        "Start chatting",
        "Load three sample actors",
    ]
    assert not app.chat_input


def test_a_name_begins_a_session_that_stands_in_the_address(open_page: Open) -> None:
    app, actor = open_page(), someone()
    app.text_input(key="typed_actor").set_value(actor)
    app.button[1].click().run()
    assert app.query_params["actor"] == actor
    assert len(str(app.query_params["session"])) >= 33
    assert app.header[0].value == "Say something worth remembering"


def test_a_name_that_cannot_be_an_actor_is_explained(open_page: Open) -> None:
    app = open_page()
    app.text_input(key="typed_actor").set_value("Alice Smith")
    app.button[1].click().run()
    assert "no spaces" in app.warning[0].value
    assert "actor" not in app.query_params


def test_an_address_with_an_impossible_actor_is_a_first_visit(open_page: Open) -> None:
    app = open_page(actor="<script>alert(1)</script>")
    assert app.title[0].value == "An agent that remembers"


def test_a_turn_is_answered_and_says_what_it_recalled_and_taught(open_page: Open) -> None:
    app = say(open_page(actor=someone()), TEACH)
    assert "Nothing was recalled" in shown(app)
    assert "Learning" in shown(app)
    assert [message.name for message in app.chat_message] == ["user", "assistant"]
    run_until(app, lambda page: NAME in shown(page) and LIKING in shown(page))
    run_until(app, lambda page: "Learning" not in shown(page))
    assert "in " in shown(app)


def test_a_new_session_recalls_with_scores(open_page: Open, alice: Visit) -> None:
    app = open_page(actor=alice.actor, session=alice.session)
    app.button(key="new_session").click().run()
    assert app.query_params["session"] != alice.session
    assert not app.chat_message

    say(app, RECALL)
    said = shown(app)
    assert NAME in said
    assert LIKING in said
    assert "score 0." in said
    answer = " ".join(element.value for element in app.chat_message[1].markdown)
    assert "Alice" in answer
    assert "chocolate ice cream" in answer


def test_arithmetic_shows_the_calculators_call(open_page: Open) -> None:
    app = say(open_page(actor=someone()), "what is 18% of 2,340?")
    call = app.chat_message[1].expander[0]
    assert "calculator" in call.label
    assert "421.2" in call.label
    assert len(call.code) == 2


def test_a_refresh_comes_back_to_the_conversation_with_what_it_taught(
    open_page: Open, alice: Visit
) -> None:
    app = open_page(actor=alice.actor, session=alice.session)
    assert [message.name for message in app.chat_message] == ["user", "assistant"]
    assert TEACH in shown(app)
    assert NAME in shown(app)
    assert app.query_params["session"] == alice.session


def test_another_actor_knows_nothing_of_it(open_page: Open, alice: Visit) -> None:
    app = say(open_page(actor=someone()), RECALL)
    assert "Alice" not in shown(app)
    assert "Nothing was recalled" in shown(app)


def test_a_session_is_resumed_from_the_sidebar(open_page: Open, alice: Visit) -> None:
    app = open_page(actor=alice.actor)
    assert not app.chat_message
    app.radio(key="picked_session").set_value(alice.session).run()
    assert app.query_params["session"] == alice.session
    assert TEACH in shown(app)


def test_many_sessions_are_searched(open_page: Open, connected: Services) -> None:
    actor, ids = someone(), [new_session_id() for _ in range(10)]
    for number, session_id in enumerate(ids):
        connected.memory.client.create_event(
            memoryId=connected.memory.memory_id,
            actorId=actor,
            sessionId=session_id,
            eventTimestamp=datetime.now(UTC),
            payload=[{"conversational": {"role": "USER", "content": {"text": f"Topic {number}"}}}],
        )
    app = open_page(actor=actor)
    assert len(app.radio(key="picked_session").options) == 9
    find = app.selectbox(key="found_session")
    assert any(label.startswith("Topic 0 · Today") for label in find.options)
    find.set_value(ids[0]).run()
    assert app.query_params["session"] == ids[0]
    assert app.chat_message[0].text[0].value == "Topic 0"
    assert app.selectbox(key="found_session").value is None


def test_another_actor_is_picked_in_the_sidebar(open_page: Open, alice: Visit) -> None:
    app = open_page(actor=someone())
    assert alice.actor in app.selectbox(key="picked_actor").options
    app.selectbox(key="picked_actor").set_value(alice.actor).run()
    assert app.query_params["actor"] == alice.actor


def test_one_click_is_enough_to_begin(open_page: Open) -> None:
    app = open_page()
    app.button(key="try_it").click().run()
    assert str(app.query_params["actor"]).startswith("alice")
    assert app.chat_message[0].text[0].value == TEACH
    run_until(app, lambda page: NAME in shown(page))
    again = open_page()
    again.button(key="try_it").click().run()
    assert again.query_params["actor"] != app.query_params["actor"]


def test_a_suggestion_is_said(open_page: Open) -> None:
    app = open_page(actor=someone())
    assert app.pills(key="suggestion").options[0] == TEACH
    app.pills(key="suggestion").set_value(f":material/lightbulb: {TEACH}").run()
    assert app.chat_message[0].text[0].value == TEACH


def test_after_something_was_learned_a_new_session_is_offered_and_asks(open_page: Open) -> None:
    app = say(open_page(actor=someone()), TEACH)
    taught_in = app.query_params["session"]
    run_until(app, lambda page: bool(page.get("pills")))
    app.run()
    first = f"New session, then ask: {RECALL}"
    assert app.pills(key="suggestion").options[0] == first
    app.pills(key="suggestion").set_value(f":material/add_comment: {first}").run()
    assert app.query_params["session"] != taught_in
    assert app.chat_message[0].text[0].value == RECALL
    assert LIKING in shown(app)


def test_a_turn_tells_its_times_tokens_calls_and_price(open_page: Open) -> None:
    app = say(open_page(actor=someone()), TEACH)
    (fold,) = [each for each in app.expander if "API call" in each.label]
    said = "\n".join(element.value for kind in (fold.caption, fold.markdown) for element in kind)
    for word in ("First word", "Whole answer", "Looking up memory", "Tokens", "list prices as of"):
        assert word in said
    for call in ("CreateEvent", "RetrieveMemoryRecords", "ConverseStream", "InvokeAgentRuntime"):
        assert f"| {call} |" in said
    # The offline model has no price, whatever model the agent believes it asks.
    assert "no list price is known for this model" in said


def test_a_turn_tells_what_the_agent_did_and_when(open_page: Open) -> None:
    app = say(open_page(actor=someone()), "What is 18% of 2,340?")
    (fold,) = [each for each in app.expander if each.label.startswith("Trace of ")]
    (chart,) = fold.get("vega_lite_chart")
    told = chart.proto.alt
    assert re.search(r": invoke_agent .*? \d+ ms, ", told)
    for name in ("recall", "RetrieveMemoryRecords", "chat", "execute_tool calculator"):
        assert re.search(rf", {name} \d+ ms", told)


def test_each_record_links_to_itself_in_memories(open_page: Open, alice: Visit) -> None:
    app = open_page(actor=alice.actor, session=alice.session)
    links = [link.proto.query_string for link in app.get("page_link")]
    assert links
    assert all("record=mem-" in link and f"actor={alice.actor}" in link for link in links)


def test_a_session_says_how_it_began(open_page: Open, alice: Visit) -> None:
    sessions = open_page(actor=alice.actor).radio(key="picked_session")
    assert (sessions.options[0], sessions.options[-1]) == ("New session", TEACH)


def test_what_somebody_typed_is_shown_as_typed(open_page: Open) -> None:
    typed = "<b>I</b> like ![x](http://127.0.0.1:9/x.png) and $5$ :red[tea]"
    app = say(open_page(actor=someone()), typed)
    assert app.chat_message[0].text[0].value == typed
    assert not any("<b>" in element.value for element in app.chat_message[0].markdown)


def test_the_model_is_called_what_it_is(open_page: Open, connected: Services) -> None:
    app = say(open_page(actor=someone()), TEACH)
    assert connected.connection.model_label.startswith("Offline model")
    assert "Not a language model" in shown(app)
    assert any(
        connected.connection.model_label in caption.value for caption in app.chat_message[1].caption
    )
