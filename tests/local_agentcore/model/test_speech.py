"""Sentences turned into the second person."""

import pytest

from local_agentcore.model.speech import from_first_person, from_third_person
from local_agentcore.model.verbs import second_person


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("The user's name is Alice.", "your name is Alice."),
        ("The user likes chocolate ice cream.", "you like chocolate ice cream."),
        ("User likes tea", "you like tea"),
        ("The user's daughter Emma turns five in June.", "your daughter Emma turns five in June."),
        ("Emma, the user's daughter, turns five.", "Emma, your daughter, turns five."),
        ("The user has two cats and doesn't like dogs.", "you have two cats and don't like dogs."),
        ("The user likes cats and dogs.", "you like cats and dogs."),
        ("The user watches birds and flies kites.", "you watch birds and fly kites."),
        ("The user and their wife live in Rome.", "you and your wife live in Rome."),
        ("The user was born in 1990.", "you were born in 1990."),
        ("The user isn't vegan.", "you aren't vegan."),
        ("The user said they like tea.", "you said you like tea."),
        ("The user prefers aisle seats when they fly.", "you prefer aisle seats when you fly."),
        ("The user loves his job.", "you love your job."),
        ("The user said that she is tired.", "you said that you are tired."),
        ("The user says they're tired.", "you say you're tired."),
        ("Emma calls the user Dad.", "Emma calls you Dad."),
        ("Emma gave the user flowers.", "Emma gave you flowers."),
        ("The user's brother loves his job.", "your brother loves his job."),
        (
            "The user's parents are old; they are retired.",
            "your parents are old; they are retired.",
        ),
        (
            "The user has a sister who lives in Rome and works as a nurse.",
            "you have a sister who lives in Rome and works as a nurse.",
        ),
        (
            "The user is a nurse, and the user's mother teaches maths.",
            "you are a nurse, and your mother teaches maths.",
        ),
        (
            "The user usually has breakfast at 7 and always drinks coffee.",
            "you usually have breakfast at 7 and always drink coffee.",
        ),
        ("The user used to live in Paris.", "you used to live in Paris."),
        ("The meeting is on Friday.", "The meeting is on Friday."),
    ],
)
def test_records_are_said_to_the_one_they_are_about(record: str, said: str) -> None:
    assert from_third_person(record) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("I'm from Rome", "you're from Rome"),
        ("I am a nurse and I was ill", "you are a nurse and you were ill"),
        ("I really was tired", "you really were tired"),
        ("My wife and I have two kids", "you and your wife have two kids"),
        ("We've moved, and our dog hates it", "you've moved, and your dog hates it"),
        ("He gave me a book of mine", "He gave you a book of yours"),
        ("am I late", "are you late"),
        ("US citizens like us", "US citizens like you"),
        ("My brother was born in May", "your brother was born in May"),
    ],
)
def test_an_actors_words_are_said_back(sentence: str, said: str) -> None:
    assert from_first_person(sentence) == said


@pytest.mark.parametrize(
    ("verb", "plain"),
    [
        *[("likes", "like"), ("has", "have"), ("does", "do"), ("is", "are"), ("was", "were")],
        *[("tries", "try"), ("dies", "die"), ("goes", "go"), ("teaches", "teach"), ("uses", "use")],
        *[("focuses", "focus"), ("misses", "miss"), ("can", "can"), ("liked", "liked")],
    ],
)
def test_verbs_agree_with_you(verb: str, plain: str) -> None:
    assert second_person(verb) == plain
