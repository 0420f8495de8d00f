"""What is left to do, to decide and to answer, and what takes it off the list."""

import pytest

from local_agentcore.extraction.open_points import open_point_in
from tests.local_agentcore.extraction.summaries import at_once, one_by_one


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("I still need to book a hotel.", "The user still needs to book a hotel."),
        ("But I still have to call my sister", "The user still needs to call their sister."),
        ("I need to renew my passport.", "The user needs to renew their passport."),
        ("I've got to pay the rent.", "The user needs to pay the rent."),
        ("I haven't decided on the colour yet.", "The user has not decided on the colour yet."),
        ("I’m not sure whether to invite my boss.",
         "The user is undecided whether to invite their boss."),
        ("I can't decide between Rome and Oslo.", "The user cannot decide between Rome and Oslo."),
        ("Remind me to water the plants.", "The user wants to be reminded: water the plants."),
        ("I'll think about the red one.", "The user will think about the red one."),
        ("I mustn't forget to feed my cat.", "The user must not forget: feed their cat."),
        ("To do: buy milk", "To do: buy milk."),
    ],
)  # fmt: skip
def test_what_is_left_to_do_or_to_decide(said: str, noted: str) -> None:
    assert at_once(f"U: {said}") == {"Open points": [noted]}


@pytest.mark.parametrize(
    "said",
    [
        "I have to take insulin every day.",
        "I need to be at work by nine.",
        "I need to call my mother every Sunday.",
        "I'll think about it.",
        "I want to fly to Oslo.",
        "I booked a hotel.",
        "",
    ],
)
def test_what_leaves_nothing_open(said: str) -> None:
    assert open_point_in(said) is None


@pytest.mark.parametrize(
    "settled",
    [
        "U: I booked a hotel.",
        "U: Let's go with the hotel near the station.",
        "A: I've booked the hotel for you.",
        "A: Your hotel is booked now.",
    ],
)
def test_what_was_done_is_open_no_longer(settled: str) -> None:
    assert "Open points" not in at_once(f"U: I still need to book a hotel.\n{settled}")


@pytest.mark.parametrize(
    "said", ["U: I booked a flight.", "U: I haven't booked it.", "A: I found three hotels."]
)
def test_what_was_not_done_stays_open(said: str) -> None:
    open_points = at_once(f"U: I still need to book a hotel.\n{said}")["Open points"]

    assert open_points[0] == "The user still needs to book a hotel."


def test_a_choice_is_settled_by_one_that_names_nothing_else() -> None:
    session = """
        U: I haven't decided on the colour of the flowers yet.
        A: White goes well with green.
        U: White it is!
    """
    assert at_once(session) == {"Decisions": ["The user chose White."]}
    assert one_by_one(session) == at_once(session)


def test_a_question_is_open_until_it_is_answered() -> None:
    asked = "U: How long does tofu keep?"
    answered = f"{asked}\nA: Sure! Five days in the fridge."

    assert at_once(asked) == {"Open points": ['The user asked: "How long does tofu keep?"']}
    assert at_once(answered) == {
        "Questions asked": [
            'The user asked: "How long does tofu keep?"'
            ' The assistant answered: "Five days in the fridge."'
        ]
    }
    assert one_by_one(answered) == at_once(answered)


def test_of_a_long_answer_only_the_question_is_kept() -> None:
    session = """
        U: How do I cook carbonara?
        A: Fry the guanciale in a pan until it is crisp. Then mix the eggs with the pecorino.
    """
    assert at_once(session) == {"Questions asked": ['The user asked: "How do I cook carbonara?"']}


def test_a_question_without_an_answer_stays_open() -> None:
    session = """
        U: No thanks. Where can I buy tofu?
        A: Sorry, I don't know.
        U: And how long does it keep?
        A: Five days.
    """
    assert at_once(session)["Open points"] == [
        'The user asked: "Where can I buy tofu?" The assistant had no answer.'
    ]
    assert one_by_one(session) == at_once(session)


def test_a_question_is_open_while_the_assistant_asks_back() -> None:
    session = """
        U: Which hotel in Rome is best?
        A: What is your budget?
    """
    answered = f"{session}U: 100 euros a night.\nA: The Hotel Roma near the station."

    assert at_once(session)["Open points"] == [
        'The user asked: "Which hotel in Rome is best?"',
        'The assistant asked: "What is your budget?"',
    ]
    assert "Open points" not in at_once(answered)


def test_what_the_assistant_asked_last_is_open_until_the_user_goes_on() -> None:
    session = """
        U: I live in Bern.
        A: Lovely! Which museums do you like?
    """
    assert at_once(session)["Open points"] == ['The assistant asked: "Which museums do you like?"']
    assert "Open points" not in at_once(f"{session}U: None, thanks.")


def test_a_proposal_is_put_off() -> None:
    session = """
        U: I live in Bern.
        A: There is a good hotel near the opera. Would you like me to book it?
        U: I'll think about it.
    """
    assert at_once(session)["Open points"] == [
        "The user will think about:"
        ' "There is a good hotel near the opera. Would you like me to book it?"'
    ]
    assert one_by_one(session) == at_once(session)


@pytest.mark.parametrize("said", ["How are you?", "What's my name?", "What can you do?"])
def test_small_talk_and_what_memory_is_asked_are_left_out(said: str) -> None:
    assert at_once(f"U: {said}\nA: How can I help you today?") == {}
