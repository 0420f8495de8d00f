"""Takes apart what an actor said into the things that want an answer, and of what kind each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from local_agentcore.model import phrases
from local_agentcore.model.arithmetic import Sum, read_sum
from local_agentcore.model.vocabulary import plain

MAX_CHARACTERS = 6_000
"""Of one message only so much is read: more is a document that somebody pasted."""
MAX_UTTERANCES = 40


class Kind(StrEnum):
    """What an utterance is for."""

    STATEMENT = "statement"
    QUESTION = "question"
    SUGGESTION = "suggestion"
    SUM = "sum"
    CLOCK = "clock"
    TASK = "task"
    FORGET = "forget"
    ABOUT_MODEL = "about model"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ASSENT = "assent"


COURTESIES = frozenset({Kind.GREETING, Kind.THANKS, Kind.FAREWELL, Kind.ASSENT})

_SMALL_TALK = (
    (Kind.GREETING, phrases.GREETING),
    (Kind.THANKS, phrases.THANKS),
    (Kind.FAREWELL, phrases.FAREWELL),
    (Kind.ASSENT, phrases.ASSENT),
    (Kind.ABOUT_MODEL, phrases.ABOUT_MODEL),
    (Kind.CLOCK, phrases.CLOCK),
    (Kind.FORGET, phrases.FORGET),
)


@dataclass(frozen=True)
class Utterance:
    """One thing that an actor said; a question without what leads up to it; `sum` if it is one."""

    kind: Kind
    text: str
    sum: Sum | None = None


def understand(message: str) -> list[Utterance]:
    """What a message says and asks, in its order.

    Courtesies are left out beside anything else, so that `Hi! What's my name?` is one question.
    """
    found = [
        _utterance(part)
        for sentence in sentences(message[:MAX_CHARACTERS])
        for part in _parts(sentence)
    ]
    return [one for one in found if one.kind not in COURTESIES][:MAX_UTTERANCES] or found[:1]


def sentences(message: str) -> Iterator[str]:
    """The sentences of a message; a full stop after an abbreviation ends none."""
    held = ""
    for piece in phrases.SENTENCE_END.split(message):
        held = f"{held} {piece}".strip() if held else piece.strip()
        if held and not phrases.ABBREVIATION.search(held):
            yield plain(held)
            held = ""
    if held:
        yield plain(held)


def _parts(sentence: str) -> list[str]:
    """The questions of a sentence one by one, and a statement that leads up to them."""
    if read_sum(sentence):
        return [sentence]
    return [part for part in phrases.JOINED_QUESTION.split(sentence) if part.strip(" ,.?!")]


def _utterance(text: str) -> Utterance:
    asked = read_sum(text)
    if asked:
        return Utterance(Kind.SUM, text, asked)
    bare = phrases.LEAD.sub("", text)
    core = unwrapped(bare)
    for kind, pattern in _SMALL_TALK:
        if any(pattern.search(form) for form in (text, bare, core)):
            return Utterance(kind, text)
    if phrases.REMEMBER.match(bare):
        return Utterance(Kind.STATEMENT, text)
    return Utterance(_asking_kind(text, bare, core), core)


def _asking_kind(text: str, bare: str, core: str) -> Kind:
    asks = text.rstrip().endswith("?") or core != bare or phrases.QUESTION.match(core) is not None
    if phrases.SUGGESTION.search(core) and (asks or phrases.IMPERATIVE.match(core)):
        return Kind.SUGGESTION
    if phrases.IMPERATIVE.match(core) or phrases.WANTS_TASK.search(core):
        return Kind.TASK
    return Kind.QUESTION if asks else Kind.STATEMENT


def unwrapped(text: str) -> str:
    """The question behind *can you tell me*, *do you remember*, *I forgot* and the like."""
    before = None
    while before != text:
        before = text
        for pattern in phrases.WRAPPERS:
            text = pattern.sub("", text, count=1)
    return text
