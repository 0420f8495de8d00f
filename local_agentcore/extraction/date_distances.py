"""Phrases that count from the day on which they were said: *two weeks ago*, *in 3 months*."""

from __future__ import annotations

import re
from datetime import date, timedelta

from local_agentcore.extraction import date_words as dw
from local_agentcore.extraction.date_phrases import Phrase, Rule, Said, on_day
from local_agentcore.extraction.date_words import NUMBER, pattern

_UNIT = r"(?P<unit>day|weekend|week|month|year|decade)s?"
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_DAYS = {"day": 1, "week": 7, "weekend": 7}
_ABOUT = (
    r"(?P<about>(?:about|around|roughly|approximately|maybe|like|almost|nearly|over|some"
    r"|more than|less than|at least) )?"
)
_HELD = r"been|had|known|kept|held|led|taught|run|worn|spent|felt|made|done|sung|\w\w+ed|\w+wn"
_LASTS = re.compile(rf"\b(?:has|have)(?: not| \w+ly| also| always| never)? (?:{_HELD})\b", re.I)
_LASTING = re.compile(
    rf"\bfor (?:the (?:last|past) )?{_ABOUT}{NUMBER} {_UNIT}\b(?! ?['’])", re.IGNORECASE
)
_RATES = frozenset({"time", "times", "once", "twice", "or", "to", "and", "hours", "km", "miles"})
_RANGE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|ten|week|year|day) (?:or|to|and) $", re.I
)
_ABILITY = re.compile(r"\b(?:can|could|able to)\b", re.IGNORECASE)


def lasting_since(text: str, today: date) -> date | None:
    """Since when *has lived there for five years* is true, None where nothing lasts till today."""
    lasts, span = _LASTS.search(text), _LASTING.search(text)
    if lasts is None or span is None or span.start() < lasts.start():
        return None
    return _away(span, today, -1)


def _away(match: re.Match[str], today: date, sign: int) -> date | None:
    number, unit = dw.number_of(match["number"]), match["unit"].lower()
    try:
        if unit in _DAYS:
            return today + sign * timedelta(days=number * _DAYS[unit])
        return dw.months_later(today, sign * number * _MONTHS[unit])
    except (OverflowError, ValueError):
        return None


def _written(match: re.Match[str], day: date) -> Phrase:
    """As exact as the unit and the number are."""
    unit = match["unit"].lower()
    if unit == "weekend":
        saturday = dw.monday(day) + timedelta(days=5)
        return Phrase(f"the weekend of {dw.written_day(saturday)}", "on ")
    about = bool(match["about"]) or dw.is_vague(match["number"]) or unit in ("week", "decade")
    if unit in _DAYS:
        return Phrase(f"around {dw.written_day(day)}") if about else on_day(day)
    written = dw.written_month(day) if unit == "month" else str(day.year)
    return Phrase(f"around {written}") if about else Phrase(written, "in ")


def _ago(match: re.Match[str], said: Said) -> Phrase | None:
    """*two weeks ago*, *about a month ago*, *a year ago today*."""
    day = None if _RANGE.search(said.before) else _away(match, said.today, -1)
    if day is None:
        return None
    return on_day(day) if match["same"] else _written(match, day)


def _ahead(match: re.Match[str], said: Said) -> Phrase | None:
    """*in two weeks*, unless that is how long something took or takes."""
    known = said.past is False or not _ABILITY.search(said.before)
    alone = said.past is None and match["number"].lower() in ("a", "an", "one")
    if said.past or alone or not known or said.word in _RATES:
        return None
    day = _away(match, said.today, 1)
    return None if day is None else _written(match, day)


RULES: list[tuple[re.Pattern[str], Rule]] = [
    (pattern(rf"{_ABOUT}{NUMBER} {_UNIT} ago(?P<same> today)?"), _ago),
    (pattern(rf"in {_ABOUT}{NUMBER} {_UNIT}(?:['’]? time)?"), _ahead),
    (pattern(rf"{_ABOUT}{NUMBER} {_UNIT} from now"), _ahead),
]
"""What to look for."""
