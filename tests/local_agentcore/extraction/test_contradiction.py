"""What ends a record in other words, as the model reads it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from local_agentcore import embedding
from local_agentcore.extraction import contradiction
from local_agentcore.extraction.contradiction import contradicted_by
from local_agentcore.extraction.types import Utterance

NOW = datetime(2026, 1, 15, tzinfo=UTC)


def said(text: str, role: str = "USER") -> Utterance:
    """A message."""
    return Utterance("0000001768435200000#0a1b2c3d", role, text, NOW)


CHANGES = [
    ("The user commutes by train.", "I drive to the office these days, goodbye railway."),
    ("The user is allergic to peanuts.", "Got retested: turns out I'm not allergic to peanuts."),
    ("The user's phone is an iPhone 12.", "I've switched to a Pixel, had enough of Apple."),
    ("The user pays for Netflix every month.", "Cancelled Netflix last night, too expensive."),
    ("The user cannot swim.", "Finished my swimming course, I can do ten lengths now."),
    ("The user works nights at the hospital.", "No more nights for me, I'm on the day shift now."),
    ("The user's laptop runs Windows.", "I wiped the laptop and put Ubuntu on it."),
    ("The user rents a flat in Kreuzberg.", "We bought a house and gave back the flat."),
    ("The user does not have any pets.", "meet Pickle, our new hamster lol"),
    ("The user has not been to Japan yet.", "back from two weeks in Japan, what a trip"),
    ("The user does not have a driving licence yet.", "Passed my driving test this morning!"),
    ("The user does not like olives.", "turns out I like olives"),
    ("The user's wedding is in May 2026.", "the wedding is in June, not May"),
    ("The user works at Siemens.", "I'm with Bosch now"),
    ("The user prefers window seats.", "aisle seat for me please, my knees need room"),
    ("The user's favourite food is sushi.", "ramen is my favourite food"),
    ("The user's dog is called Rex.", "We lost Rex on Sunday, the house is so quiet"),
    ("The user is going to Crete in July 2026.", "Crete fell through, it's Wales in July"),
]
NO_CHANGES = [
    ("The user commutes by train.", "my colleague works fully remote now"),
    ("The user is allergic to peanuts.", "My son isn't allergic to peanuts, luckily."),
    ("The user's phone is an iPhone 12.", "I got my daughter a Pixel for her birthday."),
    ("The user lives in Lisbon.", "I'm in Oslo this week for a conference."),
    ("The user has a dog named Rex.", "We adopted a second dog, her name is Bella."),
    ("The user has a dog.", "I have a cat"),
    ("The user has two cars.", "I have one motorbike"),
    ("The user plays the guitar.", "I've started learning the piano as well."),
    ("The user works at Siemens.", "My brother quit his job at Siemens."),
    ("The user loves sushi.", "You're amazing, thanks for all the encouragement!"),
    ("The user's family is everything.", "that painting is beautiful, so proud of you"),
    # The same again, or more of it
    ("The user lives in Paris.", "I live in Paris now, near the river"),
    ("The user lives in Paris.", "I've been living in Paris since 2019"),
    ("The user lives in Paris.", "I'm not from Paris originally"),
    ("The user likes chocolate ice cream.", "I also like vanilla ice cream"),
    ("The user drinks three coffees a day.", "Drank my third coffee already"),
    ("The user's manager is Priya.", "Priya got married last week"),
    ("The user's dog is called Rex.", "Rex is five years old now"),
    ("The user plays the saxophone.", "I still play the saxophone, and the flute as well."),
    # Something else
    ("The user is vegetarian.", "I switched my energy provider"),
    ("The user's sister lives in Madrid.", "My sister is moving in with her boyfriend"),
]


@pytest.mark.parametrize(("record", "message"), CHANGES)
def test_what_ends_a_record(record: str, message: str) -> None:
    assert contradicted_by(said(message), [record]) == [0]


@pytest.mark.parametrize(("record", "message"), NO_CHANGES)
def test_what_leaves_a_record(record: str, message: str) -> None:
    assert contradicted_by(said(message), [record]) == []


def test_preferences_are_read_by_what_they_prefer() -> None:
    record = '{"context": "", "preference": "The user cannot stand cilantro.", "categories": []}'
    message = said("weirdly I've come round to cilantro, I put it on everything now")
    assert contradicted_by(message, [record]) == [0]


def test_what_has_happened_stays() -> None:
    known = ["The user moved to Porto in May 2025.", "The user lives in Porto."]
    assert contradicted_by(said("We left Porto, home is Utrecht from here on."), known) == [1]


@pytest.mark.parametrize(
    "message",
    [said("You sold your Honda yesterday.", "ASSISTANT"), said("Should I sell my Honda?")],
)
def test_the_assistant_and_questions_end_nothing(message: Utterance) -> None:
    assert contradicted_by(message, ["The user drives a Honda."]) == []


def test_one_of_many_is_found() -> None:
    known = [f"The user knows somebody who is called {name}." for name in "ABCDEFGHIJKLMNOPQRSTUVW"]
    known.insert(11, "The user's phone is an iPhone 12.")
    message = said("I've switched to a Pixel, had enough of Apple.")
    assert contradicted_by(message, known) == [11]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("The user is happy about their phone, an iPhone.", "Sold the iPhone, I have a Pixel now."),
        ("The user loves running.", "running bores me"),
        ("The user has a dog.", "I have a dog named Rex."),
        ("The user's cat is black.", "My cat is white."),
        ("The user has a meeting on Monday.", "I have a meeting on Tuesday."),
        (
            "The user has one child.",
            "the hospital was wonderful to us and little Felix slept nearly all of the way home",
        ),
        (
            "The user commutes by train.",
            "I don't commute by train any more, I drive to the office these days, and on the way "
            "I hear the radio, drink my coffee and think of all the films we saw.",
        ),
    ],
    ids=["felt", "liking", "again", "another cat", "beside", "longer", "long"],
)
def test_of_these_the_model_alone_is_sure_or_nearly(record: str, message: str) -> None:
    alone = contradiction.probabilities(message, [record])[0]
    assert alone >= min(contradiction.SURE.values())
    assert contradicted_by(said(message), [record]) == []


@pytest.mark.parametrize("text", ["", "😀", "a", "x" * 50_000, "[SEP] " * 300, "```\nx = 1\n```"])
def test_odd_messages_end_nothing(text: str) -> None:
    assert contradicted_by(said(text), ["The user lives in Lisbon.", ""]) == []


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(contradiction.MODEL.read_bytes()[:-1])
    with pytest.raises(RuntimeError, match="damaged"):
        embedding.session(other, contradiction.MODEL_BYTES)
