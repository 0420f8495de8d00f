"""When a record's statement holds: relative time phrases, resolved against when they were said.

A record is kept for months, so *last week* becomes *in the week of 1 May 2023*. An event's
timestamp in UTC is all that is known of the speaker's clock: near midnight a day may be off by one.

Own rules rather than a library (tried in 2026): dateparser 1.5 (Zyte; 3.6 MB, up to 3 ms, 180 ms at
first) and parsedatetime 2.6 (Bear; 0.4 MB) take *sat*, *sun* and *may* for dates, *for 3 years* for
a day, miss *last summer* and *last weekend*, and ignore the tense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from local_agentcore.extraction import date_distances, date_names, date_phrases
from local_agentcore.extraction.absolute_dates import date_spans, first_date
from local_agentcore.extraction.date_distances import lasting_since
from local_agentcore.extraction.date_phrases import Phrase, Said
from local_agentcore.extraction.lexicon import words

MAX_CHARACTERS = 2_000
"""A sentence that is longer says no dates: a bound for the time that it takes."""
_RULES = [*date_distances.RULES, *date_phrases.RULES, *date_names.RULES]
_BEFORE = 80
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_HABIT = re.compile(
    r"\b(?:every|each|always|usually|often|sometimes|generally|typically|normally|annual|annually"
    r"|yearly|weekly|monthly|per|born)\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:birthdays?|anniversar(?:y|ies))\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have) (?:not |\w+ly |just |already |also )?(?:been|\w+ed)\b")
_AHEAD = re.compile(r"\b(?:due|(?:is|are) \w+ing)\b[^,.;]*$")
"""*told me that we are moving in June*: the date is ahead though the telling is not."""
_TAKEN = words(
    """a an the my your his her its our their every each another one first second very these those
    whose or and/or"""
)
_PREPOSITIONS = words(
    """since from until till til by before after for of about to through during on in around
    between over into throughout all within"""
)
_REPORTED = words("that thinks thought said says finds found feels felt because and but hopes")
_IS = re.compile(r" (?:is|was|will be|has been|would be)\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"’”)]*\s+|\n)\s*['\"“(]?$")
_BOUND = re.compile(r",? (?:on|in) ")
_APART = re.compile(
    r"\bat all $|\b(?:came|come|comes|coming|stopped|dropped|swung|passed) by $", re.IGNORECASE
)
_OBJECT_OF = words(
    """spend spends spent spending remember remembers remembered forget forgets forgot forgotten
    recall recalls recalled regret regrets regretted enjoy enjoys enjoyed loved hated"""
)
"""Verbs whose object a time is: *spent last week in Rome*."""
_OFF = re.compile(r",? off\b", re.IGNORECASE)
_TITLE_AHEAD = re.compile(r" [A-Z]\w+ [A-Z]")


@dataclass(frozen=True)
class Dated:
    """A sentence with absolute dates, and when its statement began to be true, if that was said."""

    text: str
    begins: datetime | None


def dated(text: str, at: datetime, past: bool | None = None) -> Dated:
    """Make the relative time phrases of a record's sentence, said `at` that time, absolute.

    `past` is the sentence's tense: True for the past, False for the future, None for neither; *on
    Friday* and *in May* go by it. `begins` is the start of a day in UTC, the first one that a week,
    month, year or season has; None too where the tense says that the date is of something else, as
    in *will always remember last year*. What has a year already, stands in double quotes, or may
    be a title, a habit or a possessive stays as it is.
    """
    if len(text) > MAX_CHARACTERS:
        return Dated(text, None)
    today = (at if at.tzinfo is None else at.astimezone(UTC)).date()
    resolved = _resolved(text, today, past)
    told = _QUOTED.sub("", resolved)
    begins = first_date(told) or lasting_since(told, today)
    if begins is None or _is_aside(begins, told, today, past):
        return Dated(resolved, None)
    return Dated(resolved, datetime.combine(begins, time(), UTC))


def _is_aside(begins: date, text: str, today: date, past: bool | None) -> bool:
    """*wanted to leave tomorrow*, *will remember last year*: not the statement's own date."""
    if past:
        return begins > today
    own = "since " in text or " for " in text
    return past is False and begins.year < today.year and not own


def _resolved(text: str, today: date, past: bool | None) -> str:
    if past is None and _PERFECT.search(text):
        past = True
    habit = bool(_HABIT.search(text)) or (not past and bool(_YEARLY.search(text)))
    taken = [found.span() for found in _QUOTED.finditer(text)]
    taken += [(start, _end(text, end)) for start, end in date_spans(text)]
    replaced: dict[tuple[int, int], str] = {}
    for pattern, rule in _RULES:
        for match in pattern.finditer(text):
            if _overlaps(match.span(), taken) or _is_title(match):
                continue
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            tense = False if past and _AHEAD.search(before) else past
            said = Said(today, tense, before, habit)
            phrase = None if _is_owned(said.word) else rule(match, said)
            if phrase is not None:
                replaced[match.span()] = _put(match, phrase, said)
                taken.append((match.start(), _end(text, match.end())))
    for (start, end), written in sorted(replaced.items(), reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _end(text: str, end: int) -> int:
    """Where a date ends, with what binds a name to it: *two weeks ago on Friday* is one date."""
    bound = _BOUND.match(text, end)
    return bound.end() if bound else end


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether it shares a word with another or stands beside it."""
    return any(span[0] < end + 1 and start < span[1] + 1 for start, end in others)


def _is_owned(word: str) -> bool:
    """*the last week*, *Emma's next year*: not what the words mean alone."""
    return word in _TAKEN or word.endswith(("'s", "’s", "s'"))


def _is_title(match: re.Match[str]) -> bool:
    """*Tomorrow Never Dies*, *USA Today*, *Last Week Tonight*."""
    names = {name for name in (match.groupdict().get(k) for k in ("weekday", "month")) if name}
    spelt = [word.strip(",.") for word in match[0].split()]
    capitals = [word for word in spelt if word[0].isupper() and word not in names]
    begins = bool(
        _SENTENCE_START.search(match.string[max(0, match.start() - _BEFORE) : match.start()])
    )
    if begins and capitals[:1] == spelt[:1]:
        capitals = capitals[1:]
        return bool(capitals) or bool(_TITLE_AHEAD.match(match.string, match.end()))
    return bool(capitals)


def _put(match: re.Match[str], phrase: Phrase, said: Said) -> str:
    """The date with its preposition, as far as none stands there and it is no subject."""
    begins = bool(_SENTENCE_START.search(said.before))
    subject = (begins or said.word in _REPORTED) and _IS.match(match.string, match.end())
    led = said.word in _PREPOSITIONS and not _APART.search(said.before)
    is_object = said.word in _OBJECT_OF or _OFF.match(match.string, match.end())
    bare = subject or led or is_object
    written = phrase.text if bare else phrase.preposition + phrase.text
    capital = begins and match[0][0].isupper()
    return written[:1].upper() + written[1:] if capital else written
