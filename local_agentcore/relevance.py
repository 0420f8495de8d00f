"""How well records answer a question, from 0 to 1: 0.5 divides what answers it from what does not.

The score is a logistic function of few features, each of which one can check by eye. WEIGHTS was
fitted on benchmarks/retrieval_cases.txt, the actors marked "fit", by
`python -m benchmarks.retrieval --fit`; the others there measure it. Five were set by hand: those of
what was said around a record and of other actors, which those cases do not have, and those of
preferences on which advice is asked.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from local_agentcore.questions import Kind

Column = NDArray[np.float32]
"""One number a record, or 0 and 1 for no and yes."""

WEIGHTS = {
    "always": -3.53,
    "meaning": 8.66,
    "behind": -6.68,
    "words": 2.92,
    "nearby meaning": 6.0,
    "nearby words": 5.0,
    "topics": 3.34,
    "other topics": -1.44,
    "no people": -0.86,
    "other subject": -3.09,
    "another actor": -4.0,
    "preference": -0.71,
    "world": -2.15,
    "statement": 0.55,
    "advice by preference": 3.2,
    "advice by preference on topic": 0.8,
    "advice by fact on topic": 1.02,
}

_BY_ASSOCIATION = 0.6
"""How much what comes to mind with a request counts beside its own meaning, for preferences."""
_EVERYTHING = 0.75
_TASTE = 0.85
_OTHER_TASTE = 0.55
_OTHER_THAN_DISTASTE = 0.3
_BY_MEANING = 0.1
"""How much of a broad question's score is left to the meaning, to put the nearest first."""


@dataclass(frozen=True)
class Evidence:
    """What the index says of each record in view of one question."""

    meaning: Column
    """The cosine with the question, less what all questions have in common."""
    associated: Column
    """By how much the record is nearer than most to what the answer to a request may speak of."""
    words: Column
    """The share of the question's telling words that are there, rare ones counting more."""
    nearby_meaning: Column
    """By how much what was said around the record is nearer to the question than the record is."""
    nearby_words: Column
    """How much more of the telling words are there with those that were said around the record."""
    topics: Column
    """The share of the question's topics that are there."""
    topical: Column
    about_people: Column
    subject_is_other: Column
    of_another: Column
    """Whether the question names an actor and the record is another one's."""
    preference: Column
    liking: Column
    disliking: Column


def relevance(
    kind: Kind, *, has_topics: bool, asks_for_people: bool, evidence: Evidence
) -> NDArray[np.float64]:
    """The score of each record for a question of this kind."""
    parts = contributions(
        kind, has_topics=has_topics, asks_for_people=asks_for_people, evidence=evidence
    )
    total = np.asarray(sum(parts.values()), dtype=np.float64)
    scores: NDArray[np.float64] = 1 / (1 + np.exp(-total)) if is_weighed(kind) else total
    return scores


def is_weighed(kind: Kind) -> bool:
    """Whether a score is a logistic function of its contributions rather than their sum."""
    return kind not in (Kind.NOTHING, Kind.EVERYTHING, Kind.TASTE, Kind.DISTASTE)


def contributions(
    kind: Kind, *, has_topics: bool, asks_for_people: bool, evidence: Evidence
) -> dict[str, NDArray[np.float64]]:
    """What each feature adds to the scores of a question of this kind."""
    if not is_weighed(kind):
        by_meaning = {"meaning": _BY_MEANING * _clipped(evidence.meaning)}
        return by_meaning if kind is Kind.NOTHING else {"sort": _broad(kind, evidence)} | by_meaning
    columns = features(
        kind, has_topics=has_topics, asks_for_people=asks_for_people, evidence=evidence
    )
    return {name: WEIGHTS[name] * column.astype(np.float64) for name, column in columns.items()}


def features(
    kind: Kind, *, has_topics: bool, asks_for_people: bool, evidence: Evidence
) -> dict[str, Column]:
    """What WEIGHTS weighs, by the same names.

    Advice is matched with preferences by meaning above all: what one likes to wear shares no word
    with a question about the party on Saturday.
    """
    one = np.ones_like(evidence.meaning)
    on_topic = (evidence.topics > 0).astype(np.float32)
    # A topic that many records have tells little, and so does its absence.
    telling = one * (evidence.topics.max() if on_topic.any() else 1.0)
    to_advice = one * (kind is Kind.ADVICE)
    by_taste = to_advice * evidence.preference
    direct = one - by_taste
    unknown_words = (evidence.words == 0) * one
    meaning = evidence.meaning + _BY_ASSOCIATION * evidence.associated * by_taste
    return {
        "always": one,
        "meaning": meaning,
        "behind": meaning.max(initial=-1.0) - meaning,
        "words": evidence.words * direct,
        "nearby meaning": evidence.nearby_meaning * direct,
        "nearby words": evidence.nearby_words * direct,
        "topics": evidence.topics * direct,
        "other topics": (1 - on_topic) * evidence.topical * telling * has_topics * direct,
        "no people": (1 - evidence.about_people) * asks_for_people,
        "other subject": evidence.subject_is_other
        * unknown_words
        * (not asks_for_people and kind is not Kind.STATEMENT),
        "another actor": evidence.of_another,
        "preference": evidence.preference,
        "world": one * (kind is Kind.GENERAL),
        "statement": one * (kind is Kind.STATEMENT),
        "advice by preference": by_taste,
        "advice by preference on topic": by_taste * evidence.topics,
        "advice by fact on topic": (to_advice - by_taste) * on_topic,
    }


def _broad(kind: Kind, evidence: Evidence) -> NDArray[np.float64]:
    """Questions after all of something: the record's sort decides."""
    taste = np.maximum(evidence.preference, np.maximum(evidence.liking, evidence.disliking))
    if kind is Kind.EVERYTHING:
        scores = np.full(len(taste), _EVERYTHING)
    elif kind is Kind.TASTE:
        plainly = evidence.liking * (1 - evidence.disliking)
        scores = taste * (_OTHER_TASTE + plainly * (_TASTE - _OTHER_TASTE))
    else:
        scores = taste * np.where(evidence.disliking > 0, _TASTE, _OTHER_THAN_DISTASTE)
    return scores


def _clipped(meaning: Column) -> NDArray[np.float64]:
    return np.clip(meaning.astype(np.float64), 0, 1)
