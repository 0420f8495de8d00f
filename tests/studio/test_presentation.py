"""The main story in steps: who talks, in which session, and what is said only once."""

from pathlib import Path

import pytest

from studio.ids import is_session_id, valid_actor_id
from studio.owners import Owner
from studio.presentation import ASK, STEPS, Presentation

ROOT = Path(__file__).parents[2]
SESSION = "20261128-120000-0123456789abcdef0123456789abcdef"


def after(steps: int) -> Presentation:
    presentation = Presentation.begin()
    for _ in range(steps):
        presentation, _ = presentation.on()
    return presentation


def test_each_step_stands_on_a_page_that_there_is() -> None:
    assert all((ROOT / step.page).is_file() for step in STEPS)


def test_whoever_presents_twice_has_actors_that_nobody_has_heard_of() -> None:
    first, second = Presentation.begin(), Presentation.begin()

    assert first.actor_id != second.actor_id
    assert valid_actor_id(first.actor_id) == first.actor_id
    assert is_session_id(first.session_id)


def test_whoever_signed_in_presents_with_actors_and_sessions_of_their_own() -> None:
    owner = Owner.of("https://id.example", "ana")
    steps = [Presentation.begin(owner)]
    while not steps[-1].is_last:
        steps.append(steps[-1].on()[0])
    returned = Presentation.from_address(steps[4].address, "", owner)

    assert returned is not None and returned.actor_id == steps[4].actor_id
    for each in (*steps, returned):
        assert owner.owns(each.actor_id)
        assert owner.owns_session(each.session_id)


def test_what_is_taught_and_asked_is_said_by_one_actor_in_two_sessions() -> None:
    taught, asked = after(1), after(2)

    told = [taught.step.prompt, after(2).step.prompt]
    assert told == ["My name is Alice and I like chocolate ice cream", ASK]
    assert taught.session_id == taught.sessions[0]
    assert asked.session_id != asked.sessions[1]


def test_somebody_else_asks_the_same() -> None:
    lead = Presentation.begin()
    strangers = [step for step in range(len(STEPS)) if after(step).actor_id[:3] == "bob"]

    assert [STEPS[step].prompt for step in strangers] == [ASK]
    assert lead.actor_id.startswith("alice-")


def test_going_back_and_on_again_says_nothing_twice() -> None:
    presentation = after(2)
    back = presentation.back()
    again, prompt = back.on()

    assert back.session_id == presentation.sessions[1]
    assert again == presentation
    assert prompt == ""


def test_there_is_nothing_before_the_first_step_nor_after_the_last() -> None:
    first, last = Presentation.begin(), after(len(STEPS) - 1)

    assert (first.is_first, first.is_last) == (True, False)
    assert (last.is_first, last.is_last) == (False, True)
    assert first.back() == first
    with pytest.raises(IndexError):
        last.on()


def test_an_address_comes_back_to_the_same_step_actor_and_session() -> None:
    there = after(3)
    back = Presentation.from_address(there.address, there.session_id)

    assert back is not None
    assert (back.step, back.actor_id, back.session_id) == (
        there.step,
        there.actor_id,
        there.session_id,
    )
    assert back.back().session_id == there.session_id


@pytest.mark.parametrize("text", ["", "0-ab12", "99-ab12", "1", "1-ABCD", "x-ab12", "1-ab12/.."])
def test_an_address_that_names_no_step_is_none(text: str) -> None:
    assert Presentation.from_address(text, SESSION) is None
