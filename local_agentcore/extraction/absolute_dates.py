"""Dates with a year in a sentence: where they stand, and the first one that something began."""

from __future__ import annotations

import re
from datetime import date, timedelta

from local_agentcore.extraction import date_words as dw
from local_agentcore.extraction.date_words import MONTH, SEASON, WEEKDAY

_YEAR = r"(?P<year>\d{4})(?!\d)"
_DATE = r"(?P<date>\d{1,2})(?:st|nd|rd|th)?"
_LED = (
    r"(?:^|\b(?:in|since|from|around|of|until|till|by|during|for|early|late|before|after|all|to"
    r"|about|over|through|throughout|that) )"
)
_FORMS = [
    re.compile(rf"(?<!\d)(?:{form})", re.IGNORECASE)
    for form in (
        rf"{_DATE}(?: of)? {MONTH},? {_YEAR}",
        rf"\b{MONTH} {_DATE},? {_YEAR}",
        r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<date>\d\d)",
        rf"\b{MONTH},? (?:of )?{_YEAR}",
        rf"\b{SEASON} (?:of )?{_YEAR}(?:/\d\d)?",
        r"(?P<year>(?:19|20)\d\d)\b(?![-/%]|\.\d)",
    )
]
_WITH_WEEKDAY = re.compile(rf"\b{WEEKDAY},? {_DATE} {MONTH} {_YEAR}", re.IGNORECASE)
_LED_BY = re.compile(_LED + "$", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:until|till|by|before|than)(?: around| early| late| the \w+(?: \w+)? of)* $", re.I
)
_SINCE = re.compile(r"\bsince(?: around| early| late| the \w+(?: \w+)? of)* $", re.I)


def date_spans(text: str) -> list[tuple[int, int]]:
    """Where a text names a date with its year."""
    return [match.span() for match in _found(text)]


def first_date(text: str) -> date | None:
    """The first day of the date *since* which something is, else of the first one named.

    The end of something, *until 2030*, is none.
    """
    begun = [found for found in _found(text) if not _ENDS.search(text[: found.start()])]
    since = [found for found in begun if _SINCE.search(text[: found.start()])]
    return next((day for found in since or begun if (day := _day(found))), None)


def on_weekday(text: str, name: str) -> str | None:
    """A text whose last date names its weekday, with the nearest date of another weekday there.

    *Tuesday* makes *Monday 4 May 2026* *Tuesday 5 May 2026*. None when there is no such date.
    """
    found = list(_WITH_WEEKDAY.finditer(text))
    day = _day(found[-1]) if found else None
    if day is None:
        return None
    later = (dw.weekday_of(name) - day.weekday() + 3) % 7 - 3
    written = dw.written_day(day + timedelta(days=later), weekday=True)
    return text[: found[-1].start()] + written + text[found[-1].end() :]


def _found(text: str) -> list[re.Match[str]]:
    """The dates in their order; what is a part of a longer one is left out."""
    kept: list[re.Match[str]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            apart = all(match.end() <= o.start() or o.end() <= match.start() for o in kept)
            if apart and (form is not _FORMS[-1] or _LED_BY.search(text[: match.start()])):
                kept.append(match)
    return sorted(kept, key=lambda match: match.start())


def _day(match: re.Match[str]) -> date | None:
    parts, year = match.groupdict(), int(match["year"])
    try:
        if parts.get("season"):
            return dw.season_begins(parts["season"], year)
        month = dw.month_of(parts["month"]) if parts.get("month") else parts.get("number")
        return date(year, int(month or 1), int(parts.get("date") or 1))
    except ValueError:
        return None
