"""What a request brings to mind."""

import pytest

from local_agentcore.associations import associations_of


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Which restaurants in ROME should I try?", "pasta and pizza with gluten"),
        ("Can you suggest a handbag?", "leather"),
        ("Any good dresses for spring?", "floral patterns"),
        ("What should I see in New Zealand?", "heights"),
    ],
)
def test_a_thing_brings_to_mind_what_advice_will_speak_of(text: str, phrase: str) -> None:
    assert phrase in associations_of(text)


def test_the_longer_of_two_names_counts() -> None:
    assert "petrol" in associations_of("Which car?")
    assert "petrol" not in associations_of("Which family car?")


def test_a_part_of_a_word_is_no_name() -> None:
    assert associations_of("The carpenters scattered") == ()


def test_phrases_stand_once_and_are_bounded() -> None:
    text = "dresses and a dress, " * 3 + "Rome, Tokyo, Thailand, Spain, cars, cats, pets"
    found = associations_of(text)
    assert len(found) == len(set(found)) == 32


def test_other_text_brings_nothing_to_mind() -> None:
    assert associations_of("") == associations_of("What is my name? 😀") == ()
