"""Whether a clause tells what was or what is ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, auxiliaries, finite
from local_agentcore.extraction.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PAST = words("had did was were")
_AHEAD = words("will 'll ’ll wo shall may might")
_SCHEDULED = words(
    """be have turn start begin leave arrive move finish end open close graduate retire marry want
    plan hope need intend aim expect"""
)
"""Verbs whose present tense tells of the day that is named with them: *my exam is in May*."""

_SETTLING = words("decide agree choose promise resolve arrange")


def is_past(clause: Clause) -> bool | None:
    """True of the past tense, False of what is ahead, None of what is so in general.

    *I'm getting married*, *I leave* and *I want to go* are ahead where a date stands with them, and
    so is what somebody *decided to do in May*.
    """
    word = finite(clause.head)
    if word.lemma_.lower() in _SETTLING and any(map(_is_timed_aim, clause.head.children)):
        return False
    if word.tag_ == "VBD" or word.lower_ in _PAST:
        return True
    if word.lower_ in _AHEAD:
        return False
    plain = word == clause.head and word.lemma_.lower() in _SCHEDULED
    verbs = (clause.head, *auxiliaries(clause.head))
    progressive = word.lemma_ == "be" and any(verb.tag_ == "VBG" for verb in verbs)
    return False if plain or progressive else None


def _is_timed_aim(word: Token) -> bool:
    """Whether it is an infinitive with a phrase that may be a date."""
    aims = word.dep_ == "xcomp" and any(part.lower_ == "to" for part in word.lefts)
    return aims and any(part.dep_ in ("prep", "npadvmod") for part in word.subtree)
