"""Recall questions read: what they are after, and how to say that it is not known."""

import pytest

from local_agentcore.model.questions import Question, read_questions
from local_agentcore.model.vocabulary import plain, stem, stems
from local_agentcore.model.wording import listed, told


def read(text: str) -> Question:
    [question] = read_questions(text)
    return question


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("What is my name?", "your name"),
        ("Who am I?", "your name"),
        ("where I live", "where you live"),
        ("How old am I?", "how old you are"),
        ("What do I do for a living?", "what you do for work"),
        ("Where am I from?", "where you are from"),
        ("What do I like?", "what you like"),
        ("What do I hate?", "what you dislike"),
        ("What is my dog's name?", "your dog's name"),
        ("When is my flight?", "when your flight is"),
        ("When is my report due?", "when your report is due"),
        ("Do I have a cat?", "whether you have a cat"),
        ("Where do I keep my keys?", "where you keep your keys"),
        ("Which tools do I use?", "which tools you use"),
        ("Am I invited?", "whether you are invited"),
        ("Where am I going in May?", "where you are going in May"),
        ("my family", "anything about your family"),
        ("What did I eat?", "what you ate"),
    ],
)
def test_what_is_not_known_can_be_said(text: str, unknown: str) -> None:
    assert read(text).unknown == unknown


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("What's my name and age?", ["What's my name", "What's my age"]),
        ("my name, my job and my age", ["my name", "my job", "my age"]),
        ("What do I like and why?", ["What do I like and why?"]),
    ],
)
def test_several_things_are_several_questions(text: str, things: list[str]) -> None:
    assert [question.text for question in read_questions(text)] == things


def test_what_an_answer_must_have() -> None:
    question = read("What did my friend Tom say in Rome?")
    assert question.named == stems("Tom Rome")
    assert stems("friend") <= question.required
    assert read("What sport do I play?").sort == {"sport"}
    assert read("Can I eat eggs?").asks_leave
    assert not read("Is it raining?").personal
    assert read("Is it me?").personal


@pytest.mark.parametrize(
    ("word", "other"),
    [
        *[("likes", "loved"), ("kids", "child"), ("mom", "mother"), ("trips", "travelling")],
        *[("hiking", "hike"), ("stories", "story"), ("job", "employed"), ("planned", "planning")],
    ],
)
def test_words_that_mean_the_same_compare_as_the_same(word: str, other: str) -> None:
    assert stem(word) == stem(other)


def test_apostrophes_that_were_left_out() -> None:
    assert plain("whats  up, im\nbob and i dont know") == "what's up, I'm bob and i don't know"
    assert plain("he’s") == "he's"


def test_what_is_typed_in_haste() -> None:
    assert plain("Wat is ur bday, do u know") == "what is your birthday, do you know"
    assert plain("I saw Wat Pho after the U.S.") == "I saw Wat Pho after the U.S."


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["your name is Bo"], "Your name is Bo."),
        (["your name is Bo", "you like tea"], "Your name is Bo, and you like tea."),
        (["you like tea", "you like jazz", "you like rain"], "You like tea, jazz and rain."),
        (["you like fish and chips", "you like jazz"], "You like fish and chips, and jazz."),
        (["you like tea, mostly", "you like jazz"], "You like tea, mostly. You like jazz."),
        (
            ["you live in Rome", "you like tea", "you are 5"],
            "You live in Rome. You like tea. You are 5.",
        ),
        ([], ""),
    ],
)
def test_statements_are_told_as_a_person_would(statements: list[str], said: str) -> None:
    assert told(statements) == said


def test_lists() -> None:
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
