"""What the user decides in a session, and what is no decision."""

import pytest

from local_agentcore.extraction.decisions import decision_in
from tests.local_agentcore.extraction.summaries import at_once, one_by_one


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("Let's go with the aisle seat.", "The user chose the aisle seat."),
        ("OK, I'll take the Lisbon flight.", "The user chose the Lisbon flight."),
        ("I've decided to sell my car.", "The user decided to sell their car."),
        ("I decided not to renew my lease.", "The user decided not to renew their lease."),
        ("We decided against the barn.", "The user decided against the barn."),
        ("We agreed on the blue one, my wife and I.", "The user agreed on the blue one."),
        ("Book the second one, please.", "The user decided to book the second one."),
        ("Go with option B.", "The user chose option B."),
        ("I chose the red sofa.", "The user chose the red sofa."),
        ("We're going with Norwegian.", "The user chose Norwegian."),
        ("In that case I'd rather take the train.", "The user chose the train."),
        ("I finally settled on the oak table", "The user chose the oak table."),
        ("Lisbon it is!", "The user chose Lisbon."),
        ("I’ve decided that I'm staying at my sister's.",
         "The user decided that they are staying at their sister's."),
        ('Let\'s go with "Moby Dick".', "The user chose 'Moby Dick'."),
    ],
)  # fmt: skip
def test_a_decision_is_told_of_in_the_third_person(said: str, noted: str) -> None:
    assert at_once(f"U: {said}")["Decisions"] == [noted]


@pytest.mark.parametrize(
    "said",
    [
        "Should I go with the aisle seat?",
        "Maybe I'll take the train.",
        "If it rains I'll take the bus.",
        "I'll take a look.",
        "I'll take care of it.",
        "I haven't decided to go.",
        "I'm not sure I'll take the job.",
        "I chose nursing in 2010.",
        "I decided to stop smoking two years ago.",
        "Book a table for two.",
        "Let's go to the park.",
        "What a day it is!",
        "I like the blue one.",
        "Pick me up at nine.",
        "",
    ],
)
def test_what_decides_nothing(said: str) -> None:
    assert decision_in(said) is None


BOOKING = """
    U: Can you find me a flight to Lisbon next Friday?
    A: There is a flight at 9:40 for 89 euros. Shall I book it?
    U: {reply}
    A: All right.
"""


@pytest.mark.parametrize("reply", ["Yes, please!", "OK, do that.", "Sure, book it.", "Go ahead"])
def test_what_was_proposed_and_accepted(reply: str) -> None:
    assert at_once(BOOKING.format(reply=reply))["Decisions"] == [
        'The user accepted: "There is a flight at 9:40 for 89 euros. Shall I book it?"'
    ]


@pytest.mark.parametrize("reply", ["No, thanks.", "No.", "Not yet.", "Please don't book it."])
def test_what_was_proposed_and_declined(reply: str) -> None:
    assert at_once(BOOKING.format(reply=reply))["Decisions"] == [
        'The user declined: "There is a flight at 9:40 for 89 euros. Shall I book it?"'
    ]


@pytest.mark.parametrize("reply", ["Is it direct?", "Who is the pilot?", "It's raining."])
def test_a_reply_that_is_neither(reply: str) -> None:
    assert "Decisions" not in at_once(BOOKING.format(reply=reply))


def test_a_suggestion_is_accepted_by_what_points_at_it() -> None:
    session = """
        U: I'm planning my wedding in June. Should I take the barn or the hotel?
        A: The barn is cheaper but cold. I suggest the hotel.
        U: Sounds good, let's go with that.
    """
    assert at_once(session)["Decisions"] == ['The user accepted: "I suggest the hotel."']
    assert one_by_one(session) == at_once(session)


def test_yes_to_a_question_about_the_user_decides_nothing() -> None:
    session = """
        U: I live in Bern.
        A: Lovely! Do you have children?
        U: Yes.
    """
    assert at_once(session) == {"Personal details": ["The user lives in Bern."]}


def test_a_decision_stands_in_one_place() -> None:
    summary = at_once("U: I've decided to go vegan. I live in Bern.")

    assert summary["Decisions"] == ["The user decided to go vegan."]
    assert "vegan" not in str({**summary, "Decisions": []})
