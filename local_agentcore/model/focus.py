"""What recall questions are after, and which statements can answer each."""

import re
from dataclasses import dataclass

_I = re.IGNORECASE
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twelve|eleven|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
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
        r"\bmy (?:\w+ )?(?:name|surname)\b(?<!'s name)|\bwho (?:am i|i am)\W*$|\bwhat am i called\b"
        r"|\bwhat i(?:'m| am) called\b|\b(?:do (?:you|people) |you )call me\b",
        rf"^your (?:\w+ )?(?:name|surname) is\b|{_SELF} (?:called|named)\b|^you go by\b"
        r"|\bcalls? you\b",
        "your name",
        exclusive=True,
    ),
    _focus(
        r"\bhow old (?:am i|i am|are we)\b|\bmy (?:current )?age\b",
        rf"{_SELF}{_STILL} {_NUMBER}(?: years?[ -]old| now|$|,| and\b)|^your age\b|\byou turn",
        "how old you are",
        exclusive=True,
    ),
    _focus(
        r"\bwhere (?:am i|i am|i'm|do i come|i come|were we|are we)(?: originally)? from\b"
        r"|\bwhere (?:was i|i was) born\b|\bmy (?:home ?town|birthplace|nationality)\b"
        r"|\bwhere (?:did i|i) gr[eo]w up\b",
        rf"{_SELF}{_STILL}(?: originally)? from\b|^you (?:were born|grew up|come from)\b"
        r"|^your (?:home ?town|birthplace|nationality)\b|\boriginally from\b",
        "where you are from",
    ),
    _focus(
        r"\bwhere (?:do|did|am|are|is)? ?(?:i|we) ?(?:currently |now )?(?:live|living|based|stay|"
        r"reside)\b|\bmy (?:current )?(?:home|address|city|town|place)\b(?!')"
        r"|\b(?:do|am) (?:i|we) (?:still |currently |now )?(?:live|living|based)\b"
        r"|\b(?:what|which) (?:city|town|country|place|state)\b.*\b(?:i|we) (?:live|from|living)\b"
        r"|\bwhere(?: is|'s) home\b",
        rf"^you{_STILL} (?:live|reside|stay|moved|relocated|settled)\b"
        rf"|{_SELF}{_STILL} (?:based|living|located)\b"
        r"|^you\b.*\b(?:and|but) (?:now |recently )?(?:live|moved to|reside)\b"
        r"|^you(?:'ve| have)(?: always| been)? (?:lived|living) in\b"
        r"|^your (?:home|address|house|flat|apartment|city|town)\b",
        "where you live",
    ),
    _focus(
        r"\bmy (?:current |new )?(?:job|profession|occupation|work|career|employer|company|"
        r"job title|workplace)\b(?!')|\bwhat do i do\??$|\bwhat i do\??$|\bfor a living\b"
        r"|\bwhat do i do for work\b|\b(?:do i|i) work\b|\bam i (?:employed|retired|working)\b",
        rf"^you{_STILL} (?:work|run|own a|teach|manage|lead|freelance)\b"
        rf"|{_SELF}{_STILL} (?:working|"
        rf"employed|retired|self-employed)\b|^your (?:\w+ )?(?:job|profession|occupation|work|"
        rf"career|employer|company)\b|{_SELF}{_STILL} an? (?:[\w-]+ ){{0,3}}?[\w-]+(?:er|or"
        rf"|ist|ian|"
        r"ant|ent|man|woman|nurse|chef|cook|judge|pilot|vet|guide|coach|clerk|agent)\b",
        "what you do for work",
        topic="work",
    ),
)
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
DATED = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|yesterday|"
    r"spring|summer|autumn|winter|week(?:end)?s?|months?|years?|days?|morning|evening|noon|"
    r"christmas|easter|noon|midnight|at \d{1,2}|\d{1,2}(?::\d\d|(?:st|nd|rd|th)\b| ?[ap]m\b)"
    r"|(?:19|20)\d\d|birthday is)\b",
    _I,
)
COUNTED = re.compile(rf"\b(?:{_NUMBER}|no|an?|another|twins?|both|several|many)\b", _I)
PLACED = re.compile(r"\b(?:in|at|near|to|from|on|by|around|outside|inside|behind|under)\b", _I)
NAMED = re.compile(r"\b(?:named|called|name is|name's|names are)\b|\b(?!I\b)[A-Z][\w'-]+")
EXPECTATIONS = (
    (re.compile(r"\bwhen\b|\bwhat (?:day|date|time|month|year)\b|\bbirthday\b", _I), DATED),
    (re.compile(r"\bhow (?:many|much|old)\b|\bage\b", _I), COUNTED),
    (re.compile(r"\bwhere\b", _I), PLACED),
    (re.compile(r"\bnames?\b|\bcalled\b|\bwho\b", _I), NAMED),
)
