"""What an answer must have to be one: to *when* a time, to *how old* an age, to *who* a person."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from local_agentcore.model.vocabulary import stem, stems, telling_words
from local_agentcore.model.words import is_being

_I = re.IGNORECASE
NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twelve|eleven|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|a hundred)"
)
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
DATED = re.compile(
    rf"\b(?:{MONTH}|{_WEEKDAY}|today|tomorrow|tonight|yesterday|now|"
    r"spring|summer|autumn|winter|week(?:end)?s?|months?|years?|days?|mornings?|evenings?|nights?|"
    r"christmas|easter|noon|midnight|at \d{1,2}|\d{1,2}(?::\d\d|(?:st|nd|rd|th)\b| ?[ap]m\b)"
    r"|(?:19|20)\d\d|birthday is)\b",
    _I,
)
_CLOCK = r"\d{1,2}[:.]\d\d|\d ?[ap]\.?m\b|\bat (?:\d|noon|midnight)|o'clock|\b(?:morning|evening)"
_AGE = (
    rf"\b{NUMBER}[ -](?:years?|months?|weeks?)[ -]old|\bage\b|\(\d{{1,3}}\)"
    rf"|(?:\b(?:is|are|was|turn(?:s|ed|ing)?|aged)|'re|'s) (?:(?:now|only|already|almost) )?"
    rf"{NUMBER}(?=[,.;)]|$| (?:and|but|in|on|now|this|next|last|soon|years?)\b)"
)
_LASTING = (
    rf"\bsince\b|\b(?:for|over|about|almost) (?:\w+ ){{0,2}}(?:year|month|week|day|hour|decade)"
    rf"|\b(?:{NUMBER}|an?|half an?|some) (?:years?|months?|weeks?|days?|hours?|minutes?|decades?)\b"
    r"|\bfrom .+ (?:to|until|till)\b|\b(?:start|began|open)\w*\b.*\b(?:19|20)\d\d"
)
_OFTEN = (
    rf"\b(?:every|each|once|twice|daily|weekly|monthly|never|always|often|usually|rarely)\b"
    rf"|\btimes an?\b|\b{NUMBER} (?:times|days)|\bon {_WEEKDAY}"
)
_UNITS = (
    r"\d ?(?:-)?(?:m|cm|mm|km|ft|kg|g|kilos?|lbs?|met(?:re|er)s?|kilomet(?:re|er)s?|miles?|feet"
    r"|foot|inch(?:es)?|pounds|hectares|acres)\b"
    r"|\b(?:metres|meters|miles|feet|kilos) (?:tall|away|high)"
)
_NO_PLACE = (
    rf"(?! (?:the )?(?:{MONTH}|{_WEEKDAY}|\d|morning|evening|last|next|{NUMBER} |weekends?|time))"
)
_PLACED = (
    rf"\b(?:in|at|near|on|from|around|outside|inside|behind|under|abroad){_NO_PLACE}\b"
    rf"|\b(?:to|by) (?=(?-i:[A-Z])|the |an? |your )|\bhome\b|\bnext to\b"
)
_WHY = (
    r"\bbecause\b|\bdue to\b|\bso that\b|\bin order to\b|\bfor\b|\bto\b|\bsince\b|\bas\b|\bafter\b"
)
_COLOURS = (
    r"\b(?:red|blue|green|yellow|orange|purple|violet|pink|brown|black|white|gr[ae]y|silver|gold"
    r"(?:en)?|beige|turquoise|navy|cream|blonde?|maroon|teal|tan)\b"
)
_DOING = (
    r"\b(?:works?|worked|working|jobs?|profession|employ\w*|retired|for a living|teach\w*|taught"
    r"|runs?|owns?|manages?|leads?|sells?|designs?|practises|repairs|fixes|builds|makes|writes|drives|cooks|unemployed|stud(?:y|ies|ied|ying)\w*)\b"
    r"|\b(?:is|are|was|were) (?:an? )?(?:[\w-]+ ){0,3}?(?!\w*(?:ther|sister|daughter)\b)[\w-]*"
    r"(?:er|or|ist|ian|ant|ent|man|woman|nurse|chef|cook|judge|pilot|vet|guide|coach"
    r"|clerk|agent|architect|scientist)s?\b(?! of\b)"
)
_DAY = re.compile(
    rf"\b\d+(?:st|nd|rd|th)? {MONTH}(?: \d{{4}})?|\b(?:in|since) \d{{4}}|\d[:.]\d\d", _I
)
_COUNT_ASKED = re.compile(r"\bhow many\b", _I)
_COUNT_TOLD = re.compile(rf"(?=\b{NUMBER} ((?:[\w-]+ ?){{1,3}}))", _I)
_NOT_NAMES = re.compile(rf"(?:{MONTH}|{_WEEKDAY}|I|Dr|Mr|Mrs|Ms|Prof)", _I)
_PLACING = frozenset({"in", "at", "from", "near", "on", "around", "about"})
_MOVING = stems("go move travel trip flight drive walk return commute")
_IS_THAT = re.compile(r"^your (?:[\w'-]+ ){0,4}?(?:is|are|was|were)\b", _I)
_WED = re.compile(r"\b(?:engaged|married) to\b", _I)
_WHO_IS = re.compile(r"^who(?:'s|'re| is| are| was| were)\b(?!.*\w{2}ing\b)", _I)


@dataclass(frozen=True)
class Expectation:
    """`met` tells by a question and a text whether the text can be its answer.

    `words` are those of a question that ask for it, so that no answer needs to have them.
    """

    met: Callable[[str, str], bool]
    words: frozenset[str]


def expectation_of(question: str) -> Expectation | None:
    """What the answer to a question must have; None where nothing is known of that."""
    return next((told for asks, told in _EXPECTATIONS if asks.search(question)), None)


def counts_it(question: str, text: str) -> bool:
    """Whether a text says how many there are of what a question asks the number of."""
    asked = stems(question)
    return _COUNT_ASKED.search(question) is not None and any(
        stem(thing) in asked for found in _COUNT_TOLD.finditer(text) for thing in found[1].split()
    )


def names_beside(question: str, text: str) -> list[str]:
    """The names in a text that are not in the question, but for those of places."""
    known = stems(question)
    tokens = re.findall(r"[\w'-]+", text)
    return [
        name
        for at, name in enumerate(tokens)
        if at
        and name[0].isupper()
        and not _is_placed(tokens[:at])
        and stem(name) not in known
        and not _NOT_NAMES.fullmatch(name)
    ]


def _is_placed(before: list[str]) -> bool:
    """Whether what follows these words is where something is: *in*, or *moved to*."""
    last = before[-1].lower()
    moving = last == "to" and any(stem(word) in _MOVING for word in before[-3:])
    return last in _PLACING or moving


def _has_person(question: str, text: str) -> bool:
    if _WHO_IS.match(question) and (_IS_THAT.match(text) or _WED.search(text)):
        return True
    asked = stems(question)
    # In "your best friend Meera is getting married", the friend is Meera, not whom she marries.
    for name in re.findall(r"(?<=\s)[A-Z][\w-]+", question):
        if not _WHO_IS.match(question) or re.search(r"\w+ing\b", question):
            text = re.sub(rf"(?:[\w-]+ ){{0,3}}?{re.escape(name)}\b", "", text, count=1)
    if names_beside(question, f"- {text}"):
        return True
    others = [word for word in telling_words(text) if stem(word) not in asked]
    return any(is_being(word) for word in others) or "compan" in text


def _has_name(question: str, text: str) -> bool:
    """Whether it says what somebody or something is called, not just where they are."""
    for name in names_beside(question, text):
        at = text.index(name)
        before = re.findall(r"[\w'-]+", text[:at])[-2:]
        named = before[-1:] and before[-1].lower() in _NAMING
        listed = re.search(r"[,:] $| and $|(?:Dr|Mr|Mrs|Ms)\.? $|[A-Z][\w-]+ $", text[:at])
        if named or listed or stem((before or [""])[-1]) in stems(question) | _SPOUSE:
            return True
    return False


def _has_amount(_: str, text: str) -> bool:
    """Whether there is a number in it beside those of dates."""
    return re.search(rf"\b{NUMBER}\b", _DAY.sub("", text), _I) is not None


_NAMING = frozenset({"is", "are", "was", "named", "called", "me", "you", "to", "'s", "by"})
_SPOUSE = stems("wife husband partner")


def _by(pattern: str) -> Callable[[str, str], bool]:
    found = re.compile(pattern, _I)
    return lambda _, text: found.search(text) is not None


def _expect(
    asks: str, met: Callable[[str, str], bool], words: str = ""
) -> tuple[re.Pattern[str], Expectation]:
    return re.compile(asks, _I), Expectation(met, frozenset(map(stem, words.split())))


_COUNTED = rf"\b(?:{NUMBER}|no|an?|another|twins?|both|several|many)\b|, .* and "
_EXPECTATIONS = (
    _expect(r"\bhow old\b|\bage\b", _by(_AGE), "old age"),
    _expect(r"\bhow long\b|\bsince when\b", _by(_LASTING), "long time"),
    _expect(r"\bhow (?:often|regularly|frequently)\b", _by(_OFTEN), "often regularly frequently"),
    _expect(
        r"\bhow (?:tall|high|far|heavy|wide|deep)\b|\bmy (?:height|weight)\b|\bweigh\b",
        _by(_UNITS),
        "tall high far heavy wide deep height",
    ),
    _expect(r"\bhow many times\b", _by(rf"\b{NUMBER} times|\b(?:once|twice|never)\b"), "times"),
    _expect(r"\bhow (?:many|big|large)\b", _by(_COUNTED), "big large number"),
    _expect(r"\bhow much\b", _has_amount),
    _expect(
        r"^how (?:do|did|does|am|was) ",
        _by(r"\b(?:by|with|without|while|using|as|like|well|badly|fast|hard)\b|\w{2}ly\b"),
    ),
    _expect(r"\bwhat time\b", _by(_CLOCK), "time hour"),
    _expect(
        r"\bwhen(?:'s)?\b|\b(?:what|which) (?:day|date|month|year)\b|\bbirthday\b|\bthe date\b",
        _by(DATED.pattern),
        "day date month year due",
    ),
    _expect(r"\bwhere(?:'s)?\b", _by(_PLACED)),
    _expect(r"\b(?:what|which) colou?r\b", _by(_COLOURS), "colour"),
    _expect(
        r"^what (?:does|do|did) (?!i\b|we\b|you\b).+ do\b(?: for (?:a living|work))?\W*$"
        r"|'s (?:job|profession|occupation|work)\b",
        _by(_DOING),
        "living work job profession occupation",
    ),
    _expect(r"\bnames?\b|\bcalled\b", _has_name),
    _expect(r"\bwho(?:'s|m)?\b", _has_person),
    _expect(
        r"^what(?:'s| is| was| are) .+ about\W*$",
        _by(rf"\babout\b|\b(?:deals?|on) (?!\d|{MONTH}|{_WEEKDAY})"),
    ),
    _expect(r"\bwhy\b|\bhow come\b|\bwhat reason\b", _by(_WHY), "reason"),
)
