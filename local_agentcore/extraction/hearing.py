"""What a message of the user is to the assistant's answer before it, and what else it says."""

import re
from dataclasses import dataclass
from enum import Enum

from local_agentcore.model import phrases
from local_agentcore.model.understanding import COURTESIES, Kind, understand
from local_agentcore.model.understanding import sentences as split

MAX_CHARACTERS = 6_000
"""Of one message only so much is read: more is a document that somebody pasted."""

_I = re.IGNORECASE
_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)

_WORKS_NOW = re.compile(
    r"\bnow (?:it|that|this|everything|all of it) (?:all )?works\b"
    r"|\bworks (?:fine |great |perfectly )?now\b",
    _I,
)
_FAILED = re.compile(
    r"\b(?:that|this|it|they|these|the answer)(?:'s|'re| is| are| was| were)?"
    r"(?: (?:still|just|really|simply|all|completely|totally|quite|also))*"
    r" ?(?:not|n't) (?:\w+ )?(?:right|correct|true|working|work|help(?:ful|ing|ed)?|what i|it\b"
    r"|fix|solve|enough|do(?:ne)?\b|change|match|any better)"
    r"|\b(?:that|this|it|you|these|they)(?:'s|'re| is| are| was| were| made)?"
    r"(?: (?:still|just|all|completely|totally|even|now))*"
    r" (?:wrong|incorrect|worse|useless|nonsense|failing|broken|mistaken)\b"
    r"|(?<!\bi )(?<!\bwe )\b(?:(?:does|did|is|was|do|wo|ca)n't|(?:does|did|will|is|do) not)"
    r" (?:\w+ )?(?:work|help|fix|solve|working|helping|change anything)\b"
    r"|\bstill (?:not|no|nothing|fail\w*|broken|wrong|blank|the same|get\w*|shows?"
    r"|says?|see\w*|have (?:the|this|that)|happen\w*|stuck|crash\w*|can't|cannot)\b"
    r"|\b(?:it|that|this|they)(?:'s|'re| is| are)? still\b|\bno (?:luck|difference)\b"
    r"|\b(?:the )?same (?:error|problem|issue|result|thing|message)\b"
    r"|\bnot what i (?:\w+ )?(?:meant|asked|wanted|need(?:ed)?|said)\b"
    r"|\byou (?:misunderstood|got (?:it|that) wrong|missed)\b"
    r"|^(?:(?:no|sorry|but),? )*i (?:meant|said)\b(?! to)|^(?:please )?try (?:it |that )?again\b"
    r"|^wrong\b|\bstill (?:do not|don't) (?:get|understand|see)\b"
    r"|^(?:(?:hmm|but|sorry),? )?(?:(?:that|it|this)(?:'s| is) )?(?:(?:a bit|way|much|far) )?"
    r"too (?:far|short|long|expensive|big|small|late|early|slow|complicated|difficult|formal)\b",
    _I,
)
_BARE_NO = re.compile(
    r"^no,? (?:it|that)(?:'s| is| was) (?:the|my|an?) \w.*$"
    r"|^(?:no|nope|nah)(?:,? (?:sorry|unfortunately|it (?:did|does)n't))?[.! ]*$",
    _I,
)
_GIVEN_UP = re.compile(
    r"\b(?:never ?mind|forget (?:it|about it|that)|(?:i )?give up|let's (?:drop|leave) it)\b"
    r"|\bi(?:'ll| will) (?:just |rather )?(?:do it myself|ask (?:someone|somebody) else"
    r"|call (?:them|support|someone)|try elsewhere|figure it out)",
    _I,
)
_SOLVED = re.compile(
    r"\b(?:that|this|it|which|everything|all)(?:'s| has| have)?"
    r" (?:all |really |now |finally |just )?(?:works|worked|helps|helped|helpful|solves?|solved"
    r"|fixes|fixed|did (?:it|the trick))\b"
    r"|\b(?:that|this|it)(?:'s| is| was) (?:all |exactly |just |really |very |so |now )*"
    r"(?:(?:right|correct|perfect|great|working|helpful|fixed|solved|better)(?= now|[ ,.!]*$|,)"
    r"|(?:what|all) i (?:needed|wanted|was looking for|meant|need))\b"
    r"|\b(?:problem|issue) (?:is )?(?:now )?(?:solved|fixed|gone)\b|^(?:it )?works\b"
    r"|\b(?:that's|that is) (?:all|everything)\b|\ball (?:set|good)\b|\bgot it working\b"
    r"|^solved\b|^(?:yes,? )?exactly[.! ]*$|\bi'll take (?:it|that|this|that one)[.! ]*$",
    _I,
)
_THANKED = re.compile(
    r"\b(?:thanks|thank you|thx|cheers)\b(?!,? (?:anyway|for trying|in advance|but))"
    r"|^(?:(?:oh|ah|ok(?:ay)?|yes|yeah|wow|that's|very|so),? )*(?:perfect|great|excellent|awesome"
    r"|brilliant|wonderful|fantastic|amazing|lovely|superb|nice|good|cool)"
    r"(?: (?:job|answer|work|one|idea|choice|stuff))?[.! ]*$"
    r"|^(?:i|she|he|they|we)(?:'ll| will) love (?:it|this|that|them)\b",
    _I,
)
_NO_THANKS = re.compile(r"^(?:no|nah),? (?:thanks|thank you)\b", _I)
_TO_TRY = re.compile(
    r"\b(?:i'll|i will|let me|going to|gonna) (?:\w+ )?(?:try|check|see|test)\b", _I
)
_UNSURE = re.compile(r"\b(?:but|hope\w*|if|whether|unless|would|will|might|should|let's see)\b", _I)
_WANTS = re.compile(
    r"\b(?:i|we)(?:'d| would) (?:like|love) (?:to|you|some|an?|help)\b"
    r"|\bi have (?:an?|another|one more) (?:question|problem|issue|request)\b"
    r"|\b(?:i|we) (?:need|want) (?:you |help|to (?!be\b)|some |an? )"
    r"|\b(?:i|we)(?:'m| am|'re| are) (?:looking|searching|trying) (?:for|to)\b|\bplease\b"
    r"|^(?:cancel|change|add|remove|update|reset|refund|move|switch|turn|delete|convert)\b",
    _I,
)


class Verdict(Enum):
    """What the user makes of an answer."""

    SOLVED = "solved"
    THANKED = "thanked"
    FAILED = "failed"
    GIVEN_UP = "given up"


@dataclass(frozen=True)
class Heard:
    """A message taken apart: `evidence` is the sentence of the verdict, in the user's words."""

    verdict: Verdict | None
    evidence: str
    asked: tuple[str, ...]
    told: tuple[str, ...]


def hear(message: str, *, answered: bool, questioned: bool) -> Heard:
    """Take a message of the user apart; pasted code is nobody's words.

    `answered`: the assistant has answered, so that there is something to judge. `questioned`: it
    asked something itself, so that a bare "no" is a reply to that.
    """
    verdict, evidence = None, ""
    asked: list[str] = []
    told: list[str] = []
    for sentence in sentences(message):
        found = _verdict(sentence, questioned) if answered else None
        if found is not None:
            verdict, evidence = found, sentence
        if found is None or sentence.endswith("?"):
            _sort(sentence, asked, told)
        elif found is Verdict.FAILED:
            told.append(sentence)
    return Heard(verdict, evidence, tuple(asked), tuple(told))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without fenced code."""
    return list(split(_FENCED.sub(" ", text[: 2 * MAX_CHARACTERS])[:MAX_CHARACTERS]))


def _verdict(sentence: str, questioned: bool) -> Verdict | None:
    """What the sentence says of the answer before it, None when it says nothing of it."""
    if _WORKS_NOW.search(sentence) and not sentence.endswith("?"):
        return Verdict.SOLVED
    if _GIVEN_UP.search(sentence):
        return Verdict.GIVEN_UP
    if _FAILED.search(sentence) or (_BARE_NO.match(sentence) and not questioned):
        return Verdict.FAILED
    refused = questioned and _NO_THANKS.match(sentence)
    if sentence.endswith("?") or refused or _TO_TRY.search(sentence):
        return None
    return _approval(sentence)


def _approval(sentence: str) -> Verdict | None:
    if _SOLVED.search(sentence) and not _UNSURE.search(sentence):
        return Verdict.SOLVED
    return Verdict.THANKED if _THANKED.search(sentence) else None


def _sort(sentence: str, asked: list[str], told: list[str]) -> None:
    """Add what the sentence asks and tells; courtesies are neither."""
    parts = understand(sentence)
    for part in parts:
        said = part.text if len(parts) > 1 else sentence
        text = phrases.LEAD.sub("", said)
        if part.kind in COURTESIES:
            continue
        if part.kind is not Kind.STATEMENT or _WANTS.search(said) or _WANTS.search(text):
            asked.append(text)
        else:
            told.append(text)
