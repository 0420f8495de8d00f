"""Orders that say how the speaker wants things: *call me Al*, *never use emojis*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, own_subject, spaced
from local_agentcore.extraction.inflection import third_singular
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.reference import points_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_LASTING = words("always never")
_MANNERS = words(
    """answer answers reply replies response responses emoji emojis bullet bullets explanation
    explanations tone sentences language jargon formal informal brief concise short metric imperial
    celsius fahrenheit spelling"""
)
_AS_TOLD = {
    "me": "them",
    "my": "their",
    "i": "they",
    "your": "its",
    "yourself": "itself",
    "you": "it",
}
_ONCE = words("summarise summarize describe rewrite translate shorten list continue")
_CHEERING = words("say stop lose forget let be look")
_SPEAKING = words("speak talk reply respond answer address write")
_WRITING = words("write say send suggest answer make cook recommend")
_SERVING = words(
    """suggest recommend link send book give include show offer schedule put serve propose remind"""
)
_POLITE = words("please kindly just")


def wish(clause: Clause) -> tuple[str, frozenset[Kind]] | None:
    """The wish in an order that is meant to last, None when it is meant for now."""
    by_you = clause.subject is None or clause.subject.lower_ == "you"
    name = _called(clause.head)
    if name is not None and by_you:
        return f"The user wants to be called {name}.", frozenset({Kind.FACT})
    said = {word.lower_ for word in clause.words}
    lasting = said & (_LASTING | _MANNERS) or {"now", "on"} <= said or _in_language(clause.head)
    lasting = lasting or _in_all(clause) or _is_forbidden(clause.head)
    # *Always here to help* is no order.
    led = any(child.tag_ == "TO" for child in clause.head.children)
    ordered = clause.subject is None and clause.head.tag_ in ("VB", "VBP") and not led
    gives_up = clause.head.lemma_ == "give" and "up" in said
    lasting = lasting and clause.head.lemma_.lower() not in _ONCE
    cheers = (gives_up or clause.head.lemma_.lower() in _CHEERING) and not said & _MANNERS
    if not ordered or not lasting or cheers or len(clause.words) < 3:
        return None
    if any(points_at(word, clause) for word in clause.words):
        return None
    return _put(clause), frozenset({Kind.PREFERENCE})


def _in_language(verb: Token) -> bool:
    """*Speak to me in Spanish*."""
    manner = any(child.dep_ == "prep" and child.lower_ == "in" for child in verb.children)
    return manner and verb.lemma_.lower() in _SPEAKING


def _in_all(clause: Clause) -> bool:
    """*Use British spelling in everything you write*."""
    told = (word for word in clause.words if word.dep_ == "relcl" and word.lemma_ in _WRITING)
    return any(verb.head.lower_ in ("everything", "anything", "all") for verb in told)


def _is_forbidden(verb: Token) -> bool:
    """*Don't suggest fish*, *only recommend trains*."""
    limited = any(c.dep_ == "neg" or c.lower_ == "only" for c in verb.children)
    return limited and verb.lemma_.lower() in _SERVING


def _called(verb: Token) -> str | None:
    """The name in *call me Al*."""
    if verb.lemma_.lower() != "call" or verb.i + 2 >= len(verb.doc):
        return None
    name = verb.nbor(2)
    proper = name.tag_ == "NNP" or name.is_title
    return name.text if verb.nbor(1).lower_ == "me" and proper else None


def _agreed(word: Token) -> str:
    """*it writes* for *you write*."""
    subject = own_subject(word)
    by_you = subject is not None and subject.lower_ == "you" and word.tag_ == "VBP"
    return third_singular(word.text) if by_you else word.text


def _put(clause: Clause) -> str:
    ordered = [w for w in clause.words if w.lower_ not in _POLITE]
    negated = [c for c in clause.head.children if c.dep_ == "neg" and c.lower_ != "never"]
    if negated:
        dropped = {*negated, *(c for c in clause.head.children if c.lower_ == "do")}
        ordered = [w for w in ordered if w not in dropped]
    pieces = [(w, _AS_TOLD.get(w.lower_) or _agreed(w)) for w in ordered]
    told = spaced(pieces).replace(" ,", ",")
    told = told[:1].lower() + told[1:]
    wants = "does not want" if negated else "wants"
    return f"The user {wants} the assistant to {told}."
