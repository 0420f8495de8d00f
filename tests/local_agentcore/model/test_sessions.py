"""What is told in one conversation and asked later in it, in people's own words."""

import pytest

from tests.local_agentcore.model.talk import ask

BOB = "I'm Bob. I live in Berlin with my wife Ann and our two kids, Max and Lea."
MAX = "My son Max is allergic to eggs"
INTERVIEW = "I have an interview at Google next Tuesday at 10am"
PETS = "My cat is 3 and my dog is 7."
BORN = "I was born on 12 March 1990 in Oslo"
SISTER = "My sister Ann lives in Oslo and works as a nurse"
TRIP = "I'm planning a trip to Japan in April"


@pytest.mark.parametrize(
    ("told", "asked", "answer"),
    [
        (
            BOB,
            "Who is my wife?",
            "You live in Berlin with your wife Ann and your two kids, Max and Lea.",
        ),
        (
            BOB,
            "what are my kids called?",
            "You live in Berlin with your wife Ann and your two kids, Max and Lea.",
        ),
        (MAX, "What is Max allergic to?", "Your son Max is allergic to eggs."),
        (MAX, "Is my son allergic to anything?", "Yes, your son Max is allergic to eggs."),
        (
            INTERVIEW,
            "When is my interview?",
            "You have an interview at Google next Tuesday at 10am.",
        ),
        (
            INTERVIEW,
            "What do I have on Tuesday?",
            "You have an interview at Google next Tuesday at 10am.",
        ),
        (PETS, "How old is my dog?", "Your dog is 7."),
        (BORN, "When was I born?", "You were born on 12 March 1990 in Oslo."),
        (BORN, "Where was I born?", "You were born on 12 March 1990 in Oslo."),
        (BORN, "When's my birthday?", "You were born on 12 March 1990 in Oslo."),
        (
            SISTER,
            "Where does my sister live?",
            "Your sister Ann lives in Oslo and works as a nurse.",
        ),
        (SISTER, "Do I have a sister?", "Yes, your sister Ann lives in Oslo and works as a nurse."),
        (TRIP, "What are my plans?", "You're planning a trip to Japan in April."),
        (TRIP, "Where am I going in April?", "You're planning a trip to Japan in April."),
        (TRIP, "When is my trip?", "You're planning a trip to Japan in April."),
        ("Hey there, I just moved to Oslo", "Where do I live now?", "You just moved to Oslo."),
        (
            "I've lived in Paris for ten years",
            "Where do I live?",
            "You've lived in Paris for ten years.",
        ),
        ("I used to live in Rome, now I live in Paris", "Where do I live?", "You live in Paris."),
        (
            "I live at 5 Main St. in Boston.",
            "What is my address?",
            "You live at 5 Main St. in Boston.",
        ),
        ("Actually my name is Carla, not Carol", "What's my name?", "Your name is Carla."),
        ("My husband's name is Tom", "Who is Tom?", "Your husband's name is Tom."),
        ("I'm 30 and single", "How old am I?", "You're 30 and single."),
        ("I'm not married", "Am I married?", "No, you're not married."),
        ("I'm married to Sam", "Am I married?", "Yes, you're married to Sam."),
        ("I don't have a car", "Do I have a car?", "No, you don't have a car."),
        (
            "I'm not a fan of crowds, but I love fairs",
            "Do I like crowds?",
            "No, you're not a fan of crowds.",
        ),
        ("I'm not a fan of crowds, but I love fairs", "What do I like?", "You love fairs."),
        ("I can't stand early flights", "What do I hate?", "You can't stand early flights."),
        ("I prefer tea over coffee", "Do I prefer tea or coffee?", "You prefer tea over coffee."),
        ("I play tennis every Sunday", "What sport do I play?", "You play tennis every Sunday."),
        ("I play tennis every Sunday", "What are my hobbies?", "You play tennis every Sunday."),
        (
            "I speak French and German",
            "Which languages do I speak?",
            "You speak French and German.",
        ),
        ("I'm reading Dune", "What book am I reading?", "You're reading Dune."),
        ("I wake up at 5", "What time do I get up?", "You wake up at 5."),
        (
            "My boss is Karen and my best friend is Lou.",
            "Who is my best friend?",
            "Your best friend is Lou.",
        ),
        ("I want to go to Peru", "Where did I say I wanted to go?", "You want to go to Peru."),
        (
            "We have three children: Tom, Ann and Lee.",
            "How many kids do I have?",
            "You have three children: Tom, Ann and Lee.",
        ),
        (
            "I bought a house in Austin last year",
            "When did I buy my house?",
            "You bought a house in Austin last year.",
        ),
        (
            "Remember that my wifi password is hunter2",
            "What's my wifi password?",
            "Your wifi password is hunter2.",
        ),
    ],
)
def test_what_was_told_answers(told: str, asked: str, answer: str) -> None:
    assert ask(told, asked) == answer


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (MAX, "Am I allergic to eggs?"),
        ("My husband's name is Tom", "What's my name?"),
        ("My birthday is 5 May", "How old am I?"),
        ("My mother was born in Rome", "Where was I born?"),
        ("My daughter Emma turns five in June", "When is my birthday?"),
        ("My sister lives in Oslo", "Where do I live?"),
    ],
)
def test_what_was_told_of_others_is_not_the_actors(told: str, asked: str) -> None:
    assert ask(told, asked).startswith("I don't know")


@pytest.mark.parametrize(
    ("told", "asked", "known"),
    [
        ("I have 3 cats", "Do I have a dog?", "you have 3 cats"),
        ("I have a dog named Rex.", "What breed is my dog?", "you have a dog named Rex"),
        ("I'm learning German and speak Italian", "Do I speak German?", "you're learning German"),
        ("I need the report by Thursday", "When is my report due?", "report by Thursday"),
    ],
)
def test_what_comes_near_is_told_as_that(told: str, asked: str, known: str) -> None:
    answer = ask(told, asked)
    assert answer.startswith(("I can't say for sure", "I don't know", "Your", "You"))
    assert known in answer
    assert not answer.startswith(("Yes", "No,"))
