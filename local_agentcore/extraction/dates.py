"""Days that are told from the day of speaking, as dates: *yesterday* becomes *on 7 May 2023*.

The event's time in UTC is all that is known of the day. Weeks begin on Monday; *last* and *next*
with a weekday mean the nearest one before and after. Own rules rather than a library: those that
find dates in running text also find them in *may*, *sun* and *second*, and take longer than all
the rest of extraction.
"""

import re
from calendar import month_name
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu",
         "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_COUNTED = (
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
NUMBERS = {word: max(1, place) for place, word in enumerate(_COUNTED)} | {"an": 1, "couple": 2}
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_UNITS = {"day": 1, "week": 7}
_QUOTED = re.compile(r'"[^"]*"')
_NUMBER = rf"(?P<count>\d{{1,3}}|a couple(?: of)?|{'|'.join(NUMBERS)})"
_PART = r"(?: (?P<part>morning|afternoon|evening|night))?"
_JOINT = r"(?:(?P<joint>since|until|till|by|from|for|before|after|of|on|in|during|to) )?"


@dataclass(frozen=True)
class Dated:
    """A sentence with dates, and when what it says begins, as far as it says that."""

    text: str
    begins: datetime | None


@dataclass(frozen=True)
class _Span:
    """A day or more: the words for it, the preposition that goes before them, the first day."""

    words: str
    joint: str
    first: datetime


_Reading = Callable[[re.Match[str], datetime], _Span]


def dated(text: str, at: datetime, *, past: bool = False) -> Dated:
    """The sentence with its days as dates, seen from `at`, the time at which it was said.

    `past`: it tells of what was, so that *in May* is the May before. What stands in quotation
    marks is left alone.
    """
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    for pattern, reading in _READINGS:
        match = _found(pattern, text)
        if match is not None:
            span = reading(match, today)
            text = text[: match.start()] + _written(match, span) + text[match.end() :]
            return Dated(text, span.first)
    month = _found(_MONTH, text)
    if month is not None:
        first = _month_meant(MONTHS[month["month"].lower()], today, past=past)
        return Dated(f"{text[: month.end()]} {first.year}{text[month.end() :]}", first)
    lasting = _found(_LASTING, text)
    return Dated(text, lasting and _moved(today, -_count(lasting), lasting["unit"]))


def _found(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match that does not stand in quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return next((m for m in pattern.finditer(text) if not _within(m, quoted)), None)


def _within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in spans)


def _written(match: re.Match[str], span: _Span) -> str:
    """The words with the preposition that stood there, or with their own."""
    joint = match.groupdict().get("joint")
    said = f"{joint or span.joint} {span.words}" if joint not in ("on", "in") else ""
    said = said or f"{span.joint} {span.words}"
    return said[:1].upper() + said[1:] if match[0][:1].isupper() else said


def _day(moment: datetime) -> str:
    return f"{moment.day} {month_name[moment.month]} {moment.year}"


def _near(match: re.Match[str], today: datetime) -> _Span:
    """*yesterday*, *tomorrow morning*, *this evening*."""
    word = match["word"].lower()
    days = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(word, 0)
    if "before" in match[0]:
        days = -2
    elif "after" in match[0]:
        days = 2
    first = today + timedelta(days=days)
    part = match["part"] or ("evening" if word == "tonight" else "")
    if part == "night" and days == 0:
        part = "evening"
    return _Span(f"the {part} of {_day(first)}" if part else _day(first), "on", first)


def _ago(match: re.Match[str], today: datetime) -> _Span:
    """*three weeks ago*: the nearer, the more exact."""
    return _counted(_moved(today, -_count(match), match["unit"]), match)


def _ahead(match: re.Match[str], today: datetime) -> _Span:
    return _counted(_moved(today, _count(match), match["unit"]), match)


def _counted(first: datetime, match: re.Match[str]) -> _Span:
    unit = match["unit"]
    if unit == "year":
        return _Span(str(first.year), "in", first.replace(month=1, day=1))
    if unit == "month":
        return _Span(f"{month_name[first.month]} {first.year}", "in", first.replace(day=1))
    return _Span(_day(first), "on" if unit == "day" else "around", first)


def _count(match: re.Match[str]) -> int:
    said = match["count"].lower()
    if said.isdigit():
        return int(said)
    return 2 if "couple" in said else NUMBERS[said]


def _moved(moment: datetime, count: int, unit: str) -> datetime:
    """The moment, so many units later."""
    if unit in _UNITS:
        return moment + timedelta(days=count * _UNITS[unit])
    months = moment.month - 1 + count * (12 if unit == "year" else 1)
    year = max(1, moment.year + months // 12)
    return moment.replace(year=year, month=months % 12 + 1, day=min(moment.day, 28))


def _period(match: re.Match[str], today: datetime) -> _Span:
    """*last week*, *next month*, *this summer*, *last Friday*."""
    said = match["step"].lower().split()[-1]
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(said, 0)
    what = match["what"].lower()
    if what in WEEKDAYS:
        return _weekday(WEEKDAYS[what], step, today)
    if what in MONTHS:
        first = _nearest(MONTHS[what], step, today)
        return _Span(f"{month_name[first.month]} {first.year}", "in", first)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if what == "week":
        return _Span(f"the week of {_day(monday)}", "in", monday)
    if what == "weekend":
        saturday = monday + timedelta(days=5)
        return _Span(f"the weekend of {_day(saturday)}", "on", saturday)
    if what in _SEASONS:
        return _Span(f"{what} {today.year + step}", "in", today.replace(year=today.year + step))
    return _counted(_moved(today, step, what), _UNIT.fullmatch(what) or match)


def _weekday(weekday: int, step: int, today: datetime) -> _Span:
    days = (weekday - today.weekday()) % 7
    if step < 0:
        days = days - 7
    elif step > 0:
        days = days or 7
    first = today + timedelta(days=days)
    return _Span(f"{first:%A} {_day(first)}", "on", first)


def _nearest(month: int, step: int, today: datetime) -> datetime:
    """The month of that name before or after this one, or of this year."""
    year = today.year
    if step < 0 and month >= today.month:
        year -= 1
    if step > 0 and month <= today.month:
        year += 1
    return today.replace(year=year, month=month, day=1)


def _month_meant(month: int, today: datetime, *, past: bool) -> datetime:
    year = today.year
    if past and month > today.month:
        year -= 1
    if not past and month < today.month:
        year += 1
    return today.replace(year=year, month=month, day=1)


_UNIT = re.compile(r"(?P<unit>day|week|month|year)")
_NAMES = "|".join((*WEEKDAYS, *MONTHS, *_SEASONS))
_READINGS: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reading)
    for pattern, reading in (
        (rf"\b{_JOINT}(?:the day (?:before|after) )(?P<word>yesterday|tomorrow){_PART}\b", _near),
        (rf"\b{_JOINT}(?P<word>yesterday|tomorrow|today|tonight){_PART}\b(?!'s)", _near),
        (
            rf"\b{_JOINT}(?P<word>this|last) (?P<part>morning|afternoon|evening|night)\b(?!'s)",
            _near,
        ),
        (rf"\b(?:about |around )?{_NUMBER} (?P<unit>day|week|month|year)s? ago\b", _ago),
        (rf"\bin (?:about )?{_NUMBER} (?P<unit>day|week|month|year)s?\b(?! of)", _ahead),
        (
            rf"\b{_JOINT}(?P<step>last|this past|past|next|this coming|this) "
            rf"(?P<what>weekend|week|month|year|{_NAMES})\b(?!'s)(?! of)(?! \d)",
            _period,
        ),
    )
)
_MONTH = re.compile(
    rf"\b(?:in|since|until|by|during) (?P<month>{'|'.join(month_name[1:])})\b(?! \d| of)"
)
_LASTING = re.compile(
    rf"\bfor (?:about |over |almost )?{_NUMBER} (?P<unit>day|week|month|year)s?\b"
)
