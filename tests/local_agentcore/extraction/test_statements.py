"""What leaves no record, and that no text upsets the extractors."""

import json
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.statements import read
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.types import Utterance

Say = Callable[..., list[Utterance]]

NEVER = {
    "questions": [
        "What is my name and what do I like?",
        "what is my name",
        "do i like tea",
        "Where do I live?",
        "Do you think I should quit?",
        "I like tea?",
        "I have 3 apples and eat 2, how many are left?",
    ],
    "greetings and thanks": [
        "Hello there! How are you? I'm fine thanks.",
        "Nice to meet you!",
        "Thank you, I really appreciate your help",
        "I'm sorry",
        "I see, I agree.",
        "I'm not sure",
    ],
    "requests": [
        "book me a flight",
        "Tell me a joke.",
        "Write me a poem about my dog",
        "I'd like to book a table for two",
        "I need help with my homework",
        "Call me an ambulance",
        "Never mind",
        "I'm looking for a cheap hotel. Which one is best?",
    ],
    "hypotheticals": [
        "If I were rich I'd buy a boat",
        "Suppose I live in Paris. What would I pay?",
        "I would go to Mars",
        "Imagine I'm a pirate",
    ],
    "quotations": [
        'My boss said "I hate Mondays"',
        "> I live in Rome",
        "She told me: “My name is Eve.”",
    ],
    "code and arithmetic": [
        "```\nI like = 5\nmy name is code\n```",
        "I = 5",
        "my_name = input()  # I live here",
        "def f(x): return my(x)",
        "what is 18% of 2,340?",
    ],
    "what does not stand alone": [
        "I love it",
        "I want to join this band.",
        "He works there.",
        "She is nice",
        "I'd love to.",
        "That's great!",
    ],
}


@pytest.mark.parametrize(
    "said", [pytest.param(text, id=text[:40]) for texts in NEVER.values() for text in texts]
)
def test_nothing_is_remembered_of(say: Say, said: str) -> None:
    assert read(say(said)).statements == ()


def test_questions_are_noted_as_they_were_asked(say: Say) -> None:
    reading = read(say("I'm vegan. Where should I eat?", "what is my name"))

    assert reading.questions == ("Where should I eat?", "what is my name")


def check(session: list[Utterance]) -> None:
    """Whatever was said, records stay within the service's limits and parse."""
    for fact in extract_facts(session):
        assert 0 < len(fact.text) <= 16_000
    for record in extract_preferences(session):
        assert set(json.loads(record.text)) == {"context", "preference", "categories"}
    summary = summarise(None, session)
    if summary is not None:
        ElementTree.fromstring(f"<summary>{summary}</summary>")


WORDS = st.sampled_from(
    [
        *"Ia&<>.,?!();'\"`\n",
        "i",
        "my",
        "we",
        "the",
        "of",
        "to",
        "it",
        "she",
        "if",
        "and",
        "but",
        "am",
    ]
    + [
        "don't",
        "like",
        "love",
        "have",
        "is",
        "was",
        "because",
        "with",
        "name",
        "dog",
        "Emma",
        '"quoted"',
        "<b>",
        "`code`",
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_upsets_it(say: Say, text: str) -> None:
    check(say(text))


@pytest.mark.parametrize("piece", ["I like tea and ", "I ", " ", '"', "a(", "😀", "<a "])
def test_the_longest_message_takes_bounded_time(say: Say, piece: str) -> None:
    session = say((piece * 100_000)[:100_000])
    check(say("warm up"))

    started = time.perf_counter()
    check(session)

    assert time.perf_counter() - started < 15
