"""What an actor tells, taken apart into statements in the second person."""

import pytest

from local_agentcore.model.context import Recalled
from local_agentcore.model.standing import standing
from local_agentcore.model.statements import Statement, from_actor, from_memory


def texts(statements: list[Statement]) -> list[str]:
    return [one.text for one in statements]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "My name is Alice and I like chocolate ice cream",
            ["your name is Alice", "you like chocolate ice cream"],
        ),
        ("I'm Alice", ["your name is Alice"]),
        ("i am Alice Smith.", ["your name is Alice Smith"]),
        ("my name is alice", ["your name is Alice"]),
        ("My name's April", ["your name is April"]),
        ("Please call me Al", ["your name is Al"]),
        (
            "Hi, I'm Carol from accounting, nice to meet you!",
            ["your name is Carol", "you're from accounting"],
        ),
        ("I'm Italian and love pizza", ["you're Italian", "you love pizza"]),
        ("I'm Sick", ["you're Sick"]),
        ("I don't like olives, but my wife does", ["you don't like olives", "your wife does"]),
        ("I love my wife and my kids", ["you love your wife and your kids"]),
        ("I have a dog and my cat is called Tom", ["you have a dog", "your cat is called Tom"]),
        (
            "I want to live in Rome and work as a chef",
            ["you want to live in Rome and work as a chef"],
        ),
        (
            "I used to live in Rome, now I live in Paris",
            ["you used to live in Rome", "you live in Paris"],
        ),
        ("When I was young, I lived in Paris", ["When you were young, you lived in Paris"]),
        ("Remember that my wifi code is 1234", ["your wifi code is 1234"]),
        ("By the way, I'm allergic to peanuts.", ["you're allergic to peanuts"]),
        ("im allergic and i dont smoke", ["you're allergic", "you don't smoke"]),
        ("The meeting is on Friday", ["the meeting is on Friday"]),
        ("You are stupid", []),
        ("Pizza", []),
        ("", []),
    ],
)
def test_a_sentence_tells(sentence: str, told: list[str]) -> None:
    assert texts(from_actor(sentence, order=1)) == told


def test_memory_is_told_as_it_gave_it() -> None:
    recalled = [
        Recalled("The user is Alice."),
        Recalled("The user loves coffee but dislikes tea.", ("drinks",)),
    ]
    found = from_memory(recalled)

    assert texts(found) == ["your name is Alice", "you love coffee", "you dislike tea"]
    assert "drink" in found[1].topics


@pytest.mark.parametrize(
    ("earlier", "later", "left"),
    [
        ("I like sushi", "I don't like sushi anymore", ["you don't like sushi anymore"]),
        ("I don't like sushi", "I like sushi now", ["you like sushi now"]),
        ("I like sushi", "I like sushi", ["you like sushi"]),
        ("I like ice cream", "I like chocolate ice cream", ["you like chocolate ice cream"]),
        ("I like sushi", "I like jazz", ["you like jazz", "you like sushi"]),
        ("I like sushi", "I hate opera", ["you hate opera", "you like sushi"]),
    ],
)
def test_what_still_stands(earlier: str, later: str, left: list[str]) -> None:
    known = [*from_actor(earlier, order=1), *from_actor(later, order=2)]
    assert texts(standing(known)) == left


def test_what_was_said_stands_over_what_memory_held() -> None:
    held = from_memory([Recalled("The user likes sushi."), Recalled("The user's name is Bo.")])
    known = standing([*held, *from_actor("I don't like sushi", order=1)])
    assert texts(known) == ["you don't like sushi", "your name is Bo"]
