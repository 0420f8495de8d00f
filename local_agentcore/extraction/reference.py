"""Words that stand for something else: whether a clause alone says what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause
from local_agentcore.extraction.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = words("NN NNS NNP NNPS")
_DEMONSTRATIVE = words("this that these those")
_PERSONAL = words("it he she they him her them")
_POSSESSIVE = words("his her their its")
_OPENING_IT = words("be seem take")
_TAKING_IT = words("hate love like find make appreciate")
_DESCRIBING = words("amod compound prep relcl acl")
_TIMES = words(
    """morning afternoon evening night day week weekend month year summer winter spring fall autumn
    time season semester"""
)


def generalised(word: Token) -> str | None:
    """*an apple pie* for *this apple pie*: the article to write for a word that points at it.

    None where the noun is a time, or has nothing beside it that says which.
    """
    noun = word.head
    if word.lower_ not in _DEMONSTRATIVE or word.dep_ != "det" or noun.lemma_.lower() in _TIMES:
        return None
    if not any(child.dep_ in _DESCRIBING for child in noun.children):
        return None
    if noun.tag_ in ("NNS", "NNPS"):
        return ""
    return "an" if word.nbor().lower_[:1] in tuple("aeio") else "a"


def points_at_thing(word: Token, clause: Clause) -> bool:
    """Whether the word is an *it* or *they* that stands for something named before."""
    return _points_away(word, clause) and word.lower_ not in _DEMONSTRATIVE


def points_away(clause: Clause, known: frozenset[int]) -> bool:
    """Whether some word stands for something that the clause does not name.

    `known`: the indices of words that somebody known from before is meant by.
    """
    return any(_points_away(word, clause) for word in clause.words if word.i not in known)


def _points_away(word: Token, clause: Clause) -> bool:
    if word.dep_ in ("expl", "mark", "advmod") or word.tag_ in ("WDT", "IN", "WP"):
        return False
    pointer = word.lower_
    if pointer in _DEMONSTRATIVE:
        dated = word.dep_ == "det" and word.head.lemma_.lower() in _TIMES
        named = word.dep_ == "det" and _elsewhere(word, clause) and _noun_before(word, clause)
        return not dated and not named
    if word.tag_ == "PRP$":
        return pointer in _POSSESSIVE and not _noun_before(word, clause)
    if pointer not in _PERSONAL or (pointer == "it" and _is_empty(word, clause)):
        return False
    return not _named_before(word, clause)


def _is_empty(word: Token, clause: Clause) -> bool:
    """*It is hard to …*, *I find it hard to …*, *I hate it when …*, *where it's hot*."""
    verb = word.head
    if verb.lemma_ in _TAKING_IT:
        return any(c.dep_ in ("advcl", "acomp", "oprd", "ccomp") for c in verb.children)
    roles = {"xcomp", "ccomp"} if word == clause.subject else {"xcomp", "ccomp", "acomp", "advcl"}
    opening = verb.lemma_ in _OPENING_IT or verb.tag_ == "JJ"
    return opening and any(c.dep_ in roles for c in verb.children)


def _named_before(word: Token, clause: Clause) -> bool:
    """A noun before it that holds it or has another verb: under one verb it would be *itself*."""
    if any(a.tag_ in NOUNS and a.i < word.i for a in word.ancestors):
        return True
    return _elsewhere(word, clause) and _noun_before(word, clause)


def _elsewhere(word: Token, clause: Clause) -> bool:
    """Under another verb than the clause's own."""
    above = next((a for a in word.ancestors if a.pos_ in ("VERB", "AUX")), clause.head)
    return above != clause.head


def _noun_before(word: Token, clause: Clause) -> bool:
    return any(other.i < word.i and other.tag_ in NOUNS for other in clause.words)
