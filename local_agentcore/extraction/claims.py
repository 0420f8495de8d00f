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
from local_agentcore.extraction.wording import (
    in_digits,
    intended,
    negation,
    plainly,
    turned,
)

_BEFORE = re.compile(r"\b(?:when \w+(?: \w+)? (?:was|were)|as a (?:child|kid|teenager|student))\b")
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
    said = _BOTH.sub("the user ", in_digits(uncontracted(sentence.lower())))
    past = bool(_BEFORE.search(said))
    for claim in _of_subject(said, names):
        yield replace(claim, state=State.PAST) if past else claim


def _of_subject(said: str, names: frozenset[str]) -> Iterator[Claim]:
    if found := _OURS.fullmatch(said):
        subject, changed = plainly(found["s"])
        now = " now" if found["n"] or changed else ""
        said = f"{subject} is {found['v']}{now}"
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
    if subject.startswith("new "):
        subject, predicate = subject.removeprefix("new "), f"{predicate} now"
    about = stems(subject.replace("'s", ""))
    said, _ = plainly(predicate)
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
    plain, changed = plainly(said)
    if plain.startswith("used to "):
        for claim in _matched(subject, _third(plain.removeprefix("used to ")), names):
            yield replace(claim, state=State.PAST)
        return
    if found := RENAMED.fullmatch(plain):
        yield Claim((*stems(found["s"]), "name"), "be", stems(found["o"]), changed=True)
        return
    if plain.startswith("did not ") and not changed:
        return
    negative, no_longer, plain = negation(plain)
    now = turned(plain)
    changed = changed or now != plain or no_longer
    for claim in _matched(subject, _third(intended(now, names)), names):
        yield _flagged(_as_of_now(claim, plain), negative, changed)


def _third(said: str) -> str:
    return "is " + said.removeprefix("be ") if said.startswith("be ") else said


def _flagged(claim: Claim, negative: bool, changed: bool) -> Claim:
    return replace(claim, negative=claim.negative != negative, changed=claim.changed or changed)


def _as_of_now(claim: Claim, said: str) -> Claim:
    """*Was a waiter* is over; *was promoted* and *was born* still hold."""
    over = said.startswith(("was ", "were ")) and not said.startswith("was born")
    kept = claim.changed or claim.state is not State.HOLDS
    return replace(claim, state=State.PAST) if over and not kept else claim


def _matched(subject: tuple[str, ...], said: str, names: frozenset[str]) -> Iterator[Claim]:
    found = False
    for slot in SLOTS:
        match = slot.pattern.fullmatch(said)
        if match is None:
            continue
        value = next((part for part in match.groups() if part), "")
        claim = claim_of(slot, subject, value, names)
        if slot.relation == AGE and not "".join(claim.value).isdigit():
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
