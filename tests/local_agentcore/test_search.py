"""The index, with the real model: what an agent's question brings back at 0.5."""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_agentcore.embedding import Embedder
from local_agentcore.search import CONTEXT_SCHEMA, SCHEMA, Match, SearchIndex
from local_agentcore.searchable import as_said
from studio.walkthrough.names import CUISINES
from studio.walkthrough.steps import CHOICE

FACTS = {
    "name": "The user's name is Alice.",
    "job": "The user works as a nurse.",
    "home": "The user lives in Seattle.",
    "daughter": "The user's daughter Emma turns five in June.",
    "allergy": "The user is allergic to peanuts.",
    "car": "The user drives a blue Subaru.",
    "dog": "The user has a dog named Biscuit.",
    "trip": "The user is planning a trip to Lisbon in September.",
    "guitar": "The user started learning the guitar last year.",
    "house": "The user bought a new dishwasher.",
    "meeting": "The user's meeting with the bank is on Tuesday.",
}
PREFERENCES = {
    "ice cream": "The user likes chocolate ice cream.",
    "hiking": "The user loves hiking in the mountains.",
    "window": "The user prefers window seats on flights.",
    "spicy": "The user dislikes spicy food.",
}
KEYS = {name: number for number, name in enumerate([*FACTS, *PREFERENCES], start=1)}


def preference(sentence: str) -> str:
    return json.dumps({"context": "Said so.", "preference": sentence, "categories": ["likes"]})


def opened(path: Path | str = ":memory:") -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(Embedder())


@pytest.fixture(scope="module")
def alice(index: SearchIndex) -> Iterator[sqlite3.Connection]:
    db = opened()
    db.executescript(SCHEMA + CONTEXT_SCHEMA)
    for name, text in FACTS.items():
        index.add(db, KEYS[name], text, "SEMANTIC")
    for name, sentence in PREFERENCES.items():
        index.add(db, KEYS[name], preference(sentence), "USER_PREFERENCE")
    yield db
    db.close()


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    db = opened()
    db.executescript(SCHEMA + CONTEXT_SCHEMA)
    yield db
    db.close()


def recalled(index: SearchIndex, db: sqlite3.Connection, query: str) -> set[str]:
    """What the tutorials' agents get: the best 3 of each namespace that score 0.5 or more."""
    names = {key: name for name, key in KEYS.items()}
    found: list[Match] = []
    for namespace in (FACTS, PREFERENCES):
        found += index.search(db, query, [KEYS[name] for name in namespace], 3)
    return {names[match.key] for match in found if match.score >= 0.5}


@pytest.mark.parametrize(
    ("query", "due", "allowed"),
    [
        ("What is my name and what do I like?", "name, ice cream, hiking", "window, spicy"),
        ("What's my name?", "name", ""),
        ("Where do I live?", "home", ""),
        ("Which city am I in?", "home", ""),
        ("when is my daughter's birthday", "daughter", ""),
        ("Who is Emma?", "daughter", ""),
        ("what should I cook tonight?", "allergy, spicy", "ice cream"),
        ("do I have allergies?", "allergy", ""),
        ("What do I do for work?", "job", ""),
        ("What car do I drive?", "car", ""),
        ("what's my dog called?", "dog", ""),
        ("Where am I travelling in September?", "trip", ""),
        ("remind me of my plans for September", "trip", ""),
        ("What instrument am I learning?", "guitar", ""),
        ("Book me a seat on the flight to Oslo", "window", "trip"),
        ("My name is Alice and I like chocolate ice cream", "name, ice cream", ""),
    ],
)
def test_everyday_questions(
    index: SearchIndex, alice: sqlite3.Connection, query: str, due: str, allowed: str
) -> None:
    found = recalled(index, alice, query)
    assert set(due.split(", ")) <= found
    assert found <= set(f"{due}, {allowed}".split(", "))


@pytest.mark.parametrize(
    "query",
    [
        "hello",
        "Hi, how are you?",
        "thanks a lot!",
        "what is 18% of 2,340?",
        "12 * 7",
        "Who wrote Hamlet?",
        "What is the capital of France?",
        "How does photosynthesis work?",
        "What's my favourite colour?",
        "When did I graduate?",
        "😀",
        "",
        "   ",
    ],
)
def test_what_no_record_answers(index: SearchIndex, alice: sqlite3.Connection, query: str) -> None:
    assert recalled(index, alice, query) == set()


def test_everything_about_me(index: SearchIndex, alice: sqlite3.Connection) -> None:
    for query in ("What do you know about me?", "tell me what you remember about me"):
        found = index.search(alice, query, list(KEYS.values()), 100)
        assert len(found) == len(KEYS)
        assert min(match.score for match in found) >= 0.5


def test_the_question_met_among_all_records_at_once(
    index: SearchIndex, alice: sqlite3.Connection
) -> None:
    found = index.search(
        alice, "What is my name and what do I like?", list(KEYS.values()), len(KEYS)
    )
    scores = {match.key: match.score for match in found}
    assert min(scores[KEYS["name"]], scores[KEYS["ice cream"]]) >= 0.5
    assert max(scores[KEYS[name]] for name in FACTS if name != "name") < 0.5


def test_best_first_within_the_limit_and_the_keys(
    index: SearchIndex, alice: sqlite3.Connection
) -> None:
    keys = [KEYS[name] for name in ("job", "home", "car")]
    found = index.search(alice, "Where do I live?", [*keys, 999], 2)
    assert [match.key for match in found][0] == KEYS["home"]
    assert len(found) == 2 and {match.key for match in found} <= set(keys)
    for match in found:
        assert 0 <= match.words <= 1 and 0 <= match.meaning <= 1 and 0 <= match.score <= 1
    assert index.search(alice, "Where do I live?", [], 5) == []
    assert index.search(alice, "Where do I live?", [999], 5) == []


@pytest.mark.parametrize(
    "query",
    ['"quoted" OR NEAR(a b) AND *', "it's ^col:umn - {x}", "日本語 نص עברית", "a" * 5000, "\x00'"],
)
def test_any_text_may_be_asked(index: SearchIndex, alice: sqlite3.Connection, query: str) -> None:
    assert len(index.search(alice, query, list(KEYS.values()), 5)) == 5


def test_other_records_in_the_file_do_not_change_a_score(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    index.add(empty, 1, FACTS["home"], "SEMANTIC")
    before = index.search(empty, "Where do I live?", [1], 1)
    for key in range(2, 12):
        index.add(empty, key, f"The user lives in house number {key}.", "SEMANTIC")
    assert index.search(empty, "Where do I live?", [1], 1) == before


def test_adding_again_replaces_and_removing_forgets(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    index.add(empty, 1, "The user lives in Seattle.", "SEMANTIC")
    index.add(empty, 1, index.prepare("The user plays chess."), "SEMANTIC")
    assert index.search(empty, "Where do I live?", [1], 1)[0].score < 0.5
    assert index.search(empty, "Do I play chess?", [1], 1)[0].score >= 0.5
    index.remove(empty, [1, 2])
    assert index.search(empty, "Do I play chess?", [1], 1) == []
    assert empty.execute("SELECT count(*) FROM record_words").fetchone()[0] == 0


def test_another_connections_commit_is_seen_and_a_rollback_is_not(tmp_path: Path) -> None:
    ours, other = SearchIndex(Embedder()), SearchIndex(Embedder())
    here, there = opened(tmp_path / "a.db"), opened(tmp_path / "a.db")
    here.executescript(SCHEMA + CONTEXT_SCHEMA)
    ours.add(here, 1, "The user lives in Seattle.", "SEMANTIC")
    assert ours.search(here, "Where do I live?", [1], 1)[0].score >= 0.5
    there.execute("BEGIN")
    other.add(there, 1, "The user plays chess.", "SEMANTIC")
    there.execute("ROLLBACK")
    assert ours.search(here, "Where do I live?", [1], 1)[0].score >= 0.5
    other.add(there, 1, "The user plays chess.", "SEMANTIC")
    assert ours.search(here, "Where do I live?", [1], 1)[0].score < 0.5
    here.close()
    there.close()


def test_a_summary_is_found_by_one_of_its_sentences(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    text = (
        '<topic name="Work">\nThe user told of a long day at the office. Nothing was decided.\n'
        '</topic>\n<topic name="Pets">\nThe user adopted a kitten called Mochi.\n</topic>'
    )
    index.add(empty, 1, text, "SUMMARIZATION")
    assert index.search(empty, "What is my kitten called?", [1], 1)[0].score >= 0.5


def test_many_records_are_searched_in_a_moment(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    prepared = [index.prepare(text) for text in FACTS.values()]
    empty.execute("BEGIN")
    for key in range(1, 2001):
        index.add(empty, key, prepared[key % len(prepared)], "SEMANTIC")
    empty.execute("COMMIT")
    keys = list(range(1, 2001))
    index.search(empty, "Where do I live?", keys, 10)
    started = time.perf_counter()
    index.search(empty, "Where do I live?", keys, 10)
    assert time.perf_counter() - started < 0.5


def test_what_was_said_around_a_record_helps_to_find_it(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    asked = "Which instrument did you take up? I took it up in Oslo."
    index.add(empty, 1, index.prepare("The user began with it in spring.", asked), "SEMANTIC")
    index.add(empty, 2, index.prepare("The user began with tennis in spring."), "SEMANTIC")
    first = index.search(empty, "What instrument did I take up in Oslo?", [1, 2], 1)
    assert [match.key for match in first] == [1]
    index.remove(empty, [1])
    assert empty.execute("SELECT count(*) FROM record_context").fetchone() == (0,)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Where does Ana live?", 1),
        ("Where does Ben live?", 2),
        ("What is Ben's hobby?", 4),
        ("Which city is Ana in?", 1),
    ],
)
def test_a_question_that_names_an_actor_finds_that_actors_records(
    index: SearchIndex, empty: sqlite3.Connection, query: str, key: int
) -> None:
    texts = ["The user lives in Oslo.", "The user lives in Rome.", "The user likes to dance.",
             "The user's hobby is chess."]  # fmt: skip
    for number, text in enumerate(texts, start=1):
        index.add(empty, number, text, "SEMANTIC")
    spaces = {1: "/users/ana/facts/", 2: "/users/ben/facts/", 3: "/users/ana/facts/",
              4: "/users/ben/facts/"}  # fmt: skip
    (first,) = index.search(empty, query, spaces, 1)
    assert first.key == key


def test_a_name_that_records_have_is_no_actors(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    index.add(empty, 1, "The user's friend Emma lives in Bath.", "SEMANTIC")
    index.add(empty, 2, "The user lives in Leeds.", "SEMANTIC")
    (first,) = index.search(empty, "Where does Emma live?", [1, 2], 1)
    assert first.key == 1


def test_a_preference_that_bears_on_the_answer_comes_first(
    index: SearchIndex, empty: sqlite3.Connection
) -> None:
    sentences = ("The user enjoys quiet places.", "The user avoids shellfish.")
    for key, sentence in enumerate(sentences, start=1):
        index.add(empty, key, preference(sentence), "USER_PREFERENCE")
    query = "Which restaurants should I try in New Orleans?"
    assert [match.key for match in index.search(empty, query, [1, 2], 2)] == [2, 1]


@pytest.mark.parametrize("cuisine", CUISINES)
def test_the_only_preference_is_recalled_where_it_bears_on_the_advice(
    index: SearchIndex, empty: sqlite3.Connection, cuisine: str
) -> None:
    index.add(empty, 1, preference(f"The user loves {cuisine} food."), "USER_PREFERENCE")
    (found,) = index.search(empty, CHOICE, [1], 3)
    assert found.score > 0.5


def test_what_a_liking_is_about_counts_in_its_vector(index: SearchIndex) -> None:
    matter = "dishes with coriander."
    sentence = f"The user strongly prefers to avoid {matter}"
    about = Embedder().embed([matter, as_said(sentence)])
    (vector,) = index.prepare(preference(sentence)).vectors
    assert vector @ vector == pytest.approx(1, abs=1e-3)
    assert vector @ about[0] > about[1] @ about[0] + 0.02
