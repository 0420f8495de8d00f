"""What a message is to the answer before it: a judgement, a request, something told."""

import time

import pytest

from local_agentcore.extraction.hearing import Verdict, hear, sentences

SOLVED = [
    "Thanks, that works!",
    "It didn't work at first, but now it works, thanks!",
    "That solved it",
    "The problem is solved.",
    "it works!",
    "That is exactly what I needed",
    "That's right.",
    "No, that's all, thanks!",
]
THANKED = [
    "Thank you so much",
    "Perfect!",
    "Oh, great.",
    "Good idea!",
    "You're right, thanks",
    "No thanks",
]
FAILED = [
    "No.",
    "No, that's wrong.",
    "No, it still prints blank pages.",
    "It's still not working",
    "Hmm, I still get a 404.",
    "Same error again.",
    "That didn't help.",
    "This is not helpful.",
    "that doesn't work, I'm using a Mac",
    "Wrong city!",
    "I meant Sunday, not Saturday.",
    "No, sorry, that is not what I meant.",
    "Thanks but that's not what I asked for.",
    "No luck, the light keeps blinking.",
    "This is better, but the second line is still wrong.",
    "That’s wrong, can you check again?",
    "Why is it still failing?",
]
GIVEN_UP = ["Never mind, I'll call support.", "Forget it.", "I give up", "I'll just do it myself."]
NO_VERDICT = [
    "Great, and what about dinner?",
    "I hope it works.",
    "Okay let me try that.",
    "Thanks, I'll try that tonight.",
    "Thanks anyway",
    "Thanks, but it is in Spanish.",
    "Does that work with a Mac?",
    "It works on Windows but not on my Mac.",
    "Can you explain why that works?",
    "Yes, please.",
    "Tomorrow at noon.",
    "I don't work on Fridays.",
    "It isn't raining here.",
    "That's great news, my sister is coming too.",
    "I would like to try that again",
]


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        (message, verdict)
        for verdict, messages in [
            (Verdict.SOLVED, SOLVED),
            (Verdict.THANKED, THANKED),
            (Verdict.FAILED, FAILED),
            (Verdict.GIVEN_UP, GIVEN_UP),
            (None, NO_VERDICT),
        ]
        for message in messages
    ],
)
def test_what_is_said_of_an_answer(message: str, verdict: Verdict | None) -> None:
    assert hear(message, answered=True, questioned=False).verdict is verdict


@pytest.mark.parametrize("message", ["Thanks!", "No.", "That's wrong.", "Never mind"])
def test_before_an_answer_there_is_nothing_to_judge(message: str) -> None:
    assert hear(message, answered=False, questioned=False).verdict is None


@pytest.mark.parametrize("message", ["No", "No thanks, that's too early."])
def test_a_no_to_a_question_is_no_judgement(message: str) -> None:
    assert hear(message, answered=True, questioned=True).verdict is None
    assert hear(message, answered=True, questioned=False).verdict is not None


def test_the_last_judgement_counts_and_is_quoted() -> None:
    heard = hear("That failed: no luck. Oh wait, now it works!", answered=True, questioned=False)

    assert (heard.verdict, heard.evidence) == (Verdict.SOLVED, "Oh wait, now it works!")


@pytest.mark.parametrize(
    ("message", "asked", "told"),
    [
        (
            "Hi! My printer is dead. How do I fix it?",
            ["How do I fix it?"],
            ["My printer is dead."],
        ),
        ("I want to cancel my subscription.", ["I want to cancel my subscription."], []),
        ("Please cancel order 1234.", ["cancel order 1234."], []),
        ("Please wire the money.", ["wire the money."], []),
        ("Cancel order 1234", ["Cancel order 1234"], []),
        ("I have a question about my bill.", ["I have a question about my bill."], []),
        ("I have a dog.", [], ["I have a dog."]),
        (
            "I'm off to Rome on Friday, what should I pack?",
            ["what should I pack?"],
            ["I'm off to Rome on Friday"],
        ),
        ("Great, thanks. Can you also book a taxi?", ["Can you also book a taxi?"], []),
        ("Look:\n```\nWhy does this fail?\n```\nIt stops here.", [], ["Look:", "It stops here."]),
        ("Hello there!", [], []),
        ("", [], []),
    ],
)
def test_what_is_asked_and_told(message: str, asked: list[str], told: list[str]) -> None:
    heard = hear(message, answered=True, questioned=False)

    assert (list(heard.asked), list(heard.told)) == (asked, told)


def test_a_correction_is_told_too() -> None:
    heard = hear("That doesn't work, I'm using a Mac.", answered=True, questioned=False)

    assert heard.told == ("That doesn't work, I'm using a Mac.",)


@pytest.mark.parametrize("run", ["that ", "still ", "no, ", "it is all ", "oh, ", "I'll ", "a"])
def test_no_message_takes_long(run: str) -> None:
    began = time.monotonic()
    hear(run * 20_000, answered=True, questioned=False)

    assert time.monotonic() - began < 1


def test_abbreviations_end_no_sentence() -> None:
    assert sentences("Ask Dr. Lee at 9 a.m. sharp. Then call me.") == [
        "Ask Dr. Lee at 9 a.m. sharp.",
        "Then call me.",
    ]
