"""Recognises an actor who says their name."""

import re

from local_agentcore.model.words import word_set

_NAME = r"(?P<name>[^\W\d_][\w'.-]*(?: [\w'.-]+){0,6})"
_SAYS_NAME = re.compile(
    rf"^(?:my|the) (?:(?:first|full|given|real) )?name(?:'s| is|:)\s*(?:actually )?{_NAME}$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"^(?:please )?(?:(?:you can |just |everyone |everybody |people |friends )*calls? me|"
    rf"i(?:'m| am) (?:called|named)|i go by)\s+{_NAME}$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r",? (?:and )?not \w+$", re.IGNORECASE)
_PARTICLES = frozenset({"de", "da", "van", "von", "der", "la", "al", "bin", "del", "di"})
_NO_SURNAMES = frozenset(
    {"now", "by", "btw", "and", "but", "from", "too", "here", "though", "in", "on", "at", "please"}
)
_I_AM = re.compile(
    r"^(?:i'm|i am)\s+(?P<name>[A-Z][a-zà-öø-ÿ'’-]+(?: [A-Z][\w'’.-]+){0,3})$"
    r"|^(?:I'm|I am)\s+(?P<initial>[A-Z]\.?)$"
)
_NOT_NAMES = word_set(
    """african american arab argentinian asian australian austrian bangladeshi belgian black
    brazilian british buddhist bulgarian canadian catholic chilean chinese christian colombian
    croatian cuban czech danish dutch egyptian english estonian ethiopian european filipino
    finnish french german ghanaian greek hindu hispanic hungarian icelandic indian indonesian
    iranian iraqi irish israeli
    italian jamaican japanese jewish kenyan korean latino latvian lebanese lithuanian malaysian
    mexican moroccan muslim nepali nigerian norwegian pakistani persian peruvian polish portuguese
    protestant romanian russian scottish serbian singaporean slovak slovenian spanish sudanese
    swedish swiss syrian taiwanese thai turkish ukrainian vegan vegetarian venezuelan vietnamese
    welsh white here back sorry fine good great ok okay sure tired happy sad hungry home lost ready
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december not in on at going from very so a an the
    done new old late early busy sick ill well happily married single retired pregnant"""
)


def as_name(clause: str) -> str | None:
    """`your name is …` when a clause says the actor's name in any of the usual ways, else None."""
    clause = _CORRECTION.sub("", clause.strip().rstrip(".!,"))
    found = _SAYS_NAME.match(clause) or _CALLED.match(clause)
    if not found:
        found = _I_AM.match(clause[:1].lower() + clause[1:])
    if not found:
        return None
    words = next(part for part in found.groupdict().values() if part).split()
    # "I'm Irish" and "I'm Bo" differ by the word alone; "my name is April" leaves no doubt.
    doubtful = _NOT_NAMES if found.re is _I_AM else {"not", "a", "the"}
    return None if words[0].lower() in doubtful else f"your name is {_written(words)}"


def _written(words: list[str]) -> str:
    """The name at the beginning of some words, as names are written."""
    name = [words[0]]
    for word in words[1:]:
        lower_case = words[0].islower() and len(name) < 2 and word.lower() not in _NO_SURNAMES
        if not (word[0].isupper() or word in _PARTICLES or lower_case):
            break
        name.append(word)
    return " ".join(part if part in _PARTICLES else part[0].upper() + part[1:] for part in name)
