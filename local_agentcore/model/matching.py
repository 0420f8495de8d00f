"""Compares questions with statements word by word, and by topic where words differ."""

import re

from local_agentcore.model.questions import Question
from local_agentcore.model.statements import Statement
from local_agentcore.model.vocabulary import stem, telling_words
from local_agentcore.topics import speaks_of_people, topics_of

_SUBJECT = re.compile(r"^your ((?:[\w-]+ ){0,2}?[\w-]+)(?= [\w']|$)", re.IGNORECASE)
# Whether one has a pet is settled by a dog, though no word of the question is in "a dog".
_HAVING = re.compile(
    r"^(?:do|did|have) (?:i|we) (?:still |already )?(?:have|own|got)\b", re.IGNORECASE
)
_BEING = re.compile(r"^(?:am|are) (?:i|we)\b", re.IGNORECASE)
_IS = re.compile(r"^you(?:'re| are| were| work as)(?: not| still| also| really)*", re.IGNORECASE)
_WAS = re.compile(r"\b(?:used to|quit|stopped|gave up|no longer|anymore|any more)\b", re.IGNORECASE)
# Topics so wide that to share one makes no statement an answer.
_BROAD = frozenset(
    {"family", "food", "home", "work", "health", "plan", "contact", "writing", "age"}
)
_LEAVE = frozenset({stem("eat"), stem("drink")})
_REACH = 4


def all_words(statement: Statement) -> frozenset[str]:
    """A statement's stems and the names of its topics, by which `pet` finds a dog."""
    return statement.words | frozenset(map(stem, statement.topics))


def score(question: Question, statement: Statement) -> float:
    """The share of the question's words that the statement has, 0 without a required one."""
    # Whether one may eat or drink something, no likeness of topic can answer.
    has = statement.words - _LEAVE if question.asks_leave else all_words(statement)
    if not question.words or not question.required <= has:
        return 0.0
    if is_of_another(question, statement):
        return 0.0
    asked = question.words - question.sort
    if not asked or not _can_be(question.sort, statement):
        asked = question.words
    return len(asked & has) / len(asked)


def _can_be(sort: frozenset[str], statement: Statement) -> bool:
    """Whether a statement can name one of a sort: none that only speaks of other topics."""
    topics = topics_of(" ".join(sort))
    return not topics or not statement.topics or bool(topics & statement.topics)


def is_near(question: Question, statement: Statement) -> bool:
    """Whether both have a narrow topic in common, as a question after a cat and a dog have."""
    topics = topics_of(question.text) - _BROAD
    asks_of_people = speaks_of_people(topics_of(question.text))
    stranger = not asks_of_people and is_of_another(question, statement)
    return bool(topics & statement.topics) and not stranger


def is_of_another(question: Question, statement: Statement) -> bool:
    """Whether it tells of somebody in the actor's life of whom the question does not speak."""
    if names_person(question, statement):
        return False
    found = _SUBJECT.match(statement.text)
    people = {w for w in found[1].split() if speaks_of_people(topics_of(w))} if found else set()
    if not found or not people:
        return False
    names = {word for word in found[1].split() if word[0].isupper()}
    meant = {stem(word) for word in people | names} | set(map(stem, topics_of(" ".join(people))))
    return not question.words & meant


def names_person(question: Question, statement: Statement) -> bool:
    """Whether the question names somebody of whom the statement tells."""
    return bool(question.named & statement.words) and speaks_of_people(statement.topics)


def verdict(question: Question, statement: Statement) -> bool | None:
    """Whether the statement says yes or no to a question; None when it does not settle it."""
    if not question.yes_no or is_past(statement):
        return None
    if _HAVING.match(question.text):
        settled = question.words <= all_words(statement)
    else:
        settled = question.words <= statement.words and _in_its_order(question, statement)
    if _BEING.match(question.text):
        settled = settled and _is_said_to_be(question, statement)
    return not statement.negated if settled else None


def is_past(statement: Statement) -> bool:
    """Whether it says that something was so and is no more."""
    return _WAS.search(statement.text) is not None


def _in_its_order(question: Question, statement: Statement) -> bool:
    """`Do I speak German` is not settled by `you learn German and speak Italian`."""
    told = [stem(word) for word in telling_words(statement.text)]
    places = [told.index(word) for w in telling_words(question.text) if (word := stem(w)) in told]
    return places == sorted(places)


def _is_said_to_be(question: Question, statement: Statement) -> bool:
    found = _IS.match(statement.text)
    if not found:
        return False
    after = statement.text[found.end() :].split()[:_REACH]
    return bool(question.words & {stem(word.strip(",.;")) for word in after})
