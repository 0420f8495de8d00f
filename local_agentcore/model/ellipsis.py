"""Completes *and my brother?* by the question before it."""

import re
from collections.abc import Sequence

from local_agentcore.model.understanding import Kind, understand

_I = re.IGNORECASE
_ADJECTIVES = (
    r"(?:(?:eldest|oldest|older|younger|youngest|elder|little|big|best|next|last|first|new|old) )*"
)
# The last words of a phrase that a verb or a preposition follows, or nothing.
_END = (
    r"(?=\s+(?:is|are|was|were|do|does|did|has|have|called|named|turns?|likes?|lives?|works?|in|on|at"
    r"|for|to|from|go|come|start|begin|leave|due|live|work|study|play|teach|own|eat|born|with)\b"
    r"|\s*[?.!,]|\s*$)"
)
_ALONE = re.compile(
    r"^(?:and |but |also |what about |how about |what of )*"
    r"(?P<what>(?:my|our) (?:[\w'-]+ ?){1,4}|(?-i:[A-Z])[\w-]+(?:'s)?)\W*$",
    _I,
)
_OWNER = re.compile(rf"\b(?:(?:my|our) {_ADJECTIVES}[\w-]+|(?<=\s)(?-i:[A-Z])[\w-]+)(?='s\b)", _I)
_OWNED = re.compile(
    rf"\b(?:my|our) {_ADJECTIVES}(?:[\w-]+ ){{0,3}}?[\w-]+(?:'s [\w-]+)?{_END}"
    r"|(?<=\s)(?!I\b)(?-i:[A-Z])[\w-]+",
    _I,
)
_ACTOR = re.compile(r"\b(am|do|did|have|was) (?:i|we)\b", _I)
_FOR_OTHERS = {"am": "is", "do": "does", "did": "did", "have": "has", "was": "was"}


def completed(question: str, earlier: Sequence[str]) -> str:
    """`Where does my brother live?` for *my brother?* after `Where does my sister live?`."""
    alone = _ALONE.match(question)
    before = _last_question(earlier) if alone else None
    if not alone or not before:
        return question
    return _about(alone["what"].strip(), before)


def _last_question(earlier: Sequence[str]) -> str | None:
    """What was asked last before, if the latest message asked something."""
    asked = [one.text for one in understand(earlier[-1])] if earlier else []
    kinds = [one.kind for one in understand(earlier[-1])] if earlier else []
    return asked[-1] if kinds and kinds[-1] is Kind.QUESTION else None


def _about(what: str, question: str) -> str:
    """The question asked of another."""
    owner = _OWNER.search(question)
    if owner and "'s" not in what:
        return _put(what, question, owner)
    if owner and what.endswith("'s"):
        return _put(what.removesuffix("'s"), question, owner)
    owned = _OWNED.search(question)
    if owned:
        return _put(what, question, owned)
    return _ACTOR.sub(lambda found: f"{_FOR_OTHERS[found[1].lower()]} {what}", question, count=1)


def _put(what: str, question: str, found: re.Match[str]) -> str:
    return question[: found.start()] + what + question[found.end() :]
