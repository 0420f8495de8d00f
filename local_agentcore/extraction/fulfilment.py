"""Wishes, searches and plans that have come true: *adopted a cat* after *wants to adopt a cat*."""

import re
from dataclasses import dataclass
from functools import lru_cache

from local_agentcore.extraction.consolidation import first_sentence, statement_of, uncontracted
from local_agentcore.extraction.endings import stands_alone
from local_agentcore.extraction.stems import stem, stemmed, stems

_WHO = r"the user(?:'s (?P<who>[a-z]+))?"
_WISH = re.compile(
    rf"{_WHO} (?:(?:really|still|also|just) )*(?:(?:wants?|hopes?|plans?|is planning|"
    r"would (?:like|love)|intends?|is trying) to (?P<verb>[a-z]+)|"
    r"is (?:thinking (?:about|of)|considering) (?P<doing>[a-z]+ing)|"
    r"is (?:looking|searching|hunting|saving(?: up)?|waiting) for|(?P<awaited>is expecting))"
    r" (?P<what>.+)"
)
_DEED = re.compile(
    rf"{_WHO} (?:(?:has|have|just|finally|now|already|recently) )*"
    r"(?P<verb>got|bought|found|had|chose|won|made|[a-z]{2,}ed) (?P<what>.+)"
)
_GETTING = stemmed("get got buy bought find found receive received")
_DONE_ONCE = _GETTING | stemmed(
    """adopt book finish complete pass launch publish open hire order rent install release submit
    join start renovate apply learn marry graduate quit move sign register organize organise choose
    chose win won make made"""
)
"""What is done with a single deed: who wants to play the piano has not come to the end of it."""
_END = re.compile(r" (?:in|on|at|for|with|from|because|since|when|so|and|who|that|named|called) |,")


@dataclass(frozen=True)
class Deed:
    """Who did what: `owner` is empty for the user, `verb` a stem, `what` in small letters."""

    owner: str
    verb: str
    what: str


@lru_cache(maxsize=4096)
def deed_in(text: str) -> Deed | None:
    """What a record's text says to have been done; None where it tells of no deed."""
    found = _DEED.match(uncontracted(statement_of(text).lower()).rstrip(" .!"))
    return Deed(found["who"] or "", stem(found["verb"]), found["what"]) if found else None


def is_fulfilled(new: str, known: str) -> bool:
    """Whether what a known record tells to be wished, sought or awaited has been done."""
    deed = deed_in(new)
    wish = _WISH.match(uncontracted(first_sentence(known).lower()).rstrip(" .!"))
    if deed is None or wish is None or (wish["who"] or "") != deed.owner:
        return False
    wished = stem(wish["verb"] or wish["doing"] or "get")
    thing = stems(_END.split(wish["what"], maxsplit=1)[0])
    born = deed.verb == stem("had") and wish["awaited"] is not None
    done = born or {deed.verb, wished} <= _GETTING
    done = done or (deed.verb == wished and wished in _DONE_ONCE)
    named = bool(thing) and set(thing) <= set(stems(deed.what))
    return done and named and stands_alone(thing, deed.what)
