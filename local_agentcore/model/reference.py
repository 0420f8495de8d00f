"""Whom a question means by *she*, *his* or *it*: whoever or whatever the actor spoke of last."""

import re
from collections.abc import Callable, Sequence

from local_agentcore.model.expectations import names_beside
from local_agentcore.model.words import is_being

_OWNER = re.compile(r"\b(?:her|his|their|its)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:she|he|they|it|him|them)\b", re.IGNORECASE)
_IT = re.compile(r"\bit\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|my|me|we|our)\b", re.IGNORECASE)
_MINE = re.compile(r"\b(?:my|our) (?:(?:next|last|first|new|old) )?([\w-]+)", re.IGNORECASE)
# "Is it raining" and "whose coat is it" speak of nothing that was mentioned.
_IMPERSONAL = re.compile(
    r"^whose\b|\bit (?:\w+ing\b|true|possible|ok(?:ay)?|late|cold|hot|sunny|safe|called)"
    r"|\btime is it\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")


def referred_back(question: str, earlier: Sequence[str]) -> str:
    """The question with `my daughter` for *she*, if of all the actor spoke of her last."""
    refers = _PRONOUN.search(question) or _OWNER.search(question)
    if not refers or _IMPERSONAL.search(question):
        return question
    thing = _last(earlier, _thing) if _IT.search(question) else None
    if thing:
        return _IT.sub(f"my {thing}", question)
    if _OWN.search(question):
        return question
    meant = _last(earlier, _being)
    if not meant:
        return question
    return _OWNER.sub(f"{meant}'s", _PRONOUN.sub(meant, question))


def _last(earlier: Sequence[str], find: Callable[[str], str | None]) -> str | None:
    """What the latest of some texts speaks of, in which something is found."""
    return next((found for said in reversed(earlier) if (found := find(said))), None)


def _thing(said: str) -> str | None:
    things = [word for word in _MINE.findall(said) if not is_being(word)]
    return things[-1] if things else None


def _being(said: str) -> str | None:
    """`my daughter` or, where only a name was said, that."""
    beings = [word for word in _WORD.findall(said.lower()) if is_being(word)]
    names = names_beside("", said)
    if beings:
        return f"my {beings[-1]}"
    return names[-1] if names else None
