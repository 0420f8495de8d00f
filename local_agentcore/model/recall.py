"""Finds the statements that answer a question; what only comes near is marked as that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from local_agentcore.model.expectations import counts_it
from local_agentcore.model.focus import CARE, DISLIKING, FORMERLY, LIKING, Focus
from local_agentcore.model.matching import (
    all_words,
    can_be,
    is_near,
    knows_name,
    names_person,
    score,
)
from local_agentcore.model.questions import Question
from local_agentcore.model.standing import affirms
from local_agentcore.model.statements import Statement
from local_agentcore.model.verbs import COMMON
from local_agentcore.model.verdicts import is_past, verdict
from local_agentcore.model.vocabulary import stems
from local_agentcore.topics import topics_of

MAX_LIKES = 6
MAX_EVERYTHING = 20
_ASKED = re.compile(r"you asked:? \"", re.IGNORECASE)
"""A session's summary keeps what was asked: nothing that is known of who asked."""
MAX_OTHER = 3
MAX_NEAR = 2

_ENOUGH = 0.5
_ENOUGH_UNCHECKED = 0.6
"""The share of a question's words that an answer has: more where nothing else confirms it."""

_FORMER = re.compile(r"\b(?:left|quit|moved from|used to|was|were|had|\w{2,}ed)\b")
_WH = re.compile(r"^(?:what|who|where|when|how|why)\b", re.IGNORECASE)
_DOES_WHAT = re.compile(r"^what (?:does|do|did) .+ (\w+)\W*$", re.IGNORECASE)
_PASTIMES = frozenset({"hobby", "sport", "music", "game", "book", "film"})
_OWN = ("you ", "your ", "you'")


@dataclass(frozen=True)
class Found:
    """What is known on a question. `exact` when it answers it; `verdict` of a yes-or-no one."""

    question: Question
    statements: tuple[Statement, ...] = ()
    exact: bool = False
    verdict: bool | None = None


def find(question: Question, known: Sequence[Statement]) -> Found:
    """The statements that answer the question, best first; none when nothing bears on it."""
    if any(knows_name(question, one) for one in known):
        question = replace(question, personal=True)
    if question.everything:
        return _everything(question, known)
    if question.likes is not None:
        return _liking(question, known)
    if question.focus:
        return _focused(question, question.focus, known)
    return _by_words(question, known)


def _everything(question: Question, known: Sequence[Statement]) -> Found:
    known = [one for one in known if not _ASKED.match(one.text)]
    own = [one for one in known if one.text.lower().startswith(_OWN)]
    rest = [one for one in known if one not in own]
    # A name comes first, as people introduce each other.
    named = sorted(own, key=lambda one: not one.text.startswith("your name is"))
    return Found(question, tuple([*named, *rest][:MAX_EVERYTHING]), exact=True)


def _liking(question: Question, known: Sequence[Statement]) -> Found:
    lower = question.text.lower()
    pastimes = _PASTIMES if "hobb" in lower or "interest" in lower else frozenset()
    tastes = [one for one in known if _is_taste(one) or one.topics & pastimes]
    matching = [one for one in tastes if _is_of(question, one)]
    if question.yes_no:
        return _whether_liked(question, matching, known)
    wanted = [one for one in matching if affirms(one) is question.likes]
    if "favo" in lower:
        wanted = [one for one in wanted if "favo" in one.text.lower()] or wanted
    if wanted:
        return Found(question, tuple(wanted[:MAX_LIKES]), exact=True)
    topics = topics_of(" ".join(question.words))
    near = [one for one in tastes if topics & one.topics and affirms(one) is question.likes]
    return Found(question, tuple((near if question.words else tastes)[:MAX_OTHER]))


def _is_of(question: Question, statement: Statement) -> bool:
    """Whether it speaks of what was asked for; of a seat, if on a plane was asked for one."""
    has = all_words(statement)
    sort = bool(question.sort) and question.sort <= has
    return question.words <= has or (sort and bool(topics_of(question.text) & statement.topics))


def _is_taste(statement: Statement) -> bool:
    text = statement.text
    own = text.lower().startswith(("you ", "you'", "your favo", "your hobb"))
    return own and bool(LIKING.search(text) or DISLIKING.search(text))


def _whether_liked(
    question: Question, matching: Sequence[Statement], known: Sequence[Statement]
) -> Found:
    if matching:
        says = affirms(matching[0]) is question.likes
        return Found(question, (matching[0],), exact=True, verdict=says)
    near = [one for one in known if question.words and question.words <= one.words]
    return Found(question, tuple(near[:1]))


def _focused(question: Question, focus: Focus, known: Sequence[Statement]) -> Found:
    told = [one for one in known if focus.told.search(one.text) and _is_current(one, question)]
    if not told:
        near = [one for one in known if focus.topic in one.topics and one.text.startswith("you")]
        return Found(question, tuple(near[:MAX_NEAR]))
    asked = focus.asked.search(question.text)
    extra = question.words - stems(asked[0] if asked else "")
    fitting = [one for one in told if extra <= one.words] or told
    if not question.yes_no or not extra:
        return Found(question, (fitting[0],), exact=True)
    if extra <= fitting[0].words:
        return Found(question, (fitting[0],), exact=True, verdict=affirms(fitting[0]))
    # One has one name: another one is none. One may live both in Paris and alone.
    settled = False if focus.exclusive else None
    return Found(question, (told[0],), exact=focus.exclusive, verdict=settled)


def _is_current(statement: Statement, question: Question) -> bool:
    return "used to" not in statement.text or "used to" in question.text


def _by_words(question: Question, known: Sequence[Statement]) -> Found:
    settled = _settled(question, known)
    if settled:
        return settled
    scored = [(one, score(question, one)) for one in known]
    best = max((points for _, points in scored), default=0.0)
    top = [one for one, points in scored if points == best]
    if not question.personal and best < 1:
        top = [one for one in top if names_person(question, one)]
    if not best or not top:
        return Found(question, tuple(_near(question, known)))
    checked = [one for one in top if _is_met(question, one)]
    enough = _ENOUGH if question.expected else _ENOUGH_UNCHECKED
    if not checked or best < enough:
        return Found(question, tuple(top[:MAX_NEAR]))
    if question.yes_no:
        # "You used to smoke but quit" answers whether one smokes, without a yes or a no.
        return Found(question, (checked[0],), exact=is_past(checked[0]))
    return Found(question, tuple(_closest(question, checked)[:MAX_OTHER]), exact=True)


def _closest(question: Question, answers: Sequence[Statement]) -> Sequence[Statement]:
    """Of several answers those that say it in the question's words, of its time or by number."""
    if FORMERLY.search(question.text):
        answers = [one for one in answers if _FORMER.search(one.text)] or answers
    if _WH.match(question.text) and not question.sort:
        literal = max(len(question.words & one.words) for one in answers)
        answers = [one for one in answers if len(question.words & one.words) == literal]
    return [one for one in answers if counts_it(question.text, one.text)] or answers


def _is_met(question: Question, statement: Statement) -> bool:
    if question.yes_no:
        return True
    if not _doing(question) <= statement.words:
        return False
    if question.expected is None:
        return not question.sort or can_be(question, statement)
    return question.expected.met(question.text, statement.text)


def _doing(question: Question) -> frozenset[str]:
    """What somebody does who is asked about: who graduates does not say what she studies."""
    found = _DOES_WHAT.match(question.text)
    does = found is not None and found[1].lower() in COMMON
    return stems(found[1]) & question.words if found and does else frozenset()


def _settled(question: Question, known: Sequence[Statement]) -> Found | None:
    """The yes or no that something known gives; rather a yes than another's no."""
    said = [(one, says) for one in known if (says := verdict(question, one)) is not None]
    said = [(one, says) for one, says in said if score(question, one) or not says]
    if not said:
        return None
    one, says = max(said, key=lambda pair: (pair[0].order, pair[1]))
    return Found(question, (one,), exact=True, verdict=says)


def _near(question: Question, known: Sequence[Statement]) -> list[Statement]:
    if not question.personal:
        return []
    if question.asks_leave:
        # Whether one may is not for a likeness to say, but an allergy is worth a mention.
        topics = topics_of(question.text)
        return [one for one in known if topics & one.topics and CARE.search(one.text)][:MAX_NEAR]
    return [one for one in known if is_near(question, one)][:MAX_NEAR]
