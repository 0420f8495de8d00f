"""How people talk: subjects left out, *it* and *they*, answers of one word, opinions, asides."""

from datetime import UTC, datetime, timedelta

import pytest

from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.statements import read
from local_agentcore.extraction.types import Utterance


def conversation(*messages: str) -> list[Utterance]:
    """Messages by turns; one of the assistant's begins with *A:*."""
    start = datetime(2025, 3, 4, 12, tzinfo=UTC)
    return [
        Utterance(
            f"event-{number}",
            "ASSISTANT" if message.startswith("A:") else "USER",
            message.removeprefix("A:").strip(),
            start + timedelta(minutes=number),
        )
        for number, message in enumerate(messages, start=1)
    ]


def learned(*messages: str) -> list[str]:
    return [statement.text for statement in read(conversation(*messages)).statements]


@pytest.mark.parametrize(
    ("said", "record"),
    [
        (
            "Took a short trip to Rome last week.",
            "The user took a short trip to Rome in the week of 24 February 2025.",
        ),
        ("Just adopted a puppy!", "The user just adopted a puppy."),
        ("Love spicy food.", "The user loves spicy food."),
        ("Been working on a novel.", "The user has been working on a novel."),
        ("Still trying to learn Dutch.", "The user is still trying to learn Dutch."),
        ("So proud of my daughter.", "The user is proud of their daughter."),
        (
            "Didn't sleep at all last night.",
            "The user did not sleep at all on the night of 3 March 2025.",
        ),
        ("Allergic to peanuts.", "The user is allergic to peanuts."),
    ],
)
def test_a_subject_that_was_left_out_is_the_speaker(said: str, record: str) -> None:
    assert learned(said) == [record]


@pytest.mark.parametrize(
    "said",
    [
        "Believe in yourself!",
        "Don't give up.",
        "Don't miss a beat.",
        "Sounds great, thanks.",
        "Going to be a great night.",
        "Glad you like it.",
        "Thanks for the tip.",
        "Can't wait!",
        "I'll let you know.",
        "I won't give up.",
        "We can do great things together.",
        "We should meet some day.",
        "I won.",
        "I'm so proud of you!",
    ],
)
def test_orders_cheers_and_promises_of_the_moment_leave_no_record(said: str) -> None:
    assert learned(said) == []


@pytest.mark.parametrize(
    ("messages", "records"),
    [
        (
            ["I opened a dance studio. I painted it blue."],
            ["The user opened a dance studio.", "The user painted the dance studio blue."],
        ),
        (
            ["A: How is your novel going?", "I finished it in March."],
            ["The user finished their novel in March 2025."],
        ),
        (
            ["I bought new hiking boots. I wear them every weekend."],
            [
                "The user bought new hiking boots.",
                "The user wears the new hiking boots every weekend.",
            ],
        ),
    ],
)
def test_it_and_they_are_what_was_named_before(messages: list[str], records: list[str]) -> None:
    assert learned(*messages) == records


def test_where_two_things_could_be_meant_nothing_is_guessed() -> None:
    assert "The user sold" not in " ".join(learned("A: A car and a boat?", "I sold it."))


def test_what_is_said_next_of_the_same_thing_stands_in_its_record() -> None:
    said = "I went to a violin concert. It was held in an old church."
    assert learned(said) == ["The user went to a violin concert. It was held in an old church."]


def test_a_thing_pointed_at_is_told_without_pointing() -> None:
    assert learned("I made this apple pie yesterday.") == [
        "The user made an apple pie on 3 March 2025."
    ]
    assert learned("I baked these almond cookies.") == ["The user baked almond cookies."]


@pytest.mark.parametrize(
    ("question", "answer", "record"),
    [
        (
            "What are your pets' names?",
            "Luna and Oliver!",
            'Asked "What are your pets\' names?", the user answered "Luna and Oliver".',
        ),
        (
            "Nice. What kind of trip are you planning?",
            "A beach holiday in July.",
            'Asked "What kind of trip are you planning?", the user answered '
            '"A beach holiday in July".',
        ),
        (
            "How many kids do you have?",
            "Two.",
            'Asked "How many kids do you have?", the user answered "Two".',
        ),
    ],
)
def test_a_short_answer_is_kept_with_its_question(question: str, answer: str, record: str) -> None:
    assert learned(f"A: {question}", answer) == [record]


@pytest.mark.parametrize(
    "messages",
    [
        ["A: What are your plans?", "No idea."],
        ["A: What are your plans?", "Thanks!"],
        ["A: Do you like tea?", "Yes."],
        ["A: What is the capital of France?", "Paris."],
        ["Luna and Oliver!"],
        ["A: What are your plans?", "What do you suggest?", "A boat."],
    ],
)
def test_what_answers_no_question_about_the_user_is_not_kept(messages: list[str]) -> None:
    assert learned(*messages) == []


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("It's hard to sleep in this heat.", None),
        ("It's hard to sleep with the windows open.",
         "The user finds it hard to sleep with the windows open."),
        ("It was great to see my cousins.", "The user found it great to see their cousins."),
        ("Swimming is so relaxing.", "The user thinks swimming is relaxing."),
        ("The weather is nice today, isn't it?", None),
        ("Your painting is amazing.", None),
    ],
)  # fmt: skip
def test_an_opinion_is_told_as_one(said: str, record: str | None) -> None:
    assert learned(said) == ([record] if record else [])


def test_one_event_told_in_one_breath_is_one_record() -> None:
    assert learned("I went hiking last week and got into a bad spot with some people.") == [
        "The user went hiking in the week of 24 February 2025 and got into a bad spot with some"
        " people."
    ]


def test_states_in_one_sentence_are_records_of_their_own() -> None:
    assert learned("I live in Porto and work at a bakery.") == [
        "The user lives in Porto.",
        "The user works at a bakery.",
    ]


@pytest.mark.parametrize(
    ("said", "records"),
    [
        ("I'm planning a trip to Colorado. What should I see there?", []),
        ("I'm in the market for a new car. Which ones are good?", []),
        ("I'd love to try the local food. Where should I eat?", []),
        (
            "I'm visiting Rome next May. Where should I eat?",
            ["The user is visiting Rome in May 2025."],
        ),
        ("I'm vegan. Where should I eat?", ["The user is vegan."]),
        ("I have two kids. What can we do today?", ["The user has two kids."]),
    ],
)
def test_what_only_leads_up_to_a_request_is_not_kept(said: str, records: list[str]) -> None:
    assert learned(said) == records


def test_whoever_is_spoken_to_by_name_is_left_out() -> None:
    assert learned("I love the plan, Nate!") == ["The user loves the plan."]
    assert learned("I live in Paris, Texas.") == ["The user lives in Paris, Texas."]
    assert learned("I have a cat, Tom.") == ["The user has a cat, Tom."]


def test_more_of_a_preference_does_not_change_it() -> None:
    found = extract_preferences(conversation("I love sushi. It's fresh and light."))
    assert ["The user loves sushi." in record.text for record in found] == [True]
    assert extract_facts(conversation("I love sushi. It's fresh and light.")) == []
