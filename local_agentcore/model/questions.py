"""Reads one question: what it is after, by which words, and how to say that it is not known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from local_agentcore.model import focus
from local_agentcore.model.expectations import Expectation, expectation_of
from local_agentcore.model.focus import FOCI, Focus
from local_agentcore.model.unknowns import in_other_words
from local_agentcore.model.vocabulary import plain, stem, stems

_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|me|my|mine|myself|we|our|us|ours)\b", re.IGNORECASE)
_VERDICT = re.compile(r"^(?:do|does|did|am|is|are|was|were|have|has|had)(?:n't)?\s", re.I)
_LEAVE = re.compile(r"^(?:can|could|may|should|will|would)\b", re.IGNORECASE)
# What is asked about, up to the verb or preposition that follows it: "my dog's name".
_MY = re.compile(
    r"\b(?:my|our)\s+((?:[\w-]+(?:'s)?\s+){0,3}?[\w-]+(?:'s [\w-]+)?)"
    r"(?=\s+(?:is|are|was|were|do|does|did|has|have|called|named|turns?|likes?|lives?|works?|in|on|"
    r"at|for|again|to|from|and|or|eat|go|going|born|like|live|work|come|start|take)\b|\s*[?.!,]|\s*$)",
    re.IGNORECASE,
)
# "my name, age and job"
_SEVERAL = re.compile(
    r"^(?P<lead>.*?\b)(?:my|our) (?P<first>[\w-]+(?: [\w-]+)?)"
    r"(?P<more>(?:, (?:my )?[\w-]+)*,? and (?:my )?[\w-]+(?: [\w-]+)?)\s*[?.!]*$",
    re.IGNORECASE,
)
# Capitals inside a question are names; at its beginning only after "Who is" and the like.
_PROPER = re.compile(
    r"(?<=\S )(?!I\b)[A-Z][\w-]+|^[A-Z][\w-]+(?=\W*$)"
    r"|^(?:Who|What|Where|When|How)(?:'s| is) [A-Z][\w-]+"
)
_ABOUT_LIKING = frozenset(
    map(stem, ["like", "dislike", "hobby", "taste", "interest", "best", "better", "rather", "most"])
)
_KIND = re.compile(
    r"^(?:what|which)(?: (?:kind|type|sort)s? of)? (\w+)(?: \w+)? (?:(?:do|did|am|have|can) (?:i"
    r"|we)\b|(?:does|do|did|is|are|was|has) (?:my\b|(?-i:[A-Z])))",
    re.I,
)
# How one does something may be asked of the world as well.
_HOW_TO = re.compile(
    r"^how (?:do|does|can|could|would) (?:i|we|one)\b(?! (?:want|like|prefer|feel)\b)",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(r"^(?:when|why|how (?:long|often|much|far))\b", re.IGNORECASE)
_OF = re.compile(r"\bthe (name|age|job|colou?r) of (my [\w-]+(?: [\w-]+)?|[A-Z][\w-]+)(?=\W*$)")
MAX_THINGS = 6


@dataclass(frozen=True)
class Question:
    """A recall question.

    `words` are the stems of what it asks about; an answer must have all of `required` and match
    `expected`, as far as they are there. `likes` is True for a question about liking, False about
    disliking, None about neither. `sort` is the thing that an answer names one of: *which sport*.
    `named` are the names among the words; `asks_leave` marks *can I* and *should I*.
    """

    text: str
    focus: Focus | None
    likes: bool | None
    everything: bool
    yes_no: bool
    personal: bool
    words: frozenset[str]
    required: frozenset[str]
    named: frozenset[str]
    asks_leave: bool
    sort: frozenset[str]
    expected: Expectation | None
    unknown: str


def read_questions(text: str) -> Iterator[Question]:
    """The questions in one: `my name and age` asks for two things."""
    asked = plain(text)
    several = _SEVERAL.match(asked)
    if not several or focus.EVERYTHING.search(asked):
        yield _read(asked)
        return
    things = re.split(r",? and |, ", several["first"] + several["more"])
    for thing in things[:MAX_THINGS]:
        yield _read(f"{several['lead']}my {re.sub(r'^my ', '', thing)}")


def _read(text: str) -> Question:
    text = _OF.sub(r"\2's \1", text)
    likes = _likes(text)
    focused = None if likes is not None else _focus_of(text)
    words = stems(text) - (_ABOUT_LIKING if likes is not None else frozenset())
    owned = [stems(thing) for thing in _MY.findall(text)]
    named = frozenset[str]().union(*(stems(name) for name in _PROPER.findall(text))) & words
    verdict = _VERDICT.match(text) is not None and " or " not in text
    expected = expectation_of(text)
    words = words - (expected.words if expected else frozenset()) or words
    return Question(
        text=text,
        focus=focused,
        likes=likes,
        everything=focus.EVERYTHING.search(text) is not None,
        yes_no=verdict,
        personal=_FIRST_PERSON.search(_HOW_TO.sub("", text)) is not None,
        words=words,
        required=(frozenset[str]().union(*owned[:1]) & words) | named,
        named=named,
        asks_leave=_LEAVE.match(text) is not None,
        sort=_sort_of(text),
        expected=expected,
        unknown=focused.unknown if focused and not verdict else _unknown(text, likes),
    )


def _sort_of(text: str) -> frozenset[str]:
    found = _KIND.match(text)
    return stems(found[1]) if found else frozenset()


def _likes(text: str) -> bool | None:
    if focus.DISLIKES_ASKED.search(text):
        return False
    return True if focus.LIKES_ASKED.search(text) else None


def _focus_of(text: str) -> Focus | None:
    if focus.FORMERLY.search(text):
        return None
    found = next((one for one in FOCI if one.asked.search(text)), None)
    # "When did I start my job" is not after the job.
    other = found and _CIRCUMSTANCE.match(text) and not found.unknown.startswith("when")
    return None if other else found


def _unknown(text: str, likes: bool | None) -> str:
    """What completes *I don't know …*, in the second person."""
    if likes is not None and not stems(text) - _ABOUT_LIKING:
        return "what you like" if likes else "what you dislike"
    return in_other_words(text)
