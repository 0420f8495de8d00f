"""What the user decides in a session: *let's go with the aisle seat*, *I've decided to …*."""

import re
from dataclasses import dataclass

from local_agentcore.extraction.retelling import retold
from local_agentcore.model import phrases

_I = re.IGNORECASE
_LEAD = re.compile(
    r"^(?:(?:ok(?:ay)?|so|well|then|yes|yeah|yep|sure|great|perfect|alright|all right|right|fine"
    r"|good"
    r"|hmm+|actually|in that case|please|i think|i guess|thanks|thank you|sounds good|no|and|but)"
    r"\b[,.!:;–-]*\s*)+",
    _I,
)
_WE = r"(?:i|we)"
_WILL = (
    rf"(?:let's|let us|let me|{_WE}(?:'ll| will|'d| would)(?: rather| just| probably)?"
    rf"|{_WE}(?:'m| am|'re| are) (?:going to|gonna))"
)
_IDLE = (
    r"(?! (?:care|it (?:easy|slow|from)|note|notes|part|place|turns|your (?:time|advice|word)"
    r"|(?:a|an|my|some|another) (?:\w+ )?(?:look|break|walk|nap|shower|bath|rest|rain|while|minute"
    r"|moment|time|photo|picture|day|days|week|course|class))\b)"
)
_CHOOSING = rf"(?:go (?:for|with)|take|choose|pick|settle (?:on|for)|opt for|stick with){_IDLE}"
_PAST = r"(?:chose|picked|settled (?:on|for)|opted for|went with|(?:have )?(?:chosen|gone with))"
_WHICH = (
    r"(?:(?:the|that|this|those|number|option|plan|version|choice)\b|it\b"
    r"|(?-i:[A-Z0-9]\b)|one of\b)"
)
_PATTERNS = [
    (re.compile(pattern, _I), told)
    for pattern, told in [
        (rf"^(?:finally )?{_WE}(?:'ve| have)?(?: (?:now|just|finally|both|all))* "
         r"(?P<how>decided|agreed) (?P<what>(?:not )?(?:to|on|against|that|in favou?r of) .+)",
         "{how} {what}"),
        (rf"^{_WE}(?:'ve| have)? (?:finally )?decided:? (?P<what>(?:(?:i|we) )(?:'ll|will"
         rf"|want) .+)",
         "decided that {what}"),
        (r"^(?:my|our) (?:final )?decision is (?P<what>(?:not )?to .+)", "decided {what}"),
        (rf"^{_WE}(?:'ve| have)? made up (?:my|our) minds?\b[^\w]+(?P<what>.+)", "decided: {what}"),
        (rf"^{_WE}(?:'ve| have)?(?: (?:now|just|finally|both))* {_PAST} (?P<what>.+)",
         "chose {what}"),
        (rf"^{_WE}(?:'m| am|'re| are) going with (?P<what>.+)", "chose {what}"),
        (rf"^{_WILL} {_CHOOSING} (?P<what>.+)", "chose {what}"),
        (rf"^{_WILL} (?P<how>book|order|reserve|buy|get|use|do) (?P<what>{_WHICH}.*)",
         "decided to {how} {what}"),
        (rf"^{_CHOOSING} (?P<what>{_WHICH}.*)", "chose {what}"),
        (rf"^(?P<how>book|order|reserve|buy|use|do) (?P<what>{_WHICH}.*)",
         "decided to {how} {what}"),
        (r"^(?:it's|it is|that's|that is) (?:settled|decided)[^\w]+(?P<what>.+)",
         "decided: {what}"),
        (r"^(?P<what>(?!what|how|who|so |this|that|there|here"
         r"|where)[^,;]{2,60}?),? it is(?: then)?$",
         "chose {what}"),
    ]
]  # fmt: skip
_UNDECIDED = re.compile(
    r"\b(?:if|unless|maybe|perhaps|might|not sure|should (?:i|we)|(?:have|has|had)n't|whether)\b",
    _I,
)
_LONG_AGO = re.compile(
    r"\bago\b|\b(?:in|since) (?:19|20)\d\d\b|\blast (?:year|month|week|summer|winter)\b"
    r"|\bwhen (?:i|we) (?:was|were)\b|\bback (?:then|in)\b|\byesterday\b",
    _I,
)
_POINTING = re.compile(
    r"^(?:(?:that|this|it|them|those|these)(?: one)?|the same)"
    r"(?:,? (?:then|please|now|for me|too))*$",
    _I,
)
_LEANING = re.compile(r"\b(?:one|ones|option|plan|first|second|third|former|latter|other)\b", _I)
_ASSENTING = re.compile(
    r"^(?:(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please|perfect|great|good|fine|alright|absolutely"
    r"|definitely|of course|go ahead|do (?:it|that|so)|sounds (?:good|great|perfect)|deal|agreed"
    r"|why not|i'd (?:love|like) (?:that|to)|thanks|thank you|let's do (?:it|that)"
    r"|then)[\s,.!]*)+$",
    _I,
)
_AGREEING = re.compile(
    r"\b(?:sounds (?:good|great|perfect)|let's do (?:it|that)|do that|go ahead|deal|agreed)\b", _I
)
_DECLINING = re.compile(
    r"^(?:no|nope|nah)\b[ ,.!]*(?:(?:thanks|thank you|please don't|don't|not (?:now|yet"
    r"|today))\b.*)?$"
    r"|^(?:please )?(?:don't|do not) (?:do|book|order|buy|send|change) .*"
    r"|^i'd rather not\b.*|^not (?:now|yet|today)[.! ]*$",
    _I,
)


@dataclass(frozen=True)
class Decision:
    """What was decided, in the third person; `pointing` where only the talk before tells what.

    `leaning` is one like *the second one* or *blue*, which answers an open question by itself.
    """

    text: str
    pointing: bool = False
    leaning: bool = False


def decision_in(sentence: str) -> Decision | None:
    """What the sentence of the user's decides, None when it decides nothing now."""
    bare = _bare(sentence)
    if bare.endswith("?") or _UNDECIDED.search(bare) or _LONG_AGO.search(bare):
        return None
    for pattern, told in _PATTERNS:
        match = pattern.match(bare.rstrip(".! "))
        if match is not None:
            what = retold(match["what"])
            how = match.groupdict().get("how", "").lower()
            said = told.format(how=how, what=what)
            leaning = _LEANING.search(what) is not None or len(what.split()) == 1
            pointing = _POINTING.match(what) is not None
            return Decision(f"The user {said}.", pointing, leaning) if what else None
    return None


def assents(sentence: str, *, asked: bool) -> bool:
    """Whether it accepts what the assistant proposes; a bare *yes* only where that `asked`."""
    if sentence.rstrip().endswith("?"):
        return False
    found = decision_in(sentence)
    if found is not None:
        return found.pointing
    if _AGREEING.search(sentence) and not _UNDECIDED.search(sentence):
        return True
    return asked and _ASSENTING.match(sentence) is not None


def declines(sentence: str) -> bool:
    """Whether it turns down what the assistant asked leave for."""
    return _DECLINING.match(phrases.LEAD.sub("", sentence)) is not None


def _bare(sentence: str) -> str:
    """The sentence without what it begins with and what says nothing, its apostrophes straight."""
    said = sentence.strip().replace("’", "'")
    return _LEAD.sub("", said) or said
