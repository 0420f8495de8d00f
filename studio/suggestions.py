"""What a person could say next, chosen by what is known of the actor and what just happened."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.contents import content
from studio.conversation import Conversation, Exchange
from studio.learning import State
from studio.owners import name_of
from studio.types import Done, Record, StrategyType, ToolCall

MOST = 4
MOST_QUESTIONS = 2


class Kind(StrEnum):
    """What a suggestion shows."""

    TEACH = "teach"
    RECALL = "recall"
    COMPUTE = "compute"
    NEXT = "next"


@dataclass(frozen=True)
class Suggestion:
    """Something to say; `in_new_session` says that it belongs at the start of one."""

    kind: Kind
    prompt: str
    in_new_session: bool = False


SUM = Suggestion(Kind.COMPUTE, "What is 18% of 2,340?")
TASTE = "likes"
QUESTIONS = {
    "name": "What is my name?",
    TASTE: "What do I like?",
    "home": "Where do I live?",
    "work": "What do I do for a living?",
    "diet": "What am I allergic to?",
}
"""What to ask about each kind of thing that records can tell, the most telling first."""
BOTH = "What is my name and what do I like?"
TELLING = {
    "name": re.compile(r"\bname is\b", re.IGNORECASE),
    TASTE: re.compile(r"\b(likes?|loves?|prefers?|enjoys?|favou?rite)\b", re.IGNORECASE),
    "home": re.compile(r"\b(lives? in|moved to|resides? in)\b", re.IGNORECASE),
    "work": re.compile(r"\b(works? (as|at|for)|job|profession|is an? \w+ by)\b", re.IGNORECASE),
    "diet": re.compile(r"\ballerg", re.IGNORECASE),
}
CITIES = ("Lisbon", "Oslo")
NAMED = re.compile(r"([A-Za-z]{2,20})(-[0-9a-f]{4})?")


def suggestions(conversation: Conversation) -> tuple[Suggestion, ...]:
    """What fits the moment, the best first; nothing while a turn runs, learns or has failed."""
    chosen = list(_chosen(conversation))
    return tuple(dict.fromkeys(chosen))[:MOST]


def _chosen(conversation: Conversation) -> Iterator[Suggestion]:
    known, exchanges = conversation.known, conversation.exchanges
    if not exchanges:
        yield from _opening(conversation.actor_id, known)
        return
    last = exchanges[-1]
    if not isinstance(last.turn.end, Done) or last.is_learning:
        return
    asked = {exchange.turn.prompt for exchange in exchanges}
    if taught := _taught(last):
        yield from _again(taught)
    elif last.turn.recalled and last.turn.recalled.records:
        yield from (_recalling(each) for each in _questions(known)[:MOST] if each not in asked)
    else:
        yield from _again(known)
    yield from _teaching(conversation.actor_id, known)
    if not any(_computed(exchange) for exchange in exchanges):
        yield SUM


def _opening(actor_id: str, known: Sequence[Record]) -> Iterator[Suggestion]:
    yield from map(_recalling, _questions(known)[:MOST_QUESTIONS])
    yield from _teaching(actor_id, known)
    yield SUM


def _teaching(actor_id: str, known: Sequence[Record]) -> Iterator[Suggestion]:
    """Something that is not known yet, or that changes what is."""
    told = _kinds(known)
    if not told & {"name", TASTE}:
        name = first_name(actor_id)
        yield Suggestion(Kind.TEACH, f"My name is {name} and I like chocolate ice cream")
    if "home" not in told:
        yield Suggestion(Kind.TEACH, "I live in Berlin and I work as a nurse")
    else:
        text = " ".join(content(record).sentence for record in known)
        unknown = next((city for city in CITIES if city not in text), CITIES[0])
        yield Suggestion(Kind.TEACH, f"I moved to {unknown}")


def _recalling(question: str) -> Suggestion:
    return Suggestion(Kind.RECALL, question)


def _again(records: Sequence[Record]) -> Iterator[Suggestion]:
    """What the records say, asked where nothing of this conversation is at hand."""
    for question in _questions(records)[:1]:
        yield Suggestion(Kind.NEXT, question, in_new_session=True)


def _questions(records: Iterable[Record]) -> list[str]:
    """Questions that the records answer."""
    told = _kinds(records)
    asked = [question for kind, question in QUESTIONS.items() if kind in told]
    if {"name", TASTE} <= told:
        return [BOTH, *(each for each in asked if each != QUESTIONS["name"])]
    return asked


def _kinds(records: Iterable[Record]) -> set[str]:
    return {
        kind
        for record in records
        if record.strategy is not StrategyType.SUMMARIZATION
        for kind in _told_by(record)
    }


def _told_by(record: Record) -> set[str]:
    text = content(record).sentence
    found = {kind for kind, pattern in TELLING.items() if pattern.search(text)}
    is_preference = record.strategy is StrategyType.USER_PREFERENCE
    return found or ({TASTE} if is_preference else set())


def _taught(exchange: Exchange) -> tuple[Record, ...]:
    learning = exchange.learning
    if learning is None or learning.state is not State.LEARNED:
        return ()
    return (*learning.changes.added, *learning.changes.changed)


def _computed(exchange: Exchange) -> bool:
    return any(isinstance(part, ToolCall) for part in exchange.turn.parts)


def first_name(actor_id: str) -> str:
    """The name to introduce oneself by: the actor's, where the ID is one."""
    named = NAMED.fullmatch(name_of(actor_id))
    return named[1].capitalize() if named else "Alice"
