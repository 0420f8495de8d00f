"""The everyday topics that a text speaks of, by a list of words, and other marks of a record."""

import re
from collections import defaultdict
from functools import lru_cache

from local_agentcore.wordlists import read_lists

OWN_NAME = "ownname"
"""The topic of the actor's own name, which no other name has."""
TOPICAL = "topical"
"""Marks a record that has a topic at all."""
ABOUT_PEOPLE = "aboutpeople"
"""Marks a record that speaks of somebody in the actor's life."""
SUBJECT_IS_OTHER = "subjectisother"
"""Marks a record about such a person ("The user's brother …") rather than about the actor."""
LIKING = "liking"
"""Marks a record of something liked or preferred."""
DISLIKING = "disliking"
"""Marks a record of something disliked or avoided."""

_WORK = "work"
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
)
_MY_NAME = re.compile(
    r"\b(?:my|the user's) (?:(?:first|last|full|own|real|given|family) )?(?:name|surname)\b"
    r"|\bwhat am i (?:called|named)\b|\bcalls? me\b"
    r"|\b(?:the user is|i am|i'm) (?:called|named)\b|\bthe user goes by\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:the user is|i am|i'm) an? (?:[\w-]+ )?(\w+(?:er|or|ist|ian|ant|yst|man|woman))\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset({"family", "friend", "partner", "boss", "pet", "colleague"})
_SUBJECT = re.compile(r"^(?:the user's|my) ((?:[\w-]+ ?){1,2})", re.IGNORECASE)
_LIKES = re.compile(
    r"\b(?:lik|lov|enjoy|prefer|ador|favou?rite|fond of|fan of|rather|keen on|passionate)",
    re.IGNORECASE,
)
_DISLIKES = re.compile(
    r"\b(?:dislik|hat(?:e|es|ed)\b|avoid|detest|refus|never\b|cannot\b|can't\b|aversion|averse)"
    r"|(?:\bnot|n't) (?:\w+ )?(?:like|enjoy|love|eat|drink|want|care|watch|use|wear)",
    re.IGNORECASE,
)


def topics_of(text: str) -> frozenset[str]:
    """The topics of a text, by its words in any form."""
    if _MY_NAME.search(text):
        return frozenset({OWN_NAME})
    found = frozenset[str]().union(*map(_topics_of_word, _WORD.findall(text.lower())))
    role = _ROLE.search(text)
    # No list names every trade: "a firefighter" is one by its ending, "a vegetarian" is listed.
    trade = role is not None and not _topics_of_word(role[1].lower())
    return found | {_WORK} if trade else found


def marks_of(text: str) -> frozenset[str]:
    """The topics of a record's text and what else its words say of it."""
    topics = topics_of(text)
    subject = _SUBJECT.match(text)
    marks = {
        TOPICAL: bool(topics),
        ABOUT_PEOPLE: speaks_of_people(topics),
        SUBJECT_IS_OTHER: subject is not None and speaks_of_people(topics_of(subject[1])),
        LIKING: _LIKES.search(text) is not None,
        DISLIKING: _DISLIKES.search(text) is not None,
    }
    return topics | {mark for mark, holds in marks.items() if holds}


def speaks_of_people(topics: frozenset[str]) -> bool:
    """Whether somebody in the actor's life is among the topics."""
    return not _PEOPLE.isdisjoint(topics)


def _topics_of_word(word: str) -> frozenset[str]:
    topics = _topics_by_word()
    return frozenset[str]().union(*(topics.get(form, ()) for form in _plain_forms(word)))


def _plain_forms(word: str) -> list[str]:
    """A word and what it may be a form of."""
    return [word] + [word[: -len(end)] + more for end, more in _ENDINGS if word.endswith(end)]


@lru_cache(maxsize=1)
def _topics_by_word() -> dict[str, frozenset[str]]:
    topics: dict[str, set[str]] = defaultdict(set)
    for topic, words in read_lists("topics.txt").items():
        for word in words:
            topics[word].add(topic)
    return {word: frozenset(names) for word, names in topics.items()}
