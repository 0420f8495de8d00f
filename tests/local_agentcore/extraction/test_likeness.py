"""Which requests are of one kind."""

import pytest

from local_agentcore.extraction.likeness import alike, apart, subject_of

ALIKE = [
    ("Find me a cheap flight to Lisbon", "I need a flight from Bern to Oslo on Monday."),
    ("My printer prints blank pages", "The printers print only blank pages again"),
    ("Where is my order?", "Cancel my order, please."),
    ("Translate this letter to French", "Can you translate a letter?"),
]
UNLIKE = [
    ("Find me a cheap flight to Lisbon", "My printer prints blank pages"),
    ("Help me find a good way", "Show me a better way, please"),
    ("How do I fix it?", "How do I make it work?"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_words_in_common_make_a_kind(one: str, other: str) -> None:
    assert alike(subject_of(one), subject_of(other))
    assert alike(subject_of(other), subject_of(one))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_words_that_any_request_has_make_none(one: str, other: str) -> None:
    assert not alike(subject_of(one), subject_of(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("What's the weather like for my trip?", "How do I cook carbonara?", True),
        ("Which hotel is cheap?", "Find me a flight", False),
        ("What is a monad?", "How do I cook carbonara?", False),
        ("Which wine goes with fish?", "Where can I buy fish?", False),
    ],
)
def test_only_known_topics_are_apart(one: str, other: str, expected: bool) -> None:
    assert apart(subject_of(one), subject_of(other)) is expected


def test_a_subject_keeps_the_words_as_they_were_first_written() -> None:
    assert list(
        subject_of("Planning a garden: which gardens need planned paths?").words.values()
    ) == [
        "planning",
        "garden",
        "paths",
    ]
