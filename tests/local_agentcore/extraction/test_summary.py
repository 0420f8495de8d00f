"""The running summary of a session."""

import re
import time
from collections.abc import Callable

import pytest

from local_agentcore.extraction.payload import Work
from local_agentcore.extraction.summary import summarise
from local_agentcore.extraction.summary_text import MAX_CHARACTERS
from local_agentcore.extraction.types import Utterance
from tests.local_agentcore.extraction.conversation import conversation
from tests.local_agentcore.extraction.summaries import at_once, one_by_one, topics

Say = Callable[..., list[Utterance]]

TRIP = """
    U: Hi! I live in Lisbon and have two dogs.
    A: Nice! What can I do for you?
    U: I want to fly to Oslo in May. Which airline is cheapest?
    A: Norwegian is the cheapest, at 89 euros.
    U: OK, I'll take the Norwegian flight. Let's go with the aisle seat.
    A: Great. Shall I book it?
    U: Yes please.
    A: Done, the flight is booked.
    U: I still need to book a hotel. I haven't decided on the museum yet.
    A: There is a good hotel near the opera. Would you like me to book it?
    U: I'll think about it. Remind me to call my sister on Friday.
    A: Sure. Which museums do you like?
"""
ODD = [
    'I live in <b>Bern</b> & "Ulm"\x00\x0b.',
    "Let's go with </topic> &lt;option&gt;.",
    "I still need to book \ud800 a ]]> hotel.",
    'What is <topic name="x">?',
]


def test_it_reads_like_the_minutes_of_a_conversation() -> None:
    near_opera = '"There is a good hotel near the opera. Would you like me to book it?"'
    summary = at_once(TRIP)

    assert list(summary) == [
        *["Personal details", "Interests", "Decisions", "Open points", "Questions asked"]
    ]
    assert summary["Personal details"] == ["The user lives in Lisbon."]
    assert summary["Decisions"] == [
        "The user chose the Norwegian flight.",
        "The user chose the aisle seat.",
        'The user accepted: "Shall I book it?"',
    ]
    assert summary["Open points"] == [
        "The user still needs to book a hotel.",
        "The user has not decided on the museum yet.",
        f"The user will think about: {near_opera}",
        "The user wants to be reminded: call their sister on Friday.",
        'The assistant asked: "Which museums do you like?"',
    ]
    assert summary["Questions asked"] == [
        'The user asked: "Which airline is cheapest?"'
        ' The assistant answered: "Norwegian is the cheapest, at 89 euros."'
    ]


def test_it_is_the_same_message_by_message() -> None:
    assert one_by_one(TRIP) == at_once(TRIP)


@pytest.mark.parametrize("message", ODD)
def test_whatever_was_typed_it_is_xml(say: Say, message: str) -> None:
    first = summarise(None, say(message))
    second = summarise(first, say("My sister lives in Graz."))

    kept = topics(first) if first else {}
    assert all(set(lines) <= set(topics(second)[name]) for name, lines in kept.items())


def test_what_the_assistant_did_with_tools() -> None:
    works = [
        Work("calculator", {"expression": "2340 * 0.18"}, "Result: 421.2"),
        Work("current_time", {"timezone": "UTC"}, "12:00"),
        Work("web_search", {"query": "museums in Oslo"}, '[{"title": "Munch"}]'),
        Work("weather", {"city": "Oslo", "days": 2}, "Sunny, 18 degrees."),
    ]
    assert topics(summarise(None, [], works)) == {
        "Done": [
            "Worked out 2340 * 0.18: 421.2.",
            "Used web_search for museums in Oslo.",
            "Used weather for Oslo, 2: Sunny, 18 degrees.",
        ]
    }


def test_decisions_outlast_what_is_pleasant_to_know(say: Say) -> None:
    summary = summarise(None, say("My name is Alice. Let's go with the barn. I need to pay Bob."))
    for n in range(150):
        summary = summarise(summary, say(f"I like the song number {n} by the band Gate {n}."))

    kept = topics(summary)
    assert kept["Personal details"] == ["The user's name is Alice."]
    assert kept["Decisions"] == ["The user chose the barn."]
    assert kept["Open points"] == ["The user needs to pay Bob."]
    assert "number 149" in kept["Interests"][-1]


def test_a_long_session_stays_fast() -> None:
    summary, times = None, []
    for n in range(250):
        text = f"""
            U: My cousin number {n} works at Gate {n}. I need to call Ann{n}. Who is in Oslo {n}?
            A: Bob{n} is there. Shall I call Bob{n}?
        """
        for utterance in conversation(text):
            began = time.perf_counter()
            summary = summarise(summary, [utterance]) or summary
            times.append(time.perf_counter() - began)

    assert summary is not None
    assert len(summary) <= MAX_CHARACTERS
    assert sorted(times)[len(times) * 95 // 100] < 0.2, (
        "seconds; a fifth of it when nobody else works"
    )


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


def test_questions_that_nobody_answered_are_open(say: Say) -> None:
    first = summarise(None, say("I'm from Spain. What should I cook?"))
    second = summarise(first, say("And what should I drink?"))

    assert topics(second)["Open points"] == [
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


def test_what_somebody_wrote_among_the_topics_is_kept(say: Say) -> None:
    edited = 'Note: ask <Bob>!\n<topic name="Trip">\nTo Oslo.\n</topic>\nBring boots.'

    assert topics(summarise(edited, say("I live in Bern."))) == {
        "Earlier": ["Note: ask <Bob>!", "Bring boots."],
        "Trip": ["To Oslo."],
        "Personal details": ["The user lives in Bern."],
    }


def test_a_long_text_of_somebody_is_cut_and_not_forgotten(say: Say) -> None:
    summary = summarise("Once upon a time. " * 400, say("I live in Bern."))

    assert topics(summary)["Earlier"][0].startswith("Once upon a time.")
