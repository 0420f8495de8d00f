"""What a message of the assistant's is to the user: an answer, a question back, a proposal."""

import re
from dataclasses import dataclass

from local_agentcore.extraction.hearing import MAX_CHARACTERS, sentences
from local_agentcore.extraction.inquiries import is_courtesy, is_offer, unmarked

MAX_ANSWER_CHARACTERS = 140

_I = re.IGNORECASE
_DECLINING = re.compile(
    r"^(?:(?:i'm |i am )?(?:sorry|afraid|unfortunately)\b[^.]*?)?"
    r"(?:\bi (?:do not|don't|did not|didn't|cannot|can't|could not|couldn't|am not able"
    r"|'m not able)"
    r" (?:\w+ )?(?:know|have|find|see|tell|answer|help|say|recall|remember|access|to)\b"
    r"|\bi(?:'m| am) (?:not sure|unable|not able)\b|\bi(?:'ve| have) no (?:idea|information|way)\b"
    r"|\b(?:you have(?:n't| not)|you never) (?:told|mentioned|said)\b)",
    _I,
)
_LEAVE = re.compile(
    r"\b(?:shall|should) (?:i|we)\b|\b(?:would you like|do you want|want) me to\b"
    r"|\bwould you like to (?:go|take|book|choose|order|use|try)\b|\b(?:can|may) i (?:book|order"
    r"|go)\b"
    r"|\b(?:how|what) about\b|\bwould that (?:work|suit)\b|\b(?:does|is) that (?:ok|okay"
    r"|all right)\b",
    _I,
)
_SUGGESTING = re.compile(
    r"\bi(?:'d| would)? (?:suggest|recommend|propose)\b|\bmy (?:suggestion|recommendation)\b"
    r"|\b(?:how|what) about\b|\bthere(?:'s| is| are) (?:also |another|a\b|an\b|one\b|two\b"
    r"|three\b)",
    _I,
)
_OPENING = re.compile(
    r"(?:sure|ok(?:ay)?|great|let me|one moment|of course|certainly|hello|hi|hey|al+ ?right|lovely"
    r"|nice|good|you're|thanks|thank|done|perfect|wonderful|absolutely|no problem|got it|glad|happy"
    r"|sorry|oh|ah|wow|cool|congratulations)\b",
    _I,
)
_GREETING = re.compile(
    r"\bhow (?:can|may|could) i (?:help|assist|be of)\b|\bwhat can i do for you\b|\bhow are you\b"
    r"|\bwhat(?:'s| is) on your mind\b|\bhow does that sound\b",
    _I,
)
_COMPLETED = re.compile(
    r"\b(?:i've|i have)(?: (?:already|just|now|also))* (?:booked|ordered|reserved|sent|paid"
    r"|cancel+ed"
    r"|scheduled|bought|submitted|registered|renewed)\b"
    r"|\b(?:is|are|has been|have been)(?: (?:now|all))* (?:booked|ordered|reserved|sent|paid"
    r"|cancel+ed|scheduled|bought|submitted|registered|renewed|confirmed)\b",
    _I,
)


@dataclass(frozen=True)
class Said:
    """A message of the assistant's taken apart; what it has nothing of is empty.

    `answer` is its first telling sentence, and `whole` whether that is all that it tells.
    `question` is the one that it ends with; `proposal` what the user may accept, and `asked`
    whether it asks leave for that.
    """

    answer: str
    whole: bool
    question: str
    proposal: str
    asked: bool
    declined: bool

    @property
    def short(self) -> str:
        """The answer where it is one short sentence, empty otherwise."""
        return self.answer if self.whole and len(self.answer) <= MAX_ANSWER_CHARACTERS else ""


def take_apart(message: str) -> Said:
    """Take a message of the assistant's apart."""
    found = sentences(unmarked(message[:MAX_CHARACTERS]))
    telling = [s for s in found if not s.endswith("?") and not is_courtesy(s) and not is_offer(s)]
    if not telling:
        telling = [s for s in found if not s.endswith("?") and not _OPENING.match(s)][:1]
    question = found[-1] if found and _asks(found[-1]) else ""
    declined = bool(telling) and _DECLINING.search(telling[0].replace("’", "'")) is not None
    asked = asks_leave(question)
    return Said(
        answer=telling[0] if telling else "",
        whole=len(telling) == 1,
        question=question,
        proposal=_proposal(telling, question, asked),
        asked=asked,
        declined=declined,
    )


def asks_leave(text: str) -> bool:
    """Whether the assistant's words ask leave to do something: *Shall I book it?*"""
    return _LEAVE.search(text) is not None


def completed(message: str) -> list[str]:
    """The sentences in which the assistant says that it has done what was to be done."""
    return [
        part for part in sentences(unmarked(message[:MAX_CHARACTERS])) if _COMPLETED.search(part)
    ]


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") and not is_offer(sentence) and not _GREETING.search(sentence)


def _proposal(telling: list[str], question: str, asked: bool) -> str:
    if asked:
        return " ".join([*telling[-1:], question])
    return next((sentence for sentence in telling if _SUGGESTING.search(sentence)), "")
