"""What people tell an assistant beside what they want of it, as they type it."""

import pytest

from local_agentcore.extraction import sentences
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.phrasing import plain
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.splices import parted
from local_agentcore.extraction.types import Utterance
from tests.local_agentcore.extraction.conversation import conversation


def said(message: str) -> list[Utterance]:
    return conversation(f"U: {message}")


def learned(message: str) -> list[str]:
    """The facts, then the preferences that are none of them."""
    facts = [fact.text for fact in extract_facts(said(message))]
    wanted = [record.text for record in extract_preferences(said(message))]
    return [*facts, *wanted]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("My car is a Golf, what oil should I use?", "My car is a Golf. What oil should I use?"),
        ("I own a Nikon, how do I clean it", "I own a Nikon. How do I clean it"),
        ("We sold the boat, any tips for buyers?", "We sold the boat. Any tips for buyers?"),
        ("I quit sugar, give me a cake recipe", "I quit sugar. Give me a cake recipe"),
        ("I keep kosher so no shellfish", "I keep kosher. No shellfish"),
        ("I have gout, so the pub's out", "I have gout. The pub's out"),
        ("Got a new job, I'm in sales, any tips?", "Got a new job. I'm in sales. Any tips?"),
        ("Our cat won't eat, any tricks?", "Our cat won't eat. Any tricks?"),
        ("I'd like to learn Welsh - doable?", "I'd like to learn Welsh. Doable?"),
        ("Too many emojis, I'm a judge", "Too many emojis. I'm a judge"),
        ("I own two flats and one of them is empty", "I own two flats. One of them is empty"),
        ("We eat late, no starters", "We eat late. No starters"),
        ("Keep it short, I hate long texts", "Keep it short. I hate long texts"),
        ("Ann left us, I'm the boss now", "Ann left us. I'm the boss now"),
        # What belongs together
        ("I live in Ulm, where my sister studies", None),
        ("I moved to Bern, which is lovely", None),
        ("When I'm in Rome, what should I see?", None),
        ("For my mother's birthday, what should I buy?", None),
        ("Do you like tea, coffee or both?", None),
        ("Raised in Ohio, I love corn", None),
        ("Every time I called, I got no answer", None),
        ("I saved up so that I can travel", None),
        ("I have 3 eggs and eat 2, how many are left?", None),
        ("Hi there, how are you?", None),
        ("The soup was nice, wasn't it?", None),
        ("Later this year, I'm moving", None),
        ("Growing up in Kiel, I sailed", None),
    ],
)
def test_a_statement_and_what_is_asked_after_it_are_two_sentences(
    sentence: str, parts: str | None
) -> None:
    assert parted(sentence) == (parts or sentence)


def test_a_message_of_many_parts_is_read_to_its_end() -> None:
    many = "Got a job" + ", I'm ok" * 1_100
    assert parted(many).count(". I'm ok") == 1_100


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Ok so my mum is here", "my mum is here"),
        ("Update: I got the job", "I got the job"),
        ("I'm Ada, chief at Acme, and I run", "I'm Ada. I'm a chief at Acme, and I run"),
        ("I'm Ada, a nurse.", "I'm Ada. I'm a nurse."),
        ("I'm Ada, 34, single.", "I'm Ada. I'm 34. I'm single."),
        ("I'm Ada, your guide", "I'm Ada, your guide"),
        ("Ada here, I sing", "I'm Ada. I sing"),
        ("This is Ada! My band plays", "I'm Ada! My band plays"),
        ("Hi, this is Ada. I sing", "I'm Ada. I sing"),
        ("This is Rome. I love it", "This is Rome. I love it"),
        ("Hello, Ada here. I sing", "I'm Ada. I sing"),
        ("Good evening, this is Ada, retired judge.", "I'm Ada. I'm a retired judge."),
        ("Hi! Ada here, cook at a school.", "I'm Ada. I'm a cook at a school."),
        ("As a welder I earn little", "I'm a welder. I earn little"),
        ("As a child I sang", "As a child I sang"),
        ("diagnosed coeliac in May", "I was diagnosed coeliac in May"),
        ("Can you answer in Greek?", "Please answer in Greek."),
        ("my son's autistic", "my son is autistic"),
        ("my partner Ximena and I met", "I and my partner Ximena met"),
        ("me and my ex share a car", "I and my ex share a car"),
        ("They put me on nights", "I was put on nights"),
        ("They moved our office to York", "our office was moved to York"),
        ("They moved to York", "They moved to York"),
        ("Could you stop using emojis?", "Please stop using emojis."),
        ("Could you stop by?", "Please stop by."),
        ("My rent's gone up", "My rent has gone up"),
        ("my car's an old Fiat", "my car is an old Fiat"),
        ("my aunt Meg's getting old", "my aunt Meg is getting old"),
        ("my aunt's cooking is bad", "my aunt's cooking is bad"),
        ("my brother in law is tall", "my brother-in-law is tall"),
        ("ten of us work there", "ten people, including me, work there"),
        ("I don't smoke, never have.", "I don't smoke."),
        ("Small correction: I'm a cook", "I'm a cook"),
        ("Name is Ada and I sing", "My name is Ada and I sing"),
        ("They've put me on nights", "I've been put on nights"),
        ("They've moved our office to York", "our office has been moved to York"),
        ("see you monday", "see you Monday"),
    ],
)  # fmt: skip
def test_turns_of_phrase_are_put_plainly(said: str, meant: str) -> None:
    assert plain(said) == meant


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I see Dr. Lee. She helps", ["I see Dr. Lee.", "She helps"]),
        ("I work at St. Anne's. It's far", ["I work at St. Anne's.", "It's far"]),
        ("I live on Main St. My dog barks", ["I live on Main St.", "My dog barks"]),
        ("J. Lee sings! Really?", ["J. Lee sings!", "Really?"]),
    ],
)
def test_a_title_ends_no_sentence(text: str, parts: list[str]) -> None:
    assert sentences.END.split(text) == parts


@pytest.mark.parametrize(
    ("message", "records"),
    [
        ("My bike's a Brompton, which tyres fit?", ["The user's bike is a Brompton."]),
        ("I've an old iPad, how do I reset it", ["The user has an old iPad."]),
        (
            "Handed in my notice yesterday, I'm joining a startup",
            ["The user handed in their notice on 3 March 2025.", "The user is joining a startup."],
        ),
        (
            "Switched to Firefox last week, how do I move my bookmarks?",
            ["The user switched to Firefox in the week of 24 February 2025."],
        ),
        ("Swam a mile today!", ["The user swam a mile on 4 March 2025."]),
        ("Finished Emma last night", ["The user finished Emma on the night of 3 March 2025."]),
        ("I'm running a race this October", ["The user is running a race in October 2025."]),
        ("They made me team lead", ["The user was made team lead."]),
        ("We had to say goodbye to Rex", ["The user had to say goodbye to Rex."]),
        ("We homeschool both our boys", ["The user homeschools both their boys."]),
        ("My hair goes down to my hips", ["The user's hair goes down to the user's hips."]),
        ("Marco and I broke up", ["The user and Marco broke up."]),
        ("We're foster parents", ["The user is a foster parent."]),
        ("We're artists", ["The user is an artist."]),
        ("My brother in law is a sailor. He lives in Kiel.",
         ["The user's brother-in-law is a sailor.", "The user's brother-in-law lives in Kiel."]),
        ("Dad is ill. He lives on his own in Galway.",
         ["The user's dad is ill.", "The user's dad lives on his own in Galway."]),
        ("I live in Ohio and Celsius means nothing to me.",
         ["The user lives in Ohio.", "Celsius means nothing to the user."]),
        ("gonna learn to sail", ["The user is going to learn to sail."]),
        ("We adopted a greyhound named Flo. She's shy around men.",
         ["The user adopted a greyhound named Flo.",
          "The user's greyhound Flo is shy around men."]),
        ("My flight to Denver leaves at 6:40 tomorrow",
         ["The user's flight to Denver is at 6:40 on 5 March 2025."]),
        ("It's our anniversary next Friday!",
         ["The user's anniversary is on Friday 7 March 2025."]),
        ("I forgot my keys", ["The user forgot their keys."]),
        ("I'm free (since May, mostly), thanks", ["The user is free (since May 2024, mostly)."]),
        ("I have saved 18k so far", ["The user has saved 18k so far."]),
        ("My boss said the shop is closing in June",
         ["The user's boss said the shop is closing in June 2025."]),
        ("I left Acme because it was always chaotic",
         ["The user left Acme because it was always chaotic."]),
        # What says nothing
        ("My husband cooks but I'm definitely not", ["The user's husband cooks."]),
        ("Sorry, I meant May", []),
        ("We're about twenty people", []),
        ("We each believe in love", []),
        ("I'm allergic to nuts, put that somewhere safe, and my blood type is B.",
         ["The user is allergic to nuts.", "The user's blood type is B."]),
        ("I've the exam in May and signs are my weak spot.",
         ["The user has the exam in May 2025.", "Signs are the user's weak spot."]),
        ("Summarise the war in two sentences.", []),
        ("I need a synonym for robust", []),
        ("Plan for two", []),
        ("Always put it there", []),
        ("call me that", []),
    ],
)  # fmt: skip
def test_what_was_told_is_kept_without_the_rest(message: str, records: list[str]) -> None:
    assert [fact.text for fact in extract_facts(said(message))] == records


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("Please keep replies short, I read on my phone", "to keep replies short"),
        ("Can you stop using bullet points?", "to stop using bullet points"),
        ("Use American spelling in everything you write for me",
         "to use American spelling in everything it writes for them"),
        ("I'm vegan so only suggest plants", "to only suggest plants"),
        ("Use metric with me", "to use metric with them"),
        ("Keep the tone formal with Ann, she's old-school", "to keep the tone formal with Ann"),
    ],
)  # fmt: skip
def test_a_wish_is_heard_among_other_things(message: str, wish: str) -> None:
    assert f"The user wants the assistant {wish}." in " ".join(learned(message))
