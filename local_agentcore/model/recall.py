"""Finds the statements that answer a question; what only comes near is marked as that."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from local_agentcore.model.focus import DISLIKING, LIKING
from local_agentcore.model.questions import Question
from local_agentcore.model.statements import Statement
from local_agentcore.model.vocabulary import stem, stems
from local_agentcore.topics import speaks_of_people, topics_of

MAX_ANSWERS = 6
MAX_EVERYTHING = 20

_PASTIMES = frozenset({"hobby", "sport", "music", "game", "book", "film"})

_SUBJECT = re.compile(r"^your ((?:[\w-]+ ?){1,2})", re.IGNORECASE)
_BROAD = frozenset(
    {"family", "food", "home", "work", "health", "plan", "contact", "writing", "age"}
)
_HAVING = re.compile(
    r"^(?:do|did|have) (?:i|we) (?:still |already )?(?:have|own|got)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Found:
    """What is known on a question. `exact` when it answers it; `verdict` of a yes-or-no one."""

    question: Question
    statements: tuple[Statement, ...] = ()
    exact: bool = False
    verdict: bool | None = None


def find(question: Question, known: Sequence[Statement]) -> Found:
    """The statements that answer the question, best first; none when nothing bears on it."""
    if question.everything:
        return _everything(question, known)
    if question.likes is not None:
        return _liking(question, known)
    if question.focus:
        found = _focused(question, known)
        if found.statements:
            return found
    return _by_words(question, known)


def standing(known: Iterable[Statement]) -> list[Statement]:
    """What still stands, the latest said first: a later statement replaces its contrary."""
    kept: list[Statement] = []
    for statement in sorted(known, key=lambda one: -one.order):
        if not any(_says_it_better(other, statement) for other in kept):
            kept = [other for other in kept if not _adds_nothing(other, statement)]
            kept.append(statement)
    return kept


def _says_it_better(other: Statement, statement: Statement) -> bool:
    """Whether the other, which is later or stronger, makes this one needless or wrong."""
    same = other.text.casefold() == statement.text.casefold()
    contrary = _polarity(other) != _polarity(statement) and _object(other) == _object(statement)
    return same or (contrary and other.order > statement.order) or _adds_nothing(statement, other)


def _adds_nothing(statement: Statement, other: Statement) -> bool:
    """Whether all of it stands in the other, too."""
    return (
        bool(statement.words)
        and statement.words <= other.words
        and len(statement.text) <= len(other.text)
        and _polarity(statement) == _polarity(other)
        and statement.text.split()[0] == other.text.split()[0]
    )


def _polarity(statement: Statement) -> bool:
    return not statement.negated and DISLIKING.search(statement.text) is None


def _object(statement: Statement) -> frozenset[str]:
    return statement.words - {stem("like"), stem("dislike"), "more", "anymor"}


def _everything(question: Question, known: Sequence[Statement]) -> Found:
    own = [one for one in known if one.text.lower().startswith(("you ", "your ", "you'"))]
    rest = [one for one in known if one not in own]
    # A name comes first, as people introduce each other.
    named = sorted(own, key=lambda one: not one.text.startswith("your name is"))
    return Found(question, tuple([*named, *rest][:MAX_EVERYTHING]), exact=True)


def _liking(question: Question, known: Sequence[Statement]) -> Found:
    pastimes = _PASTIMES if "hobb" in question.text or "interest" in question.text else frozenset()
    told = [one for one in known if _is_taste(one) or one.topics & pastimes]
    matching = [one for one in told if question.words <= _all_words(one)]
    if question.yes_no:
        return _whether_liked(question, matching, known)
    wanted = [one for one in matching if _polarity(one) is question.likes]
    if "favou" in question.text.lower() or "favor" in question.text.lower():
        wanted = [one for one in wanted if "favo" in one.text.lower()] or wanted
    if wanted:
        return Found(question, tuple(wanted[:MAX_ANSWERS]), exact=True)
    topics = topics_of(" ".join(question.words))
    near = [one for one in told if topics & one.topics and _polarity(one) is question.likes]
    if not question.words:
        near = told
    return Found(question, tuple(near[:3]))


def _whether_liked(
    question: Question, matching: Sequence[Statement], known: Sequence[Statement]
) -> Found:
    if matching:
        verdict = _polarity(matching[0]) is question.likes
        return Found(question, tuple(matching[:1]), exact=True, verdict=verdict)
    near = [one for one in known if question.words and question.words <= one.words]
    return Found(question, tuple(near[:1]))


def _is_taste(statement: Statement) -> bool:
    about_actor = statement.text.lower().startswith(("you ", "you'", "your favo", "your hobb"))
    text = statement.text
    return about_actor and bool(LIKING.search(text) or DISLIKING.search(text))


def _all_words(statement: Statement) -> frozenset[str]:
    return statement.words | frozenset(map(stem, statement.topics))


def _focused(question: Question, known: Sequence[Statement]) -> Found:
    assert question.focus is not None
    told = [
        one for one in known if question.focus.told.search(one.text) and _current(one, question)
    ]
    if not told:
        return Found(question)
    extra = question.words - stems_of_focus(question)
    fitting = [one for one in told if extra <= one.words]
    if question.yes_no and extra:
        if fitting:
            return Found(question, (fitting[0],), exact=True, verdict=_polarity(fitting[0]))
        if question.focus.unknown == "your name":
            return Found(question, (told[0],), exact=True, verdict=False)
        return Found(question, (told[0],))
    return Found(
        question, tuple((fitting or told)[: 1 if question.focus.single else 3]), exact=True
    )


def stems_of_focus(question: Question) -> frozenset[str]:
    """The words of a question that only say what its focus is."""
    assert question.focus is not None
    found = question.focus.asked.search(question.text)
    return frozenset(stem(word) for word in found[0].split()) if found else frozenset()


def _current(statement: Statement, question: Question) -> bool:
    return "used to" not in statement.text or "use" in question.words


def _by_words(question: Question, known: Sequence[Statement]) -> Found:
    scored = [(one, _score(question, one)) for one in known]
    bearing = [(one, score) for one, score in scored if score > 0]
    if not bearing:
        return _by_topic(question, known)
    best = max(score for _, score in bearing)
    if not question.personal and best < 1:
        return Found(question)
    top = tuple(one for one, score in bearing if score == best)
    told = tuple(
        one for one in top if question.expected is None or question.expected.search(one.text)
    )
    if not told or best < (0.6 if question.expected is None else 0.5):
        return Found(question, top[:2])
    verdict = _polarity(told[0]) if question.yes_no and _says_all(question, told[0]) else None
    if verdict is not None:
        told = told[:1]
    return Found(question, told[:3], exact=True, verdict=verdict)


def _by_topic(question: Question, known: Sequence[Statement]) -> Found:
    """What comes near: of the same narrow topic, as a dog is to a question after a cat."""
    topics = topics_of(question.text) - _BROAD
    near = [one for one in known if topics & one.topics and not _is_of_stranger(question, one)]
    return Found(question, tuple(near[:2]) if question.personal else ())


def _is_of_stranger(question: Question, statement: Statement) -> bool:
    asks_of_people = speaks_of_people(topics_of(question.text))
    return _is_of_another(question, statement) and not asks_of_people


def _score(question: Question, statement: Statement) -> float:
    """The share of the question's words that the statement has, 0 without a required one."""
    has = _all_words(statement)
    if not question.words or not question.required <= has or _is_of_another(question, statement):
        return 0.0
    asked = question.words - question.sort
    if not asked or not _can_be(question.sort, statement):
        return len(question.words & has) / len(question.words)
    return len(asked & has) / len(asked)


def _can_be(sort: frozenset[str], statement: Statement) -> bool:
    """Whether a statement can name one of a sort: none that only speaks of other topics."""
    topics = topics_of(" ".join(sort))
    return not topics or not statement.topics or bool(topics & statement.topics)


def _is_of_another(question: Question, statement: Statement) -> bool:
    """Whether it tells of somebody in the actor's life of whom the question does not speak."""
    subject = _SUBJECT.match(statement.text)
    if not subject or not speaks_of_people(topics_of(subject[1])):
        return False
    meant = stems(subject[1]) | frozenset(map(stem, topics_of(subject[1])))
    return not question.words & meant


def _says_all(question: Question, statement: Statement) -> bool:
    """Whether it says all that is asked; that somebody is there answers whether they are."""
    asks_having = _HAVING.match(question.text) is not None
    return question.words <= (_all_words(statement) if asks_having else statement.words)
