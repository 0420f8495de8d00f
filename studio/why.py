"""Why a search found a record: the words that both have, and what the service says of its score."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WORD = re.compile(r"[^\W_]+")
ENDING = re.compile(r"(?<=\w{3})(?:ies|ing|ed|es|s|y|e)$")
HEADER = "x-local-agentcore-reasons"
"""A response header that the embedded AgentCore adds; AWS gives the score alone."""
_IDLE = (
    "a about all am an and any are as at be by can could did do does for from had has have he her "
    "his how i in is it its me my of on or our she should so some tell that the their them they "
    "this to us user was we were what when where which who why will with would you your"
)
IDLE = frozenset(_IDLE.split())
"""Words that most sentences have: to share them says nothing."""
PARTS = {
    "meaning": "close in meaning",
    "words": "words in common",
    "topics": "the same topic",
    "nearby meaning": "what was said around it is close in meaning",
    "nearby words": "the words were said around it",
    "statement": "something was told rather than asked",
    "advice by preference": "a preference that bears on advice",
    "advice by preference on topic": "a preference on what advice is asked about",
    "advice by fact on topic": "a fact on what advice is asked about",
    "sort": "everything of this sort was asked for",
    "behind": "other records come closer",
    "other topics": "it is about something else",
    "no people": "people were asked for, and it names none",
    "other subject": "it is about somebody else",
    "another actor": "it is another actor's",
    "preference": "it is a preference, which has to fit better",
    "world": "the question is about the world",
}
"""What the features behind a score are called before people. `always` is the bar for all."""


@dataclass(frozen=True)
class Part:
    """Something that speaks for a record, or against it; its share of all that does so, 0 to 1."""

    text: str
    share: float
    speaks_for: bool


@dataclass(frozen=True)
class Why:
    """Why a record was found. Without `parts`, the service has given its score alone.

    `shared` are the query's words that the record has; `meaning` is from 0 to 1 where it is known.
    """

    shared: tuple[str, ...] = ()
    meaning: float | None = None
    parts: tuple[Part, ...] = ()


def explain(query: str, text: str, reasons: Mapping[str, Any] | None = None) -> Why:
    """Why a record with this text was found; `reasons` are those of the header, if any."""
    shared = shared_words(query, text)
    if not reasons:
        return Why(shared)
    meaning = reasons.get("meaning")
    return Why(
        shared, float(meaning) if isinstance(meaning, int | float) else None, _parts(reasons)
    )


def shared_words(query: str, text: str) -> tuple[str, ...]:
    """The query's telling words that the text has, in whatever form; each once, in order."""
    there = {_stem(word) for word in WORD.findall(text.casefold())}
    asked = dict.fromkeys(WORD.findall(query.casefold()))
    return tuple(
        word for word in asked if len(word) > 1 and word not in IDLE and _stem(word) in there
    )


def read_header(headers: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """What the header says of each record, in the answer's order; empty where there is none."""
    try:
        found = json.loads(headers.get(HEADER, "[]"))
    except ValueError:
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _parts(reasons: Mapping[str, Any]) -> tuple[Part, ...]:
    given = reasons.get("parts")
    weighed = {
        name: float(value)
        for name, value in (given.items() if isinstance(given, dict) else ())
        if name in PARTS and isinstance(value, int | float)
    }
    totals = {
        sign: sum(abs(v) for v in weighed.values() if (v > 0) is sign) for sign in (True, False)
    }
    found = [
        Part(PARTS[name], abs(value) / totals[value > 0], value > 0)
        for name, value in weighed.items()
        if value
    ]
    return tuple(sorted(found, key=lambda part: (not part.speaks_for, -part.share)))


def _stem(word: str) -> str:
    return ENDING.sub("", word)
