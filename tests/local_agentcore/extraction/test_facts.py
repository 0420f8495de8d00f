"""Facts: what was said, and what is remembered of it."""

from collections.abc import Callable

import pytest

from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.types import Utterance

Say = Callable[..., list[Utterance]]


def remembered(session: list[Utterance]) -> list[str]:
    return [fact.text for fact in extract_facts(session)]


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        # One statement
        ("I'm from Spain", ["The user is from Spain."]),
        ("I'm 34", ["The user is 34."]),
        ("I do yoga every morning.", ["The user does yoga every morning."]),
        ("I've got a sister in Oslo", ["The user has got a sister in Oslo."]),
        ("I teach math and watch birds.", ["The user teaches math.", "The user watches birds."]),
        ("My flight is on Friday at 9am", ["The user's flight is on Friday 7 March 2025 at 9am."]),
        ("call me Al", ["The user wants to be called Al."]),
        # Several in one message
        (
            "I moved to Boston in 2019 and have been working at MIT since then",
            [
                "The user moved to Boston in 2019.",
                "The user has been working at MIT since then.",
            ],
        ),
        (
            "I work for Acme Corp. as a software engineer. My office is in Leeds!",
            [
                "The user works for Acme Corp. as a software engineer.",
                "The user's office is in Leeds.",
            ],
        ),
        ("I sing and dance.", ["The user sings and dances."]),
        ("I got a new bike and I love it.", ["The user got a new bike and loves it."]),
        # Sloppy writing
        (
            "They promoted me, I'm head of engineering now.",
            ["The user was promoted.", "The user is head of engineering now."],
        ),
        ("I love it, I really do.", []),
        (
            "Cancelled Netflix last weekend.",
            ["The user cancelled Netflix on the weekend of 1 March 2025."],
        ),
        (
            "my name is bob and i live in berlin",
            ["The user's name is Bob.", "The user lives in Berlin."],
        ),
        (
            "im a teacher and ive been teaching for 10 years",
            ["The user is a teacher.", "The user has been teaching for 10 years."],
        ),
        ("i dont have kids lol", ["The user does not have kids."]),
        ("We're getting married in May 🎉🎉", ["The user is getting married in May 2025."]),
        ("We decided to open in January", ["The user decided to open in January 2026."]),
        ("In January we decided to open", ["In January 2025 the user decided to open."]),
        # Past, future, plans, negation
        (
            "I used to smoke but I quit last year",
            ["The user used to smoke.", "The user quit in 2024."],
        ),
        (
            "I used to be a nurse and am having trouble with my back",
            ["The user used to be a nurse and is having trouble with their back."],
        ),
        ("I'll be in Lisbon until May", ["The user will be in Lisbon until May 2025."]),
        ("I'd love to visit Japan someday", ["The user would love to visit Japan someday."]),
        ("I wasn't born here in Ohio", ["The user was not born here in Ohio."]),
        ("I can't swim", ["The user cannot swim."]),
        # The speaker elsewhere in the sentence
        ("My mom died when I was 18.", ["The user's mom died when the user was 18."]),
        ("All 5 of my tattoos are of cats.", ["All 5 of the user's tattoos are of cats."]),
        ("I wear black when I am sad.", ["The user wears black when they are sad."]),
        ("I live in the US with my dog", ["The user lives in the US with their dog."]),
        # A fact within something else
        ("Can you suggest a restaurant? I'm vegan", ["The user is vegan."]),
        ("I'm vegan, can you suggest a restaurant?", ["The user is vegan."]),
        ("Remember that I'm allergic to nuts", ["The user is allergic to nuts."]),
        ("can you remember that my birthday is March 3rd?", ["The user's birthday is March 3rd."]),
        ("Hey Sam, how are you? I just moved to Bern.", ["The user just moved to Bern."]),
    ],
)
def test_facts_are_standalone_sentences_about_the_user(
    say: Say, said: str, facts: list[str]
) -> None:
    assert remembered(say(said)) == facts


@pytest.mark.parametrize(
    ("messages", "facts"),
    [
        (
            ["My daughter Emma turns five in June. She loves dinosaurs."],
            [
                "The user's daughter Emma turns five in June 2025.",
                "The user's daughter Emma loves dinosaurs.",
            ],
        ),
        (
            ["I have a dog named Max.", "He loves walks."],
            ["The user has a dog named Max.", "The user's dog Max loves walks."],
        ),
        (
            ["My son's name is Tom.", "Tom plays soccer."],
            ["The user's son's name is Tom.", "The user's son Tom plays soccer."],
        ),
        (
            ["My parents live in Ohio. They have a farm."],
            ["The user's parents live in Ohio.", "The user's parents have a farm."],
        ),
        (
            ["My wife and I moved to Austin. She works at Dell."],
            ["The user's wife and the user moved to Austin.", "The user's wife works at Dell."],
        ),
        (
            ["mom is visiting next week"],
            ["The user's mom is visiting in the week of 10 March 2025."],
        ),
        (["my kids like pizza"], ["The user's kids like pizza."]),
    ],
)
def test_people_are_named_where_a_pronoun_stood(
    say: Say, messages: list[str], facts: list[str]
) -> None:
    assert remembered(say(*messages)) == facts


def test_a_pronoun_that_can_mean_two_genders_goes_to_the_right_one(say: Say) -> None:
    session = say("My sister Ann is a pilot. My brother Ben is a cook. She lives in Rome.")

    assert remembered(session)[-1] == "The user's sister Ann lives in Rome."


def test_what_is_said_twice_is_one_fact_of_both_events(say: Say) -> None:
    facts = extract_facts(say("I live in Seattle.", "I have a cat.", "i'm living in seattle"))

    assert [(fact.text, fact.event_ids) for fact in facts] == [
        ("The user lives in Seattle.", ("event-1", "event-3")),
        ("The user has a cat.", ("event-2",)),
    ]


@pytest.mark.parametrize("role", ["ASSISTANT", "TOOL", "OTHER"])
def test_only_the_users_own_words_count(say: Say, role: str) -> None:
    assert remembered(say("My name is Alice.", role=role)) == []
