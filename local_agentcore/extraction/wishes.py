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
_SHORT = 3


def wish(clause: Clause) -> tuple[str, frozenset[Kind]] | None:
    """The wish in an order that is meant to last, None when it is meant for now."""
    by_you = clause.subject is None or clause.subject.lower_ == "you"
    name = _called(clause.head)
    if name is not None and by_you:
        return f"The user wants to be called {name}.", frozenset({Kind.FACT})
    if not _is_order(clause) or not _lasts(clause) or _cheers(clause):
        return None
    if any(points_at(word, clause) for word in clause.words):
        return None
    return _put(clause), frozenset({Kind.PREFERENCE})


def _is_order(clause: Clause) -> bool:
    """*Keep it short*; not *Always here to help*, nor *Stop it*."""
    led = any(child.tag_ == "TO" for child in clause.head.children)
    bare = clause.subject is None and clause.head.tag_ in ("VB", "VBP")
    return bare and not led and len(clause.words) >= _SHORT


def _lasts(clause: Clause) -> bool:
    """Whether it tells of a manner, or of a time without end."""
    if clause.head.lemma_.lower() in _ONCE:
        return False
    said = {word.lower_ for word in clause.words}
    if said & (_LASTING | _MANNERS) or {"now", "on"} <= said:
        return True
    return _in_language(clause.head) or _in_all(clause) or _is_forbidden(clause.head)


def _cheers(clause: Clause) -> bool:
    """*Never give up*, *never lose hope*."""
    said = {word.lower_ for word in clause.words}
    gives_up = clause.head.lemma_ == "give" and "up" in said
    return (gives_up or clause.head.lemma_.lower() in _CHEERING) and not said & _MANNERS


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
    negated = [c for c in clause.head.children if c.dep_ == "neg" and c.lower_ != "never"]
    left = {c for c in clause.head.children if c.lower_ == "do"} if negated else set()
    ordered = [w for w in clause.words if w.lower_ not in _POLITE and w not in {*negated, *left}]
    told = spaced([(w, _AS_TOLD.get(w.lower_) or _agreed(w)) for w in ordered]).replace(" ,", ",")
    wants = "does not want" if negated else "wants"
    return f"The user {wants} the assistant to {told[:1].lower()}{told[1:]}."
