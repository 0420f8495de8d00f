"""Statements about the actor, in the second person, from memory and from what they said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from local_agentcore.model.context import Recalled
from local_agentcore.model.names import as_name
from local_agentcore.model.speech import from_first_person, from_third_person
from local_agentcore.model.verbs import COMMON, is_third_person
from local_agentcore.model.vocabulary import plain, stems
from local_agentcore.model.words import word_set
from local_agentcore.topics import topics_of

_NEGATED = re.compile(r"\b(?:not|never|no|neither|nobody|nothing|without)\b|n't\b", re.IGNORECASE)
# Before one of these a new clause may begin; _split keeps only the cuts that leave verbs.
_JOINT = re.compile(
    r"((?:,\s*|\s+)(?:and|but|so|while|whereas|although|though)(?:\s+also|\s+then)?\s+"
    r"(?=(?:i|we|my|our|he|she|they|it|his|her|their|the|i'm|i've|i'd|we're|we've)\b)"
    r"|,\s+(?:(?:and )?(?:now|then|today|currently)\s+)?(?=(?:i|we|i'm|i've|i'd|we're)\b))",
    re.IGNORECASE,
)
_HELPERS = word_set("is are was were has have had does do did can will would named called")
# "I am Bo and love tea": the second verb has the first one's subject.
_SHARED = re.compile(
    r"(?:,\s*|\s+)(?:and|but)\s+(?=(?:(?:also|really|\w+ly)\s+)?"
    r"(?:love|like|hate|enjoy|prefer|live|work|have|own|speak|play|study|am|don't|do not|can't)\s)",
    re.IGNORECASE,
)
_SUBJECT_I = re.compile(r"^(?:i|i'm|i've|we|we're)\b", re.IGNORECASE)
_LEADS_UP = re.compile(
    r"^(?:when|whenever|if|after|before|since|while|because|although|though|as|once|unless)\b", re.I
)
_IS_NAMED = re.compile(r"^[Tt]he user is ([A-Z][\w'-]*(?: [A-Z][\w'-]*)?)$")
_OPPOSED = re.compile(
    r",? (?:but|and|while|whereas) (?=(?:strongly |really )?"
    r"(?:like|love|enjoy|prefer|dislike|hate|avoid|detest|don't|do not|doesn't|can't|cannot)\b)"
)
# "I want to live in Rome and work as a chef" does not say that one works as a chef.
_WISHES = re.compile(r"\b(?:want|plan|hope|like|love|going|able|need|try|learn)\w* to\b", re.I)
# Capitals that only a sentence's beginning gives; any other may be a name's.
_SPOKEN_OF = re.compile(
    r"^\W*(?:the|a|an|this|that|these|those|there|it|in|on|at|last|next)\b", re.I
)
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
_REMEMBER = re.compile(
    r"^(?:(?:please|ok|okay|(?:hey|hi|hello)(?: there| again)?|well|so|and|also|oh|yes|no"
    r"|actually|by the way|btw|fyi)"
    r"[,!]?\s+)*(?:(?:please )?(?:remember|note|know|keep in mind|don't forget)(?: that)?[:,]?\s+"
    r"|i (?:just )?(?:want|wanted) you to (?:know|remember)(?: that)?\s+"
    r"|you should know(?: that)?\s+|let me tell you(?: that)?[:,]?\s+)?",
    re.IGNORECASE,
)
_PLEASED = re.compile(r",?\s*(?:it's |i'm )?(?:nice|pleased|glad|happy) to meet you\b.*$", re.I)
_NAMED_FROM = re.compile(r"^((?:i'm|i am) [A-Z][\w'-]+),? (from .+)$", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:(?:well|so|and|also|oh|yes|no|actually|by the way|btw|fyi|just so you know|in fact|"
    r"i mean|anyway|honestly)[,!]?\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """Something that is known: in the second person, without a full stop.

    `words` and `topics` are what it is compared by; `order` is higher the later it was said, and
    0 for what memory gave.
    """

    text: str
    words: frozenset[str]
    topics: frozenset[str]
    order: int = 0

    @property
    def negated(self) -> bool:
        """Whether it says that something is not so."""
        return _NEGATED.search(self.text) is not None


def from_memory(recalled: Iterable[Recalled]) -> list[Statement]:
    """What memory gave, as it gave it."""
    found = []
    for record in recalled:
        said = _bare(plain(record.text))
        # Some extractors keep "I'm Alice" as "The user is Alice".
        text = as_name(_IS_NAMED.sub(r"I am \1", said)) or from_third_person(said)
        filed = " ".join(record.categories)
        for part in _tastes(_lower_first(_bare(text))):
            words, topics = f"{part} {filed}", topics_of(filed) | topics_of(part)
            found.append(Statement(part, stems(words), topics))
    return found


def _tastes(text: str) -> list[str]:
    """`you love coffee but dislike tea` tells two things, of which each may be asked."""
    first, *others = _OPPOSED.split(text) if text.startswith("you ") else [text]
    return [first, *(f"you {other}" for other in others)]


def from_actor(sentence: str, order: int) -> list[Statement]:
    """What an actor's sentence tells, clause by clause."""
    found = []
    for clause in clauses(sentence):
        if _YOU.search(clause) or " " not in clause.strip():
            # Addressed to the assistant, or a single word: nothing about the actor.
            continue
        text = as_name(clause) or _lower_first(from_first_person(_bare(clause)))
        if text:
            found.append(Statement(text, stems(clause), topics_of(clause), order))
    return found


def clauses(sentence: str) -> Iterator[str]:
    """The statements in a sentence, each with a subject: `I'm Bo and love tea` is two."""
    told = _PLEASED.sub("", _FILLER.sub("", _REMEMBER.sub("", plain(sentence))))
    for clause in _split(told):
        yield from _with_subjects(_FILLER.sub("", clause.strip(" ,")))


def _split(told: str) -> list[str]:
    """Parts that say something each: in `my wife and my kids` the second has no verb."""
    first, *rest = _JOINT.split(told)
    parts = [first]
    for joint, part in zip(rest[::2], rest[1::2], strict=True):
        whole = _says_something(parts[-1]) and not _LEADS_UP.match(parts[-1])
        if whole and (_SUBJECT_I.match(part) or _has_verb(part)):
            parts.append(part)
        else:
            parts[-1] += joint + part
    return parts


def _says_something(text: str) -> bool:
    return _SUBJECT_I.match(text) is not None or _has_verb(text)


def _has_verb(text: str) -> bool:
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())[1:]
    return any(
        word in _HELPERS or word.endswith(("n't", "'s")) or is_third_person(word) or word in COMMON
        for word in words
    )


def _with_subjects(clause: str) -> Iterator[str]:
    named = _NAMED_FROM.match(clause)
    if named and as_name(named[1]):
        yield from (named[1], f"I'm {named[2]}")
        return
    if not _SUBJECT_I.match(clause) or _WISHES.search(clause):
        yield clause
        return
    first, *others = _SHARED.split(clause)
    yield first
    for other in others:
        yield f"I {other}"


def _bare(text: str) -> str:
    return text.strip().rstrip(".!,;: ").strip()


def _lower_first(text: str) -> str:
    """Without the capital that only the sentence's beginning gave it."""
    if text[:1].isupper() and (_SPOKEN_OF.match(text) or text.lower().startswith("you")):
        return text[0].lower() + text[1:]
    return text
