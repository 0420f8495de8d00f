"""What has another time, amount or place now: *raised their sofa budget to 900 euros*."""

import re
from functools import lru_cache

from local_agentcore.extraction.consolidation import first_sentence, statement_of, uncontracted
from local_agentcore.extraction.stems import LISTS, stems

_MOVED = r"moved|pushed|postponed|rescheduled|shifted|delayed|put off|brought forward"
_CHANGED = (
    r"raised|lowered|increased|decreased|reduced|cut|extended|shortened|changed|upped|doubled"
)
_SHIFT = re.compile(
    r"(?:the user|the (?P<who>[a-z]+)|the user's (?P<whose>[a-z]+)|[a-z]+) (?:(?:has|have|just) )*"
    rf"(?:(?:had to |needs? to )?(?:move|postpone|reschedule|push)|{_MOVED}|{_CHANGED})"
    r"(?: back| forward| up)? (?:their |the user's |the |our )?(?P<thing>[\w' -]+?)"
    r"(?: back| forward| up)?(?: from .+?)? (?:to|until|till|by) (?P<to>.+)"
)
_ITSELF = re.compile(
    r"(?:(?:the user's|the|their) )?(?P<thing>[\w' -]+?) (?:(?:has|have|just|was|is|got|been) )*"
    rf"(?:went up|went down|goes up|goes down|rose|fell|dropped|increased|{_MOVED}|{_CHANGED})"
    r"(?: back| forward| up| down)?(?: from .+?)? (?:to|until|till|by) (?P<to>.+)"
)
_NOW = re.compile(
    r"(?:the user's|the|their) (?P<thing>[\w' -]+?) (?:is|are|takes place|starts|begins|meets)"
    r"(?: (?P<now>now))?(?: due)? (?:at|on|in|by|every) (?P<to>.+?)(?(now)| (?:now|from now on))"
)
_TIMES = ("weekday", "month", "season", "daypart")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=4096)
def shifted_in(text: str) -> tuple[tuple[str, ...], ...]:
    """What a statement says to have another time or amount, each by its stems."""
    said = uncontracted(statement_of(text).lower()).rstrip(" .!")
    found = []
    for match in filter(None, (each.fullmatch(said) for each in (_SHIFT, _ITSELF, _NOW))):
        groups = match.groupdict()
        thing = stems(match["thing"])
        if match["thing"] == "the user" or match["thing"] == "user":
            thing = stems(groups.get("who") or groups.get("whose") or "")
        if thing and _is_measured(match["to"]):
            found.append(thing)
    return tuple(found)


def is_shifted(new: str, known: str) -> bool:
    """Whether a statement gives another time or amount to what a known record gives one."""
    said = uncontracted(first_sentence(known).lower()).rstrip(" .!")
    told = set(stems(said))
    return _is_measured(said) and any(set(thing) <= told for thing in shifted_in(new))


def _is_measured(said: str) -> bool:
    timed = any(set(stems(said)) & LISTS[name] for name in _TIMES)
    return timed or bool(_DIGIT.search(said))
