"""Topics and marks."""

import pytest

from local_agentcore import topics
from local_agentcore.topics import marks_of, speaks_of_people, topics_of


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Tell me about my family", "The user's daughters live in Rome.", "family"),
        ("what are my plans for the summer", "The user starts a job in July.", "summer"),
        ("What do I do for work?", "The user is a baker.", "work"),
        ("what should I cook", "The user is allergic to nuts.", "food"),
    ],
)
def test_what_belongs_together_shares_a_topic(one: str, other: str, shared: str) -> None:
    assert shared in topics_of(one) & topics_of(other)


def test_forms_of_a_word_have_its_topics() -> None:
    for text in ("hobbies", "Dancing!", "DANCED", "sings"):
        assert "hobby" in topics_of(text)
    assert topics_of("the of and 12 😀") == frozenset()


def test_the_actors_own_name_is_no_other_name() -> None:
    assert topics_of("What is my name?") == {topics.OWN_NAME}
    assert topics_of("The user's name is Alice.") == {topics.OWN_NAME}
    assert topics.OWN_NAME not in topics_of("The user's husband is called Tom.")
    assert topics.OWN_NAME not in topics_of("What's my dog's name?")


def test_a_trade_that_no_list_names_is_work() -> None:
    assert "work" in topics_of("The user is a volunteer firefighter in Denver.")
    assert "work" not in topics_of("The user is a vegetarian.")
    assert "work" not in topics_of("The user is a mother of two.")


def test_marks() -> None:
    brother = marks_of("The user's younger brother is a chef.")
    assert {topics.SUBJECT_IS_OTHER, topics.ABOUT_PEOPLE, topics.TOPICAL} < brother
    assert topics.SUBJECT_IS_OTHER not in marks_of("The user's car is red.")
    assert topics.SUBJECT_IS_OTHER not in marks_of("The user visits his brother.")
    likes, dislikes = marks_of("The user loves tea."), marks_of("The user doesn't enjoy clubs.")
    assert topics.LIKING in likes and topics.DISLIKING not in likes
    assert topics.DISLIKING in dislikes
    assert marks_of("qwerty") == frozenset()


def test_people() -> None:
    assert speaks_of_people(topics_of("my boss"))
    assert not speaks_of_people(topics_of("my car"))
