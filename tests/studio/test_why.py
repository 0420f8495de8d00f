import pytest

from studio.why import Part, explain, read_header, shared_words


@pytest.mark.parametrize(
    ("query", "text", "shared"),
    [
        ("What is my name?", "The user's name is Alice.", ("name",)),
        ("Which cities do I like?", "The user likes the city of Lyon.", ("cities", "like")),
        ("planning trips", "The user plans a trip.", ("trips",)),
        ("What is my name?", "The user is what they are.", ()),
        ("Où est la gare ?", "La GARE est loin.", ("est", "la", "gare")),
        ("", "The user has a dog.", ()),
    ],
)
def test_shared_words_are_those_that_tell_something(
    query: str, text: str, shared: tuple[str, ...]
) -> None:
    assert shared_words(query, text) == shared


def test_parts_are_named_and_have_their_share_of_what_speaks_for_or_against() -> None:
    reasons = {
        "meaning": 0.6,
        "parts": {"always": -3.5, "meaning": 3.0, "words": 1.0, "behind": -2},
    }
    why = explain("my name", "The user's name is Alice.", reasons)
    assert why.meaning == 0.6
    assert why.parts == (
        Part("close in meaning", 0.75, True),
        Part("words in common", 0.25, True),
        Part("other records come closer", 1.0, False),
    )


def test_without_reasons_only_the_words_are_told() -> None:
    why = explain("my name", "The user's name is Alice.")
    assert (why.shared, why.meaning, why.parts) == (("name",), None, ())


@pytest.mark.parametrize("text", ["{", "7", '{"a": 1}', "[7]", ""])
def test_a_header_of_another_shape_is_none(text: str) -> None:
    assert read_header({"x-local-agentcore-reasons": text}) == []


@pytest.mark.parametrize(
    "reasons", [{"parts": 7, "meaning": "near"}, {"parts": {"new": 1.0, "words": "many"}}]
)
def test_reasons_of_another_shape_explain_nothing(reasons: dict[str, object]) -> None:
    assert explain("tea", "The user likes tea.", reasons).parts == ()
