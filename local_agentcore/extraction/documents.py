"""What a JSON payload states: a sentence about the user for each value that reads as one.

AWS extracts JSON payloads as it does conversations. A document that is stored for an actor is
taken to be about the actor; without a model, its keys are the only grammar there is.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local_agentcore.extraction.lexicon import words

MAX_STATEMENTS = 50
MAX_VALUE_CHARACTERS = 400
MAX_ITEMS = 12
MAX_DEPTH = 8
MAX_KEY_WORDS = 8
MAX_KEY_CHARACTERS = 80

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_OWNERS = words(
    """user customer client actor person profile account_holder data payload document content
    attributes details info information metadata record body"""
)
"""What a document calls the one it is about, or nothing but itself."""
_KINDS = words("preferences preference settings setting options option choices choice")
_PRIVATE = words("id ids uuid guid arn token hash key secret password etag checksum signature")
_BOOKKEEPING = words("created updated modified deleted timestamp version")
_VERBS = {"is": ("is", "is not"), "has": ("has", "does not have"), "can": ("can", "cannot")}
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_OPAQUE = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])[A-Za-z0-9+/=_.:-]{20,}|[0-9a-fA-F]{16,}|\d{12,}")
_PROSE = re.compile(r"[.!?]$|^I\b|^(?:\S+\s+){6}")
_LOCATOR = re.compile(r"(?:arn|data|https?|s3|file):\S+", re.IGNORECASE)


def statements_of(document: Any) -> list[str]:
    """What a JSON document states, at most 50 sentences: `The user's seat preference is window.`

    Nulls, what is empty, and identifiers (UUIDs, ARNs, addresses, long opaque strings, whatever a
    key calls an ID or a secret) say nothing about anybody and are left out.
    """
    stated: dict[str, None] = {}
    for statement in _statements(document, ()):
        stated[statement] = None
        if len(stated) == MAX_STATEMENTS:
            break
    return list(stated)


def _statements(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    if len(path) > MAX_DEPTH:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if _is_told(key):
                # In a map by ID the key names nothing, and what it leads to is told all the same.
                yield from _statements(inner, path if _is_opaque(key) else (*path, key))
    elif isinstance(value, list):
        yield from _listed(value, path)
    elif path and (told := _told(value)):
        yield _sentence(path, value, told)


def _listed(values: list[Any], path: tuple[str, ...]) -> Iterator[str]:
    """A list of plain values in one sentence; of documents, each with its number."""
    plain = [told for value in values[:MAX_ITEMS] if (told := _told(value))]
    while len(plain) > 1 and sum(map(len, plain)) > MAX_VALUE_CHARACTERS:
        plain.pop()
    if plain and path:
        *rest, last = plain
        if rest:
            yield f"The user's {_phrase(path)} are {', '.join(rest)} and {last}."
        else:
            yield _sentence((*path[:-1], _singular(path[-1])), plain, last)
    nested = [value for value in values[:MAX_ITEMS] if isinstance(value, (Mapping, list))]
    for number, value in enumerate(nested, start=1):
        *before, name = path or ("entry",)
        numbered = f"{_singular(name)} {number}" if len(nested) > 1 else _singular(name)
        yield from _statements(value, (*before, numbered))


def _is_told(key: str) -> bool:
    """Whether a key's value may say something of somebody: not IDs, secrets and bookkeeping."""
    names = _words(key)
    kept = names and names[-1] not in _PRIVATE and names[0] not in _BOOKKEEPING
    return bool(kept) and len(key) <= MAX_KEY_CHARACTERS


def _is_opaque(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (_UUID, _OPAQUE, _LOCATOR))


def _told(value: Any) -> str:
    """A plain value in words, empty when it says nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return "" if _is_opaque(str(value)) or not math.isfinite(value) else str(value)
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split())
    return "" if _is_opaque(text) or len(text) > MAX_VALUE_CHARACTERS else text


def _sentence(path: tuple[str, ...], value: Any, told: str) -> str:
    first, *rest = _words(path[-1])
    if isinstance(value, bool) and first in _VERBS and rest:
        owner = _phrase(path[:-1])
        subject = f"The user's {owner}" if owner else "The user"
        return f"{subject} {_VERBS[first][0 if value else 1]} {' '.join(rest)}."
    phrase = _phrase(path) or " ".join([first, *rest])
    plural = _singular(phrase) != phrase
    if isinstance(value, bool):
        return f"The user's {phrase} {'are' if plural else 'is'} set to {told}."
    if _PROSE.search(told):
        return f'The user\'s {phrase} {"say" if plural else "says"}: "{told}"'
    return f"The user's {phrase} {'are' if plural else 'is'} {told}."


def _in_order(owned: Sequence[Sequence[str]]) -> list[str]:
    kinds = [names for names in owned[:-1] if names[-1] in _KINDS]
    ordered = [names for names in owned if names not in kinds] + kinds[-1:]
    said = [word for names in ordered for word in names]
    if kinds:
        said[-1] = _singular(said[-1])
    return said


def _phrase(path: tuple[str, ...]) -> str:
    """The path in words: what kind of value it is stands last, the one it belongs to is known."""
    parts = [_words(name) for name in path]
    said = _in_order([names for names in parts if not _OWNERS.issuperset(names)])
    once = [word for place, word in enumerate(said) if word not in said[:place]]
    return " ".join(once[-MAX_KEY_WORDS:])


def _words(name: str) -> list[str]:
    """A key's words: `customer_tier`, `customerTier` and `Customer-Tier` alike."""
    return [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", name))]


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name
