"""What recall questions are after, and which statements can answer each."""

import re
from dataclasses import dataclass

from local_agentcore.model.expectations import MONTH, NUMBER

_I = re.IGNORECASE
_SELF = r"^you(?:'re| are| were|'ve been| have been)"
_STILL = r"(?: currently| now| still| really| actually| just| also| recently)*"
LIKING = re.compile(
    r"\b(?:lik(?:e|es|ed)|lov(?:e|es|ed)|enjoy\w*|prefer\w*|ador(?:e|es)|favou?rites?|fond of|"
    r"fan of|keen on|passionate|interested in|would rather|hobb(?:y|ies)|tastes?)\b"
    r"|\byou(?:'re| are) (?:really |very |so |big )*into\b",
    _I,
)
DISLIKING = re.compile(
    r"\b(?:dislik\w+|hat(?:e|es|ed)|avoid\w*|detest\w*|loathe\w*|averse|aversion|can't stand|"
    r"cannot stand|can't bear)\b"
    r"|(?:n't|\bnot|\bnever)(?: \w+){0,2} (?:like|love|enjoy|prefer|fond of|fan of|keen on|into)\b",
    _I,
)

CARE = re.compile(
    r"\b(?:allerg\w+|intoleran\w+|vegan|vegetarian|diabet\w+|coeliac|celiac|diet|refuse\w*|"
    r"uncomfortable|aversion|averse)\b",
    _I,
)


@dataclass(frozen=True)
class Focus:
    """A usual thing to ask of oneself.

    `asked` recognises the question, `told` a statement that answers it; `unknown` completes
    *I don't know …*. There is one at a time, the latest; of an `exclusive` one, another would be
    wrong. `topic` is of statements that come near.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    unknown: str
    exclusive: bool = False
    topic: str = ""


def _focus(
    asked: str, told: str, unknown: str, *, exclusive: bool = False, topic: str = ""
) -> Focus:
    return Focus(re.compile(asked, _I), re.compile(told, _I), unknown, exclusive, topic)


FOCI = (
    _focus(
        r"\bmy (?:(?:first|last|full|real|own|family|given) )?(?:name|surname)\b"
        r"|\bwho (?:am i|i am)\W*$|\bwhat am i called\b"
        r"|\bwhat i(?:'m| am) called\b|\b(?:do (?:you|people) |you )call me\b",
        rf"^your (?:\w+ )?(?:name|surname) is\b|{_SELF} (?:called|named)\b|^you go by\b"
        r"|\bcalls? you\b",
        "your name",
        exclusive=True,
    ),
    _focus(
        r"\bhow old (?:am i|i am|are we)\b|\bmy (?:current )?age\b",
        rf"{_SELF}{_STILL} {NUMBER}(?: years?[ -]old| now|$|,| and\b)|^your age\b|\byou turn",
        "how old you are",
        exclusive=True,
    ),
    _focus(
        r"\bwhere (?:was i|i was) born\b|\bmy birthplace\b",
        r"^you (?:were born|come from)\b(?=.*\b(?:in|at|near|from)\b)|^your birthplace\b",
        "where you were born",
    ),
    _focus(
        r"\bwhere (?:did i|i) gr[eo]w up\b",
        r"^you\b.*\b(?:grew up|were raised)\b|^your home ?town\b",
        "where you grew up",
        topic="origin",
    ),
    _focus(
        r"\bwhere (?:am i|i am|i'm|do i come|i come|were we|are we)(?: originally)? from\b"
        r"|\bmy (?:home ?town|nationality)\b",
        rf"{_SELF}{_STILL}(?: originally)? from\b|^you (?:were born|grew up|come from)\b"
        r"|^your (?:home ?town|birthplace|nationality)\b|\boriginally from\b",
        "where you are from",
        topic="origin",
    ),
    _focus(
        r"\bwhen (?:did (?:i|we) (?:get )?marry|did (?:i|we) get married|(?:is|was) (?:my|our) "
        r"(?:wedding|anniversary))|\b(?:my|our) (?:wedding )?anniversary\b"
        r"|\bmy wedding (?:day|date)",
        rf"^you (?:got )?married\b.*(?:{MONTH}|\d{{4}}|day)|^your (?:wedding|anniversary)\b"
        r".*\b(?:is|was|are)\b",
        "when you got married",
    ),
    _focus(
        r"\bwhere (?:do|did|am|are|is)? ?(?:i|we) ?(?:currently |now )?(?:live|living|based|stay|"
        r"reside)\b|\bmy (?:current )?(?:home|address|city|town|place)\b(?!')"
        r"|\b(?:do|am) (?:i|we) (?:still |currently |now )?(?:live|living|based)\b(?! with\W*$)"
        r"|\b(?:what|which) (?:city|town|country|place|state)\b.*\b(?:i|we) (?:live|from|living)\b"
        r"|\bwhere(?: is|'s) home\b",
        rf"^you{_STILL} (?:live|reside|stay|moved|relocated|settled)\b"
        rf"|{_SELF}{_STILL} (?:based|living|located)\b"
        r"|^you\b.*\b(?:and|but) (?:now |recently )?(?:live|moved to|reside)\b"
        r"|^you(?:'ve| have)(?: always| been)? (?:lived|living) in\b"
        r"|^you (?:rent|share) an? (?:[\w-]+ ){0,2}?(?:apartment|flat|house|room|studio)\b"
        r"|^your (?:home|address|house|flat|apartment|city|town)\b",
        "where you live",
    ),
    _focus(
        r"\bmy (?:current |new )?(?:job|profession|occupation|work|career|employer|company|"
        r"job title|workplace)\b(?!')|\bwhat do i do\??$|\bwhat i do\??$|\bi\b.*\bfor a living\b"
        r"|\bwhat do i do for work\b|\b(?:do i|i) work\b|\bam i (?:employed|retired|working)\b",
        rf"^you{_STILL} (?:work|run|own a|teach|manage|lead|freelance)\b"
        rf"|{_SELF}{_STILL} (?:working|"
        rf"employed|retired|self-employed)\b|^your (?:\w+ )?(?:job|profession|occupation|work|"
        rf"career|employer|company)\b|{_SELF}{_STILL} an? (?:[\w-]+ ){{0,3}}?"
        rf"(?!\w*(?:ther|sister|daughter)\b)[\w-]*(?:er|or"
        rf"|ist|ian|"
        r"ant|ent|man|woman|nurse|chef|cook|judge|pilot|vet|guide|coach|clerk|agent)\b",
        "what you do for work",
        topic="work",
    ),
)
FORMERLY = re.compile(r"\b(?:before|previously|formerly|earlier in life)\b", _I)
EVERYTHING = re.compile(
    r"\b(?:about|of|on) (?:me|myself|us)\b(?: so far| already| now| yet| at all| else)*\W*$"
    r"|^(?:describe )?me\W*$|\bmy (?:profile|memories|memory|records?)\b"
    r"|\bwhat (?:do|did|have|can) (?:you|i) (?:know|remember|recall|learn(?:ed)?|stored?|told you|"
    r"tell you)(?: so far| already| now)?\W*$|\beverything (?:you|i)\b",
    _I,
)
LIKES_ASKED = re.compile(
    r"\b(?:i|we)(?: \w+)? (?:like|love|enjoy|prefer|adore)\b|\bmy (?:\w+ )?(?:likes|preferences?|"
    r"tastes?|hobb(?:y|ies)|interests?)\b|\bmy (?:\w+ )?favou?rites?\b|\bam i (?:into|fond of"
    r"|a fan)",
    _I,
)
DISLIKES_ASKED = re.compile(
    r"\b(?:i|we)(?: \w+)? (?:dislike|hate|avoid|detest|not like|can't stand)\b|\bmy dislikes\b"
    r"|\b(?:don't|do not|doesn't) (?:i|we)? ?(?:really )?(?:like|love|enjoy)\b|\bi don't like\b",
    _I,
)
