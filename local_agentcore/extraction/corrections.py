"""What somebody takes back: *scratch that, …*, *I was wrong, …*, *no, I meant Tuesday*."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from local_agentcore.extraction import sentences
from local_agentcore.extraction.absolute_dates import on_weekday
from local_agentcore.extraction.claims import claims_of
from local_agentcore.extraction.consolidation import statement_of
from local_agentcore.extraction.endings import endings_in
from local_agentcore.extraction.shifts import shifted_in
from local_agentcore.extraction.slots import GONE, LIVE
from local_agentcore.extraction.stems import EXCLUSIVE, LISTS, stem
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
_CLAUSE_END = re.compile(r"[,;] (?:and |but |so )?")
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our)\b", re.IGNORECASE)
_OWN = re.compile(r"(?<!^)\b(?:my|our|me|us)\b")
_NOT_ANY_MORE = re.compile(r"(?:I|We) (?:don't|do not) (?P<said>.{1,80} any ?more)", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:moved|replaced|switched)\b.* (?:to|with|by) ")
_OF_WHOM = re.compile(r"^The (?!user\b)")
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


def ends_said(utterance: Utterance) -> Iterator[str]:
    """Sentences that only say that something named is no more: *Rex passed away*."""
    if utterance.role != "USER":
        return
    for sentence in sentences.END.split(utterance.text.strip()):
        if sentence.endswith("?"):
            continue
        for clause in _CLAUSE_END.split(sentence.rstrip(".!")):
            if found := _NOT_ANY_MORE.fullmatch(clause):
                yield f"The user does not {found['said']}."
                continue
            told = _OWN.sub(_in_third_person, clause)
            if not _FIRST_PERSON.search(told) and len(told) <= 100 and _ends(told):
                owned = _OF_WHOM.sub("The user's ", told) if shifted_in(told) else told
                yield f"{owned}."


def says_instead(text: str) -> bool:
    """Whether a sentence of `ends_said` also says what is so now: *Tariq moved to Toronto*."""
    return bool(shifted_in(text) or _INSTEAD.search(text))


def _in_third_person(found: re.Match[str]) -> str:
    return "the user's" if found[0].lower() in ("my", "our") else "the user"


def _ends(clause: str) -> bool:
    named = clause.lower().startswith(("the ", "they ")) or clause[:1].isupper()
    if not named:
        return False
    moved = any(claim.relation == LIVE and claim.changed for claim in claims_of(clause))
    gone = any(claim.relation == GONE for claim in claims_of(clause))
    return moved or gone or bool(shifted_in(clause) or endings_in(clause))


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
