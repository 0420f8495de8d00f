"""Whom a question means by *she*, *his* or *it*: whoever the actor spoke of last."""

import re
from collections.abc import Sequence

from local_agentcore.model.words import word_set

_OWNER = re.compile(r"\b(?:her|his|their|its)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:she|he|they|it|him|them)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|my|me|we|our)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_BEINGS = word_set(
    """mother mom mum father dad parent parents sister sisters brother brothers sibling siblings
    wife husband spouse partner girlfriend boyfriend fiance fiancee son sons daughter daughters
    child children kid kids baby twins grandmother grandma grandfather grandpa grandparents
    grandson granddaughter aunt uncle cousin niece nephew friend friends boss manager colleague
    neighbor neighbour roommate teacher doctor dentist dog dogs cat cats puppy kitten horse pet
    pets parrot rabbit hamster"""
)


def referred_back(question: str, earlier: Sequence[str]) -> str:
    """The question with `my daughter` for *she*, if of all the actor spoke of her last."""
    refers = _PRONOUN.search(question) or _OWNER.search(question)
    if not refers or _OWN.search(question):
        return question
    for said in reversed(earlier):
        for word in reversed(_WORD.findall(said.lower())):
            if word in _BEINGS:
                return _OWNER.sub(f"my {word}'s", _PRONOUN.sub(f"my {word}", question))
    return question
