"""How queries are read."""

import pytest

from local_agentcore.questions import Kind, read_query


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("Where do I live?", Kind.RECALL),
        ("do I have any pets?", Kind.RECALL),
        ("remind me of my plans for June", Kind.RECALL),
        ("Can you tell me my name?", Kind.RECALL),
        ("what should I cook tonight?", Kind.ADVICE),
        ("What are some good restaurants in Rome?", Kind.ADVICE),
        ("Can you plan meals for me?", Kind.ADVICE),
        ("What are some new games for my tablet?", Kind.ADVICE),
        ("What are some of my hobbies?", Kind.RECALL),
        ("What are some places that I have been to?", Kind.RECALL),
        ("Who wrote Hamlet?", Kind.GENERAL),
        ("Translate good night into French", Kind.GENERAL),
        ("My name is Alice", Kind.STATEMENT),
        ("What do you know about me?", Kind.EVERYTHING),
        ("tell me everything you remember about me", Kind.EVERYTHING),
        ("what do I like", Kind.TASTE),
        ("What are my preferences?", Kind.TASTE),
        ("what do I dislike?", Kind.DISTASTE),
        ("Hello there!", Kind.NOTHING),
        ("thanks a lot", Kind.NOTHING),
        ("what is 18% of 2,340?", Kind.NOTHING),
        ("12 * (7 + 3)", Kind.NOTHING),
        ("😀", Kind.NOTHING),
        ("", Kind.NOTHING),
    ],
)
def test_what_sort_of_thing_is_asked(query: str, kind: Kind) -> None:
    assert [clause.kind for clause in read_query(query)] == [kind]


@pytest.mark.parametrize(
    "query",
    ["What do you know about my studies?", "What books do I like?", "What are my plans for May?"],
)
def test_a_topic_of_its_own_makes_a_question_narrow(query: str) -> None:
    assert read_query(query)[0].kind is Kind.RECALL


def test_several_questions_are_several_clauses() -> None:
    clauses = read_query("Hi! What is my name and what do I like? How old am I?")
    assert [clause.text for clause in clauses] == [
        "What is my name",
        "what do I like",
        "How old am I",
    ]


def test_who_am_i_asks_for_the_name() -> None:
    assert read_query("who am I?")[0].text == "what is my name"
    assert read_query("Who am I married to?")[0].text == "Who am I married to"


def test_what_leads_to_a_request_belongs_to_it() -> None:
    (clause,) = read_query("I need a winter coat. What would you recommend?")
    assert clause.kind is Kind.ADVICE
    assert {"winter", "coat"} < set(clause.words)


def test_only_telling_words_are_looked_for() -> None:
    assert read_query("What's the name of my sister's dog?")[0].words == ("sister", "dog")
    assert read_query("Où habite Zoë’s ami")[0].words == ("où", "habite", "zoë", "ami")


def test_a_long_text_is_bounded() -> None:
    assert len(read_query("I have a dog? " * 1000)) <= 6
