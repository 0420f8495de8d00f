"""Recall questions of the usual forms: answered by the record that answers, admitted otherwise."""

import pytest

from tests.local_agentcore.model.talk import ask

RECORDS = [
    "The user lives in Manchester and grew up in Cairo.",
    "The user's wife Salma teaches chemistry.",
    "The user has three children.",
    "The user's daughter Noor is 12 years old.",
    "The user's son Karim studies medicine in Leeds.",
    "The user's stepfather gave the user a boat.",
    "The user's neighbour Mr. Hill has a parrot.",
    "The user's dog Rex is a labrador.",
    "The user has a horse named Lua.",
    "The user lost his passport in Athens.",
    "The user's bike was stolen in August.",
    "The user spent a month in Greece in 2022.",
    "The user got married on 21 June 2012.",
    "The user quit smoking in 2019 because of his asthma.",
    "The user can't eat gluten.",
    "The user drives a grey Volvo.",
    "The user's gym membership expires on 31 August.",
    "The user runs 10 km every Sunday.",
    "The user's supervisor is Dr. Alan Woods.",
    "The user left his job at Brio last year.",
    "The user's father passed away in 2009.",
    '{"preference": "The user prefers aisle seats.", "categories": []}',
    '{"preference": "The user enjoys watching football.", "categories": []}',
]


def answer(question: str) -> str:
    return ask(question, memory=RECORDS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where did I grow up?", "You live in Manchester and grew up in Cairo."),
        ("Where did I lose my passport?", "You lost your passport in Athens."),
        ("Where did I work before?", "You left your job at Brio last year."),
        ("When did my father die?", "Your father passed away in 2009."),
        ("When is my wedding anniversary?", "You got married on 21 June 2012."),
        ("When does my gym membership run out?", "Your gym membership expires on 31 August."),
        ("Who is my supervisor?", "Your supervisor is Dr. Alan Woods."),
        ("Who gave me a boat?", "Your stepfather gave you a boat."),
        ("Whose parrot is it?", "Your neighbour Mr. Hill has a parrot."),
        ("How many kids do I have?", "You have three children."),
        ("How old is Noor?", "Your daughter Noor is 12 years old."),
        ("How long was I in Greece?", "You spent a month in Greece in 2022."),
        ("How often do I run?", "You run 10 km every Sunday."),
        ("How far do I run on Sundays?", "You run 10 km every Sunday."),
        ("Why did I quit smoking?", "You quit smoking in 2019 because of your asthma."),
        ("What does my wife do for a living?", "Your wife Salma teaches chemistry."),
        ("What colour is my car?", "You drive a grey Volvo."),
        ("What breed is Rex?", "Your dog Rex is a labrador."),
        ("What happened to my bike?", "Your bike was stolen in August."),
        ("Which seat do I prefer on a plane?", "You prefer aisle seats."),
        ("What's the name of my horse?", "You have a horse named Lua."),
    ],
)
def test_the_record_that_has_what_was_asked_for_answers(question: str, said: str) -> None:
    assert answer(question) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("whats my dogs name", "Your dog Rex is a labrador."),
        ("wats my horses name", "You have a horse named Lua."),
        ("how old is noor", "Your daughter Noor is 12 years old."),
        ("do u remember my horse", "You have a horse named Lua."),
        ("im trying to recall who my supervisor is", "Your supervisor is Dr. Alan Woods."),
    ],
)
def test_hasty_spelling_is_understood(question: str, said: str) -> None:
    assert answer(question) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Did I use to smoke?", "Yes, you quit smoking in 2019 because of your asthma."),
        ("Have I been to Greece?", "Yes, you spent a month in Greece in 2022."),
        ("Am I married?", "Yes, your wife Salma teaches chemistry."),
        ("Is Karim my son?", "Yes, your son Karim studies medicine in Leeds."),
        ("Can I eat gluten?", "No, you can't eat gluten."),
        ("Is my horse called Bella?", "No, you have a horse named Lua."),
        ("Do I have four children?", "No, you have three children."),
        ("Is my father still alive?", "No, your father passed away in 2009."),
    ],
)
def test_yes_and_no_are_said_where_a_record_settles_it(question: str, said: str) -> None:
    assert answer(question) == said


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("How old is Karim?", "how old Karim is"),
        ("How old is my wife?", "how old your wife is"),
        ("What is my father's name?", "your father's name"),
        ("Where does my wife work?", "where your wife works"),
        ("Who stole my bike?", "who stole your bike"),
        ("How did I lose my passport?", "how you lost your passport"),
        ("When did I move to Manchester?", "when you moved to Manchester"),
        ("How much is my gym membership?", "how much your gym membership is"),
        ("Which gym do I go to?", "which gym you go to"),
        ("What school does Noor go to?", "what school Noor goes to"),
        ("What does my daughter study?", "what your daughter studies"),
        ("What breed is my horse?", "what breed your horse is"),
        ("Have I been to China?", "whether you have been to China"),
        ("Does my wife drive?", "whether your wife drives"),
        ("Is my wife a doctor?", "whether your wife is a doctor"),
        ("What's my favourite film?", "your favourite film"),
    ],
)
def test_a_record_that_only_comes_near_is_no_answer(question: str, unknown: str) -> None:
    said = answer(question)
    assert said.startswith((f"I don't know {unknown}", f"I can't say for sure {unknown}")), said


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("Who is Noor?", "How old is she?", "Your daughter Noor is 12 years old."),
        ("My passport is gone.", "Where did I lose it?", "You lost your passport in Athens."),
        ("What does my wife do?", "And my son?", "Your son Karim studies medicine in Leeds."),
        ("What's my dog's name?", "And my horse's?", "You have a horse named Lua."),
        ("Where does my son study?", "What about Salma?", "I can't say for sure where Salma"),
    ],
)
def test_a_question_goes_on_from_the_one_before(before: str, question: str, said: str) -> None:
    assert ask(before, question, memory=RECORDS).startswith(said)


@pytest.mark.parametrize(
    "question", ["How do I change a tyre?", "What's the weather like in Athens?", "Who wrote Emma?"]
)
def test_the_world_is_left_to_a_language_model(question: str) -> None:
    assert "connect a language model" in answer(question)


def test_what_was_just_told_does_not_answer_beside_what_was_known() -> None:
    said = ask("I met Noor's teacher today. Who is Noor?", memory=RECORDS)
    assert said == "Noted: you met Noor's teacher today. Your daughter Noor is 12 years old."
