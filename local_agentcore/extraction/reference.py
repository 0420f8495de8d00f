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
_OF = {"he": "his", "she": "her", "they": "their", "it": "its"}
_OPENING_IT = words("be seem take")
_TAKING_IT = words("hate love like find make appreciate")
_DESCRIBING = words("amod compound prep relcl acl")
_TELLING = words("attr acomp dobj prep xcomp ccomp")
_PLACING = words("prep xcomp advcl")
_VAGUE = words(
    """thing stuff way kind sort one time moment point part idea feeling reason case place person
    people guy girl man woman kid lot experience opportunity journey support"""
)
_ASIDE = words("about with like throughout during through")
_SHORT = 3
_SORTS = words("kind sort type")
_TIMES = words(
    """morning afternoon evening night day week weekend month year summer winter spring fall autumn
    time season semester january february march april may june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday christmas easter"""
)


def generalised(word: Token) -> str | None:
    """*an apple pie* for *this apple pie*: the article to write for a word that points at it.

    None where the noun is a time or says nothing alone, or where nothing beside it or in its
    clause says which: *I took this photo in Rome*, *this necklace is special to me*.
    """
    noun = word.head
    if word.lower_ not in _DEMONSTRATIVE or word.dep_ != "det" or noun.lemma_.lower() in _TIMES:
        return None
    described = any(child.dep_ in _DESCRIBING for child in noun.children)
    vague = noun.lemma_.lower() in (_SORTS if described else _VAGUE)
    if vague or not (described or _is_told_of(noun)):
        return None
    if noun.tag_ in ("NNS", "NNPS"):
        return "" if described else "some"
    if any(child.dep_ == "conj" for child in noun.children):
        return ""
    return "an" if word.nbor().lower_[:1] in tuple("aeio") else "a"


def _is_told_of(noun: Token) -> bool:
    """Whether its clause says more of the noun than that somebody has to do with it."""
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return any(child.dep_ in _TELLING and child.i > verb.i for child in verb.children)
    done = noun.dep_ == "dobj" and verb.tag_ in ("VBD", "VBN")
    return done and any(child.dep_ in _PLACING and child.i > noun.i for child in verb.children)


def aside(word: Token) -> list[Token]:
    """The words that a clause can do without where one of them points away: *to chat about this*.

    They are a preposition's, behind what else the verb or noun has; none where it has nothing.
    """
    noun = word.head if word.dep_ == "det" else word
    led = noun.head
    if noun.dep_ != "pobj" or led.lower_ not in _ASIDE or led.head.lemma_ == "be":
        return []
    said = list(led.subtree)
    above = led.head
    rest = [c for c in above.children if c.i < led.i and c.dep_ in _TELLING and c != led]
    joined = [c for c in above.children if c.dep_ == "conj"]
    named = any(c.dep_ in ("amod", "compound") for c in above.children)
    if above.tag_ in NOUNS:
        return said if led.lower_ == "like" and named and len(said) <= _SHORT else []
    return said if len(said) <= _SHORT and (rest or joined) else []


def points_at_thing(word: Token, clause: Clause) -> bool:
    """Whether the word is an *it* or *they* that stands for something named before."""
    return points_at(word, clause) and word.lower_ not in _DEMONSTRATIVE


def points_away(clause: Clause, known: frozenset[int]) -> bool:
    """Whether some word stands for something that the clause does not name.

    `known`: the indices of words that somebody known from before is meant by.
    """
    return any(points_at(word, clause) for word in clause.words if word.i not in known)


def points_at(word: Token, clause: Clause) -> bool:
    """Whether the word stands for something that the clause does not name."""
    if word.dep_ in ("expl", "mark", "advmod") or word.tag_ in ("WDT", "IN", "WP"):
        return False
    pointer = word.lower_
    if pointer in _DEMONSTRATIVE:
        if any(child.dep_ == "relcl" for child in word.children):
            return False
        dated = word.dep_ == "det" and word.head.lemma_.lower() in _TIMES
        named = word.dep_ == "det" and _elsewhere(word, clause) and _noun_before(word, clause)
        return not dated and not named
    if word.tag_ == "PRP$":
        own = clause.subject is not None and _OF.get(clause.subject.lower_) == pointer
        return pointer in _POSSESSIVE and not own and not _noun_before(word, clause)
    if pointer not in _PERSONAL or (pointer == "it" and _is_empty(word, clause)):
        return False
    return not _named_before(word, clause)


def _is_empty(word: Token, clause: Clause) -> bool:
    """*It is hard to …*, *I find it hard to …*, *I hate it when …*, *where it's hot*."""
    verb = word.head
    if word.dep_ == "dobj" and _is_idiom(verb):
        return True
    if verb.lemma_ in _TAKING_IT:
        return any(c.dep_ in ("advcl", "acomp", "oprd", "ccomp") for c in verb.children)
    roles = {"xcomp", "ccomp"} if word == clause.subject else {"xcomp", "ccomp", "acomp", "advcl"}
    opening = verb.lemma_ in _OPENING_IT or verb.tag_ == "JJ"
    return opening and any(c.dep_ in roles for c in verb.children)


def _is_idiom(verb: Token) -> bool:
    """*We made it to the top*, *I dance it out*: there *it* is nothing."""
    after = {c.lower_ for c in verb.children if c.dep_ in ("prep", "prt", "advmod")}
    reached = verb.lemma_ == "make" and bool(after & {"to", "through", "into", "past"})
    return reached or (verb.lemma_ in ("dance", "sweat", "stick", "tough") and "out" in after)


def _named_before(word: Token, clause: Clause) -> bool:
    """A noun before it that holds it or has another verb: under one verb it would be *itself*."""
    if any(a.tag_ in NOUNS and a.i < word.i for a in word.ancestors):
        return True
    return _elsewhere(word, clause) and _noun_before(word, clause)


def _elsewhere(word: Token, clause: Clause) -> bool:
    """Under another verb than the clause's own."""
    held = (a for a in word.ancestors if a.pos_ in ("VERB", "AUX") or a.dep_ == "advcl")
    above = next(held, clause.head)
    return above != clause.head


def _noun_before(word: Token, clause: Clause) -> bool:
    return any(other.i < word.i and other.tag_ in NOUNS for other in clause.words)
