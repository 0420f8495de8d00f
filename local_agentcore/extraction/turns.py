"""Whether a new clause, however it is worded, leaves an older statement untrue."""

import re
from collections.abc import Iterable, Sequence

from local_agentcore.extraction.attributes import MORE, NOW, other_value
from local_agentcore.extraction.claims import claims_of, first_claims_of
from local_agentcore.extraction.endings import CARRIERS, Ending, chief_of, endings_of, is_ended
from local_agentcore.extraction.nearness import nearness
from local_agentcore.extraction.slots import Claim
from local_agentcore.extraction.stems import LISTS, stem
from local_agentcore.extraction.tellings import (
    PEOPLE,
    Telling,
    aliased,
    known_telling,
    new_tellings,
    plain_stems,
)
from local_agentcore.wordlists import read_lists

_CLASSES = {
    name: frozenset(map(stem, listed)) for name, listed in read_lists("classes.txt").items()
}
_MOVED = re.compile(
    r"\b(?:moved?|moving|pushed|postponed|rescheduled|delayed|brought|put off|shifted|slipped|changed|"
    r"extension|extended|bumped|switched|swapped)\b|\b(?:is|are) .*\b(?:now|instead)\b|"
    r"\bnot \w+ but\b|\b(?:now|instead)$"
)
_TIMED = re.compile(
    r"\b(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|spring|summer|autumn|fall|winter|noon|morning|afternoon|"
    r"evening|night|tomorrow|tonight|week|month|weekend|year)"
)
_LIKES = re.compile(
    r"\b(?:likes?|loves?|enjoys?|adores?|fan of|favou?rite|into|prefers?|obsessed|fond|passionate|crazy about|"
    r"looks forward|keen|can not get enough|addicted|go-to)\b"
)
_LOATHES = re.compile(
    r"\b(?:hates?|dislikes?|detests?|loathes?|despises?|(?:can|could|does|do) not (?:stand|bear|like|enjoy|take|stomach|care|"
    r"tolerate|love|want)|cannot (?:stand|bear|take|stomach|tolerate)|no longer (?:likes?|loves?|enjoys?|stands?)|tired|sick of|bored|avoids?|"
    r"disgust\w*|not (?:a fan|into|keen|fond)|finds? .*(?:depressing|boring|awful|terrible|gross|dull|annoying|disgusting|overrated|tedious|exhausting|too)|"
    r"afraid|scared|terrified|allergic|not for the user|put(?:s)? off|over)\b"
)
_ENJOYS_NOW = re.compile(
    r"\b(?:grown on|come (?:around|round)|came (?:around|round)|learn(?:ed|t) to (?:like|love|enjoy|appreciate)|"
    r"does not mind|do not mind|warmed (?:up )?to|started to (?:like|love|enjoy)|got used to|likes?|loves?|enjoys?|"
    r"actually (?:like|love|enjoy)|acquired a taste|developed a taste|converted|is into|a fan|okay with|fine with)\b"
)
_OPPOSITE = [
    frozenset(map(stem, pair.split()))
    for pair in [
        "long short",
        "high low",
        "early late",
        "hot cold",
        "big small",
        "alone together",
        "window aisle",
        "\n    direct layover",
        "direct stopover",
        "morning evening",
        "junior senior",
        "thin thick",
        "light dark",
        "sweet savoury",
        "\n    upper lower",
        "indoor outdoor",
        "day night",
        "left right",
        "full part",
        "remote office",
        "online person",
        "front back",
        "\n    public private",
        "paper electronic",
        "cash card",
        "city country",
        "urban rural",
        "soft firm",
        "dry wet",
        "healthy ill",
        "\n    introvert extrovert",
        "winter summer",
        "beach mountain",
        "mac pc",
        "mac window",
        "blond brunett",
        "cheap luxury",
        "\n    weekday weekend",
        "short tall",
        "red white",
        "black white",
        "fast slow",
        "ground top",
        "quiet loud",
        "manual automatic",
    ]
]
_NEAR = 0.5


_LONG_AGO = re.compile(
    r"\b(?:when \w+(?: \w+)? (?:was|were)|as a (?:child|kid|teenager|student))\b"
)


def turns(new: str, known: str) -> bool:
    """Whether a new statement ends a known one; both are the texts of records."""
    old = known_telling(known)
    if old.past or not old.words or _LONG_AGO.search(new):
        return False
    return any(_ends(clause, old, new, known) for clause in new_tellings(new))


def _ends(new: Telling, old: Telling, text: str, known: str) -> bool:
    claims = first_claims_of(known)
    heads = _heads(old, claims)
    if any(_reaches(new, old, each) and is_ended(each, old, heads) for each in endings_of(new)):
        return True
    same = _same_owner(new, old)
    if other_value(new, old, same):
        return True
    if "instead of the user" in new.text and _undated(old) <= new.words:
        return True
    if (not new.owner or "the user's" in new.text) and not old.owner and _counts(new, old, heads):
        return True
    return (
        same and not _of_other_things(new, old) and _ends_own(new, old, text, known, claims, heads)
    )


def _undated(telling: Telling) -> frozenset[str]:
    return frozenset(word for word in telling.words if not word.isdecimal()) - _TIME_WORDS


def _of_other_things(new: Telling, old: Telling) -> bool:
    """One of the rent, the other of the budget."""
    mine, theirs = new.about - PEOPLE, old.about - PEOPLE
    return bool(mine and theirs) and not mine & theirs


def _ends_own(
    new: Telling,
    old: Telling,
    text: str,
    known: str,
    claims: Sequence[Claim],
    heads: frozenset[str],
) -> bool:
    return (
        _restores(new, old, claims)
        or _sours(new, old, claims)
        or _takes_place(new, old, text, known, claims)
        or _other_kind(new, old)
        or _prefers_other(new, old)
        or _moves(new, old, heads)
    )


def _heads(old: Telling, claims: Iterable[Claim]) -> frozenset[str]:
    """The words that an older statement is about."""
    found: set[str] = set(old.about) | (old.names & old.words) | chief_of(old.said)
    for claim in claims:
        chief = aliased([claim.head])
        found |= chief | aliased(claim.aliases)
        if chief & (CARRIERS | PEOPLE):
            found |= aliased(claim.value)
        if claim.relation.isalpha():
            found |= aliased([claim.relation])
    return frozenset(found)


def _same_owner(new: Telling, old: Telling) -> bool:
    others = new.about & new.names, old.about & old.names
    if all(others) and not others[0] & others[1]:
        return False
    if new.owner == old.owner:
        return True
    # *They moved the interview*: what is not somebody's is the user's own.
    return new.named and not old.owner and new.owner not in PEOPLE | new.names


def _reaches(new: Telling, old: Telling, ending: Ending) -> bool:
    """Whether what happens to this one may touch what is said of that one."""
    if _LIKES.search(old.text) and not ending.of_taste:
        return False
    # *The trip to Crete was cancelled* says nothing of the one to Malta.
    if old.names and new.about & new.names - old.words:
        return False
    of_them = new.owner in old.words and new.owner not in LISTS["occupation"]
    if new.owner == old.owner or new.named or of_them:
        return True
    if not new.owner:
        return ending.head in old.names
    return "the user" in new.said


_LACKS = re.compile(
    r"(?:has|have) (?:got )?no (?:known )?(?P<o>\w+)|(?:does|do) not (?:have|own|keep) (?:any|an?|their own) (?P<p>\w+)|"
    r"(?:has|have) (?:zero|not got any|not got an?) (?P<q>\w+)|is not (?P<r>allergic) to anything"
)
_OBTAINS = re.compile(
    r"\b(?:has|have|got|gets|bought|adopted|had|owns|purchased|acquired|picked up|welcomed|is|are)\b"
    r"(?: (?:just|the user|themselves|ourselves|recently|finally|now|got|had))*"
    r" (?:an?|\d+|one|two|three|some|the user's first|their first|their own|allergic)\b(?P<o>(?: [\w-]+){1,4})|"
    r"\b(?P<p>[\w ]+) (?:was|were) (?:just )?born\b|\bis (?P<r>allergic to \w+)"
)
_ABSTAINS = re.compile(
    r"(?:does|do) not (?:drink|eat|smoke|use|take|touch|have)\b|never (?:drinks|eats|smokes)|avoids|stays off"
)
_RESUMES = re.compile(
    r"\b(?:started|starting|again|back (?:to|on)|went back|gone back|taken up|took up|begun|began|now|these days|"
    r"occasionally|once in a while|relapsed|fell off the wagon|caved)\b"
)


def _restores(new: Telling, old: Telling, claims: Iterable[Claim]) -> bool:
    """It is so after all, where it was not: also *bought a Fiat* after *has no car*."""
    if lacked := _LACKS.search(old.text):
        return _has_now(new, next(iter(plain_stems(_group(lacked))), ""))
    if new.negative and "not mind" not in new.text:
        return False
    if _ABSTAINS.search(old.text):
        kinds = (listed | {name} for name, listed in _CLASSES.items())
        return bool(_RESUMES.search(new.text)) and any(
            listed & new.words and listed & old.words for listed in kinds
        )
    objects = _objects(claims)
    loathed = _LOATHES.search(old.text) and _ENJOYS_NOW.search(new.text)
    extra = new.words - old.words - _STANCE
    return bool(loathed and objects and objects <= new.words and not extra)


def _group(found: re.Match[str]) -> str:
    return " ".join(part for part in found.groups() if part)


def _has_now(new: Telling, lacked: str) -> bool:
    found = _OBTAINS.search(new.text)
    if new.negative or found is None:
        return False
    got = set(plain_stems(_group(found)))
    return lacked in got or bool(_CLASSES.get(_class_of(lacked), frozenset()) & got)


def _class_of(word: str) -> str:
    return next((name for name in _CLASSES if stem(name) == word or name == word), "")


def _objects(claims: Iterable[Claim]) -> frozenset[str]:
    return aliased(word for claim in claims for word in claim.value)


def _sours(new: Telling, old: Telling, claims: Iterable[Claim]) -> bool:
    """A dislike of what was liked, and nothing of the class that was had."""
    if old.negative:
        return False
    lacked = _LACKS.search(new.text)
    if lacked and any(claim.relation in _KEEPING for claim in claims):
        name = _class_of(next(iter(plain_stems(_group(lacked))), ""))
        heads = {claim.head for claim in claims} | _objects(claims)
        return bool(_CLASSES.get(name, frozenset()) & heads)
    objects = _objects(claims)
    soured = _LOATHES.search(new.text) and _LIKES.search(old.text)
    extra = new.words - old.words - _STANCE or " new " in new.text
    return bool(soured and objects and objects <= new.words and not extra)


_STANCE = frozenset(
    plain_stems(
        """hate dislike detest stand bear like love enjoy take stomach care tired sick bored avoid find
        depressing boring awful terrible gross dull overrated annoying mind changed favorite prefer fan
        really think so too much off over cannot come came around round grow grown learn start
        warmed used appreciate acquire develop taste okay fine lov quite"""
    )
)
_KEEPING = frozenset(map(stem, ("have", "keep", "own", "drive", "use")))
_HABITS = frozenset(
    map(
        stem,
        [
            "use",
            "buy",
            "drink",
            "eat",
            "bank",
            "read",
            "shop",
            "fly",
            "wear",
            "drive",
            "take",
            "go",
            "play",
            "study",
            "report",
            "train",
            "work",
            "watch",
            "listen",
            "order",
            "stay",
            "sleep",
            "swim",
            "run",
            "exercise",
            "volunteer",
            "attend",
            "subscribe",
            "pay",
            "write",
            "cook",
            "do",
            "meet",
            "rent",
        ],
    )
)


def _takes_place(
    new: Telling, old: Telling, text: str, known: str, claims: Iterable[Claim]
) -> bool:
    """Another value in the same words: *shops at Aldi these days* after *shops at Tesco*."""
    if old.negative or (new.negative and "not mind" not in new.text):
        return False
    mine, theirs = new.words - old.words, old.words - new.words
    if MORE.search(new.text) or not mine or not theirs or len(old.words) > _SHORT:
        return False
    if any(mine & pair and theirs & pair for pair in _OPPOSITE) and _CHANGED.search(new.text):
        return nearness(text, known) > _ON_TOPIC
    if new.about and old.about and (new.about <= old.about or old.about <= new.about):
        one = bool(NOW.search(new.text)) or bool(new.about & old.about & _UNIQUE)
        return one and bool(_BEING.match(new.said)) and bool(_BEING.match(old.said))
    if not NOW.search(new.text) or len(new.words) > _SHORT or new.past:
        return False
    heard = {word for claim in claims_of(text) for word in (claim.relation,)}
    same = any(
        claim.relation in heard | new.words and claim.relation in _HABITS for claim in claims
    )
    return same and len(theirs) <= _FEW and len(mine) <= _FEW and nearness(text, known) > _NEAR


_SHORT, _FEW, _ON_TOPIC = 7, 3, 0.35
_UNIQUE = frozenset(map(stem, ("best", "favorite", "main", "current", "primary")))
_BEING = re.compile(r"(?:now |has )?(?:is|are|been|changed|switched|went) ")
_CHANGED = re.compile(rf"{NOW.pattern}|\b(?:cut|dyed|became|turned|went|made)\b")


_SWITCH = re.compile(
    r"\b(?:switched|migrated|converted|upgraded|changed|moved|defected|went|gone|swapped)\b.*\bto\b|"
    r"\b(?:now|these days|nowadays|instead|from now on|lately|no longer)\b"
)


def _other_kind(new: Telling, old: Telling) -> bool:
    """Another thing of the same kind, said to be instead: *Firefox is the browser now*."""
    if new.negative or old.negative or not _SWITCH.search(new.text):
        return False
    if MORE.search(new.text) or len(old.words) > _SHORT:
        return False
    return any(
        listed & new.words and listed & old.words and not listed & new.words & old.words
        for listed in _KINDS
    )


_KINDS = [LISTS[name] for name in ("phone", "system", "browser", "car")] + [
    frozenset(map(stem, listed)) for listed in read_lists("brands.txt").values()
]
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"], 2
    )
}
_SUPPLANTED = re.compile(r"\b(?:down to|up to|now|left|grown to|another|these days|only)\b")
_ONE_LESS = re.compile(r"\bone of the user's\b")


def _counts(new: Telling, old: Telling, heads: frozenset[str]) -> bool:
    """Another number of the same: *a third child* after *two children*."""
    before = {word for word in old.words if word.isdecimal()}
    if len(before) != 1 or old.negative:
        return False
    if _of_other_things(new, old):
        return False
    things = heads - before
    family = things & {"child"} and new.words & _CLASSES["child"]
    if not (things & new.words or family):
        return False
    number = int(next(iter(before)))
    if any(_ORDINALS.get(word) == number + 1 for word in new.text.split()) and "born" in new.text:
        return True
    if _ONE_LESS.search(new.text) and number < _MANY and endings_of(new):
        return True
    after = {word for word in new.words if word.isdecimal()}
    return bool(after and after != before and _SUPPLANTED.search(new.text))


_MANY = 20
_PREFERS = re.compile(r"prefers (?P<a>.+?) (?:to|over) (?P<b>.+)")


def _prefers_other(new: Telling, old: Telling) -> bool:
    """*Prefers coffee to tea* after *prefers tea to coffee*."""
    mine, theirs = _PREFERS.search(new.text), _PREFERS.search(old.text)
    if mine is None or theirs is None:
        return False
    chosen = set(plain_stems(mine["a"]))
    return bool(chosen) and chosen <= set(plain_stems(theirs["b"]))


def _moves(new: Telling, old: Telling, heads: frozenset[str]) -> bool:
    """Another time for what has one."""
    if not (_TIMED.search(old.text) and _TIMED.search(new.text)) or old.negative:
        return False
    if not _MOVED.search(new.text) or new.words <= old.words:
        return False
    return bool((new.words & heads) - _TIME_WORDS)


_TIME_WORDS = frozenset().union(
    *(LISTS[n] for n in ("weekday", "month", "season", "daypart", "number"))
)
