"""Verb forms."""

import pytest

from local_agentcore.extraction.inflection import plural, third_singular


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("have", "has"),
        ("'ve", "has"),
        ("go", "goes"),
        ("do", "does"),
        ("am", "is"),
        ("'m", "is"),
        ("are", "is"),
        ("were", "was"),
        ("was", "was"),
        ("teach", "teaches"),
        ("miss", "misses"),
        ("fix", "fixes"),
        ("study", "studies"),
        ("play", "plays"),
        ("live", "lives"),
        ("can", "can"),
        ("ca", "can"),
        ("'ll", "will"),
        ("should", "should"),
    ],
)
def test_what_follows_the_user(verb: str, form: str) -> None:
    assert third_singular(verb) == form


@pytest.mark.parametrize(
    ("verb", "form"),
    [("am", "are"), ("'m", "are"), ("was", "were"), ("like", "like"), ("wo", "will")],
)
def test_what_follows_they(verb: str, form: str) -> None:
    assert plural(verb) == form
