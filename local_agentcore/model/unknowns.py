"""Says what it is that is not known: *where you live*, *whether your wife drives*."""

import re

from local_agentcore.extraction.inflection import third_singular
from local_agentcore.model.irregular import past_of
from local_agentcore.model.speech import from_first_person

UNNAMED = "that"
"""What cannot be said in other words."""

_I = re.IGNORECASE
_WH = (
    r"(?P<wh>(?:what|which)(?: (?:kind|type|sort)s? of)?(?: [\w-]+){0,2}?|where|when|who|whom|why"
    r"|how(?: (?:old|many|much|long|often|far|tall|big|heavy|high))?(?: [\w-]+){0,2}?) "
)
_KIN = (
    r"(?:(?:eldest|oldest|older|younger|youngest|elder|little|big|best|next|last|first|new|old"
    r"|favou?rite|[\w-]+'s) )*"
)
_SHE = (
    rf"(?P<she>(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+)*|my {_KIN}[\w-]+(?: (?-i:[A-Z])[\w-]+)*"
    r"|he|she|it|they)"
)
# Questions have the verb before its subject; what completes "I don't know" has it after.
_BE = re.compile(
    rf"^(?:{_WH})?(?P<be>is|are|was|were) (?P<what>(?:(?:my|our) |(?-i:[A-Z])).+?)"
    r"(?: (?P<state>(?:due|called|named|located|parked|born|ready|over|open|closed|free|old|from|in"
    r"|allergic|married|retired|\w{2,}(?:ing|ed))(?: .+)?))?\W*$",
    _I,
)
_DO_YOU = re.compile(rf"^(?:{_WH})?(?P<do>do|did) (?P<rest>(?:i|we) .+?)\W*$", _I)
_AUX_YOU = re.compile(
    rf"^(?:{_WH})?(?P<aux>am|was|were|have|had|can|could|will|would|may|must) (?:i|we) "
    r"(?P<rest>.+?)\W*$",
    _I,
)
_DO_SHE = re.compile(
    rf"^(?:{_WH})?(?P<do>do|does|did) {_SHE} (?P<verb>[\w-]+)(?P<rest>.*?)\W*$", _I
)
_AUX_SHE = re.compile(rf"^(?:{_WH})?(?P<aux>has|have|can|will|would) {_SHE} (?P<rest>.+?)\W*$", _I)
_WHO_DOES = re.compile(
    r"^(?P<wh>who|whose \w+|which \w+|what) (?!am |is my |are my |do |does |did )(?P<rest>"
    r"[\w']+ .+?)\W*$",
    _I,
)
_COMPLEMENT = re.compile(
    r"^(.+?) ((?:an?|the|your|still|in|on|at|from|over|not|called|named)\b.*)$", _I
)
_OWNED = re.compile(rf"\b(?:my|our) ({_KIN}[\w-]+(?:'s [\w-]+)?)", _I)


def in_other_words(text: str) -> str:
    """What completes *I don't know …*, in the second person; `UNNAMED` where no rule tells."""
    text = re.sub(r"^(\w+)'s\b", r"\1 is", text)
    for pattern, say in _FORMS:
        found = pattern.match(text)
        if found:
            return say(found)
    owned = _OWNED.search(text)
    return f"anything about your {owned[1]}" if owned else UNNAMED


def _lead(found: re.Match[str]) -> str:
    return (found["wh"] or "whether").lower()


def _be(found: re.Match[str]) -> str:
    what, state = from_first_person(found["what"]), found["state"]
    if (found["wh"] or "").lower() == "what" and not state and found["be"] in ("is", "are"):
        return what
    if not found["wh"] and not state:
        what, state = _divided(what)
    return f"{_lead(found)} {what} {found['be'].lower()} {from_first_person(state or '')}".rstrip()


def _divided(what: str) -> tuple[str, str]:
    """A subject such as *your best friend*, and what is asked of it."""
    found = _COMPLEMENT.match(what)
    if found:
        return found[1], found[2]
    subject, _, rest = what.rpartition(" ")
    return subject, rest


def _do_you(found: re.Match[str]) -> str:
    rest = from_first_person(found["rest"])
    if found["do"].lower() == "did":
        subject, verb, more = (*rest.split(" ", 2), "")[:3]
        rest = f"{subject} {past_of(verb)} {more}".rstrip()
    return f"{_lead(found)} {rest}"


def _aux_you(found: re.Match[str]) -> str:
    aux = {"am": "are", "was": "were"}.get(found["aux"].lower(), found["aux"].lower())
    return f"{_lead(found)} you {aux} {from_first_person(found['rest'])}"


def _do_she(found: re.Match[str]) -> str:
    who, verb = from_first_person(found["she"]), found["verb"]
    tense = found["do"].lower()
    if tense != "do":
        verb = third_singular(verb) if tense == "does" else past_of(verb)
    return f"{_lead(found)} {who} {verb}{from_first_person(found['rest'])}"


def _aux_she(found: re.Match[str]) -> str:
    who, rest = from_first_person(found["she"]), from_first_person(found["rest"])
    return f"{_lead(found)} {who} {found['aux'].lower()} {rest}"


def _who_does(found: re.Match[str]) -> str:
    return f"{found['wh'].lower()} {from_first_person(found['rest'])}"


_FORMS = (
    (_DO_YOU, _do_you),
    (_AUX_YOU, _aux_you),
    (_DO_SHE, _do_she),
    (_AUX_SHE, _aux_she),
    (_BE, _be),
    (_WHO_DOES, _who_does),
)
