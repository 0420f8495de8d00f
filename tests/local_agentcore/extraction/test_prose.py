"""What of a message is read, and how it is written out."""

import pytest

from local_agentcore.extraction.prose import MAX_CHARACTERS, QUOTED, paragraphs


@pytest.mark.parametrize(
    ("message", "prose"),
    [
        ("im happy and i dont smoke", ["I'm happy, and I don't smoke"]),
        ("I’m gonna move cuz I wanna", ["I'm going to move because I want to"]),
        ("Hey Ann, btw I moved lol", ["I moved"]),
        ("my name is bob", ["my name is Bob"]),
        ("i.e. this", ["i.e. this"]),
        ("I sing and love jazz", ["I sing, and I love jazz"]),
        ("I won 🏆🏆 My dog barked", ["I won. My dog barked"]),
        ("First line\nwraps here", ["First line wraps here"]),
        ("- I bake\n- I sew", ["I bake", "I sew"]),
        ("I bake\n```\nI = 1\n```\nI sew", ["I bake", "I sew"]),
        ("> I quote\nI answer", ["I answer"]),
        ("for (i = 0; i < n; i++) {\nI sew", ["I sew"]),
        ("I use `git` daily", ["I use git daily"]),
        ('"I avoid crowds."', ["I avoid crowds."]),
        ('He read "Emma" twice', ['He read "Emma" twice']),
        ('He said "I quit!"', [f"He said {QUOTED}"]),
        ("", []),
        ("!!! 123", []),
    ],
)
def test_prose_is_what_remains(message: str, prose: list[str]) -> None:
    assert paragraphs(message) == prose


def test_of_a_very_long_message_whole_words_are_read_up_to_the_limit() -> None:
    read = " ".join(paragraphs("tea for two " * 10_000))

    assert MAX_CHARACTERS - 100 < len(read) <= MAX_CHARACTERS
    assert set(read.split()) == {"tea", "for", "two"}
