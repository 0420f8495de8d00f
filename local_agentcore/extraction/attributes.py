"""What somebody has one of at a time, in wordings that share no word: *retired* after *works at …*.

The patterns stand in `data/attributes.txt`. A statement that turns none of them costs one look.
"""

import re
from functools import lru_cache
from pathlib import Path

from local_agentcore.extraction.consolidation import first_sentence, statement_of, uncontracted
from local_agentcore.extraction.stems import LISTS, stem, stemmed

_PATTERNS = Path(__file__).parents[1] / "data" / "attributes.txt"
_OPENING = re.compile(r"(?:(?:now|lately|these days|nowadays),? )")
_OF_A_PERSON = re.compile(
    r"the user's (?P<who>[a-z]+) (?P<said>(?:is|was|has|got|just|also|now|finally|"
    r"(?!(?:and|or)\b)[a-z]+s|[a-z]+ed|quit|left|lost|found|went|gave|had)\b.*)"
)
_PEOPLE = LISTS["partner"] | stemmed(
    "mother father mom dad sister brother son daughter grandmother grandfather aunt uncle niece "
    "nephew cousin friend roommate flatmate neighbor wife husband girlfriend boyfriend"
)
_UNREAL = re.compile(r"\b(?:almost|nearly|never|not|might|would|could|if|once|when|ago)\b|\?")


_WRITTEN_OUT = {
    "~": "(?:has |have |just |recently |finally )*",
    "THEIR": "(?:the user's|their)",
}


def _read() -> dict[tuple[str, str], list[re.Pattern[str]]]:
    found: dict[tuple[str, str], list[re.Pattern[str]]] = {}
    for line in _PATTERNS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, _, pattern = line.partition(": ")
            name, _, sort = key.partition(" ")
            for short, full in _WRITTEN_OUT.items():
                pattern = pattern.replace(short, full)
            found.setdefault((name, sort), []).append(re.compile(pattern))
    return found


_READ = _read()


@lru_cache(maxsize=4096)
def turned_in(text: str) -> frozenset[tuple[str, str]]:
    """Whose attribute a record says to be another one now: (owner, name), the user's owner is ''.

    Takes the text of a record. Empty for most, and then nothing has to be compared.
    """
    said = uncontracted(statement_of(text).lower())
    return frozenset() if _UNREAL.search(said) else _of_sort("turned", said)


@lru_cache(maxsize=16384)
def told_in(text: str) -> frozenset[tuple[str, str]]:
    """Whose attributes a record's first sentence tells, as in `turned_in`."""
    return _of_sort("told", uncontracted(first_sentence(text).lower()))


def _of_sort(sort: str, said: str) -> frozenset[tuple[str, str]]:
    owner, predicate = _told_of(_closed(said.strip(" .!")))
    return frozenset(
        (owner, name)
        for (name, own), patterns in _READ.items()
        if own == sort and predicate and any(each.fullmatch(predicate) for each in patterns)
    )


def _closed(said: str) -> str:
    """*Lately the user runs* as *the user runs now*."""
    opened = _OPENING.match(said)
    return f"{said[opened.end() :]} now" if opened else said


def _told_of(said: str) -> tuple[str, str]:
    """Whose a sentence is and what it says; the latter is empty where that is not plain."""
    if said.startswith("the user "):
        return "", said.removeprefix("the user ")
    found = _OF_A_PERSON.fullmatch(said)
    if found is None or stem(found["who"]) not in _PEOPLE:
        return "", ""
    return stem(found["who"]), found["said"]
