"""What somebody takes back: *scratch that, …*, *I was wrong, …*, *no, I meant Tuesday*."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from local_agentcore.extraction.absolute_dates import on_weekday
from local_agentcore.extraction.consolidation import statement_of
from local_agentcore.extraction.endings import endings_of
from local_agentcore.extraction.stems import EXCLUSIVE, LISTS, stem
from local_agentcore.extraction.tellings import new_tellings
from local_agentcore.extraction.types import Utterance

_TAKEN_BACK = re.compile(
    r"^\s*(?:(?:oh|oops|ah|hm+|no|wait|sorry|actually)[,.!… -]+)*(?:scratch that|strike that|"
    r"forget that|forget what I said|I was wrong|I was mistaken|I misspoke|my mistake|my bad|"
    r"correction|that(?:'s| is| was) (?:not right|wrong)|I got that wrong)\b(?: about that)?"
    r"[\s,.:;!…–—-]*",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"^\s*(?:(?:oh|oops|ah|no|nope|wait|sorry|actually)[,.!… -]+)*"
    r"I (?:meant|mean)(?: to say)? (?P<o>[^.!?,]{1,60})"
    r"(?:,? not [^.!?]+)?(?:[.!]\s*|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:[:'-]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CLAUSE_END = re.compile(
    r"(?:,|;| -| –|—|:)+ (?:(?:so|and|but|then|because) )?| (?:so|but|because) (?=I\b|we\b|my\b|the\b)"
)
_SUPPOSED = re.compile(
    r"^(?:(?:it )?turn(?:s|ed) out(?: that)?|I'd say|I would say|I think|I guess|(?:it )?looks like|actually|so|well),? "
    r"(?=(?:I|we|my|our|the)\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:I|we|it|here|there|that|this|these|those|what|who|how|when|why|where|you|your|her|his|she|he|its|not|"
    r"if|so|thanks?|yes|yeah|no|nope|wow|oops|sorry|let|let's|good|great|nice|cool|sounds|maybe|as|in|on|"
    r"at|for|like|just|and|but|or|to|be|keep|hope|glad|happy|congrats\w*|don't|do|have|take|wish\w*|looking)\b(?! .*\bleft$)",
    re.IGNORECASE,
)
"""What begins so tells nothing of a thing or a person."""
_LONGEST = 160
_THIRD_PERSON = [
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in [
        (r"\b(?:I'm|I am|we're|we are)\b", "the user is"),
        (r"\b(?:I've|I have|we've|we have)\b", "the user has"),
        (r"\b(?:I'll|we'll)\b", "the user will"),
        (r"\b(?:I'd|we'd)\b", "the user would"),
        (r"\b(?:I|we) don't\b", "the user does not"),
        (r"\b(?:I|we|me|us)\b", "the user"),
        (r"\b(?:my|our)\b", "the user's"),
        (r"\b(?:mine|ours)\b", "the user's"),
    ]
]
_NUMBERED = re.compile(r"\d.*")


def takes_back(utterance: Utterance) -> bool:
    """Whether what was said just before no longer counts."""
    return utterance.role == "USER" and bool(_TAKEN_BACK.match(utterance.text))


def meant_by(utterance: Utterance) -> str | None:
    """*Tuesday* of *no, I meant Tuesday*."""
    found = _MEANT.match(utterance.text) if utterance.role == "USER" else None
    return found["o"].strip() if found else None


def without_openers(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The messages without the words that only take something back."""
    return [
        replace(said, text=_without(said.text)) if said.role == "USER" else said
        for said in utterances
    ]


def _without(text: str) -> str:
    rest = _MEANT.sub("", _TAKEN_BACK.sub("", text, count=1), count=1)
    return text if rest == text else rest[:1].upper() + rest[1:]


def ends_said(utterance: Utterance, stated: Sequence[str]) -> Iterator[str]:
    """What a message says besides its statements, told of the user: *the party is off*.

    It is no record and may end some. `stated` are the words of the statements.
    """
    if utterance.role != "USER":
        return
    for sentence in _SENTENCE_END.split(utterance.text.strip()):
        if sentence.endswith("?") or len(sentence) > _LONGEST:
            continue
        for clause in _CLAUSE_END.split(sentence.rstrip(" .!")):
            clause = _SUPPOSED.sub("", clause)
            told = _of_the_user(clause)
            if not clause or (_ASIDE.match(clause) and not _ends_own(clause, told)):
                continue
            if not any(clause in said or said in clause for said in stated):
                yield told


def _ends_own(clause: str, told: str) -> bool:
    """Whether the speaker says of something that it is no more."""
    own = clause.startswith(("I ", "We ", "we ", "I'", "We'", "we'"))
    return own and any(endings_of(each) for each in new_tellings(told))


def _of_the_user(clause: str) -> str:
    """The clause in the third person, roughly: it is compared, and nobody reads it."""
    told = clause
    for pattern, written in _THIRD_PERSON:
        told = pattern.sub(written, told)
    return f"{told[:1].upper()}{told[1:]}."


def reworded(text: str, meant: str) -> str | None:
    """The text of a record with what was meant in the place of what was said; None if none fits.

    A day takes a day's place, a number a number's, a name that of the last name.
    """
    said = statement_of(text)
    changed = said
    for word in _WORD.findall(meant):
        changed = _with(word, changed)
    if changed == said:
        return None
    if text == said:
        return changed
    return json.dumps(json.loads(text) | {"preference": changed}, ensure_ascii=False)


def _with(word: str, text: str) -> str:
    """The text with the word in the place that fits it, if there is one."""
    dated = on_weekday(text, word) if _kind_of(word) == "weekday" else None
    if dated is not None:
        return dated
    place = _place_of(word, text)
    return text if place is None else text[: place.start()] + word + text[place.end() :]


def _place_of(word: str, text: str) -> re.Match[str] | None:
    kind = _kind_of(word)
    if kind is None:
        return None
    places = list(_WORD.finditer(text))[1:]
    return next((found for found in reversed(places) if _kind_of(found[0]) == kind), None)


def _kind_of(word: str) -> str | None:
    """Which sort of word may be put in the word's place, None when nothing tells."""
    if _NUMBERED.match(word):
        return "number"
    listed = next((name for name in EXCLUSIVE if stem(word.lower()) in LISTS[name]), None)
    return listed or ("name" if word[0].isupper() else None)
