"""Each kind of relative time phrase, and the date that it means.

Weeks begin on Monday. *Last week*, *next weekend* and *this month* are calendar ones, and so is
*next summer*: next year's, as the coming one is *this summer*. *Last summer* is the latest that is
over. *Last Friday* and *next Friday* are the nearest before and after the day, never that day:
*next Friday* said on a Monday is the same week's, said on a Saturday the next week's. *This
weekend* said on a Sunday is that weekend; said in the past tense on a Monday, the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from local_agentcore.extraction import date_words as dw
from local_agentcore.extraction.date_words import MONTH, SEASON, UNDATED, WEEKDAY, pattern


@dataclass(frozen=True)
class Said:
    """How a phrase was said: on which day, in which tense (None: neither), and after what."""

    today: date
    past: bool | None
    before: str
    habit: bool

    @property
    def word(self) -> str:
        """The word before it in small letters, empty at a sentence's start."""
        found = re.search(r"([\w'’]+)[ \n]$", self.before)
        return found[1].lower() if found else ""


@dataclass(frozen=True)
class Phrase:
    """A date in words, and the preposition that it takes where none stands there: *on*, *in*."""

    text: str
    preposition: str = ""


Rule = Callable[[re.Match[str], Said], Phrase | None]
_STEPS = {"last": -1, "past": -1, "this": 0, "next": 1}
PART = r"(?P<part>morning|afternoon|evening|night)"
_DAYS = {"yesterday": -1, "last": -1, "today": 0, "this": 0, "tomorrow": 1}


def on_day(day: date, part: str | None = None, weekday: bool = False) -> Phrase:
    """*on 7 May 2023*, *on the morning of Sunday 7 May 2023*."""
    written = dw.written_day(day, weekday)
    return Phrase(f"the {part.lower()} of {written}" if part else written, "on ")


def _day(match: re.Match[str], said: Said) -> Phrase | None:
    """*yesterday*, *tomorrow evening*, *last night*; not *is still so today*."""
    if not said.past and re.search(r"\bstill\b", said.before):
        return None
    return on_day(said.today + timedelta(days=_DAYS[match["day"].lower()]), match["part"])


def _tonight(match: re.Match[str], said: Said) -> Phrase:
    del match
    return on_day(said.today, "evening")


def _second_day(match: re.Match[str], said: Said) -> Phrase:
    """*the day before yesterday*, *the day after tomorrow*."""
    return on_day(said.today + timedelta(days=-2 if match["side"].lower() == "before" else 2))


def _unit(unit: str, step: int, said: Said) -> Phrase:
    if unit == "week":
        first = dw.monday(said.today) + timedelta(weeks=step)
        return Phrase(f"the week of {dw.written_day(first)}", "in ")
    if unit == "weekend":
        first = dw.monday(said.today) + timedelta(days=5, weeks=step)
        if said.past and step == 0 and first > said.today:
            first -= timedelta(weeks=1)
        return Phrase(f"the weekend of {dw.written_day(first)}", "on ")
    if unit == "month":
        return Phrase(dw.written_month(dw.months_later(said.today.replace(day=1), step)), "in ")
    return Phrase(str(dw.months_later(said.today, 12 * step).year), "in ")


def _stepped(match: re.Match[str], said: Said) -> Phrase:
    """*last week*, *this past month*, *next year*."""
    return _unit(match["unit"].lower(), _STEPS[match["step"].lower()], said)


def _second_unit(match: re.Match[str], said: Said) -> Phrase:
    """*the week before last*, *the year after next*."""
    return _unit(match["unit"].lower(), -2 if match["step"].lower() == "last" else 2, said)


def _the_weekend(match: re.Match[str], said: Said) -> Phrase | None:
    """*over the weekend*, of which only the past tense says which one."""
    del match
    return _unit("weekend", 0, said) if said.past and said.word == "over" else None


def _season(match: re.Match[str], said: Said) -> Phrase:
    """*last summer*, *this spring*, *next winter*."""
    name, step = match["season"], _STEPS[match["step"].lower()]
    running = name.lower() == "winter" and said.today.month < 3
    year = said.today.year - running + max(step, 0)
    if step < 0:
        ends = dw.months_later(dw.season_begins(name, year), 3)
        year -= ends > said.today
    return Phrase(dw.written_season(name, year), "in ")


def _weekday(match: re.Match[str], said: Said) -> Phrase | None:
    """*last Friday*, *this Sat.*, *next Monday morning*."""
    if not dw.is_named(match["weekday"]):
        return None
    step = _STEPS[match["step"].lower()]
    weekday = dw.weekday_of(match["weekday"])
    day = dw.monday(said.today) + timedelta(days=weekday)
    return on_day(beside(said.today, weekday, step) if step else day, match["part"], weekday=True)


def beside(today: date, weekday: int, step: int) -> date:
    """The nearest such weekday before (-1) or after the day."""
    return today + step * timedelta(days=((weekday - today.weekday()) * step - 1) % 7 + 1)


def _week_and_day(match: re.Match[str], said: Said) -> Phrase | None:
    """*Friday last week*, *Monday of next week*."""
    if not dw.is_named(match["weekday"]):
        return None
    weeks = _STEPS[match["step"].lower()]
    first = dw.monday(said.today) + timedelta(weeks=weeks)
    return on_day(first + timedelta(days=dw.weekday_of(match["weekday"])), None, weekday=True)


def _year_and_month(match: re.Match[str], said: Said) -> Phrase | None:
    """*May last year*, *March of next year*."""
    if not dw.is_named(match["month"]) and said.word != "in":
        return None
    year = said.today.year + _STEPS[match["step"].lower()]
    return Phrase(dw.written_month(date(year, dw.month_of(match["month"]), 1)), "in ")


def _stepped_month(match: re.Match[str], said: Said) -> Phrase | None:
    """*last May*, *this June*, *next March*: the nearest before or after this month."""
    if not dw.is_named(match["month"]):
        return None
    step, month = _STEPS[match["step"].lower()], dw.month_of(match["month"])
    year = said.today.year
    if step * (month - said.today.month) <= 0:
        year += step
    return Phrase(dw.written_month(date(year, month, 1)), "in ")


_STEP = r"(?:this )?(?P<step>last|past|this|next)"
_ASIDE = r"(?! of\b)"
RULES: list[tuple[re.Pattern[str], Rule]] = [
    (pattern(r"(?:the )?day (?P<side>before) yesterday"), _second_day),
    (pattern(r"(?:the )?day (?P<side>after) tomorrow"), _second_day),
    (pattern(rf"(?P<day>yesterday|today|tomorrow)(?: {PART})?"), _day),
    (pattern(r"(?P<day>last) (?P<part>night)"), _day),
    (pattern(r"(?P<day>this) (?P<part>morning|afternoon|evening)"), _day),
    (pattern(r"tonight"), _tonight),
    (pattern(rf"{WEEKDAY},? (?:of )?{_STEP} week"), _week_and_day),
    (pattern(rf"{_STEP} week,? on {WEEKDAY}"), _week_and_day),
    (pattern(rf"{_STEP} year,? in {MONTH}"), _year_and_month),
    (pattern(rf"{MONTH},? (?:of )?{_STEP} year"), _year_and_month),
    (pattern(rf"{_STEP} (?P<unit>weekend|week|month|year){_ASIDE}"), _stepped),
    (pattern(rf"{_STEP} {SEASON}{_ASIDE}"), _season),
    (pattern(rf"{_STEP} {WEEKDAY}(?: {PART})?"), _weekday),
    (pattern(rf"{_STEP} {MONTH}{UNDATED}"), _stepped_month),
    (pattern(r"the (?P<unit>weekend|week|month|year) before (?P<step>last)"), _second_unit),
    (pattern(r"the (?P<unit>weekend|week|month|year) after (?P<step>next)"), _second_unit),
    (pattern(rf"the weekend{_ASIDE}"), _the_weekend),
]
"""What to look for, the longer before what may be a part of it."""
