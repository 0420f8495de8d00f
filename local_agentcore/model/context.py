"""What an agent put before the model of the actor's memory, told apart from what they said.

The SDK's session manager inserts records as `<user_context>…</user_context>`, unescaped; Strands'
memory manager as escaped `<memory><entry>…</entry></memory>`; other agents as lines of the system
prompt. All of it is data: nothing in it is ever carried out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from local_agentcore.model.phrases import ABBREVIATION
from local_agentcore.topics import speaks_of_people, topics_of

# In this order: what holds others comes before what it holds.
_TAGS = ("user_context", "context", "memories", "memory", "long_term_memory", "entry")
_ESCAPING = ("memory", "entry")
_WRAPPED = re.compile(r"\s*<([a-zA-Z_][\w-]*)(?:\s[^<>]*)?>(.*)</\1>\s*", re.DOTALL)
_TOPIC_OPEN = re.compile(r"<topic\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z_][^<>]*>")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")
_LABEL = re.compile(r"^\s*(?:\[[^\]\n]{0,80}\]|(?:fact|memory|preference|summary)\s*:)\s*", re.I)
# Rules for the agent speak of what a user may or will do; memories of what is so.
_OF_USER = re.compile(
    r"^(?:the )?user(?:'s|\s)(?!(?:may|might|can|could|will|should|must)\b)", re.I
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_PRONOUN = re.compile(r"^(?:they|he|she|their|his|her)\b", re.IGNORECASE)
_MEANT = dict.fromkeys(("they", "he", "she"), "The user") | dict.fromkeys(
    ("their", "his", "her"), "The user's"
)
MAX_RECALLED = 200
MAX_STATEMENT = 1_000
"""Characters: what runs on for longer is a document, no statement about somebody."""


@dataclass(frozen=True)
class Recalled:
    """A statement that memory gave, in the third person.

    `categories` are those of a preference record, and `is_preference` that it is one.
    """

    text: str
    categories: tuple[str, ...] = ()
    is_preference: bool = False


@dataclass(frozen=True)
class Prompt:
    """A message of the actor's: what they said, and what memory was put beside it."""

    said: str
    recalled: tuple[Recalled, ...]


def read_prompt(texts: tuple[str, ...]) -> Prompt:
    """A message's text blocks, told apart."""
    said: list[str] = []
    contexts: list[str] = []
    for position, text in enumerate(texts):
        wrapped = _WRAPPED.fullmatch(text)
        if wrapped and position < len(texts) - 1:
            contexts.append(text)
            continue
        rest, found = _without_context(text)
        said.append(rest)
        contexts.extend(found)
    recalled = [statement for context in contexts for statement in statements_in(context)]
    return Prompt("\n".join(said).strip(), tuple(recalled[:MAX_RECALLED]))


def read_system(text: str) -> tuple[Recalled, ...]:
    """What a system prompt says of the user: tagged, or in lines of their own beside the rules."""
    rest, contexts = _without_context(text)
    found = [statement for context in contexts for statement in statements_in(context)]
    for line in rest.splitlines():
        bare = _LABEL.sub("", _BULLET.sub("", line)).strip()
        if _BULLET.match(line) and _OF_USER.match(bare):
            found.append(Recalled(bare))
        elif bare.startswith("{"):
            found.extend(_preferences(bare))
    return tuple(found[:MAX_RECALLED])


def statements_in(context: str) -> Iterator[Recalled]:
    """The statements in a context: lines, preferences as JSON, summaries by topic."""
    rest, nested = _without_context(context)
    for inner in nested:
        yield from statements_in(inner)
    position = 0
    for summary in _between(rest, _TOPIC_OPEN, "</topic>"):
        yield from _plain(rest[position : summary.start])
        yield from _sentences(unescape(rest[summary.inner_start : summary.inner_end]))
        position = summary.end
    yield from _plain(rest[position:])


@dataclass(frozen=True)
class _Element:
    start: int
    inner_start: int
    inner_end: int
    end: int


def _between(text: str, opening: re.Pattern[str], closing: str) -> Iterator[_Element]:
    """The elements one after another; an opening that is never closed is none."""
    position = 0
    while match := opening.search(text, position):
        end = text.find(closing, match.end())
        if end < 0:
            return
        yield _Element(match.start(), match.end(), end, end + len(closing))
        position = end + len(closing)


def _without_context(text: str) -> tuple[str, list[str]]:
    """The text without its context elements, and what stood in these."""
    found: list[str] = []
    for tag in _TAGS:
        kept, position = [], 0
        for element in _between(text, re.compile(rf"<{tag}(?:\s[^<>]*)?>"), f"</{tag}>"):
            kept.append(text[position : element.start])
            inner = text[element.inner_start : element.inner_end]
            # An escaped record holds no markup of its own; what it escapes is text.
            found.append(unescape(inner) if tag in _ESCAPING and "</" not in inner else inner)
            position = element.end
        text = "".join([*kept, text[position:]])
    return text, found


def _plain(text: str) -> Iterator[Recalled]:
    """Lines, and the preferences among them, which may take several lines."""
    position = 0
    while (brace := text.find("{", position)) >= 0:
        try:
            value, end = json.JSONDecoder().raw_decode(text, brace)
        except (ValueError, RecursionError):
            break
        yield from _lines(text[position:brace])
        yield from _preference(value)
        position = end
    yield from _lines(text[position:])


def _lines(text: str) -> Iterator[Recalled]:
    for line in text.splitlines():
        yield from _sentences(_LABEL.sub("", _BULLET.sub("", line)))


def _sentences(text: str) -> Iterator[Recalled]:
    before = ""
    for sentence in _whole(_SENTENCE_END.split(_MARKUP.sub(" ", text))):
        bare = " ".join(sentence.split())
        if _OF_USER.match(before) and not speaks_of_people(topics_of(before)):
            bare = _PRONOUN.sub(lambda found: _MEANT[found[0].lower()], bare)
        if len(bare) <= MAX_STATEMENT and any(character.isalnum() for character in bare):
            yield Recalled(bare)
        before = bare


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of which a split left pieces: *Dr.* ends none."""
    held = ""
    for piece in pieces:
        held = f"{held} {piece}" if held else piece
        if not ABBREVIATION.search(held):
            yield held
            held = ""
    if held:
        yield held


def _preferences(line: str) -> Iterator[Recalled]:
    try:
        yield from _preference(json.loads(line))
    except (ValueError, RecursionError):
        return


def _preference(value: Any) -> Iterator[Recalled]:
    if isinstance(value, dict) and isinstance(value.get("preference"), str):
        categories = value.get("categories")
        names: Iterable[Any] = categories if isinstance(categories, list) else ()
        preference = value["preference"][:MAX_STATEMENT].strip()
        yield Recalled(preference, tuple(str(name) for name in names), True)
