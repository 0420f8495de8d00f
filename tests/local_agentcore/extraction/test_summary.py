"""The running summary of a session."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest

from local_agentcore.extraction.summary import MAX_CHARACTERS, summarise
from local_agentcore.extraction.types import Utterance

Say = Callable[..., list[Utterance]]


def topics(summary: str | None) -> dict[str, list[str]]:
    assert summary is not None
    found = ElementTree.fromstring(f"<summary>{summary}</summary>")
    return {topic.attrib["name"]: (topic.text or "").strip().split("\n") for topic in found}


def test_what_was_said_is_kept_by_topic(say: Say) -> None:
    summary = summarise(
        None, say("My name is Alice and I like chocolate ice cream", "My daughter Emma turns five.")
    )

    assert topics(summary) == {
        "Personal details": ["The user's name is Alice."],
        "Food preferences": ["The user likes chocolate ice cream."],
        "Family and friends": ["The user's daughter Emma turns five."],
    }


def test_it_grows_and_says_nothing_twice(say: Say) -> None:
    first = summarise(None, say("I'm flying to Rome on Friday."))
    second = summarise(first, say("My hotel is near the station.", "I'm flying to Rome on Friday"))

    assert topics(second) == {
        "Travel": [
            "The user is flying to Rome on Friday 7 March 2025.",
            "The user's hotel is near the station.",
        ]
    }


def test_questions_are_kept_once_something_was_stated(say: Say) -> None:
    first = summarise(None, say("I'm from Spain. What should I cook?"))
    second = summarise(first, say("And what should I drink?"))

    assert topics(second)["Questions asked"] == [
        'The user asked: "What should I cook?"',
        'The user asked: "And what should I drink?"',
    ]


@pytest.mark.parametrize("messages", [["Hello!"], ["What is my name?", "Thanks!"], []])
def test_a_session_that_states_nothing_has_none(say: Say, messages: list[str]) -> None:
    assert summarise(None, say(*messages)) is None


def test_nothing_new_leaves_nothing_to_write(say: Say) -> None:
    assert summarise('<topic name="Travel">\nOld.\n</topic>', say("Thanks!")) is None


def test_it_stays_within_bounds_by_forgetting_the_oldest(say: Say) -> None:
    summary = None
    for n in range(120):
        summary = summarise(summary, say(f"My cousin number {n} works in the mine at Gate {n}."))

    assert summary is not None
    assert len(summary) <= MAX_CHARACTERS
    assert "number 119 " in summary
    assert "number 0 " not in summary


def test_markup_in_what_was_said_is_escaped(say: Say) -> None:
    summary = summarise(None, say('I work at "AT&T <Sons>" in Leeds.'))

    assert summary is not None
    assert "&amp;" in summary
    assert not re.search(r"<(?!/?topic)", summary)
    assert 'at "AT&T <Sons>"' in str(topics(summary))


def test_a_summary_that_somebody_rewrote_is_kept(say: Say) -> None:
    summary = summarise("Alice plans a trip.", say("I live in Bern."))

    assert topics(summary)["Earlier"] == ["Alice plans a trip."]
