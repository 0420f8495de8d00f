"""Turns of phrase that the parser reads amiss, in words that it reads as they are meant."""

import re

_DONE_TO = (
    "made|moved|put|promoted|offered|fired|hired|switched|laid|let|transferred|invited|accepted"
    "|rejected|diagnosed|booked|sent|changed|cancelled|canceled|pushed|closed|cut|raised|extended"
)
_MINE = r"((?:my|our)(?: \w+){1,3}?)"
_ONWARD = r"(?= (?:to|down|up|back|from|out|into|in|by|on|for|until|till|again|off)\b|[.,!]|$)"
_BEGUN = r"(?:(?<=[.!?] )|^)"
_NAME = r"(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
_WORN = (
    "been|put|got|gone|moved|started|stopped|decided|changed|expired|retired|bought"
    "|left (?:the|for|us|me|my|home|him|her)"
)
_DOING = (
    "getting|coming|going|moving|turning|having|doing|making|staying|visiting|leaving|starting"
    "|expecting|being|taking"
)
_GREETING = r"(?:(?:hi|hey|hello|good (?:morning|afternoon|evening|day))[,!.]? )"
_STATE = "single|married|divorced|widowed|retired|vegan|vegetarian|pregnant|unemployed|engaged"
_ROLE = r"(?!(?:an?|the|my|our|your|but|and|so|who|which|not|no|from|in|at|on|of|here|please)\b)"

_PHRASES = [
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in [
        # What leads up to a statement and says nothing itself.
        (
            rf"{_BEGUN}(?:(?:ok|okay|oh|hmm+|well|right|so|and|also|um+|ha|sir|madam|guys|update"
            r"|sorry|change of plans?|on second thoughts?|scratch that|quick one|ps|nah)"
            r"(?:[,:!.]| -| –| —)?\s+)+"
            r"(?=(?:(?:so|and|but) )?(?:I|I'm|I've|I'd|I'll|my|we|we're|we've|our|the|it's|call"
            r"|please)\b)(?:(?:so|and|but) )?",
            "",
        ),
        (rf"{_BEGUN}\w+(?: \w+)?: (?=(?:I|I'm|I've|my|we|we're|we've|our)\b)", ""),
        # Who speaks.
        (
            rf"{_BEGUN}{_GREETING}?(?!look|same|still|right|over|out|up)({_NAME}) here(?=[,.!] \w)",
            r"I'm \1",
        ),
        (rf"{_BEGUN}{_GREETING}this is ({_NAME})(?=[,.!])", r"I'm \1"),
        (rf"{_BEGUN}this is ({_NAME})(?=!)", r"I'm \1"),
        (rf"{_BEGUN}(I'm {_NAME}), (?=(?:I|I'm|my)\b)", r"\1. "),
        (rf"{_BEGUN}(?:the )?name(?:'s| is) (?={_NAME})", "My name is "),
        (
            rf"{_BEGUN}as (an? (?!(?:kid|child|boy|girl|treat|rule|result|gift|joke|hobby|family"
            r"|couple|whole|matter|last|first|side|general)\b)[^,.?!]{3,50}?),? I (?=\w)",
            r"I'm \1. I ",
        ),
        (rf"{_BEGUN}(just )?diagnosed (?!by\b)", r"I was \1diagnosed "),
        (rf"\b(I'm|I am|my name is) ({_NAME}), (\d\d)(?=,)", r"\1 \2. I'm \3"),
        (rf"\b(I'm|I am|my name is) ({_NAME}|\d\d), ({_STATE})(?=[,.]| and I\b)", r"\1 \2. I'm \3"),
        (
            rf"\b(I'm|I am|my name is) ({_NAME}|\d\d),"
            r" ((?:an?|the) [^,.!?]+?)(?=,|[.!?]| and I\b)",
            r"\1 \2. I'm \3",
        ),
        (
            rf"\b(I'm|I am|my name is) ({_NAME}|\d\d), {_ROLE}((?-i:[a-z])[^,.!?]*"
            r" (?:at|in|for|of|with|from) [^,.!?]+?|retired [^,.!?]+?)(?=,|[.!?]| and I\b)",
            r"\1 \2. I'm a \3",
        ),
        (rf"{_BEGUN}((?:my|our) \w+ {_NAME}) and I\b", r"I and \1"),
        # A verb that reads as a noun, and a day that has no owner.
        (
            r"\b((?:my|our) (?:flight|train|bus|ferry|plane|boat|coach)(?: to [A-Z]\w+)?) leaves"
            r"(?= (?:at|on|in|tomorrow|today|tonight)\b)",
            r"\1 is",
        ),
        (
            rf"{_BEGUN}(?:it's|it is) ((?:my|our)(?: \d+\w\w)? (?:birthday|anniversary))"
            r" (?=next|on|in|this|tomorrow|today)",
            r"\1 is ",
        ),
        (rf"{_BEGUN}me and (my \w+|our \w+|{_NAME}) ", r"I and \1 "),
        # What *they*, nobody in particular, did to the speaker.
        (rf"{_BEGUN}they ({_DONE_TO}) (?:me|us)\b", r"I was \1"),
        (rf"{_BEGUN}they've ({_DONE_TO}) (?:me|us)\b", r"I've been \1"),
        (rf"{_BEGUN}they ({_DONE_TO}) {_MINE}{_ONWARD}", r"\2 was \1"),
        (rf"{_BEGUN}they've ({_DONE_TO}) {_MINE}{_ONWARD}", r"\2 has been \1"),
        # What the assistant is asked for as if it were a question.
        (
            rf"{_BEGUN}(?:(?:ok|okay|but|and|so),? )*(?:can|could|will|would) you (?:please )?"
            r"((?:stop|always|never|only|keep|be|start|answer|reply|speak|talk) [^?]*?)"
            r"(?: please)?\?",
            r"Please \1.",
        ),
        # A short form that reads as a genitive.
        (rf"\b(\w+)'s (?=(?:{_WORN})\b)", r"\1 has "),
        (rf"\b((?:my|our) \w+(?: {_NAME})?|{_NAME})'s (?=(?:{_DOING})\b)", r"\1 is "),
        (
            r"\b((?:my|our) \w+)'s (?=(?:an?|the|not|on|in|at|from|called|named|about|deaf|blind"
            r"|autistic|pregnant|sick|ill|vegan|vegetarian|dead|allergic|diabetic|coeliac|celiac"
            r"|single|married|divorced|retired|asleep|away|tiny|broken|dyslexic|disabled|scared"
            r"|obsessed|\d+)\b)",
            r"\1 is ",
        ),
        (r"\b(brother|sister|mother|father|son|daughter)(s?) in law\b", r"\1\2-in-law"),
        (
            r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|\w+ty) of us\b",
            r"\1 people, including me,",
        ),
        (
            r",? (?:haven't|have not|never have|always have|always will)(?: been)?"
            r"(?: (?:for|in|since) [^,.!?]*)?(?=[,.!?]|$)(?<=\w)",
            "",
        ),
    ]
]

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")


def plain(text: str) -> str:
    """The text with such turns of phrase put plainly."""
    for pattern, written in _PHRASES:
        text = pattern.sub(written, text)
    return _WEEKDAY.sub(lambda day: day[0].capitalize(), text)
