"""The usual wordings of a sum that name no sign: *split 120 between 4*, *take 5 from 20*."""

import re

_I = re.IGNORECASE
_N = r"[$€£]?-?\d[\d.,]*(?: ?(?:euros?|dollars?|pounds?))?"
_COUNT = r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PEOPLE = r"(?: (?:equal )?(?:people|persons|friends|ways|parts|of us|guests|kids|children|ones))?"
# Each: a wording, the same with signs, and how to speak of it (None: as it was put).
_WORDINGS = tuple(
    (re.compile(rf"^{wording}$", _I), signs, spoken)
    for wording, signs, spoken in (
        (
            rf"(?:split|share|divide|distribute) (?:(?:a|the|my) (?:bill|sum|total|check) of )?"
            rf"(?P<a>{_N})(?: equally| evenly)? (?:between|among|amongst|by|into|in|across) "
            rf"(?P<b>{_COUNT}){_PEOPLE}(?: equally| evenly)?",
            "{a} divided by {b}",
            None,
        ),
        (
            rf"(?:split|divide) (?P<a>{_N}) (?P<b>{_COUNT}) ways",
            "{a} divided by {b}",
            None,
        ),
        (rf"(?:tip|tax|discount) of (?P<a>\d[\d.]* ?%) (?:on|of) (?P<b>{_N})", "{a} of {b}", None),
        (rf"(?P<a>\d+/\d+) of (?P<b>{_N})", "({a}) times {b}", None),
        (rf"(?P<a>{_COUNT}) dozen", "{a} times 12", None),
        (rf"take (?:away )?(?P<a>{_N}) (?:away )?from (?P<b>{_N})", "{b} minus {a}", None),
        (rf"(?P<a>{_N}) doubled", "{a} times 2", None),
        (rf"(?P<a>{_N}) tripled", "{a} times 3", None),
        (rf"(?P<a>{_N}) halved", "{a} divided by 2", None),
        (rf"(?P<a>{_N}) (?:increased|raised) by (?P<b>{_N} ?%?)", "{a} plus {b}", None),
        (rf"(?P<a>{_N}) (?:reduced|decreased|lowered) by (?P<b>{_N} ?%?)", "{a} minus {b}", None),
        (rf"(?:the )?remainder of (?P<a>{_N}) divided by (?P<b>{_N})", "{a} mod {b}", None),
        (
            rf"(?:what )?percent(?:age)? of (?P<a>{_N}) is (?P<b>{_N})",
            "{b} divided by {a} times 100",
            "{b} as a percentage of {a}",
        ),
        (
            rf"(?P<b>{_N}) is what percent(?:age)? of (?P<a>{_N})",
            "{b} divided by {a} times 100",
            "{b} as a percentage of {a}",
        ),
        (
            rf"(?:how many times )?(?:does )?(?P<a>{_N}) go(?:es)? into (?P<b>{_N})",
            "{b} divided by {a}",
            "{b} divided by {a}",
        ),
        (
            rf"(?P<a>{_COUNT}) [a-z]+ at (?P<b>{_N})(?: each| apiece)?(?: cost)?",
            "{a} times {b}",
            None,
        ),
    )
)


def reworded(phrase: str) -> tuple[str, str] | None:
    """A phrase with signs for its words, and how to speak of it; None for other wordings."""
    for wording, signs, spoken in _WORDINGS:
        found = wording.match(phrase)
        if found:
            parts = found.groupdict()
            return signs.format(**parts), spoken.format(**parts) if spoken else phrase
    return None
