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


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("Singing helps me forget a bad day.", "Singing helps the user forget a bad day."),
        (
            "The choir has made me feel at home.",
            "The choir has made the user feel at home.",
        ),
        ("The doctor said it's not serious.", None),
        ("It's great when I win.", None),
    ],
)
def test_what_something_does_to_the_speaker_is_about_them(said: str, record: str | None) -> None:
    assert learned(said) == ([record] if record else [])


@pytest.mark.parametrize(
    ("said", "record"),
    [
        (
            "Small acts of kindness can change a whole street.",
            "The user thinks small acts of kindness can change a whole street.",
        ),
        (
            "It's amazing how music brings people together.",
            "The user finds it amazing how music brings people together.",
        ),
        ("It feels good to help people.", None),
        (
            "Finding good sponsors for the run was difficult.",
            "The user thinks finding good sponsors for the run was difficult.",
        ),
        (
            "Gardens can be a real blessing, right?",
            "The user thinks gardens can be a real blessing.",
        ),
        ("The trains run every hour.", None),
        ("Winning is great.", None),
        ("Your advice can change a life.", None),
    ],
)
def test_what_somebody_believes_of_life_is_told_as_that(said: str, record: str | None) -> None:
    assert learned(said) == ([record] if record else [])


@pytest.mark.parametrize(
    "said",
    [
        "I'm so glad you like the cake.",
        "I bet you had fun.",
        "I hope you have a good time.",
        "I love how you sing.",
        "I'm sure it will be fine.",
        "I have a few plans.",
        "Been a long week!",
        "Even though I fell.",
        "A lot has happened since we last talked.",
        "Never give up!",
    ],
)
def test_what_is_of_use_to_nobody_later_leaves_no_record(said: str) -> None:
    assert learned(said) == []


@pytest.mark.parametrize(
    ("said", "record"),
    [
        (
            "I took this photo on a hike near Bergen.",
            "The user took a photo on a hike near Bergen.",
        ),
        ("This ring is special to me.", "A ring is special to the user."),
        (
            "I'm getting people together to talk about this and find a way.",
            "The user is getting people together to talk and find a way.",
        ),
        ("We made it to the top of the tower.", "The user made it to the top of the tower."),
        ("I read this book.", None),
    ],
)
def test_what_points_at_something_is_told_without_it(said: str, record: str | None) -> None:
    assert learned(said) == ([record] if record else [])


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("Staying calm before my exam.", "The user is staying calm before their exam."),
        ("Busy with my exams.", "The user is busy with their exams."),
        ("Growing roses is a lot of work.", None),
    ],
)
def test_what_somebody_is_doing_needs_no_subject(said: str, record: str | None) -> None:
    assert learned(said) == ([record] if record else [])


def test_a_question_that_is_small_talk_asks_for_nothing() -> None:
    assert learned("I want to get fitter. How have you been?") == ["The user wants to get fitter."]
    assert learned("I want to get fitter. Any tips?") == []


def test_what_it_is_of_the_speakers_own_thing_is_told_with_its_name() -> None:
    assert learned("A: What is your new novel about?", "It's about a lost child.") == [
        "The user's new novel is about a lost child."
    ]


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("I got promoted at work.", "The user got promoted at work."),
        ("My new job's definitely been fun for us all.", None),
        ("I will keep teaching children.", "The user will keep teaching children."),
        ("We sang, danced, and met the band.", "The user sang, danced, and met the band."),
    ],
)
def test_verbs_keep_their_tense(said: str, record: str | None) -> None:
    found = learned(said)
    assert found == [record] if record else "is definitely been" not in " ".join(found)


def test_what_leads_over_to_something_else_is_left_out() -> None:
    assert learned("On another note, I adopted a cat.") == ["The user adopted a cat."]
    assert learned("Since we last spoke, I joined a choir.") == ["The user joined a choir."]
