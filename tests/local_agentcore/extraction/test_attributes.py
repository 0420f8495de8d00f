"""Of what somebody has one at a time, another one ends the last, in whatever words."""

import pytest

from local_agentcore.extraction.attributes import told_in, turned_in
from local_agentcore.extraction.supersession import superseded_by

TURNED = [
    ("The user lives in Dresden.", "The user just relocated to Graz."),
    ("The user lives with an aunt.", "The user moved out in June."),
    ("The user works at a mill.", "The user was laid off last week."),
    ("The user works as a baker.", "The user retired in May."),
    ("The user is unemployed.", "The user finally found a job as a clerk."),
    ("The user is divorced.", "The user remarried."),
    ("The user has been single for years.", "The user started seeing somebody."),
    ("The user is vegan.", "The user went back to eating fish."),
    ("The user cycles to work.", "The user takes the tram to work now."),
    ("The user is pregnant.", "The user had their baby yesterday."),
    ("The user's uncle is in hospital.", "The user's uncle was discharged."),
    ("The user is a student at Leiden.", "The user graduated from Leiden."),
    ("The user's niece is in second grade.", "The user's niece just started third grade."),
    ("The user's son is six.", "The user's son had his seventh birthday."),
    ("The user works part-time.", "The user has gone full time."),
    ("The user goes to bed at one.", "Lately the user goes to bed at ten."),
    ("The user does not have any pets.", "The user adopted a kitten from a farm."),
    ("The user has no car.", "The user bought a used car."),
    ("The user has no children.", "The user just had a baby."),
]
KEPT = [
    ("The user lives in Dresden.", "The user's aunt relocated to Graz."),
    ("The user lives in Dresden.", "The user's office relocated to Graz."),
    ("The user works at a mill.", "The user's brother was laid off."),
    ("The user works at a mill.", "The user was almost laid off."),
    ("The user is divorced.", "The user's cousin remarried."),
    ("The user is vegan.", "The user's son went back to eating fish."),
    ("The user cycles to work.", "The user takes the tram to the market now."),
    ("The user's uncle is in hospital.", "The user's aunt was discharged."),
    ("The user's niece is in second grade.", "The user's nephew just started third grade."),
    ("The user's son is six.", "The user's daughter had her seventh birthday."),
    ("The user goes to bed at one.", "The user went to bed at ten."),
    ("The user has no car.", "The user bought a used car seat."),
    ("The user is a student at Leiden.", "The user graduated from high school in 2019."),
]


@pytest.mark.parametrize(("known", "new"), TURNED)
def test_another_one_ends_the_last(known: str, new: str) -> None:
    assert superseded_by(new, [known]) == [0]


@pytest.mark.parametrize(("known", "new"), KEPT)
def test_nobody_elses_and_nothing_else_ends_it(known: str, new: str) -> None:
    assert superseded_by(new, [known]) == []


def test_whose_it_is_is_told() -> None:
    assert told_in("The user's niece is in second grade.") == {("niec", "school")}
    assert turned_in("The user was laid off.") == {("", "job")}


def test_a_statement_of_none_turns_none() -> None:
    assert turned_in("The user planted a lime tree.") == frozenset()
