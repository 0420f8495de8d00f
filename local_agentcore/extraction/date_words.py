"""The words for days, months and seasons, and the plain way in which dates are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_COUNTED = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty"""
_NUMBERS = {
    **{word: number for number, word in enumerate(_COUNTED.split())},
    **dict.fromkeys(("a", "an"), 1),
    **dict.fromkeys(("a couple of", "a couple", "couple of"), 2),
    **dict.fromkeys(("a few", "few"), 3),
    **{"thirty": 30, "forty": 40, "fifty": 50},
}
_MONTH_OF = {
    **{name.lower(): number for number, name in enumerate(_MONTHS, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)},
    "sept": 9,
}
_WEEKDAY_OF = {
    **{name.lower(): number for number, name in enumerate(_WEEKDAYS)},
    **{name[:3].lower(): number for number, name in enumerate(_WEEKDAYS)},
    **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
}
_SPELT = frozenset(_MONTHS) | frozenset(_WEEKDAYS)


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_DOT = r"(?:\.(?=\s+[a-z0-9]))?"
MONTH = rf"(?P<month>{_any(_MONTH_OF)}){_DOT}"
"""A month's name; like the others a piece of a pattern that ignores case."""
WEEKDAY = rf"(?P<weekday>{_any(_WEEKDAY_OF)}){_DOT}"
SEASON = rf"(?P<season>{_any(_SEASONS)})"
UNDATED = rf"(?!,? (?:the )?(?:\d|(?:{_any(_MONTH_OF)})\b)| (?-i:[A-Z])\w)"
"""What must follow a name that is all there is: no number, no other name."""
NUMBER = rf"(?P<number>\d{{1,3}}|{_any(_NUMBERS)})"


def pattern(words: str) -> re.Pattern[str]:
    """The words of a phrase, in small letters or capitals, and no possessive or compound."""
    return re.compile(rf"(?<![\w.'’-])(?:{words})(?![-'’]?\w)", re.IGNORECASE)


def is_named(word: str) -> bool:
    """Whether it names a day or month: *Friday*, *friday* and *Fri*, but not *fri*, *sun*, *may*.

    The short forms, *may* and *march* are names with a capital only.
    """
    spelt = word.capitalize() in _SPELT and word.lower() not in ("may", "march")
    return spelt or word[:1].isupper()


def month_of(word: str) -> int:
    """The number of a month by its name, 1 to 12."""
    return _MONTH_OF[word.lower()]


def weekday_of(word: str) -> int:
    """The number of a weekday by its name; Monday is 0."""
    return _WEEKDAY_OF[word.lower()]


def season_begins(word: str, year: int) -> date:
    """When a season began that year, by the months: winter is December to February."""
    return date(year, _SEASONS[word.lower()], 1)


def number_of(word: str) -> int:
    """What is counted by a number in digits or letters; *a few* are three."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def is_vague(word: str) -> bool:
    """Whether a number is no exact one: *a few*, *a couple of*."""
    return "few" in word.lower() or "couple" in word.lower()


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def months_later(day: date, months: int) -> date:
    """So many months later or earlier, on the last day of a month that is shorter.

    Raises ValueError when that is before the year 1 or after 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))


def written_day(day: date, weekday: bool = False) -> str:
    """`7 May 2023`, `Sunday 7 May 2023`."""
    before = f"{_WEEKDAYS[day.weekday()]} " if weekday else ""
    return f"{before}{day.day} {written_month(day)}"


def written_month(day: date) -> str:
    """`May 2023`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def written_season(word: str, year: int) -> str:
    """`summer 2024`; of a winter both years: `winter 2022/23`."""
    if word.lower() == "winter":
        return f"winter {year}/{(year + 1) % 100:02}"
    return f"{word.lower()} {year}"
