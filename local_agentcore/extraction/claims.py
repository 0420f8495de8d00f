"""Reads the claims out of a record's text, by its words alone: thousands are compared at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from local_agentcore.extraction.consolidation import (
    first_sentence,
    statement_of,
    uncontracted,
)
from local_agentcore.extraction.slots import (
    AGE,
    GONE,
    LOST,
    MOVED,
    RENAMED,
    RESCHEDULED,
    SLOTS,
    TITLE,
    Claim,
    Slot,
    State,
    claim_of,
)
from local_agentcore.extraction.stems import LISTS, stem, stems

_ADVERBS = re.compile(
    r"\b(?:just|really|recently|actually|finally|also|completely|officially|currently|still|"
    r"unfortunately|eventually|absolutely|totally|always|usually|often|mostly|generally|already|"
    r"very|quite|definitely|gradually|slowly|simply|truly|suddenly|sadly|quietly|even)\b "
)
_CHANGES = re.compile(
    r",? ?\b(?:now|nowadays|these days|any ?more|any longer|from now on|instead(?! of)|again|"
    r"after all|at the moment|lately|for good|altogether)\b"
)
_WHEN = re.compile(
    r"(?: (?:yesterday|today|last \w+|this (?:week|month|year|morning)|soon|tomorrow|next (?:week|month|year|weekend)|(?:an? |\w+ )?\w+ ago|"
    r"because .+|since .+|after .+|in (?:19|20)\d\d))+$"
)
_GOT = re.compile(r"\bgots ")
_BEFORE = re.compile(r"\b(?:when \w+(?: \w+)? (?:was|were)|as a (?:child|kid|teenager|student))\b")
_COMPOUND = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
    r"(one|two|three|four|five|six|seven|eight|nine)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_JOINED = re.compile(
    r",? (?:and|but|so|and so|but then)(?: that)? (?=(?:now|then|no longer) )|,? but |"
    r",? and (?=(?:lives?|works?|is|has|moved|started|loves?|likes?|hates?)\b)"
)
_VERBS = (
    r"(?:is|was|are|were|has|have|had|lives?|works?|does|do|cannot|can|will|"
    r"no longer|never|used to|died|passed away|ran away|flew away|broke|quit|left|got|went|goes?|"
    r"loves?|likes?|hates?|"
    r"dislikes?|enjoys?|prefers?|starts?|begins?|ends?|leaves?|departs?|arrives?|opens?|plays?|"
    r"speaks?|eats?|drinks?|drives?|uses?|wants?|needs?|stud(?:y|ies)|smokes?|moves?|turns?|owns?|"
    r"became|sold|gave|lost|bought|began|hurts?|takes place|\w{3,}ed)\b"
)
_OF_THE_USER = re.compile(
    rf"(?:the user's|their|our) (?P<s>favou?rite .+?(?= (?:is|are|was) )|.+?) (?P<p>{_VERBS}.*)"
)
_OF_ANOTHER = re.compile(
    rf"(?:the |our )?(?P<s>[\w'-]+(?: [\w'-]+){{0,4}}?) (?P<p>{_VERBS}.*)", re.I
)
_BOTH = re.compile(
    r"(?:the user's [\w ]+|\w+) and the user |the user and (?:the user's )?[\w ]+? (?=got )"
)
_OURS = re.compile(
    r"(?P<v>.+?) (?:is|was)(?P<n> now)? (?P<s>the user's (?:favou?rite|preferred) .+)"
)
_WISHED = re.compile(r"(?P<n>does not want|wants) the assistant to (?P<p>.+)")
_TURNS = re.compile(
    r"(?:has |have )?(?:started to|starts to|began to|begun to|come to|came to|learned to|"
    r"learnt to|learned how to|got to|went back to|gone back to|started|began|took up|"
    r"taken up|resumed) "
    r"(?!(?:an? |the )?(?:new )?job\b|working (?:at|for|as)\b)"
)
_DOING = re.compile(r"(?:is|are|was|has been) (?=(?!(?:work|liv|spr|even|morn)ing\b)\w{2,}ing\b)")
_GOING = re.compile(r"(?:is|are) (?:going|about|planning) to (?!(?:the|an?|their)\b)(?P<v>\w+)")
_HELP = re.compile(r"(?:does|do|did|can|could|will|would|knows? how to) (?!not\b)")
_NOT = re.compile(
    r"(?:(?:does|do|did|can|could|will|would|has|is|was|are) not|cannot|never|no longer) "
)
_BE_NOT = re.compile(r"(is|was|are|has) (?:not|no longer) ")


@lru_cache(maxsize=16384)
def claims_of(text: str) -> tuple[Claim, ...]:
    """All that a record's text claims: a sentence or several, or the JSON of a preference."""
    found: list[Claim] = []
    for sentence in _SENTENCE.split(statement_of(text)):
        names = frozenset(stem(word.lower()) for word in re.findall(r"(?<!^)\b[A-Z]\w+", sentence))
        last: tuple[str, ...] = ()
        for part in _JOINED.split(sentence.rstrip(" .!")):
            claims = list(_claims(_with_subject(part, found), names))
            found.extend(_completed(claim, last) for claim in claims)
            last = claims[0].value if claims else last
    return tuple(found)


@lru_cache(maxsize=16384)
def first_claims_of(text: str) -> tuple[Claim, ...]:
    """What a record claims in its first sentence; what follows only says more of that."""
    return claims_of(first_sentence(text))


def _with_subject(part: str, found: list[Claim]) -> str:
    return part if not found or part.lower().startswith("the user") else f"The user {part}"


def _completed(claim: Claim, last: tuple[str, ...]) -> Claim:
    """*…, but now hates it*: the value of the clause before."""
    return claim if claim.value or not last else replace(claim, value=last, head=last[-1])


def _claims(sentence: str, names: frozenset[str]) -> Iterator[Claim]:
    said = _BOTH.sub("the user ", _in_digits(uncontracted(sentence.lower())))
    past = bool(_BEFORE.search(said))
    for claim in _of_subject(said, names):
        yield replace(claim, state=State.PAST) if past else claim


def _in_digits(said: str) -> str:
    """*Twenty-nine* as *29*."""
    return _COMPOUND.sub(lambda found: str(int(stem(found[1])) + int(stem(found[2]))), said)


def _of_subject(said: str, names: frozenset[str]) -> Iterator[Claim]:
    if found := _OURS.fullmatch(said):
        now = " now" if found["n"] or _CHANGES.search(found["s"]) else ""
        said = f"{_CHANGES.sub('', found['s'])} is {found['v']}{now}"
    if said.startswith("the user "):
        wished = _WISHED.fullmatch(said.removeprefix("the user "))
        if wished is None:
            yield from _of_predicate((), said.removeprefix("the user "), names)
            return
        for claim in _of_predicate(("assistant",), wished["p"], names):
            yield replace(claim, negative=claim.negative != wished["n"].startswith("does"))
        return
    if found := _OF_THE_USER.fullmatch(said) or _OF_ANOTHER.fullmatch(said):
        yield from _of_thing(found["s"], found["p"], names)


def _of_thing(subject: str, predicate: str, names: frozenset[str]) -> Iterator[Claim]:
    about = stems(subject.replace("'s", ""))
    said = _WHEN.sub("", _ADVERBS.sub("", predicate))
    if LOST.fullmatch(said):
        yield Claim((), GONE, about, state=State.ENDED, changed=True, names=names)
    elif found := RESCHEDULED.fullmatch(said):
        yield Claim(about, MOVED, stems(found["o"]), changed=True, names=names)
        yield from _of_predicate(about, predicate, names)
    elif subject in ("home", "house", "apartment", "flat", "place") and said.startswith("is in "):
        yield from _of_predicate((), f"lives {said.removeprefix('is ')}", names)
    else:
        yield from _of_predicate(about, predicate, names)


def _of_predicate(subject: tuple[str, ...], said: str, names: frozenset[str]) -> Iterator[Claim]:
    plain = _CHANGES.sub("", said).strip()
    changed = plain != said.strip()
    plain = (
        _ADVERBS.sub("", _WHEN.sub("", plain)).replace("gots ", "got ").replace("has got ", "has ")
    )
    if plain.startswith("used to "):
        for claim in _matched(subject, _third(plain.removeprefix("used to ")), names):
            yield replace(claim, state=State.PAST)
        return
    if found := RENAMED.fullmatch(plain):
        yield Claim((*stems(found["s"]), "name"), "be", stems(found["o"]), changed=True)
        return
    negative, no_longer, plain = _negation(plain)
    turned = _TURNS.sub("", plain, count=1)
    changed = changed or turned != plain or no_longer
    for claim in _matched(subject, _third(_intended(turned, names)), names):
        yield _flagged(claim, negative, changed)


def _intended(said: str, names: frozenset[str]) -> str:
    """*Is going to move to Rome* is to move, *is going to Rome* is to go."""
    going = _GOING.match(said)
    if going is not None and stem(going["v"]) not in names:
        return said[going.start("v") :]
    return _DOING.sub("", said, count=1)


def _negation(said: str) -> tuple[bool, bool, str]:
    """Whether it is denied, whether *no longer*, and the rest."""
    no_longer = "no longer " in said
    if found := _BE_NOT.match(said):
        return True, no_longer, f"{found[1]} {said[found.end() :]}"
    if found := _NOT.match(said):
        return True, no_longer, _HELP.sub("", said[found.end() :], count=1)
    return False, False, _HELP.sub("", said, count=1)


def _third(said: str) -> str:
    return "is " + said.removeprefix("be ") if said.startswith("be ") else said


def _flagged(claim: Claim, negative: bool, changed: bool) -> Claim:
    return replace(claim, negative=claim.negative != negative, changed=claim.changed or changed)


def _matched(subject: tuple[str, ...], said: str, names: frozenset[str]) -> Iterator[Claim]:
    found = False
    for slot in SLOTS:
        match = slot.pattern.fullmatch(said)
        if match is None:
            continue
        value = next((part for part in match.groups() if part), "")
        claim = claim_of(slot, subject, value, names)
        if slot.relation == AGE and not all(part.isdigit() for part in claim.value):
            continue
        found = True
        yield claim
    if not found:
        yield from _plain(subject, said, names)


def _plain(subject: tuple[str, ...], said: str, names: frozenset[str]) -> Iterator[Claim]:
    verb, _, rest = said.partition(" ")
    relation = stem(verb)
    claim = claim_of(Slot(re.compile(""), relation), subject, rest, names)
    yield claim
    became = relation in ("becam", "becom") and claim.head not in LISTS["no_job"]
    if became or (relation == "be" and claim.head in LISTS["occupation"]):
        yield replace(claim, relation=TITLE, changed=claim.changed or relation != "be")
