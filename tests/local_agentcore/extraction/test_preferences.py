"""Preferences: what was said, and what is remembered of it."""

import json
from collections.abc import Callable

import pytest

from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.types import Utterance

Say = Callable[..., list[Utterance]]


def preferred(session: list[Utterance]) -> list[str]:
    return [json.loads(record.text)["preference"] for record in extract_preferences(session)]


@pytest.mark.parametrize(
    ("said", "preference"),
    [
        ("I like chocolate ice cream", "The user likes chocolate ice cream."),
        ("I'm not a fan of early flights", "The user is not a fan of early flights."),
        ("I can't stand early flights", "The user cannot stand early flights."),
        ("I really dislike podcasts.", "The user dislikes podcasts."),
        ("My favourite book is “Dune”", 'The user\'s favourite book is "Dune".'),
        ("French food is my favorite.", "French food is the user's favorite."),
        ("I'd rather take the train", "The user would rather take the train."),
        ("I've always loved jazz", "The user has always loved jazz."),
        ("I avoid chain restaurants.", "The user avoids chain restaurants."),
        ("I only wear wool.", "The user only wears wool."),
        ("I'm into techno these days", "The user is into techno these days."),
        ("I am fond of old maps.", "The user is fond of old maps."),
        ("I have a strong aversion to heights", "The user has a strong aversion to heights."),
        ("I learn best by doing.", "The user learns best by doing."),
        ("Trends don't interest me.", "Trends do not interest the user."),
        ("I find podcasts boring.", "The user finds podcasts boring."),
        ("I hate it when people are late", "The user hates it when people are late."),
        (
            "I avoid cats because I'm allergic to them.",
            "The user avoids cats because the user is allergic to them.",
        ),
        (
            "I want you to keep your answers short",
            "The user wants the assistant to keep its answers short.",
        ),
        (
            "Always give me prices in euros",
            "The user wants the assistant to always give them prices in euros.",
        ),
        (
            "Please don't use emojis.",
            "The user does not want the assistant to use emojis.",
        ),
    ],
)
def test_likes_dislikes_and_ways_are_preferences_and_no_facts(
    say: Say, said: str, preference: str
) -> None:
    session = say(said)

    assert preferred(session) == [preference]
    assert extract_facts(session) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I don't eat meat", "The user does not eat meat."),
        ("I am a vegetarian.", "The user is a vegetarian."),
        ("I have a peanut allergy", "The user has a peanut allergy."),
    ],
)
def test_diets_and_allergies_are_facts_and_preferences(say: Say, said: str, kept: str) -> None:
    session = say(said)

    assert preferred(session) == [kept]
    assert [fact.text for fact in extract_facts(session)] == [kept]


@pytest.mark.parametrize(
    ("said", "facts", "preferences"),
    [
        (
            "My name is Alice and I like chocolate ice cream",
            ["The user's name is Alice."],
            ["The user likes chocolate ice cream."],
        ),
        (
            "I work as a nurse and love hiking",
            ["The user works as a nurse."],
            ["The user loves hiking."],
        ),
        (
            "i live in oslo but i hate the cold",
            ["The user lives in Oslo."],
            ["The user hates the cold."],
        ),
    ],
)
def test_each_half_of_a_sentence_goes_where_it_belongs(
    say: Say, said: str, facts: list[str], preferences: list[str]
) -> None:
    session = say(said)

    assert [fact.text for fact in extract_facts(session)] == facts
    assert preferred(session) == preferences


@pytest.mark.parametrize("said", ["I liked the concert.", "I have a desk", "I don't go to school"])
def test_what_happened_or_is_so_is_no_preference(say: Say, said: str) -> None:
    assert preferred(say(said)) == []


def test_a_record_holds_context_preference_and_categories(say: Say) -> None:
    (record,) = extract_preferences(say("My name is Alice and I like chocolate ice cream"))

    assert record.event_ids == ("event-1",)
    assert json.loads(record.text) == {
        "context": 'The user said so directly: "I like chocolate ice cream".',
        "preference": "The user likes chocolate ice cream.",
        "categories": ["food"],
    }


def test_what_no_category_knows_is_general(say: Say) -> None:
    (record,) = extract_preferences(say("I love thimbles."))

    assert json.loads(record.text)["categories"] == ["general"]
