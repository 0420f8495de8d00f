"""Fifteen conversations, and what is remembered of each: what was sought, and how it ended."""

import pytest

from local_agentcore.extraction.episode_text import FAILED, HELPED, Assessment, Inquiry, read
from local_agentcore.extraction.episodes import extract_episodes
from local_agentcore.extraction.reflections import reflect
from tests.local_agentcore.extraction.conversation import conversation

WIFI = """
    U: My laptop won't connect to the wifi. What can I do?
    A: Forget the network and connect again.
    U: Did that, still nothing.
    A: Update the wifi driver from the vendor's page.
    U: That fixed it, thank you!
"""
PHONE = """
    U: The wifi on my phone keeps dropping. Any idea?
    A: Turn off power saving for wifi.
    U: Works great now.
"""
BREAD = """
    U: How do I make sourdough bread rise more?
    A: Let it rest for 12 hours in the fridge.
    U: Hmm, I don't have that much time.
    A: Then add a pinch of yeast.
    U: Great idea, thanks!
"""
ROME = """
    U: Find me a hotel in Rome for under 100 euros.
    T: hotel_search
    A: The Hotel Roma costs 90 euros a night.
    U: Too far from the centre.
    T: hotel_search
    A: The Hotel Foro costs 99 euros and is in the centre.
    U: I'll take it.
"""
OSLO = """
    U: Can you find a hotel in Oslo? I need parking.
    T: hotel_search
    F: timeout
    A: Sorry, the search failed.
    U: OK, never mind.
"""
CAPITALS = """
    U: What's the capital of Australia?
    A: Canberra.
    U: How do I get a visa for it?
    A: Apply online for an ETA.
"""
POEM = """
    U: Write a birthday poem for my wife Ana.
    A: Roses are red, Ana is sweet.
    U: Too short. Can you make it longer?
    A: Roses are red, violets are blue, Ana is sweet, and so are you.
    U: She will love it!
"""
GERMAN = """
    U: Translate "good night" into German.
    A: Gute Nacht.
    U: Perfect
"""
SCRIPT = """
    U: Why does my Python script say KeyError: 'name'?
    A: The dictionary has no key 'name'.
    U: I used get and now it prints None.
    A: Then the key is spelled differently in your data.
    U: You're right, it was 'Name'. Solved!
"""
SLEEP = """
    U: I can't sleep at night. I drink a lot of coffee. Any tips?
    A: Stop drinking coffee after noon.
    U: ok I'll try that
"""
SOFA = """
    U: Remind me what we decided about the sofa.
    A: You chose the red one.
    U: No, it was the blue one.
    A: Sorry, the blue one then.
    U: Yes, exactly.
"""
KYOTO = """
    U: Plan a day in Kyoto for me. I love temples.
    A: Start at Kinkaku-ji, then walk to Ryoan-ji. Do you want lunch ideas?
    U: Yes please, vegetarian.
    A: Try Shigetsu in Arashiyama.
    U: Awesome!
"""
TABLE = """
    U: Book a table at Luigi's for Friday at 8.
    A: It is full at 8. Shall I try 9?
    U: No, forget it.
"""
SUM = """
    U: How much is 18% of 2340?
    T: calculator
    A: 18% of 2,340 is 421.2.
    U: Thank you
"""
BOW_TIE = """
    U: How do I tie a bow tie?
    A: Cross the ends, then make a loop.
    U: I still don't get it.
"""
ALL = {
    WIFI: ("What can I do?", Assessment.YES, "That fixed it, thank you!"),
    PHONE: ("Any idea?", Assessment.YES, "Works great now."),
    BREAD: ("How do I make sourdough bread rise more?", Assessment.YES, "Great idea, thanks!"),
    ROME: ("Find me a hotel in Rome for under 100 euros.", Assessment.YES, "I'll take it."),
    OSLO: ("Can you find a hotel in Oslo?", Assessment.GIVEN_UP, "OK, never mind."),
    CAPITALS: ("What's the capital of Australia?", Assessment.OPEN, "not said yet"),
    POEM: ("Write a birthday poem for my wife Ana.", Assessment.YES, "She will love it!"),
    GERMAN: ("Translate 'good night' into German.", Assessment.YES, "Perfect"),
    SCRIPT: ("Why does my Python script say KeyError: 'name'?", Assessment.YES, "Solved!"),
    SLEEP: ("Any tips?", Assessment.OPEN, "not said yet"),
    SOFA: ("Remind me what we decided about the sofa.", Assessment.YES, "Yes, exactly."),
    KYOTO: ("Plan a day in Kyoto for me.", Assessment.YES, "Awesome!"),
    TABLE: ("Book a table at Luigi's for Friday at 8.", Assessment.GIVEN_UP, "No, forget it."),
    SUM: ("How much is 18% of 2340?", Assessment.YES, "Thank you"),
    BOW_TIE: ("How do I tie a bow tie?", Assessment.NO, "I still don't get it."),
}


def episode(session: str) -> Inquiry:
    [found] = extract_episodes([], conversation(session))
    return read(found.text)


@pytest.mark.parametrize("session", ALL)
def test_what_was_sought_and_how_it_ended(session: str) -> None:
    asked, assessment, justified = ALL[session]
    inquiry = episode(session)

    assert inquiry.asked[0] == f'The user asked: "{asked}"'
    assert inquiry.assessment is assessment
    assert justified in inquiry.justification


@pytest.mark.parametrize("session", [WIFI, ROME, POEM, SOFA])
def test_what_failed_before_something_helped(session: str) -> None:
    first, *_, last = episode(session).turns

    assert first.outcome.startswith(FAILED)
    assert last.outcome.startswith(HELPED)


def test_what_they_teach_together_is_told_once() -> None:
    texts = [found.text for each in ALL for found in extract_episodes([], conversation(each))]
    reflections = [reflection.text for reflection in reflect(texts, [])]

    assert [text.split("title>")[1] for text in reflections] == [
        "Requests about wifi</",
        "Requests about hotel</",
    ]
    assert "One of two such requests was met." in reflections[1]
    assert reflect(texts, reflections) == []
