"""What is left to do or to decide when a session ends, and what takes it off the list."""

import re

from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.likeness import subject_of
from local_agentcore.extraction.retelling import retold

_I = re.IGNORECASE
_WE = r"(?:i|we)"
_LEAD = re.compile(
    r"^(?:(?:and|but|so|well|ok(?:ay)?|also|then|oh|ah|yes|no|hmm+|actually|by the way|right|great"
    r"|thanks|thank you|unfortunately|sadly|first|now|please)\b[,.!:;–-]*\s*)+",
    _I,
)
_ERRANDS = (
    r"(?:book|buy|call|phone|ring|email|message|decide|choose|pick|find out|ask|check|confirm|renew"
    r"|pay|send|finish|order|reserve|pack|apply|schedule|plan|figure out|sort out|submit|cancel"
    r"|return|register|sign|arrange|prepare|contact|collect|compare|organi[sz]e|write|talk to)"
)
_HAVE_TO = r"(?:need|have|want|have got|ought)"
_PATTERNS = [
    (re.compile(pattern, _I), told)
    for pattern, told in [
        (rf"^{_WE} still {_HAVE_TO} to (?P<what>.+)", "The user still needs to {what}."),
        (rf"^{_WE}(?:(?: (?:also|just|really|first))* {_HAVE_TO}"
         rf"|'ve got) to (?P<what>(?:still )?{_ERRANDS}\b.+)",
         "The user needs to {what}."),
        (rf"^{_WE} still want to (?P<what>.+)", "The user still wants to {what}."),
        (rf"^{_WE}(?: still)? (?:haven't|have not|'ve not)(?: (?:yet|really|quite|even))*"
         r" (?P<what>(?:decided|chosen|picked|settled|agreed|booked|found|figured|bought|ordered"
         r"|heard|made up|sorted|packed|paid|applied|asked|told|finished|started)\b.*)",
         "The user has not {what}."),
        (rf"^{_WE}(?:'m| am|'re| are)(?: still)? (?:not sure|unsure|undecided|torn) (?P<what>"
         r"(?:about|whether|which|if|between|on)\b.+)", "The user is undecided {what}."),
        (rf"^{_WE} (?:still )?(?:can't|cannot|couldn't) (?:quite )?decide (?P<what>\w.+)",
         "The user cannot decide {what}."),
        (rf"^(?:(?:can|could) you )?(?:please )?remind {'(?:me|us)'} (?:to|about|of)"
         r" (?P<what>.+)", "The user wants to be reminded: {what}."),
        (rf"^(?:{_WE} (?:must|should|can)(?:n't| not)|don't let (?:me|us)) forget (?:to|about)"
         r" (?P<what>.+)", "The user must not forget: {what}."),
        (rf"^{_WE}(?:'ll| will)(?: have to| need to)? (?:think about|sleep on|look into|decide on)"
         r" (?P<what>.+)", "The user will think about {what}."),
        (r"^to-?\s?do:\s*(?P<what>.+)", "To do: {what}."),
    ]
]  # fmt: skip
_HABIT = re.compile(r"\b(?:every|always|usually|often|daily|each (?:day|week|month)|a lot)\b", _I)
_POINTING = re.compile(
    r"^(?:it|that|this|them|these|those)(?: over| first| tonight| tomorrow| later)*$", _I
)
_PUT_OFF = re.compile(
    r"\b(?:i|we)(?:'ll| will)(?: have to| need to)? (?:think (?:about (?:it|that|this)|it over)"
    r"|sleep on (?:it|that)|get back to you|let you know|decide (?:\w+ )?later|see)\b"
    r"|\blet me (?:think about (?:it|that)|sleep on (?:it|that)|think it over)\b",
    _I,
)
_FINISHED = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: (?:already|just|finally|now|also|both))* (?!haven't)"
    r"(?:\w{2,}ed|bought|found|sent|paid|chose|picked|got|did|made|wrote|took|told|went|done"
    r"|spoke)\b"
    r"|\b(?:is|are|has been|have been)(?: (?:now|already|all))* (?:booked|done|paid|sent|sorted"
    r"|settled|ordered|bought|packed|reserved|cancelled|canceled|confirmed|finished)\b",
    _I,
)
_UNFINISHED = re.compile(
    r"n't\b|\bnot\b|\bif\b|\b(?:need|want|have|used|going|like|love)d? to\b|\bwould\b|\?\s*$", _I
)
_SAID_OF_ALL = words(
    """still need book decid decide choos choose pick find order user pay send remind forget think
    undecid want not yet has have"""
)


def open_point_in(sentence: str) -> str | None:
    """What the sentence of the user's leaves to do or to decide, None when it leaves nothing."""
    said = sentence.strip().replace("’", "'")
    bare = (_LEAD.sub("", said) or said).rstrip(".! ")
    for pattern, told in _PATTERNS:
        match = pattern.match(bare)
        if match is None:
            continue
        what = retold(match["what"])
        if not what or _POINTING.match(what) or _HABIT.search(bare):
            return None
        return told.format(what=what)
    return None


def puts_off(sentence: str) -> bool:
    """Whether the user leaves open what the assistant proposed: *I'll think about it*."""
    return _PUT_OFF.search(sentence) is not None


def finished(sentence: str) -> bool:
    """Whether the sentence, the user's or the assistant's, says that something has been done."""
    said = sentence.replace("’", "'")
    return _FINISHED.search(said) is not None and _UNFINISHED.search(said) is None


def is_undecided(point: str) -> bool:
    """Whether the open point is a choice among things: not whether to do one."""
    if re.search(r"\b(?:whether|if)\b", point):
        return False
    return (
        re.search(r"\b(?:decide|decided|undecided|choose|chosen|pick|think about)\b", point)
        is not None
    )


def settles(sentence: str, point: str) -> bool:
    """Whether a decision or something finished is about what the open point is about."""
    wanted = subject_of(point).words.keys() - _SAID_OF_ALL
    given = subject_of(sentence).words.keys()
    return bool(wanted) and 2 * len(wanted & given) >= len(wanted)
