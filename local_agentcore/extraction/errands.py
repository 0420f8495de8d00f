"""What somebody says only to lead up to a question: *I'm visiting Rome, what should I eat?*"""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, auxiliaries
from local_agentcore.extraction.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

MOMENTS = words(
    """tomorrow tonight morning afternoon evening weekend week month year day summer winter spring
    fall autumn soon later january february march april may june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday turn"""
)
"""Words that say when something is to be."""
_ERRANDS = words(
    """look search wonder consider need hope decide try figure want think ask hear struggle shop
    hoping"""
)
_PLANNING = words("think hope decide consider")
_TRIPS = words("plan visit travel head go come fly explore start leave host throw organize prepare")
_WANTS = words("need market interested excited")
_YOU = words("you your yours yourself")
_MODAL = words("can could would should will might must may shall")
_ASKING = words(
    """recommend suggest advise know help tell explain show give list describe think make write
    find ask"""
)
_HELP = words(
    """help advice advise tip tips idea ideas suggestion suggestions recommendation recommendations
    information info thought thoughts way ways"""
)
_SHORT = 5
"""Of fewer words and marks are *What's new?* and *And the kids?*."""


def seeks_help(sentence: Span) -> bool:
    """Whether a question wants something done or known, and is not about whom it is put to.

    *Have you been to Rome?* and *How about you?* are small talk.
    """
    said = {word.lower_ for word in sentence}
    lemmas = {word.lemma_.lower() for word in sentence if word.pos_ in ("VERB", "AUX")}
    about_them = said & _YOU or len(sentence) < _SHORT
    return not about_them or bool(said & (_MODAL | _HELP)) or bool(lemmas & _ASKING)


def is_errand(clause: Clause) -> bool:
    """*I'm visiting Rome*, before *what should I eat?*: what the question is about.

    A plan with a date is worth more than the question.
    """
    head = clause.head
    said = {head.lemma_.lower(), head.lower_}
    dated = any(word.lower_ in MOMENTS - {"soon"} for word in clause.words)
    if _seeks(head) or (said & _ERRANDS and head.tag_ != "VBD"):
        return not (dated and said & _PLANNING)
    ahead = head.lemma_.lower() in _TRIPS and head.tag_ in ("VBG", "VB", "VBN")
    wishes = {helper.lower_ for helper in auxiliaries(head)} & {"would", "'d"}
    return bool(ahead or wishes or head.lower_ == "headed") and not dated


def _seeks(head: Token) -> bool:
    """*I'm in need of …*, *I'm interested in …*, *I'm in the market for …*."""
    states = [c for c in head.children if c.dep_ in ("acomp", "prep", "attr")]
    near = {w.lower_ for s in states for w in (s, *s.children)}
    return head.lemma_ == "be" and bool(near & _WANTS)
