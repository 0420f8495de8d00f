"""What a record's text tells, read loosely: of whom, about what, and whether it is long past."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from local_agentcore.extraction.consolidation import (
    first_sentence,
    statement_of,
    uncontracted,
)
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.stems import LISTS, stem, stems
from local_agentcore.extraction.wording import in_digits

_VERB = (
    r"(?:is|was|are|were|has|have|had|does|do|did|can|could|will|would|cannot|no longer|never|"
    r"used to|\w{2,}ed|got|went|left|quit|sold|gave|lost|broke|took|made|found|bought|began|"
    r"became|said|wants?|works?|lives?|likes?|loves?|hates?|prefers?|needs?|plays?|goes|"
    r"moves?|just|also|still|now|finally|hurts?|aches?|runs?|starts?|ends?|costs?|barks?|sleeps?|studies|speaks?)\b"
)
_OF_THE_USER = re.compile(rf"(?:both of |one of |all of )?the user's (?P<s>.+?) (?P<p>{_VERB}.*)")
_OF_ANOTHER = re.compile(rf"(?:the )?(?P<s>\w[\w'-]*(?: \w[\w'-]*){{0,4}}?) (?P<p>{_VERB}.*)")
_OPENING = re.compile(
    r"(?:lately|nowadays|these days|recently|currently|now|as of [\w ]+?|since [\w ]+?|"
    r"from now on|from today|for now|last \w+|this \w+|actually|finally|in the end|turns out"
    r"(?: that)?|it turn(?:s|ed) out(?: that)?|after all|instead|sadly|unfortunately|luckily|"
    r"happily|so|well|but|and|however|anyway),? (?=the user\b)"
)
_PAST = re.compile(
    r"(?:just |also |once |originally |previously |already )?(?:had|was|were|used to|went|grew|saw|"
    r"met|did|made|ate|drank|came|ran|read|wrote|spent|won|told|thought|felt|found|flew|drove|gave|"
    r"sold|quit|left|broke|lost|knew|bet|heard|kept|held|brought|caught|taught|built|sent|spoke|stood|"
    r"understood|woke|wore|fell|hit|put|set|let|paid|rode|sang|sat|slept|swam|threw|lent|fought|forgot|chose|"
    r"got (?:rid|over)|\w{2,}[^aeious]ed)\b(?! (?:born|to have\b))"
)
_HOLDING = re.compile(
    r"(?:just |also |has |have )*(?:got|bought|adopted|moved|joined|started|is|was born|named|"
    r"rented|enrolled|signed up|decided|planned|booked|need|wanted|subscribed)"
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z]\w+")
_POSSESSOR = re.compile(r"(?:their|the user's|an?|the|its) (?P<o>[a-z-]+)(?:'s|s') ")
_ALIASES = {
    **dict.fromkeys(("grandma", "granny", "nana", "gran"), "grandmother"),
    **dict.fromkeys(("grandpa", "granddad", "grandad"), "grandfather"),
    **dict.fromkeys(("mother", "mommy", "mom"), "mother"),
    **dict.fromkeys(("wed", "marriag", "marr", "marri", "marry"), "married"),
    **dict.fromkeys(("daddy", "father"), "father"),
    **dict.fromkeys(("puppy", "pup", "pupp"), "dog"),
    **dict.fromkeys(("kitten", "kitty"), "cat"),
    **dict.fromkeys(("automobil", "vehicl"), "car"),
    **dict.fromkeys(("cellphon", "smartphon", "mobil"), "phone"),
    **dict.fromkeys(("motorcycl", "motorbik"), "motorbik"),
    **dict.fromkeys(("cycl",), "bike"),
    **dict.fromkeys(("veggi", "vegetarian"), "vegetarian"),
    **dict.fromkeys(("televis", "telly"), "tv"),
    **dict.fromkeys(("flown", "flew", "flie"), "fly"),
    **dict.fromkeys(("allergy", "allergi"), "allergic"),
    "intoleranc": "intolerant",
    "pregnancy": "pregnant",
    "therapy": "therapist",
    "memb": "member",
    **dict.fromkeys(("ran", "runner"), "run"),
    **dict.fromkeys(("drove", "driven"), "driv"),
    **dict.fromkeys(("ate", "eaten"), "eat"),
    **dict.fromkeys(("swam", "swum"), "swim"),
    **dict.fromkeys(("apart", "condo"), "apartment"),
    **dict.fromkeys(("booz", "drinker"), "alcohol"),
    **dict.fromkeys(("cigarett", "smoker"), "smok"),
    **dict.fromkeys(("doctor", "physician", "gp"), "doctor"),
}
PEOPLE = (
    frozenset(
        map(
            stem,
            words(
                """mother father mom dad parent parents grandmother grandfather grandparents sister
            brother sibling son daughter child kid friend cousin aunt uncle niece nephew colleague
            coworker neighbor neighbour roommate flatmate housemate grandson granddaughter teammate
            student client boss manager doctor dentist landlord wife husband partner girlfriend
            boyfriend fiance fiancee spouse ex grandma grandpa granny stepmother stepfather
            stepson stepdaughter godson goddaughter twin twins in-laws mother-in-law
            father-in-law brother-in-law sister-in-law therapist trainer coach teacher buddy mate
            family team company""",
            ),
        )
    )
    - {"team", "company"}
    | LISTS["occupation"]
)
IDLE = frozenset(
    stem(word)
    for word in words(
        """now new current currently anymore more longer these days again instead just finally
        user got get have be do go no not never other another one two thing stuff whole entire
        lately recently nowadays actually completely altogether last month week year day
        time back still already soon first since until can will would
        good great favourite big little small old here there then when because after before
        usually always often mostly sometimes daily weekly currently quite bit most"""
    )
) - {"1", "2"}
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|cannot|without|neither|hates?|dislikes?|detests?|"
    r"loathes?|despises?|avoids?|unable|refuses?)\b"
)


@dataclass(frozen=True)
class Telling:
    """One clause of a record's text, in lower case.

    `owner` is whose it is: empty for the user, a person's word for theirs (`sister`), and of
    anyone else the name or noun that the clause begins with, with `named`. `words` are its telling
    stems, `about` those of the thing it is of.
    """

    text: str
    owner: str
    named: bool
    said: str
    about: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    negative: bool
    past: bool


@lru_cache(maxsize=16384)
def known_telling(text: str) -> Telling:
    """What a record tells in its first sentence."""
    return _telling(_plain(first_sentence(text)), first_sentence(text))


@lru_cache(maxsize=4096)
def new_tellings(text: str) -> tuple[Telling, ...]:
    """What each clause of a new statement tells."""
    told = statement_of(text)
    return tuple(_telling(clause, told) for clause in _clauses(_plain(told)))


def plain_stems(text: str) -> tuple[str, ...]:
    """The telling stems of a text, of words that mean the same the same one."""
    return tuple(
        _ALIASES.get(word, word) for word in stems(text.replace("-", " ")) if word not in IDLE
    )


def aliased(found: Iterable[str]) -> frozenset[str]:
    """Stems, of those that mean the same the same one."""
    return frozenset(_ALIASES.get(word, word) for word in found if word not in IDLE)


_TOGETHER = re.compile(
    r"^(?P<who>[\w' ]+?) and the user (?P<p>(?:broke|split|do|got|are|have|separat).+)"
)
_TOLD = re.compile(
    r"^(?:the user's |the |an? )?[\w ]+? (?:found out|says|said|told the user|confirmed|discovered|diagnosed|"
    r"thinks|decided|learned|realised|realized)(?: that)? (?=the user (?:is|has|can|does)\b)"
)


def _plain(text: str) -> str:
    said = _TOLD.sub(
        "", in_digits(uncontracted(text.lower().replace("go-to", "favourite"))).strip(" .!")
    )
    opened = _OPENING.match(said)
    if opened:
        after = "after all" if "turn" in opened[0] else opened[0].strip(" ,")
        said = f"{said[opened.end() :]} {after}"
    return _TOGETHER.sub(r"the user \g<p> with \g<who>", said)


_JOINT = re.compile(
    r"(?:,? and|,? but|,? so|,? then|;|\.|,)(?: (?:that|then|also|so|and|but|now|finally))* "
    rf"(?=the user\b|it (?:is|was)\b|(?:has |is )?{_VERB}|does |prefers?\b|uses?\b|drinks?\b|"
    r"eats?\b|takes?\b|went\b|got\b|bought\b|adopted\b|became\b|drives?\b|switched\b)"
)


def _clauses(said: str) -> Iterator[str]:
    """The clauses, each with its subject."""
    first = True
    for part in _JOINT.split(said):
        if part:
            of_its_own = first or part.startswith(("the user", "it "))
            yield part if of_its_own else f"the user {part}"
        first = False


def _telling(clause: str, whole: str) -> Telling:
    owner, about, said, named = _parts(clause)
    names = frozenset(stem(word.lower()) for word in _NAME.findall(whole))
    return Telling(
        clause,
        owner,
        named,
        said,
        frozenset(about),
        frozenset(plain_stems(clause)),
        names,
        bool(_NEGATIVE.search(clause)),
        bool(_PAST.match(said)) and not _HOLDING.match(said),
    )


def _parts(clause: str) -> tuple[str, tuple[str, ...], str, bool]:
    if clause.startswith("the user "):
        return "", (), clause.removeprefix("the user "), False
    if found := _OF_THE_USER.fullmatch(clause):
        about = plain_stems(found["s"].replace("'s", ""))
        people = [word for word in about if word in PEOPLE]
        return (people[0] if people else ""), about, found["p"], False
    if found := _OF_ANOTHER.fullmatch(clause):
        about = plain_stems(found["s"].replace("'s", ""))
        people = [word for word in about if word in PEOPLE]
        if clause.startswith("the "):
            return (people[0] if people else ""), about, found["p"], False
        return (about[0] if about else ""), about, found["p"], True
    return "", (), clause, False


def others_in(said: str) -> frozenset[str]:
    """The people whose things a clause names: *their sister's piano*."""
    return frozenset(plain_stems(" ".join(found["o"] for found in _POSSESSOR.finditer(said))))
