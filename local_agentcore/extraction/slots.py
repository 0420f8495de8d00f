"""What a record's statement claims: of whom, in which slot, which value, and whether it ended."""

import re
from dataclasses import dataclass
from enum import Enum

from local_agentcore.extraction.stems import LISTS, stems

LIKE, LIVE, EMPLOYER, TITLE = "=like", "=live", "=employer", "=title"
MARITAL, AGE, ANYTHING, GONE, MOVED = "=marital", "=age", "=anything", "=gone", "=moved"
"""Relations that several verbs express; any other is a verb's stem."""


class State(Enum):
    """Whether what is claimed is so now."""

    HOLDS = "holds"
    ENDED = "ended"
    PAST = "past"


@dataclass(frozen=True)
class Claim:
    """One thing that is said of a subject: `()` is the user, `("sister",)` the user's sister.

    `head` is the word that says what kind of thing the value is, `aliases` are names it is given,
    `denied` is what it was said not to be; all are stems. `changed` is whether it was said to be
    different from before.
    """

    subject: tuple[str, ...]
    relation: str
    value: tuple[str, ...] = ()
    head: str = ""
    aliases: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    negative: bool = False
    state: State = State.HOLDS
    changed: bool = False
    denied: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Slot:
    """A construction: what a predicate that it matches claims. The group `o` is the value."""

    pattern: re.Pattern[str]
    relation: str
    state: State = State.HOLDS
    negative: bool = False
    changed: bool = False
    about: tuple[str, ...] = ()


def _slot(pattern: str, relation: str, *flags: str, about: str = "") -> Slot:
    return Slot(
        re.compile(pattern),
        relation,
        State.ENDED if "ended" in flags else State.HOLDS,
        "not" in flags,
        "changed" in flags or "ended" in flags,
        tuple(about.split()),
    )


_IN = r"(?:in|at|near|on|outside)"
_JOB = r"(?:an? |the |their )?(?:new )?(?:job|position|role|work|working|career)"
_GOT = r"(?:got|has|took|takes|accepted|started|starts|begins|began|landed|found)"
_PARTNERS = "|".join(sorted(LISTS["partner"] | {"fiancé", "fiancée", "boyfriend", "girlfriend"}))
_STATUS = "single|married|divorced|engaged|widowed|separated"
SLOTS = (
    _slot(
        r"(?:live|lives|living|resides?|is based|is living|stays)"
        rf"(?: alone| together| with [\w' ]+?)? {_IN} (?P<o>.+)",
        LIVE,
    ),
    _slot(
        r"(?:has )?(?:moved|relocated|moves)(?: house| back)?(?: from .+?)?(?: back)? to (?P<o>.+)",
        LIVE,
        "changed",
    ),
    _slot(r"(?:has )?settled (?:down )?in (?P<o>.+)", LIVE, "changed"),
    _slot(r"(?:has )?(?:moved out of|moved away from|left) (?P<o>.+)", LIVE, "ended"),
    _slot(
        r"(?:works?|is working|is employed)(?: (?:in|as) [\w ]+?)? (?:at|for|by) (?P<o>.+)",
        EMPLOYER,
    ),
    _slot(rf"{_GOT} {_JOB} (?:at|for|with) (?!the user's |their )(?P<o>.+)", EMPLOYER, "changed"),
    _slot(r"(?:has )?joined (?!an? )(?P<o>.+)", EMPLOYER, "changed"),
    _slot(
        rf"(?:has )?(?:quit|left|lost|resigned from|quits) {_JOB}(?: (?:at|with|as) (?P<o>.+))?",
        EMPLOYER,
        "ended",
    ),
    _slot(
        rf"(?:has )?(?:quit|left|lost|resigned from|quits) {_JOB}(?: (?:at|with|as) (?P<o>.+))?",
        TITLE,
        "ended",
    ),
    _slot(
        r"(?:was|got|has been|is) (?:fired|laid off|let go|made redundant)"
        r"(?: (?:from|by) (?P<o>.+))?",
        EMPLOYER,
        "ended",
    ),
    _slot(r"(?:has )?(?:left|resigned from|quit) (?P<o>.+)", EMPLOYER, "ended"),
    _slot(r"(?:works?|is working|is employed) as (?P<o>.+)", TITLE),
    _slot(rf"{_GOT} {_JOB} as (?P<o>.+)", TITLE, "changed"),
    _slot(r"(?:was|got|has been|is) promoted to (?P<o>.+)", TITLE, "changed"),
    _slot(rf"(?:is|got|was|has been) (?P<o>{_STATUS})(?: .+)?", MARITAL),
    _slot(r"(?:has )?(?P<o>divorced|separated)(?: .+)?", MARITAL, "changed"),
    _slot(r"(?:has )?(?P<o>retired)(?: .+)?", "be", "changed"),
    _slot(r"(?:is |got )?(?:in a relationship|dating)\b.*|is seeing someone\b.*", MARITAL),
    _slot(rf"(?:has|have|got) an? (?:new )?(?P<o>{_PARTNERS})(?: .+)?", MARITAL),
    _slot(
        r"(?:has )?(?:broke|broken|splits?|split) up(?: with (?P<o>.+))?|"
        r"ended (?:it|things) with .+",
        MARITAL,
        "ended",
    ),
    _slot(r"(?:is|turned|turns|has turned) (?P<o>\w+)(?:[- ]years?[- ]olds?(?: .+)?)?", AGE),
    _slot(r"wants to be called (?P<o>.+)|goes by (?P<p>.+)", "be", about="nickname"),
    _slot(r"is (?:called|named) (?P<o>.+)", "be", about="name"),
    _slot(
        r"(?:is|was|has been) (?:a (?:\w+ )?(?:fan|lover) of|into|fond of|keen on|crazy about|"
        r"obsessed with|interested in|passionate about) (?P<o>.+)",
        LIKE,
    ),
    _slot(r"(?:likes?|loves?|enjoys?|adores?|fancies) (?P<o>.+)", LIKE),
    _slot(r"(?:hates?|dislikes?|detests?|loathes?|despises?) (?P<o>.+)", LIKE, "not"),
    _slot(r"(?:stand|bear|abide|tolerate) (?P<o>.+)", LIKE),
    _slot(
        r"(?:has |have )?(?:gone off|went off|lost (?:all )?(?:interest in|their taste for)|"
        r"grown tired of|got tired of|fallen out of love with) (?P<o>.+)",
        LIKE,
        "not",
        "changed",
    ),
    _slot(
        r"is (?:tired of|sick of|fed up with|bored (?:of|with)|over|done with) (?P<o>.+)",
        LIKE,
        "not",
        "changed",
    ),
    _slot(
        r"(?:has )?(?:stopped|stops|quit|quits|gave up|gives up|given up|ceased|dropped|"
        r"got out of|kicked) (?!(?:their|the) (?:job|position|work)\b)(?P<o>.+)",
        ANYTHING,
        "ended",
    ),
    _slot(
        r"(?:has )?(?:sold|sells|got rid of|gotten rid of|lost|donated|threw (?:out|away)|"
        r"thrown (?:out|away)|parted with|returned|crashed|cancelled|canceled|"
        r"unsubscribed from|deleted|uninstalled|recovered from|got over|got cured of) "
        r"(?!interest|.*\bjob\b|.*'s )(?P<o>.+)",
        GONE,
        "ended",
    ),
    _slot(
        r"(?:has |just |finally )*(?:ditched|dumped|abandoned|swore off|sworn off|had enough of|"
        r"fell out of the habit of|fallen out of the habit of|swapped|traded in|cut out|quit|"
        r"stopped following|rehomed|outgrown|cancelled|gave up|given up) "
        r"(?!.* (?:after|before) )(?P<o>.+?)"
        r"(?: (?:for|in|since|last|and|completely|altogether|because) ?.*)?",
        ANYTHING,
        "ended",
    ),
    _slot(r"is off (?!to\b|on\b|for\b|work\b|duty\b)(?:the )?(?P<o>.+)", ANYTHING, "ended"),
    _slot(
        r"(?:has )?(?:gave|given) (?!up)(?P<o>(?!.*'s ).+?) away|gave away (?P<p>.+)", GONE, "ended"
    ),
    _slot(r".*\breplac(?:e|ed|es|ing) (?P<o>.+?)(?: (?:with|by) .+)?", GONE, "ended"),
    _slot(r".*\bswitched from (?P<o>.+?) to .+", GONE, "ended"),
    _slot(r".*\b(?:instead of|rather than) (?P<o>.+)", GONE, "ended"),
    _slot(
        r"(?:has )?(?:switched|changed|upgraded)(?: over)?(?: from .+?)? to (?P<o>.+)",
        "have",
        "changed",
    ),
    _slot(r"(?:bought|got) (?P<o>an? .+)", "have"),
)
"""Of all that match, each claims something; where none does, the verb is the relation."""
LOST = re.compile(
    r"(?:has |have )?(?:died|passed away|ran away|run away|flew away|flown away|healed|"
    r"disbanded|broke(?! (?:up|into|in|out|an?|the|some|his|her|their)\b)|"
    r"broke down|burn(?:ed|t) down|disappeared)\b.*|"
    r"(?:was|got|is|are|has been|were) (?:stolen|sold(?! out)|"
    r"cancelled|canceled|called off|destroyed|dead|gone|put down|put to sleep|healed|cured|"
    r"totalled|lost|off|over|given away)\b.*"
)
"""What puts an end to the subject itself."""
RESCHEDULED = re.compile(
    r"(?:has |was |is |got |has been |will be |were )?(?:moved|postponed|rescheduled|pushed|"
    r"delayed|brought forward|shifted|put off|changed|moves)(?: back| forward| up)?(?: from .+?)?"
    r" (?:to|until|till|by) (?P<o>.+)"
)
"""What gives the subject another time."""
RENAMED = re.compile(r"(?:has )?renamed (?P<s>.+?)(?: from .+)? (?:to|as) (?P<o>\w+)")
_PREPOSITION = re.compile(
    r"\s(?:in|at|on|with|for|of|from|to|near|by|about|named|called|that|who|which|because|since|"
    r"every|each|after|before|during|daily|weekly|when|while|per|times|"
    r"an? (?:day|week|month|year))\b"
)
_MEASURE = re.compile(
    r"\b(?:glass|cup|bottle|pint|can|piece|slice|pair|bowl|pack|kind|type|sort)(?:e?s)? of "
)
_ADJUNCT = re.compile(r"(?:every|each|once|twice|daily|weekly|\w+ times|on \w+days)\b")
"""With this a habit goes on that has no object: *swims twice a week*."""
_LEADING = re.compile(r"^(?:(?:in|at|on|with|for|of|from|to|by|about|the|up) )+")
_NAMED = re.compile(r"\b(?:named|called) ([\w' -]+)")
_DENIED = re.compile(r",? (?:and )?not (?!any)([\w' -]+)$")


def claim_of(slot: Slot, subject: tuple[str, ...], said: str, names: frozenset[str]) -> Claim:
    """What a slot claims of the subject with the value that was said."""
    denied = _DENIED.search(said)
    told = _MEASURE.sub("", said[: denied.start()] if denied else said)
    bare = _ADJUNCT.match(told)
    core = "" if bare else _PREPOSITION.split(" " + _LEADING.sub("", told), maxsplit=1)[0]
    value = stems(told)
    heads = stems(core) if bare else stems(core) or value
    alias = _NAMED.search(told)
    return Claim(
        (*subject, *slot.about),
        slot.relation,
        value,
        heads[-1] if heads else "",
        frozenset(stems(alias[1])) if alias else frozenset(),
        names,
        slot.negative,
        slot.state,
        slot.changed,
        frozenset(stems(denied[1])) if denied else frozenset(),
    )
