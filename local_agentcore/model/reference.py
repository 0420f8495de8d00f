"""Whom a question means by *she*, *his* or *it*: whoever the actor spoke of last."""

import re
from collections.abc import Sequence

from local_agentcore.topics import topics_of

_OWNER = re.compile(r"\b(?:her|his|their|its)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:she|he|they|it|him|them)\b", re.IGNORECASE)
_MENTION = re.compile(r"\bmy ((?:[\w-]+ ){0,2}?)([\w-]+)", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|my|me|we|our)\b", re.IGNORECASE)
_BEINGS = frozenset({"family", "friend", "partner", "boss", "pet", "colleague"})


def referred_back(question: str, earlier: Sequence[str]) -> str:
    """The question with `my daughter` for a pronoun, if the actor spoke of her last."""
    refers = _PRONOUN.search(question) or _OWNER.search(question)
    if not refers or _OWN.search(question):
        return question
    for said in reversed(earlier):
        for _, noun in reversed(_MENTION.findall(said)):
            if topics_of(noun) & _BEINGS:
                return _OWNER.sub(f"my {noun}'s", _PRONOUN.sub(f"my {noun}", question))
    return question
