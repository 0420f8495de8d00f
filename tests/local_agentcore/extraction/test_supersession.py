"""Which records a new statement puts an end to, and which it leaves alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_agentcore.extraction.corrections import reworded
from local_agentcore.extraction.refinement import find_less
from local_agentcore.extraction.supersession import superseded_by

ENDED = [
    ("The user lives in Seattle.", "The user moved to Boston."),
    ("The user lives in Oslo.", "The user is living in Bergen now."),
    ("The user's sister lives in Oslo.", "The user's sister moved to Bergen."),
    ("The user lives in Rome.", "The user used to live in Rome."),
    ("The user works at Google.", "The user quit their job at Google."),
    ("The user is a junior developer.", "The user was promoted to team lead."),
    ("The user was born in 1985.", "The user was born in 1986."),
    ("The user works at Google.", "The user got a job at Amazon."),
    ("The user is a teacher.", "The user is retired now."),
    ("The user is single.", "The user got married."),
    ("The user is engaged to Tom.", "The user broke up with Tom."),
    ("The user is 34 years old.", "The user turned 35."),
    ("The user wants to be called Al.", "The user wants to be called Alexander."),
    ("The user loves sushi.", "The user has gone off sushi."),
    ("The user hates olives.", "The user has started to like olives."),
    ("The user loves iced coffee.", "The user stopped drinking coffee."),
    ("The user is vegan.", "The user eats fish now."),
    ("The user smokes.", "The user quit smoking."),
    ("The user goes running every morning.", "The user stopped running."),
    ("The user has a red bike.", "The user's bike was stolen."),
    ("The user has a dog named Rex.", "Rex passed away."),
    ("The user has a dog. It is called Rex.", "The user's dog died."),
    ("The user's cat is called Miso.", "The user renamed their cat to Mochi."),
    ("The user's trip to Japan is in May.", "The user's trip to Japan moved to June."),
    ("The user's wedding is in May.", "The wedding is off."),
    ("The user's favourite colour is blue.", "Green is the user's favorite color now."),
    ("The user cannot swim.", "The user learned to swim."),
    ("The user has two kids.", "The user has three children now."),
    ("The user is allergic to cats.", "The user is no longer allergic to cats."),
    ("The user uses Windows.", "The user switched from Windows to Linux."),
    (
        "The user wants the assistant to answer briefly.",
        "The user wants the assistant to answer in detail.",
    ),
    ("The user's sister's name is Ann.", "The user's sister's name is Anna, not Ann."),
    ("The user's son is five.", "The user's son is six."),
    ("The user's exam is on 5 May 2026.", "The user's exam is on 6 May 2026."),
]
LEFT = [
    ("The user lives in Oslo.", "The user used to live in Rome."),
    ("The user lives in Texas.", "The user lives in Austin."),
    ("The user lives in Lisbon.", "The user works in Porto."),
    ("The user's sister lives in Oslo.", "The user lives in Bergen."),
    ("The user's sister Anna lives in Oslo.", "The user's sister Emma moved to Bergen."),
    ("The user's friend lives in Rome.", "The user's friend lives in Paris."),
    ("The user's sister's name is Ann.", "The user's sister's name is Emma."),
    ("The user's son is five.", "The user's son is three."),
    ("The user's wife is a nurse.", "The user's wife is tired."),
    ("The user likes tea.", "The user likes coffee."),
    ("The user loves coffee.", "The user hates instant coffee."),
    ("The user loves coffee shops.", "The user stopped drinking coffee."),
    ("The user's sister loves sushi.", "The user hates sushi."),
    ("The user has a dog.", "The user's neighbour's dog died."),
    ("The user has a car.", "The user sold their brother's car."),
    ("The user is an engineer.", "The user is a vegetarian."),
    ("The user does not eat meat.", "The user eats fish."),
    ("The user has two kids.", "The user has three cats."),
    ("The user has a meeting on Monday.", "The user has a meeting on Tuesday."),
    ("The user has a meeting on 5 May 2026.", "The user has a meeting on 6 May 2026."),
    ("The user visited Rome.", "The user visited Paris."),
    ("The user lives in Bern.", "The user moved to Basel when the user was a child."),
    ("The user lives in Oslo.", "The user lives in Oslo."),
    ("The user moved to Oslo in May 2024.", "The user lives in Oslo now, near the river."),
    ("The user works at a register.", "The user works at the grocery store."),
    ("The user is old.", "The user is 25 years old."),
    ("The user is married.", "The user was divorced."),
    ("The user works as a chef.", "The user was a waiter."),
    ("The user eats meat.", "The user was a vegan."),
    ("The user's favourite colour is green.", "The user's favourite colour was blue."),
    ("???", "!!!"),
]


@pytest.mark.parametrize(("known", "new"), ENDED)
def test_what_is_no_longer_true_is_found(known: str, new: str) -> None:
    assert superseded_by(new, ["The user has a canoe.", known]) == [1]


@pytest.mark.parametrize(("known", "new"), LEFT)
def test_what_still_holds_is_left_alone(known: str, new: str) -> None:
    assert superseded_by(new, [known]) == []


def test_of_preferences_the_preference_counts() -> None:
    known = json.dumps({"context": "", "preference": "The user loves sushi.", "categories": []})

    assert superseded_by("The user has gone off sushi.", ["{not json", known]) == [1]


NAMES = st.sampled_from(["Ann", "Bob", "Cleo", "Dan"])
SAYINGS = st.sampled_from(
    ["lives in {}", "moved to {}", "works at {}", "is married to {}", "loves {}", "hates {} now"]
)


@given(NAMES, SAYINGS, NAMES, SAYINGS, NAMES)
def test_nobody_elses_statements_are_touched(
    one: str, saying: str, place: str, other_saying: str, other_place: str
) -> None:
    new = f"The user's colleague {one} {saying.format(place)}."
    others = [
        f"The user {other_saying.format(other_place)}.",
        f"The user's boss {other_saying.format(other_place)}.",
        *(
            f"The user's colleague {name} {other_saying.format(other_place)}."
            for name in ("Eve", "Finn")
        ),
    ]
    assert superseded_by(new, others) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_may_be_compared(one: str, other: str) -> None:
    assert superseded_by(one, [other, f"The user {other}."]) in ([], [0], [1], [0, 1])


@pytest.mark.parametrize(
    ("known", "meant", "told"),
    [
        ("The user's flight is on Monday.", "Tuesday", "The user's flight is on Tuesday."),
        ("The user's train leaves at 9.", "10", "The user's train leaves at 10."),
        ("The user's mother lives in Graz.", "Linz", "The user's mother lives in Linz."),
        ("The user likes tea.", "Tuesday", None),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_said(
    known: str, meant: str, told: str | None
) -> None:
    assert reworded(known, meant) == told


def test_what_was_meant_is_put_into_a_preference() -> None:
    known = json.dumps({"context": "c", "preference": "The user loves Rome.", "categories": []})

    told = reworded(known, "Paris")

    assert told is not None
    assert json.loads(told)["preference"] == "The user loves Paris."


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("The user has a dog.", "The user has a dog named Rex."),
        ("The user works as a developer.", "The user works as a senior developer."),
        ("The user has a dog.", "The user has a dog. It is called Rex."),
    ],
)
def test_more_of_the_same_takes_the_place_of_less(known: str, new: str) -> None:
    assert find_less(new, ["The user has a cat.", known]) == 1
    assert find_less(known, [new]) is None


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("The user likes coffee.", "The user likes iced coffee."),
        ("The user has a dog.", "The user has a dog allergy."),
        ("The user has a dog.", "The user does not have a big dog."),
        ("The user has a dog named Rex.", "The user has a dog named Max."),
        ("The user's sister has a dog.", "The user has a dog named Rex."),
    ],
)
def test_something_else_is_no_more_of_the_same(known: str, new: str) -> None:
    assert find_less(new, [known]) is None
