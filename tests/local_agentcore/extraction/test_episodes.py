"""The episodes of a session: where one ends and the next begins, and what each says."""

import time
import xml.etree.ElementTree as ElementTree

import pytest

from local_agentcore.extraction.episode_text import MAX_CHARACTERS, Assessment, read
from local_agentcore.extraction.episodes import Episode, extract_episodes
from local_agentcore.extraction.types import Utterance
from tests.local_agentcore.extraction.conversation import conversation

PRINTER = """
    U: Hi there!
    A: Hello! How can I help you today?
    U: My printer only prints blank pages. It is a LaserJet 1020. How do I fix it?
    A: Sure! First, take out the toner cartridge and shake it. Then print a **test page**.
    U: No, it still prints blank pages.
    A: Restart the print spooler. Did you install the latest driver?
    U: No, I'm on Windows 11.
    T: web_search
    A: Let me see.
    A: Install driver 9.2 from the vendor.
    U: Thanks, that works!
    A: You're welcome! Anything else?
"""
FLIGHT = """
    U: Yes. Can you find me a cheap flight to Lisbon next Friday?
    T: flight_search
    F: [{"text": "timeout"}]
    T: flight_search
    A: There is a flight at 9:40 for 89 euros. Shall I book it?
    U: No thanks, that's too early.
    A: There is another one at 18:05.
    U: Perfect!
"""
WEATHER = """
    U: What's the weather like in Rome this weekend for my trip?
    A: It will be sunny in Rome.
"""
CARBONARA = """
    U: How do I cook carbonara?
    A: Fry the guanciale, then mix eggs with pecorino.
    U: And how much pecorino?
    A: Use 100 grams for four.
"""
GREETINGS = """
    U: Hello
    A: Hi! What can I do for you?
    U: How are you?
    A: Fine, thanks.
    U: Great, bye!
"""
TRANSLATION = """
    U: Translate "good evening" to Italian.
    A: "Buongiorno".
    U: That's wrong, I asked for good evening.
    A: Sorry! It is "buonasera".
    U: Never mind, I'll ask someone else.
"""
TOLD = """
    U: My name is Alice and I like chocolate ice cream.
    A: Nice to meet you, Alice!
"""


def one_by_one(said: list[Utterance]) -> list[str]:
    """The records after each message was extracted by itself."""
    records: list[str] = []
    for utterance in said:
        for episode in extract_episodes(records, [utterance]):
            if episode.updates is None:
                records.append(episode.text)
            else:
                records[episode.updates] = episode.text
    return records


def episodes(text: str) -> list[Episode]:
    return extract_episodes([], conversation(text))


def test_an_inquiry_is_told_from_its_beginning_to_its_end() -> None:
    (episode,) = episodes(PRINTER)
    inquiry = read(episode.text)

    assert inquiry.situation == (
        'The user said: "My printer only prints blank pages."',
        'The user said: "It is a LaserJet 1020."',
        "The user is on Windows 11.",
    )
    assert inquiry.asked == ('The user asked: "How do I fix it?"',)
    assert [(turn.action, turn.outcome) for turn in inquiry.turns] == [
        (
            'The assistant answered: "First, take out the toner cartridge and shake it."',
            'It did not help; the user said: "No, it still prints blank pages."',
        ),
        (
            'The assistant answered: "Restart the print spooler." and asked: '
            '"Did you install the latest driver?"',
            'The user went on: "No, I\'m on Windows 11."',
        ),
        (
            'Using web_search, the assistant answered: "Install driver 9.2 from the vendor."',
            'It helped; the user said: "Thanks, that works!"',
        ),
    ]
    assert inquiry.assessment is Assessment.YES
    assert inquiry.justification == 'The user said: "Thanks, that works!"'
    assert episode.concluded and episode.updates is None
    assert episode.event_ids == tuple(f"event-{n}" for n in (3, 4, 5, 6, 7, 8, 9, 10, 11))


def test_the_next_request_after_an_end_is_another_episode() -> None:
    first, second = episodes(PRINTER + FLIGHT.strip())
    inquiry = read(second.text)

    assert read(first.text) == read(episodes(PRINTER)[0].text)
    assert inquiry.asked == (
        'The user asked: "Can you find me a cheap flight to Lisbon next Friday?"',
    )
    assert inquiry.turns[0].action == (
        "Using flight_search (a call failed), the assistant answered: "
        '"There is a flight at 9:40 for 89 euros." and asked: "Shall I book it?"'
    )
    assert inquiry.turns[0].outcome == 'The user went on: "No thanks, that\'s too early."'
    assert inquiry.assessment is Assessment.YES


def test_a_request_on_quite_another_topic_is_another_episode() -> None:
    left, current = episodes(WEATHER + CARBONARA.strip())

    assert read(left.text).assessment is Assessment.MOVED_ON
    assert read(left.text).justification == (
        'The user went on to something else: "How do I cook carbonara?"'
    )
    assert (left.concluded, current.concluded) == (True, False)
    assert len(read(current.text).asked) == 2
    assert "still open" in ElementTree.fromstring(current.text).findtext("assessment", "")


def test_a_question_that_leans_on_the_answer_is_not() -> None:
    assert len(episodes(f"{WEATHER.strip()}\nU: Is it warm enough there to swim?")) == 1


def test_giving_up_ends_it_without_success() -> None:
    (episode,) = episodes(TRANSLATION)
    inquiry = read(episode.text)

    assert inquiry.assessment is Assessment.GIVEN_UP
    assert [turn.outcome.split(";")[0] for turn in inquiry.turns] == [
        "It did not help",
        'The user gave up: "Never mind, I\'ll ask someone else."',
    ]


@pytest.mark.parametrize("text", [GREETINGS, "A: Hello! How can I help?", "U: ok"])
def test_greetings_make_no_episode(text: str) -> None:
    assert episodes(text) == []


def test_nothing_said_makes_none() -> None:
    assert extract_episodes([], []) == []


def test_what_is_only_told_waits_for_a_request() -> None:
    (told,) = episodes(TOLD)
    asked = extract_episodes([told.text], conversation("U: What is my favourite ice cream?"))

    assert read(told.text).asked == ()
    assert "asked for nothing" in told.text
    (episode,) = asked
    assert episode.updates == 0
    assert read(episode.text).situation == (
        "The user's name is Alice.",
        "The user likes chocolate ice cream.",
    )
    assert "asked for nothing" not in episode.text


def test_thanks_for_nothing_asked_judges_nothing() -> None:
    (episode,) = episodes(f"{TOLD.strip()}\nU: Thanks!")

    assert read(episode.text).assessment is Assessment.OPEN


def test_what_seemed_to_help_may_fail_after_all() -> None:
    (ended,) = episodes(PRINTER)
    (again,) = extract_episodes([ended.text], conversation("U: It's still printing blank pages."))

    assert (again.updates, again.concluded) == (0, False)
    assert read(again.text).assessment is Assessment.NO


def test_another_thing_that_fails_is_no_failure_of_the_last() -> None:
    (ended,) = episodes(PRINTER)
    said = conversation("U: My dishwasher doesn't work. What can I do?")
    (begun,) = extract_episodes([ended.text], said)

    assert begun.updates is None
    assert "blank" not in begun.text


def test_after_a_failure_a_new_answer_is_open_again() -> None:
    (failed,) = episodes("U: Reset my router.\nA: Pull the plug.\nU: That didn't help.")
    (tried,) = extract_episodes([failed.text], conversation("A: Hold the button for ten seconds."))

    assert read(failed.text).assessment is Assessment.NO
    assert read(tried.text).assessment is Assessment.OPEN
    assert len(read(tried.text).turns) == 2


def test_a_tool_message_names_its_tool() -> None:
    (episode,) = episodes(
        "U: Where is order 17?\nR: get_order(id=17)\nR: {'status': 'sent'}\nA: It was sent."
    )

    assert read(episode.text).turns[0].action == (
        'Using get_order and a tool, the assistant answered: "It was sent."'
    )


@pytest.mark.parametrize(
    "text",
    [PRINTER + FLIGHT.strip(), WEATHER + CARBONARA.strip(), TRANSLATION, TOLD, GREETINGS],
)
def test_message_by_message_gives_what_the_whole_gives(text: str) -> None:
    said = conversation(text)

    assert one_by_one(said) == [episode.text for episode in extract_episodes([], said)]


def test_only_what_changed_is_answered() -> None:
    records = [episode.text for episode in episodes(PRINTER + FLIGHT.strip())]

    assert extract_episodes(records, conversation("U: ok, bye\nA: Bye!")) == []


def test_a_long_session_stays_within_bounds_and_well_formed() -> None:
    lines = ["U: My <router> & modem fail. How do I fix it?"]
    for n in range(80):
        lines += [f'A: Try "step {n}" & wait {"a while " * 30}', f"U: Step {n} did not help."]
    (text,) = one_by_one(conversation("\n".join(lines)))

    assert len(text) <= MAX_CHARACTERS
    ElementTree.fromstring(text)
    assert "step 79" in text and "step 1'" not in text
    assert "How do I fix it?" in text


def test_a_text_that_somebody_rewrote_is_kept_as_the_situation() -> None:
    (episode,) = extract_episodes(["Alice called."], conversation("U: Where is my order?"))

    assert episode.updates == 0
    assert read(episode.text).situation == ("Alice called.",)


@pytest.mark.parametrize("run", ["\n", "a", "- ", "it works ", "```", '"', "Why? "])
@pytest.mark.parametrize("who", ["USER", "ASSISTANT"])
def test_no_message_takes_long(run: str, who: str) -> None:
    asked, answered = conversation("U: Where is my order?\nA: It was sent.")
    pasted = Utterance("event-3", who, (run * 90_000)[:90_000], asked.at)
    began = time.monotonic()
    extract_episodes([], [asked, answered, pasted])

    assert time.monotonic() - began < 5
