"""What counts as the same statement, and what never does."""

import json

import pytest

from local_agentcore.extraction.consolidation import find_same

SAME = [
    ("The user lives in Seattle.", "The user is living in Seattle."),
    ("The user lives in Seattle.", "the user lives in seattle"),
    ("The user doesn't like tea.", "The user does not like tea."),
    ("The user can't swim.", "The user cannot swim."),
    ("The user likes dogs.", "The user really likes dogs!"),
    ("The user likes sushi.", "The user loves sushi."),
    ("The user dislikes sushi.", "The user does not like sushi."),
    ("The user has 2 kids.", "The user has two children."),
    ("The user's mom is a nurse.", "The user's mother is a nurse."),
    ("The user enjoys films.", "The user likes movies."),
    ("The user is studying law.", "The user studies law."),
    ("The user is running a bakery.", "The user runs a bakery."),
    ("The user lives in Seattle.", "The user's home is in Seattle."),
    ("The user is a nurse.", "The user works as a nurse."),
    ("The user is vegan.", "The user is a vegan."),
    ("The user is vegan.", "The user follows a vegan diet."),
    ("The user works at Shell.", "The user works for Shell."),
    ("The user has a dog named Rex.", "The user has a dog called Rex."),
    ("The user's dog's name is Rex.", "The user's dog is called Rex."),
    ("The user is 34.", "The user is 34 years old."),
]
DIFFERENT = [
    ("The user likes tea.", "The user doesn't like tea."),
    ("The user can swim.", "The user can't swim."),
    ("The user's daughter turns five.", "The user's daughter turns six."),
    ("The user's name is Al.", "The user's name is Ann."),
    ("The user lives in Rome.", "The user lived in Rome."),
    ("The user's son Tom likes Ann.", "The user's son Ann likes Tom."),
    ("The user has a dog.", "The user has a cat."),
    ("The user eats meat.", "The user never eats meat."),
    ("The user is going to Rome.", "The user will go to Paris."),
    ("???", "!!!"),
]


@pytest.mark.parametrize(("known", "new"), SAME)
def test_the_same_statement_is_found(known: str, new: str) -> None:
    assert find_same(new, ["The user has a canoe.", known]) == 1
    assert find_same(known, [new]) == 0


@pytest.mark.parametrize(("known", "new"), DIFFERENT)
def test_another_statement_is_new(known: str, new: str) -> None:
    assert find_same(new, [known]) is None
    assert find_same(known, [new]) is None


def preference(text: str, said: str) -> str:
    return json.dumps({"context": said, "preference": text, "categories": ["drinks"]})


def test_of_preferences_only_the_preference_counts() -> None:
    known = [preference("The user likes tea.", "I like tea"), "{not json", '{"preference": 1}']

    assert find_same(preference("The user loves tea.", "I love tea!"), known) == 0
    assert find_same(preference("The user loves coffee.", "I love coffee"), known) is None


def test_a_record_of_several_sentences_says_what_its_first_one_says() -> None:
    assert find_same("The user has a dog.", ["The user has a dog. It is called Rex."]) == 0
    assert find_same("The user has a dog. It is called Rex.", ["The user has a dog."]) is None


def test_nothing_is_known_at_first() -> None:
    assert find_same("The user likes tea.", []) is None
