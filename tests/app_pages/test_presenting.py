"""The presenter's mode, without a browser."""

from streamlit.testing.v1 import AppTest

from studio.presentation import ASK, STEPS
from tests.app_pages.screen import LIKING, NAME, Open, run_until, shown


def on(app: AppTest, step: int) -> AppTest:
    """Go on to the step of this number, and wait until it is possible to go on from there."""
    app.button(key="stage_next").click().run()
    run_until(app, lambda page: f"{step} / {len(STEPS)}" in shown(page))
    return run_until(app, lambda page: not page.button(key="stage_next").disabled)


def test_the_story_is_told_one_step_after_the_other(open_page: Open) -> None:
    app = open_page()
    app.button(key="present_begin").click().run()
    lead = str(app.query_params["actor"])
    assert f"1 / {len(STEPS)} · {STEPS[0].title}" in shown(app)
    on(app, 2)
    assert NAME in shown(app) and LIKING in shown(app)
    taught_in = str(app.query_params["session"])
    on(app, 3)
    assert "Your name is Alice" in shown(app)
    assert str(app.query_params["session"]) != taught_in
    app.button(key="stage_back").click().run()
    assert str(app.query_params["session"]) == taught_in
    assert ASK not in shown(app)
    assert str(app.query_params["actor"]) == lead


def test_the_address_of_a_step_opens_it_and_asks_nothing(open_page: Open) -> None:
    app = open_page(present="8-0a1b")
    assert str(app.query_params["actor"]) == "bob-0a1b"
    assert f"8 / {len(STEPS)}" in shown(app)
    assert not app.chat_message
    app.button(key="stage_next").click().run()
    assert f"9 / {len(STEPS)}" in shown(app)
    assert str(app.query_params["actor"]) == "alice-0a1b"


def test_the_last_step_starts_over_with_other_actors(open_page: Open) -> None:
    app = open_page(present=f"{len(STEPS)}-0a1c", actor="alice-0a1c")
    app.button(key="stage_again").click().run()
    assert f"1 / {len(STEPS)}" in shown(app)
    assert str(app.query_params["actor"]) != "alice-0a1c"


def test_leaving_stays_where_one_was(open_page: Open) -> None:
    app = open_page(present="1-0a1d", actor="alice-0a1d")
    app.button(key="stage_leave").click().run()
    assert f"1 / {len(STEPS)}" not in shown(app)
    assert "present" not in app.query_params
    assert str(app.query_params["actor"]) == "alice-0a1d"


def test_an_address_that_names_no_step_is_a_page_as_always(open_page: Open) -> None:
    app = open_page(present="77-zz", actor="alice")
    assert not [button for button in app.button if button.key == "stage_next"]
    assert [button for button in app.button if button.key == "present_begin"]
