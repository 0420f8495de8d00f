from streamlit.testing.v1 import AppTest

from studio.comparison import TEACH
from tests.app_pages.screen import LIKING, RECALL, Open, Visit, shown, someone


def ask(app: AppTest, text: str) -> AppTest:
    app.chat_input(key="compare_prompt").set_value(text).run()
    assert not app.exception
    return app


def test_it_says_what_it_shows_before_anybody_is_picked(open_page: Open) -> None:
    app = open_page("compare")
    assert app.title[0].value == "Compare"
    assert TEACH in shown(app)
    assert not app.chat_input
    assert [button.label for button in app.main.button] == ["Play the story"]


def test_one_side_recalls_what_the_other_cannot(open_page: Open, alice: Visit) -> None:
    app = ask(open_page("compare", actor=alice.actor), RECALL)
    without, with_memory = app.chat_message[1], app.chat_message[2]
    assert "Alice" not in without.markdown[0].value
    assert "Alice" in with_memory.markdown[0].value
    assert shown(app).count(LIKING) == 1
    given = [box for box in app.expander if box.label.startswith("What the model was given")]
    assert len(given) == 2
    assert LIKING not in str([code.value for code in given[0].code])
    assert LIKING in str([code.value for code in given[1].code])


def test_new_sessions_begin_again(open_page: Open) -> None:
    app = ask(open_page("compare", actor=someone()), "I live in Oslo.")
    assert len(app.chat_message) == 3
    next(each for each in app.button if each.label == "New session on both sides").click().run()
    assert len(app.chat_message) == 0
    assert TEACH in shown(app)
