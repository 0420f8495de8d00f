"""Writes names as they are known: *finns birthday* as *Finn's birthday*."""

import re
from collections.abc import Iterable

from local_agentcore.model.expectations import names_beside
from local_agentcore.model.vocabulary import telling_words

_WORD = re.compile(r"\b[^\W\d_]+\b(?!')")


def with_names(question: str, known: Iterable[str]) -> str:
    """The question with the names in it that are in known texts, as they are there."""
    names = {
        name.lower(): name
        for text in known
        for name in names_beside("", f"- {text}")
        if len(name) > 2 and telling_words(name.lower())
    }
    return _WORD.sub(lambda found: _written(found[0], names), question)


def _written(word: str, names: dict[str, str]) -> str:
    lower = word.lower()
    if lower in names:
        return names[lower]
    owner = names.get(lower.removesuffix("s")) if lower.endswith("s") else None
    return f"{owner}'s" if owner else word
