"""Reads sums put in words or signs and writes them as Python expressions. It calculates nothing."""

import re
from dataclasses import dataclass

from local_agentcore.model.expression import TooLarge, read_expression
from local_agentcore.model.sum_wordings import reworded

_LEAD = re.compile(
    r"^(?:(?:and|so|now|then|ok(?:ay)?|please|hey|hi)[ ,]+)*"
    r"(?:(?:can|could|would|will) you (?:please )?)?(?:please )?(?:quickly )?(?:tell me )?"
    r"(?:what(?:'s| is| are| would be| does)|how much (?:is|are|would be|does)|how many is"
    r"|what do (?:you|i|we) get (?:when|if) (?:you|i|we)|how much would|calculate|compute"
    r"|evaluate|work out|figure out|solve|do the math(?: for| on)?:?|give me)?\s*"
    r"(?:the (?:result|value|answer) (?:of|to) )?",
    re.IGNORECASE,
)
# An exclamation mark after a number is a factorial, anywhere else it is only emphasis.
_TRAIL = re.compile(
    r"(?:\s*(?:please|equals?|equal to|make|be|come to|for me|exactly|then)\b|[\s?.=:,]"
    r"|(?<![\d)])!)+$",
    re.IGNORECASE,
)
_CURRENCY = "$€£¥"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_THE = re.compile(
    r"(?:square|cube|sum|difference|product|average|mean|quotient|remainder|tip|tax)\b", re.I
)
_A = re.compile(r"\d+(?:\.\d+)? ?(?:%|percent) (?:tip|discount|increase|decrease)\b", re.I)
_DOING = {
    verb: verb.rstrip("ey") + ("ying" if verb.endswith("y") else "ing")
    for verb in (
        *("add", "subtract", "multiply", "divide", "increase", "decrease"),
        *("share", "take", "distribute"),
    )
} | {"split": "splitting"}
_MAX_PHRASE = 300


@dataclass(frozen=True)
class Sum:
    """A sum: as a Python expression, as it was put, and in which currency, if in one.

    `expression` is None when the number would have more digits than anyone asks for.
    """

    expression: str | None
    phrase: str
    currency: str


def read_sum(text: str) -> Sum | None:
    """The sum that a text asks for, None when it asks for something else."""
    phrase = _TRAIL.sub("", _LEAD.sub("", text.strip()[: _MAX_PHRASE + 1])).strip()
    if not phrase or len(phrase) > _MAX_PHRASE:
        return None
    try:
        expression = read_expression(phrase)
    except TooLarge:
        return Sum(None, phrase, "")
    if expression:
        return Sum(expression, _spoken(phrase), _currency(phrase))
    other = reworded(phrase)
    if not other:
        return None
    return Sum(read_expression(other[0]), _spoken(other[1]), _currency(phrase))


def sentence(asked: Sum, result: str) -> str:
    """The answer in words, from what a calculator gave back (`Result: 421.2`)."""
    value = result.strip().rpartition("Result:")[2].strip().replace(",", "")
    if not _NUMBER.fullmatch(value):
        if re.search(r"nan|inf|oo\b", value, re.IGNORECASE):
            return f"{asked.phrase} has no value: it divides by zero or is not a real number."
        return f"The calculator answers for {asked.phrase}: {result.strip()[:200]}"
    amount = _money(value, asked.currency) if asked.currency else _grouped(value)
    verb = "gives" if asked.phrase.split()[0].lower() in _DOING.values() else "is"
    return f"{asked.phrase} {verb} {amount}."


def _spoken(phrase: str) -> str:
    """The phrase as a sentence's subject."""
    first, _, rest = phrase.partition(" ")
    if first.lower() in _DOING:
        return f"{_DOING[first.lower()].capitalize()} {rest}"
    if _THE.match(phrase):
        return f"The {phrase}"
    if _A.match(phrase):
        return f"A {phrase}"
    return phrase[:1].upper() + phrase[1:]


def _currency(phrase: str) -> str:
    """The currency of the result: that of the one amount of money in the phrase."""
    signs = [character for character in phrase if character in _CURRENCY]
    return signs[0] if len(signs) == 1 or (signs and "/" not in phrase) else ""


def _money(value: str, currency: str) -> str:
    if "e" in value.lower():
        return currency + value
    amount = float(value)
    return f"-{currency}{-amount:,.2f}" if amount < 0 else f"{currency}{amount:,.2f}"


def _grouped(value: str) -> str:
    if "e" in value.lower():
        return value
    whole, _, decimals = value.partition(".")
    decimals = decimals.rstrip("0")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{sign}{int(digits):,}" if len(digits) > 3 else whole
    return f"{grouped}.{decimals}" if decimals else grouped
