"""The text of an episode, written and read back."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from local_agentcore.extraction.episode_text import (
    FAILED,
    HELPED,
    MAX_CHARACTERS,
    Action,
    Assessment,
    Inquiry,
    Turn,
    read,
    read_action,
    shortened,
    write,
)

WHOLE = Inquiry(
    situation=('The user said: "My <old> printer & scanner fail."', "The user is on Windows 11."),
    asked=('The user asked: "How do I fix it?"',),
    turns=(
        Turn('The assistant answered: "Restart it."', f'{FAILED} "No."'),
        Turn('Using web_search, the assistant answered: "Update it."', f'{HELPED} "Works now!"'),
    ),
    assessment=Assessment.YES,
    justification='The user said: "Works now!"',
)


def test_what_is_written_is_read_back() -> None:
    assert read(write(WHOLE)) == WHOLE
    assert read(write(Inquiry())) == Inquiry()


def test_it_is_well_formed_and_has_the_elements_of_the_service() -> None:
    root = ElementTree.fromstring(write(WHOLE))

    assert root.tag == "summary"
    assert [child.tag for child in root] == [
        "situation",
        "intent",
        "turns",
        "assessment",
        "justification",
        "reflection",
    ]
    assert root.findtext("situation", "").split("\n") == list(WHOLE.situation)
    assert [turn.findtext("outcome") for turn in root.iter("turn")] == [
        turn.outcome for turn in WHOLE.turns
    ]
    assert root.findtext("assessment") == "Yes"


@pytest.mark.parametrize(
    ("assessment", "turns", "lesson"),
    [
        (
            Assessment.YES,
            WHOLE.turns,
            "An answer with the use of web_search helped. An answer before it did not.",
        ),
        (Assessment.YES, WHOLE.turns[1:], "An answer with the use of web_search helped."),
        (Assessment.NO, WHOLE.turns[:1], "What was answered last did not help."),
        (
            Assessment.GIVEN_UP,
            WHOLE.turns,
            "Nothing that was answered helped before the user gave up.",
        ),
        (Assessment.OPEN, WHOLE.turns[:1], "What was answered at first did not help."),
        (Assessment.OPEN, (), "Whether anything that was answered helped is not known."),
    ],
)
def test_what_it_teaches(assessment: Assessment, turns: tuple[Turn, ...], lesson: str) -> None:
    text = write(replace(WHOLE, assessment=assessment, turns=turns))

    assert ElementTree.fromstring(text).findtext("reflection") == lesson


def test_the_oldest_turns_go_first() -> None:
    turns = tuple(Turn(f'The assistant answered: "{n} {"x" * 200}"') for n in range(60))
    text = write(replace(WHOLE, turns=turns))
    kept = read(text)

    assert len(text) <= MAX_CHARACTERS
    assert kept.situation == WHOLE.situation
    assert kept.turns == turns[-len(kept.turns) :]
    assert len(kept.turns) > 10


def test_even_escaped_it_is_bounded() -> None:
    crowded = Inquiry(
        situation=("&" * 2_000,) * 9, asked=("<" * 2_000,) * 9, turns=(Turn("&" * 999),)
    )

    assert len(write(crowded)) <= MAX_CHARACTERS


def test_a_text_of_another_form_is_the_situation() -> None:
    assert read("Alice needed help.") == Inquiry(situation=("Alice needed help.",))


def test_the_service_s_own_form_is_read() -> None:
    text = (
        "<summary><situation>S.</situation><intent>I.</intent><assessment>Yes, fully</assessment>"
    )
    found = read(text + "<justification>J.</justification><reflection>R.</reflection></summary>")

    assert (found.situation, found.asked, found.justification) == (("S.",), ("I.",), "J.")
    assert found.assessment is Assessment.YES
    assert read(text.replace("Yes, fully", "No, not quite")).assessment is Assessment.NO


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (Action(), "The assistant has not answered yet."),
        (Action(answer="Yes."), 'The assistant answered: "Yes."'),
        (Action(question="Which?"), 'The assistant asked: "Which?"'),
        (
            Action(answer="Two.", question="Which?"),
            'The assistant answered: "Two." and asked: "Which?"',
        ),
        (Action(("search",)), "Using search, the assistant has not answered yet."),
        (
            Action(("a", "b", "c"), True, "Done."),
            'Using a, b and c (a call failed), the assistant answered: "Done."',
        ),
    ],
)
def test_an_action_is_a_sentence(action: Action, sentence: str) -> None:
    assert action.sentence() == sentence
    assert read_action(sentence) == action


def test_an_action_in_other_words_is_an_answer() -> None:
    assert read_action('Told "Al" to wait.') == Action(answer="Told 'Al' to wait.")


def test_shortening_cuts_between_words_where_there_are_some() -> None:
    assert shortened("one  two\nthree", 20) == "one two three"
    assert shortened("one two three", 10) == "one two …"
    assert shortened("字" * 30, 10) == "字" * 10 + " …"
