"""Puts statements into sentences."""

import re
from collections.abc import Sequence

_SHORT = 160
_ALIKE = re.compile(
    r"^(you (?:really )?(?:like|love|enjoy|prefer|hate|dislike|don't like)) (?!to\b)(.+)$"
)


def sentence(text: str) -> str:
    """A statement as a sentence: with its capital and its full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def told(statements: Sequence[str]) -> str:
    """Statements as a person would say them: what is alike together, two short ones as one."""
    merged = _merged(statements)
    simple = not re.search(r",| and ", merged[0]) if merged else False
    if len(merged) == 2 and sum(map(len, merged)) <= _SHORT and simple:
        return sentence(f"{merged[0]}, and {merged[1]}")
    return " ".join(sentence(text) for text in merged)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _merged(statements: Sequence[str]) -> list[str]:
    """`you like tea` and `you like jazz` become one."""
    groups: dict[str, list[str]] = {}
    for text in statements:
        alike = _ALIKE.match(text)
        simple = alike and "," not in alike[2] and " because " not in alike[2]
        if alike and simple:
            groups.setdefault(alike[1], []).append(alike[2])
        else:
            groups[text] = []
    return [f"{start} {_chain(things)}" if things else start for start, things in groups.items()]


def _chain(things: Sequence[str]) -> str:
    if len(things) > 1 and any(" and " in thing for thing in things):
        return f"{', '.join(things[:-1])}, and {things[-1]}"
    return listed(things)
