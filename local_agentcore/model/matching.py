"""Compares questions with statements word by word, and by topic where words differ."""

import re

from local_agentcore.model.expectations import names_beside
from local_agentcore.model.questions import Question
from local_agentcore.model.statements import Statement
from local_agentcore.model.vocabulary import stem, stems, telling_words
from local_agentcore.topics import speaks_of_people, topics_of

_SUBJECT = re.compile(r"^your ((?:[\w-]+\.? ){0,2}?[\w-]+)(?= [\w']|['.]|$)", re.IGNORECASE)
# Topics so wide that to share one makes no statement an answer.
_BROAD = frozenset(
    {"family", "food", "home", "work", "health", "plan", "contact", "writing", "age"}
)
_WED = re.compile(r"\b(?:is|are|'re|been) married to\b", re.IGNORECASE)
_NAME = re.compile(r"\b(?:named|called|name is) [\w-]+")
# Who somebody is, and whose something, only a statement about others can tell.
_ASKS_WHO = re.compile(r"^who(?:se|'s)?\b(?!.*\b(?:my|our)\b)", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<=\s)[A-Z][\w'-]+")
_YOURS = re.compile(r"\byour ([\w-]+)\b(?! (?:is|are|was)\b)", re.IGNORECASE)
_SPOUSES = stems("wife husband")
# How one has to do with what is spoken of; a topic by itself only where nothing else has one.
_WAYS = stems("watch watching listen play playing")
# What these are called stands for them: "Japan" for a country.
_PROPER_SORTS = stems("country city town state university college airline brand band company team")
_LEAVE = frozenset({stem("eat"), stem("drink")})


def all_words(statement: Statement) -> frozenset[str]:
    """A statement's stems and the names of its topics, by which `pet` finds a dog."""
    topics = frozenset(map(stem, _topics_told(statement)))
    return statement.words | topics | (_SPOUSES if _WED.search(statement.text) else frozenset())


def _topics_told(statement: Statement) -> frozenset[str]:
    """Its topics; *watching football* is of football, whatever else one may watch."""
    words = telling_words(statement.text)
    things = topics_of(" ".join(word for word in words if stem(word) not in _WAYS))
    return things if things and _WAYS & statement.words else statement.topics


def score(question: Question, statement: Statement) -> float:
    """The share of the question's words that the statement has, 0 without a required one."""
    # Whether one may eat or drink something, no likeness of topic can answer.
    has = statement.words - _LEAVE if question.asks_leave else all_words(statement)
    if not question.words or not question.required <= has:
        return 0.0
    if is_of_another(question, statement):
        return 0.0
    asked = question.words - question.sort
    if not asked or not can_be(question, statement):
        asked = question.words
    return len(asked & has) / len(asked)


def can_be(question: Question, statement: Statement) -> bool:
    """Whether a statement can name one of the sort: none that only speaks of other topics."""
    if _YOURS.search(statement.text) and question.sort & stems(_YOURS.findall(statement.text)[0]):
        # "Your gym membership" speaks of the gym and does not say which it is.
        return False
    if question.expected:
        return True
    if _PROPER_SORTS & question.sort:
        return any(stem(name) not in question.words for name in _CAPITALS.findall(statement.text))
    topics = sort_topics(question)
    # A dog's name tells nothing of its breed.
    words = telling_words(_NAME.sub("", statement.text))
    others = [w for w in words if not w.isdigit() and stem(w) not in question.words]
    # A word of no topic may be one of any sort, if it is of what the question says happens.
    happens = question.words - question.sort - question.required
    told = bool(happens | question.sort & statement.words) and happens <= statement.words
    return any(topics & topics_of(word) or (told and not topics_of(word)) for word in others)


def sort_topics(question: Question) -> frozenset[str]:
    """The topics of the thing that an answer names one of."""
    return topics_of(" ".join(w for w in telling_words(question.text) if stem(w) in question.sort))


def knows_name(question: Question, statement: Statement) -> bool:
    """Whether the question names somebody or something that the statement calls so."""
    called = speaks_of_people(statement.topics) or _NAME.search(statement.text)
    names = stems(" ".join(names_beside("", f"- {statement.text}")))
    return bool(called and question.named & names)


def is_near(question: Question, statement: Statement) -> bool:
    """Whether both have a narrow topic in common, as a question after a cat and a dog have."""
    topics = topics_of(question.text) - _BROAD
    asks_of_people = speaks_of_people(topics_of(question.text))
    stranger = not asks_of_people and is_of_another(question, statement)
    return bool(topics & statement.topics) and not stranger


def is_of_another(question: Question, statement: Statement) -> bool:
    """Whether it tells of somebody in the actor's life of whom the question does not speak."""
    if names_person(question, statement) or _ASKS_WHO.match(question.text):
        return False
    found = _SUBJECT.match(statement.text)
    words = re.findall(r"\w+", found[1]) if found else []
    people = {word for word in words if speaks_of_people(topics_of(word))}
    if not people:
        return False
    names = {word for word in words if word[0].isupper()}
    meant = {stem(word) for word in people | names} | set(map(stem, topics_of(" ".join(people))))
    return not question.words & meant


def names_person(question: Question, statement: Statement) -> bool:
    """Whether the question names somebody of whom the statement tells."""
    return bool(question.named & statement.words) and speaks_of_people(statement.topics)
