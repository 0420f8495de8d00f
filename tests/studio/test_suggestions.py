import json

import pytest

from studio.conversation import INTERRUPTED, Conversation, Exchange
from studio.learning import Changes, Learning, State
from studio.suggestions import Kind, first_name, suggestions
from studio.types import Done, Recalled, Record, StrategyType, ToolCall, Turn


def fact(text: str) -> Record:
    return Record(text, text, StrategyType.SEMANTIC, "facts-1", "/users/alice/facts/")


def preference(text: str) -> Record:
    document = json.dumps({"context": "", "preference": text, "categories": []})
    return Record(text, document, StrategyType.USER_PREFERENCE, "p-1", "/users/alice/preferences/")


NAME, LIKING = fact("The user's name is Alice."), preference("The user likes chocolate ice cream.")
HOME, ALLERGY = fact("The user lives in Berlin."), preference("The user is allergic to peanuts.")
SUMMARY = Record("s", "<topic/>", StrategyType.SUMMARIZATION, "s-1", "/summaries/alice/1/")
BOTH = "What is my name and what do I like?"
SUM = "What is 18% of 2,340?"
MOVED = "I moved to Lisbon"


def prompts(*known: Record, last: Exchange | None = None, actor: str = "alice") -> list[str]:
    exchanges = [last] if last else []
    return [one.prompt for one in suggestions(Conversation(actor, "s", exchanges, known))]


def over(
    *parts: ToolCall, taught: tuple[Record, ...] = (), recalled: tuple[Record, ...] = ()
) -> Exchange:
    state = State.LEARNED if taught else State.NOTHING
    turn = Turn("What do I like?", parts, recalled=Recalled(recalled), end=Done())
    return Exchange(turn, Learning(state=state, changes=Changes(added=taught)))


def test_where_nothing_is_known_something_is_taught_first() -> None:
    introduction = "My name is Alice and I like chocolate ice cream"
    assert prompts() == [introduction, "I live in Berlin and I work as a nurse", SUM]
    assert prompts(SUMMARY)[0] == introduction


@pytest.mark.parametrize(
    ("known", "question"),
    [
        (NAME, "What is my name?"),
        (LIKING, "What do I like?"),
        (fact("Alice prefers tea."), "What do I like?"),
        (HOME, "Where do I live?"),
        (fact("The user works as a nurse."), "What do I do for a living?"),
        (ALLERGY, "What am I allergic to?"),
        (preference("Short answers"), "What do I like?"),
    ],
)
def test_a_new_session_asks_what_the_records_answer(known: Record, question: str) -> None:
    assert prompts(known)[0] == question


def test_questions_are_joined_and_few_and_a_change_is_offered() -> None:
    assert prompts(NAME, LIKING, HOME) == [BOTH, "What do I like?", MOVED, SUM]
    assert MOVED not in prompts(fact("The user lives in Lisbon."))


def test_what_was_just_learned_is_asked_again_in_a_new_session() -> None:
    taught = over(taught=(HOME,))
    (first, *_) = suggestions(Conversation("alice", "s", [taught], (NAME, HOME)))
    assert (first.kind, first.prompt, first.in_new_session) == (Kind.NEXT, "Where do I live?", True)


def test_after_a_recall_the_next_thing_is_asked_or_changed_in_the_same_session() -> None:
    assert prompts(LIKING, HOME, last=over(recalled=(LIKING,))) == ["Where do I live?", MOVED, SUM]


def test_a_sum_is_not_offered_twice() -> None:
    assert SUM not in prompts(NAME, last=over(ToolCall("t", "calculator", {})))


def test_nothing_is_offered_while_a_turn_runs_learns_or_has_failed() -> None:
    running = Exchange(Turn("Hello"))
    learning = Exchange(Turn("Hello", end=Done()), Learning())
    failed = Exchange(Turn("Hello", end=INTERRUPTED))
    for last in (running, learning, failed):
        assert prompts(NAME, last=last) == []


@pytest.mark.parametrize(
    ("actor_id", "name"),
    [("bob", "Bob"), ("alice-4f2a", "Alice"), ("user:1234", "Alice"), ("actor-1a2b3c4d", "Alice")],
)
def test_people_are_called_by_their_ids_where_those_are_names(actor_id: str, name: str) -> None:
    assert first_name(actor_id) == name
