"""Whether two requests are of one kind: by the words that they have in common, and the topics."""

import re
from dataclasses import dataclass

from local_agentcore.extraction.lexicon import words
from local_agentcore.questions import read_query
from local_agentcore.topics import topics_of

_GENERIC = words(
    """help need want find show make made fix solve explain problem issue idea ideas question answer
    way ways like would could look looking try trying new best good better today tomorrow yesterday
    tonight monday tuesday wednesday thursday friday saturday sunday next last week month year time
    first second one two three four five check work works working use using change start stop put"""
)
_ENDINGS = ("ing", "ed", "es", "s", "e")


@dataclass(frozen=True)
class Subject:
    """What a request is about: its telling words by their roots, as they were written, topics."""

    words: dict[str, str]
    topics: frozenset[str]


def subject_of(text: str) -> Subject:
    """What a text asks about; the words that any request may have are left out."""
    telling = [word for clause in read_query(text) for word in clause.words]
    kept = [word for word in telling if word not in _GENERIC and word.isalpha()]
    roots: dict[str, str] = {}
    for word in kept:
        roots.setdefault(_root(word), word)
    return Subject(roots, topics_of(text))


def alike(one: Subject, other: Subject) -> bool:
    """Whether two requests are of one kind.

    Two words in common are enough, or half the words of the shorter one, or one and a topic.
    """
    shared = len(one.words.keys() & other.words.keys())
    shorter = min(len(one.words), len(other.words))
    same_topic = bool(one.topics & other.topics)
    return shared > 1 or (shared == 1 and (same_topic or shorter <= 2))


def apart(one: Subject, other: Subject) -> bool:
    """Whether two requests surely are of different kinds: topics, and nothing in common."""
    if not one.topics or not other.topics or one.topics & other.topics:
        return False
    return not one.words.keys() & other.words.keys()


def _root(word: str) -> str:
    """What the forms of a word have in common, near enough to tell words apart."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            root = word.removesuffix(ending)
            return re.sub(r"([^aeiouls])\1$", r"\1", root)
    return word
