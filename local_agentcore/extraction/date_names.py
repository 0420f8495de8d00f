"""Weekdays, months and days of a month without a year: the tense says which ones are meant.

Where it does not, a weekday and a day after *on* are the next ones, and a month stays as it is:
*the user skis in March* is a habit. So does what is said of every year: birthdays, *always*.
"""

from __future__ import annotations

import re
from datetime import date

from local_agentcore.extraction import date_words as dw
from local_agentcore.extraction.date_phrases import PART, Phrase, Rule, Said, beside, on_day
from local_agentcore.extraction.date_words import MONTH, UNDATED, WEEKDAY, pattern

_BACK = frozenset({"since"})
_AHEAD = frozenset({"until", "till", "by"})
_WITHIN = frozenset({"in", "during", "early", "late", "around", "throughout"}) | _BACK | _AHEAD
_BESIDE = frozenset({"from", "before", "after"})
_FORENAMES = frozenset({"april", "may", "june"})
_ON = frozenset({"on", "from", "before", "after", "for"}) | _BACK | _AHEAD
_NAMED_DAY = re.compile(rf"\b{WEEKDAY},? $", re.IGNORECASE)
_PORTION = re.compile(r"\b(?:end|beginning|start|middle|rest|half|weeks?|days?) of $", re.I)


def _backwards(said: Said) -> bool | None:
    """Whether a date without a year is one before the day; None when nothing says so."""
    if said.word in _BACK:
        return True
    return False if said.past is None and said.word in _AHEAD else said.past


def _on_weekday(match: re.Match[str], said: Said) -> Phrase | None:
    """*on Friday*, *until Sunday evening*: which one is said by the tense."""
    if said.word not in _ON or said.habit or not dw.is_named(match["weekday"]):
        return None
    step = -1 if _backwards(said) else 1
    day = beside(said.today, dw.weekday_of(match["weekday"]), step)
    return on_day(day, match["part"], weekday=True)


def _month(match: re.Match[str], said: Said) -> Phrase | None:
    """*in May*, *since March*, *at the end of July*: the tense says of which year."""
    backwards = _backwards(said)
    if backwards is None or said.habit or not _names_month(match, said):
        return None
    today, month = said.today, dw.month_of(match["month"])
    later = month > today.month
    year = today.year - later if backwards else today.year + (month < today.month)
    preposition = "" if said.word in ("early", "late") else "in "
    return Phrase((match["mid"] or "") + dw.written_month(date(year, month, 1)), preposition)


def _names_month(match: re.Match[str], said: Said) -> bool:
    """Whether the word is the month, and neither a verb nor somebody's name."""
    if said.word in _WITHIN or match["mid"] or _PORTION.search(said.before):
        return True
    return said.word in _BESIDE and match["month"].lower() not in _FORENAMES


def _month_day(match: re.Match[str], said: Said) -> Phrase | None:
    """*on May 3rd*, *3 May*, *since the 3rd of May*."""
    named = _NAMED_DAY.search(said.before)
    led = said.word in _ON | {"around"} or named is not None
    if said.habit or not dw.is_named(match["month"]) or not (led or said.past is not None):
        return None
    if match[0].lower().startswith("the ") and not led:
        return None
    month, number = dw.month_of(match["month"]), int(match["date"])
    step = -1 if _backwards(said) else 1
    for years in range(9):
        day = _date(said.today.year + step * years, month, number)
        if day is not None and (day - said.today).days * step >= 0:
            return Phrase(dw.written_day(day)) if named else on_day(day)
    return None


def _month_day_only(match: re.Match[str], said: Said) -> Phrase | None:
    """*on the 3rd*."""
    if said.word not in _ON or said.habit:
        return None
    step = -1 if _backwards(said) else 1
    for months in range(3):
        first = dw.months_later(said.today.replace(day=1), step * months)
        day = _date(first.year, first.month, int(match["date"]))
        if day is not None and (day - said.today).days * step >= 0:
            return on_day(day)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_NTH = r"(?:st|nd|rd|th)"
_NO_YEAR = r"(?!,? (?:of )?\d{4}| ?['’]\d\d)"
_ENDS = r"(?=[.,;!?)]|$| (?:at|with|and|for|to|from|because|when|after|before|but|so)\b)"
_ONE = (
    r"(?! (?:mornings|afternoons|evenings|nights)\b|(?:,|,? (?:and|or|to|through)|[/&-])"
    r" ?(?:mon|tue|wed|thu|fri|sat|sun))"
)
RULES: list[tuple[re.Pattern[str], Rule]] = [
    (pattern(rf"{MONTH} (?:the )?(?P<date>\d{{1,2}}){_NTH}?{_NO_YEAR}"), _month_day),
    (pattern(rf"(?:the )?(?P<date>\d{{1,2}}){_NTH}?(?: of)? {MONTH}{_NO_YEAR}"), _month_day),
    (pattern(rf"the (?P<date>\d{{1,2}}){_NTH}{_ENDS}"), _month_day_only),
    (pattern(rf"{WEEKDAY}(?: {PART})?{UNDATED}{_ONE}"), _on_weekday),
    (pattern(rf"(?P<mid>mid-)?{MONTH}{UNDATED}"), _month),
]
"""What to look for, the longer before what may be a part of it."""
