"""What of a record is searched."""

import json

import pytest

from local_agentcore.searchable import as_said, matter_of, searchable


def test_a_fact_is_one_passage() -> None:
    found = searchable("The user lives in Seattle.")
    assert found.passages == ("The user lives in Seattle.",)
    assert found.words == "The user lives in Seattle."


def test_a_preference_is_its_sentence_and_its_categories_words() -> None:
    content = {"context": "Said so", "preference": "The user likes tea.", "categories": ["drinks"]}
    found = searchable(json.dumps(content))
    assert found.passages == ("The user likes tea.",)
    assert found.words == "The user likes tea. drinks"


def test_a_summary_is_the_sentences_of_its_topics() -> None:
    text = (
        '<topic name="Q&amp;A">\nThe user asked. It rained.\n</topic>\n'
        '<topic name="Trip">Off!</topic>'
    )
    found = searchable(text)
    assert found.passages == ("The user asked.", "It rained.", "Off!")
    assert found.words == "Q&A The user asked. It rained.\nTrip Off!"


def test_a_long_summary_has_a_bounded_number_of_passages() -> None:
    text = f'<topic name="Talk">{"They talked on. " * 500}</topic>'
    assert len(searchable(text).passages) == 32


@pytest.mark.parametrize(
    "text", ['{"preference": 3}', "{not json", '["preference"]', "{}", "", '<topic name="x"']
)
def test_other_content_stays_as_it_is(text: str) -> None:
    assert searchable(text).passages == (text,)


def test_an_empty_topic_is_found_by_its_name() -> None:
    assert searchable('<topic name="Trip"></topic>').passages == ("Trip ",)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("The user's name is Alice.", "My name is Alice."),
        ("The user likes tea.", "I like tea."),
        ("The user is moving with his wife.", "I am moving with my wife."),
        ("The user has studied for years.", "I have studied for years."),
        ("The user doesn't watch films.", "I don't watch films."),
        ("The user really misses his brother.", "I really miss my brother."),
        ("The user always carries cash.", "I always carry cash."),
        ("The user washes the user's car.", "I wash my car."),
        ("Emma told the user.", "Emma told me."),
        ("Emma sold her car.", "Emma sold her car."),
    ],
)
def test_as_the_user_would_say_it(record: str, said: str) -> None:
    assert as_said(record) == said


def test_an_episodes_passages_are_what_it_is_about() -> None:
    text = (
        "<summary>\n<situation>The user lives in Oslo.</situation>\n"
        '<intent>The user asked: "Which bus goes home &amp; when?"</intent>\n'
        "<assessment>No — still open</assessment>\n"
        "<justification>The user has not replied yet.</justification>\n</summary>"
    )
    found = searchable(text)
    assert found.passages == (
        "The user lives in Oslo.",
        'The user asked: "Which bus goes home & when?"',
    )
    assert "<" not in found.words


def test_of_a_summarys_questions_only_what_was_answered_has_a_meaning_to_search() -> None:
    answered = 'The user asked: "Which airline?" The assistant answered: "Norwegian."'
    lines = ["The user lives in Bern.", 'The user asked: "How long does it keep?"', answered]
    found = searchable(f'<topic name="Talk">\n{chr(10).join(lines)}\n</topic>')

    assert found.passages == ("The user lives in Bern.", answered)
    assert "How long does it keep?" in found.words


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("I cannot stand spicy food.", "spicy food."),
        ("I strongly prefer not to fly at night.", "fly at night."),
        ("I have a strong aversion to open offices.", "open offices."),
        ("I am allergic to peanuts.", "peanuts."),
        ("I would rather take the train.", "take the train."),
        ("I live in Oslo.", ""),
        ("I have a dog.", ""),
        ("My sister likes tea.", ""),
    ],
)
def test_what_a_liking_is_about(said: str, matter: str) -> None:
    assert matter_of(said) == matter
