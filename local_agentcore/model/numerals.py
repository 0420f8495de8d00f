"""Splits arithmetic in English into numbers and signs."""

import re
from collections.abc import Iterator

from local_agentcore.model.words import word_set

MAX_TOKENS = 100

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: 10 * place for place, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

# In this order: "percent off" before "percent", "sum of" before "of".
_SIGNS = [
    (re.compile(pattern, re.IGNORECASE), f" {sign} ")
    for pattern, sign in [
        (r"(?<=\d),(?=\d{3}(?!\d))", "\0"),
        (r"[$€£¥]|\b(?:dollars?|euros?|pounds?|usd|eur|gbp)\b", ""),
        (r"\b(?:square root|sqrt)(?: of)?\b|√", "SQRT"),
        (r"\bcube root(?: of)?\b|∛", "CBRT"),
        (r"\bfactorial of\b", "FACT"),
        (r"\bfactorial\b|(?<=\d)!", "FACTORIAL"),
        (r"\b(?:raised )?to the power(?: of)?\b|\^|\*\*", "**"),
        (r"\bsquared\b|²", "SQUARED"),
        (r"\bcubed\b|³", "CUBED"),
        (r"(?:\bper ?cent|%)\s*(?:off|discount (?:on|off|from))(?: of)?\b", "PERCENT OFF"),
        (
            r"(?:\bper ?cent|%)\s*(?:tip|tax|vat|interest|commission)? ?(?:on|of|for)\b",
            "PERCENT OF",
        ),
        (r"\bper ?cent\b|%", "PERCENT"),
        (r"\b(?:multiplied by|times)\b|[×·]|(?<=[\d)\s])[xX](?=[\s\d(])", "*"),
        (r"\b(?:divided by|over)\b|[÷/]", "/"),
        (r"\b(?:plus|added to)\b", "+"),
        (r"\b(?:minus|less)\b|[−–]", "-"),
        (r"\bmod(?:ulo)?\b", "MOD"),
        (r"\b(?:double|twice)\b", "2 *"),
        (r"\btriple\b", "3 *"),
        (r"\bhalf(?: of)?\b", "1 / 2 *"),
        (r"\bthird of\b", "1 / 3 *"),
        (r"\bquarter of\b", "1 / 4 *"),
        (r"\bdozen\b", "12"),
        (r"\b(?:sum|total) of\b", "SUMOF"),
        (r"\bdifference (?:of|between)\b", "DIFFERENCEOF"),
        (r"\bproduct of\b", "PRODUCTOF"),
        (r"\bquotient of\b", "QUOTIENTOF"),
        (r"\b(?:average|mean) of\b", "AVERAGEOF"),
        (r"\b(?:the|a|an)\b", ""),
    ]
]
_WORDS = word_set(
    "add subtract multiply divide increase decrease to from by and sqrt cbrt fact factorial "
    "squared cubed percent of off mod sumof differenceof productof quotientof averageof"
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|\.\d+|\*\*|[-+*/(),]|[^\W\d]+|\S")
_DIGITS = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+")


def tokens_of(phrase: str) -> list[str] | None:
    """Numbers and signs of a phrase, named as in `expression`; None when other words are in it."""
    text = phrase
    for pattern, sign in _SIGNS:
        text = pattern.sub("" if "\0" in sign else sign, text)
    words = _TOKEN.findall(text.replace("-", " - "))
    if len(words) > MAX_TOKENS:
        return None
    tokens = list(_folded(words))
    return None if "" in tokens else tokens


def _folded(words: list[str]) -> Iterator[str]:
    """Each token in turn, numbers in words as digits; an empty one for a word of another kind."""
    at = 0
    while at < len(words):
        length = _spelled_length(words, at)
        if length:
            yield str(_spelled(words[at : at + length]))
        else:
            yield _token(words[at])
        at += length or 1


def _token(word: str) -> str:
    if word[0].isdigit() or word[0] == ".":
        return f"0{word}" if word[0] == "." else word if _DIGITS.fullmatch(word) else ""
    if word.isalpha():
        return word.upper() if word.lower() in _WORDS else ""
    return word if word in ("+", "-", "*", "/", "**", "(", ")", ",") else ""


def _spelled_length(words: list[str], at: int) -> int:
    """How many words from here on spell a number; digits with a scale (`3 million`) count."""
    end = at
    while end < len(words):
        word = words[end].lower()
        more = end + 1 < len(words) and words[end + 1].lower() in _SMALL
        joins = end > at and more and (word == "and" and words[end - 1].lower() in _big())
        joins = joins or (
            end > at and more and word == "-" and words[end - 1].lower() in _TENS.split()
        )
        starts = end == at and word[0].isdigit() and _scale_follows(words, at)
        if not (word in _SMALL or (word in _big() and end > at) or joins or starts):
            break
        end += 1
    return end - at


def _big() -> set[str]:
    return {*_SCALES, "hundred"}


def _scale_follows(words: list[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].lower() in _big()


def _spelled(words: list[str]) -> int | float:
    total: float = 0
    part: float = 0
    for word in map(str.lower, words):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        elif word[0].isdigit():
            part += float(word)
    value = total + part
    return int(value) if value == int(value) else value
