"""What the episodes of one kind of request teach together."""

import xml.etree.ElementTree as ElementTree

import pytest

from local_agentcore.extraction.episodes import extract_episodes
from local_agentcore.extraction.reflections import Reflection, reflect
from tests.local_agentcore.extraction.conversation import conversation

LISBON = """
    U: Can you find me a cheap flight to Lisbon?
    T: flight_search
    A: There is a flight for 89 euros.
    U: Perfect, thanks!
"""
OSLO = """
    U: I need a flight from Bern to Oslo on Monday.
    T: web_search
    A: I could not find any flight.
    U: That's not helpful.
    T: flight_search
    A: There is a flight at 9:40.
    U: Great, thanks!
"""
PARIS = """
    U: Book a flight to Paris & London.
    A: I cannot book flights.
    U: That didn't help.
    A: I am sorry.
    U: Never mind.
"""
MADRID = """
    U: Which flight to Madrid is the cheapest?
    T: flight_search
    A: There is one for 40 euros.
"""
BLANK = """
    U: My printer only prints blank pages. How do I fix it?
    A: Reinstall the driver.
    U: That fixed it, thanks!
"""
BLANK_AGAIN = """
    U: The printer prints blank pages again, what can I do?
    A: Reinstall the driver.
    U: No, still blank.
"""


def episodes(*sessions: str) -> list[str]:
    return [
        episode.text
        for session in sessions
        for episode in extract_episodes([], conversation(session))
    ]


def parts(reflection: Reflection) -> dict[str, str]:
    root = ElementTree.fromstring(reflection.text)
    assert root.tag == "reflection"
    return {child.tag: child.text or "" for child in root}


def test_two_episodes_of_a_kind_make_a_reflection() -> None:
    (reflection,) = reflect(episodes(LISBON, BLANK, OSLO), [])
    found = parts(reflection)

    assert reflection.updates is None
    assert list(found) == ["title", "use_cases", "hints", "confidence"]
    assert found["title"] == "Requests about flight"
    assert found["use_cases"] == (
        'When the user asks about flight, as in "I need a flight from Bern to Oslo on Monday."; '
        '"Can you find me a cheap flight to Lisbon?".'
    )
    assert found["hints"].split("\n") == [
        "Two of two such requests were met.",
        "Answering with the use of flight_search helped in two cases.",
        "Answering with the use of web_search did not help in one case.",
        'This helped: "There is a flight at 9:40."',
        'This helped: "There is a flight for 89 euros."',
        'This did not help: "I could not find any flight."',
    ]
    assert found["confidence"] == "0.5"


def test_a_kind_has_a_reflection_of_its_own() -> None:
    found = reflect(episodes(LISBON, BLANK, OSLO, BLANK_AGAIN), [])
    titles = [parts(reflection)["title"] for reflection in found]

    assert titles == [
        "Requests about flight",
        "Requests about printer, prints, blank and pages",
    ]
    hints = parts(found[1])["hints"].split("\n")
    assert hints[0] == "One of two such requests was met."
    assert hints[1:] == [
        'This helped: "Reinstall the driver."',
        'This did not help: "Reinstall the driver."',
    ]
    assert "My printer only prints blank pages. How do I fix it?" in parts(found[1])["use_cases"]


@pytest.mark.parametrize(
    "sessions",
    [(), (LISBON,), (LISBON, BLANK), (LISBON, MADRID), (MADRID, MADRID)],
)
def test_what_nobody_judged_or_happened_once_teaches_nothing(sessions: tuple[str, ...]) -> None:
    assert reflect(episodes(*sessions), []) == []


def test_a_new_episode_updates_the_reflection_of_its_kind() -> None:
    printer = "<reflection><title>Requests about printer</title></reflection>"
    (first,) = reflect(episodes(LISBON, OSLO), [printer])
    (second,) = reflect(episodes(LISBON, OSLO, PARIS), [printer, first.text])

    assert (first.updates, second.updates) == (None, 1)
    assert parts(second)["hints"].startswith("Two of three such requests were met.")
    assert "Paris & London" in parts(second)["use_cases"]
    assert parts(second)["confidence"] == "0.4"


def test_what_is_known_is_not_written_again() -> None:
    sessions = episodes(LISBON, OSLO, BLANK, BLANK_AGAIN)
    known = [reflection.text for reflection in reflect(sessions, [])]

    assert reflect(sessions, known) == []
    assert reflect([*sessions, *episodes(MADRID)], known) == []


def test_agreement_and_number_give_confidence() -> None:
    def confidence(*sessions: str) -> float:
        return float(parts(reflect(episodes(*sessions), [])[0])["confidence"])

    assert confidence(LISBON, PARIS) < confidence(LISBON, OSLO) < confidence(*[LISBON] * 10) <= 1.0
    assert confidence(LISBON, PARIS) >= 0.1


def test_many_episodes_make_a_reflection_of_bounded_length() -> None:
    sessions = [
        f"U: Find me a flight to city {'x' * 300}{n}.\nT: tool_{n}\nA: {'y' * 300}{n}\nU: Thanks!"
        for n in range(60)
    ]
    (reflection,) = reflect(episodes(*sessions), [])

    assert len(reflection.text) < 3_000
    assert "60 of 60" in reflection.text


def test_texts_of_another_form_are_no_episodes_and_no_reflections() -> None:
    assert reflect(["Alice called.", '{"title": "x"}', "<summary></summary>"], []) == []
    assert [r.updates for r in reflect(episodes(LISBON, OSLO), ["Be brief.", "{}"])] == [None]
