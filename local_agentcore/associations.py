"""What advice on a thing will likely speak of, by a list: a table in Rome brings pasta and wine."""

import re
from functools import lru_cache
from pathlib import Path

_LIST = Path(__file__).parent / "data" / "associations.txt"
_MOST = 32
"""Phrases that one request brings to mind, at most: each is embedded."""


def associations_of(text: str) -> tuple[str, ...]:
    """Short phrases that come to mind with what a text names, none twice, at most 32.

    Of overlapping names the longer one counts: "family car" is no "car".
    """
    named = [match[1].lower() for match in _pattern().finditer(text)]
    found = dict.fromkeys(phrase for name in named for phrase in _phrases_by_name()[name])
    return tuple(found)[:_MOST]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases_by_name(), key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, longest_first))
    return re.compile(rf"\b({names})(?:e?s)?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _phrases_by_name() -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = {}
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        names, marked, associated = line.partition(" = ")
        if marked and not line.startswith("#"):
            for name in names.split(", "):
                phrases.setdefault(name.lower(), []).extend(re.split(r"[,;] ", associated))
    return phrases
