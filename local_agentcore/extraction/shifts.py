"""What has another time or amount now: *raised their sofa budget to 900 euros*."""

import re
from functools import lru_cache

from local_agentcore.extraction.consolidation import first_sentence, statement_of, uncontracted
from local_agentcore.extraction.endings import stands_alone
from local_agentcore.extraction.stems import LISTS, PEOPLE, stems

_MOVED = r"moved|pushed|postponed|rescheduled|shifted|delayed|put off|brought forward"
_CHANGED = (
    r"raised|lowered|increased|decreased|reduced|cut|extended|shortened|changed|upped|doubled"
)
_AMOUNT = r"(?:about |around |almost |over |only )?(?:\W?\d[\d,.:]*|half)\b"
_WHEN = "|".join(
    sorted(set().union(*(LISTS[name] for name in ("weekday", "month", "season", "daypart"))))
)
_MEASURE = (
    rf"(?:until|till|by|to) (?:the |late |early |mid-|end of |beginning of )*"
    rf"(?P<to>(?:{_AMOUNT}|(?:{_WHEN})|(?:next|second|first|last) \w+).*)"
)
_SHIFT = re.compile(
    r"(?:the user|the (?P<who>[a-z]+)|the user's (?P<whose>[a-z]+)|[a-z]+) (?:(?:has|have|just) )*"
    rf"(?:(?:had to |needs? to )?(?:move|postpone|reschedule|push)|{_MOVED}|{_CHANGED})"
    r"(?: back| forward| up)? (?:their |the user's |the |our )?(?P<thing>[\w' -]+?)"
    rf"(?: back| forward| up)?(?: from .+?)? {_MEASURE}"
)
_ITSELF = re.compile(
    r"(?:(?:the user's|the|their) )?(?P<thing>[\w' -]+?) (?:(?:has|have|just|was|is|got|been) )*"
    rf"(?:went up|went down|goes up|goes down|rose|fell|dropped|increased|{_MOVED}|{_CHANGED})"
    rf"(?: back| forward| up| down)?(?: from .+?)? {_MEASURE}"
)
_NOW = re.compile(
    r"(?:the user's|the|their) (?P<thing>[\w' -]+?) (?:is|are|takes place|starts|begins|meets)"
    r"(?: (?P<now>now))?(?: due)? (?:at|on|in|by|every) (?P<to>.+?)(?(now)| (?:now|from now on))"
)
_CLOCK = re.compile(r"\d")
_TIMES = ("weekday", "month", "season", "daypart")


@lru_cache(maxsize=4096)
def shifted_in(text: str) -> tuple[tuple[str, ...], ...]:
    """What a statement says to have another time or amount, each by its stems.

    Never a person, who moves to another place.
    """
    said = _said(statement_of(text))
    found = []
    for match in filter(None, (each.fullmatch(said) for each in (_SHIFT, _ITSELF, _NOW))):
        groups = match.groupdict()
        thing = stems(match["thing"])
        if match["thing"] in ("the user", "user"):
            thing = stems(groups.get("who") or groups.get("whose") or "")
        if thing and _is_measured(match["to"]) and not set(thing) & PEOPLE:
            found.append(thing)
    return tuple(found)


def is_shifted(new: str, known: str) -> bool:
    """Whether a statement gives another time or amount to what a known record gives one."""
    said = _said(first_sentence(known))
    told = set(stems(said))
    return _is_measured(said) and any(
        set(thing) <= told and stands_alone(thing, said) for thing in shifted_in(new)
    )


def _said(statement: str) -> str:
    return uncontracted(statement.lower()).rstrip(" .!")


def _is_measured(said: str) -> bool:
    timed = any(set(stems(said)) & LISTS[name] for name in _TIMES)
    return timed or bool(_CLOCK.search(said))
