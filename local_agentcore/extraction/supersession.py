"""Which known records are no longer true once something new is said.

By constructions, not by a model: a slot that holds one value at a time has another one, something
is denied that was claimed, or what was claimed has come to an end. Only ever of the same subject.
"""

import re
from collections.abc import Callable, Sequence

from local_agentcore.extraction.attributes import told_in, turned_in
from local_agentcore.extraction.claims import claims_of, first_claims_of
from local_agentcore.extraction.consolidation import find_same, first_sentence, statement_of
from local_agentcore.extraction.endings import endings_in, is_over
from local_agentcore.extraction.exclusion import excludes, in_other_manner
from local_agentcore.extraction.fulfilment import deed_in, is_fulfilled
from local_agentcore.extraction.shifts import is_shifted, shifted_in
from local_agentcore.extraction.slots import (
    ANYTHING,
    EMPLOYER,
    GONE,
    LIKE,
    MARITAL,
    MOVED,
    TITLE,
    Claim,
    State,
)
from local_agentcore.extraction.stems import LISTS, PEOPLE, stemmed
from local_agentcore.searchable import undated

_OWNED = stemmed("have be drive ride use plan go fly take book visit wear keep") | {LIKE}
_TRIPS = stemmed("trip travel journey vacation holiday flight visit")
_TRAVELLING = stemmed("go fly visit")
_CONSUMING = stemmed("drink eat use play watch wear do go smoke read listen")
_ALONE = stemmed("single divorced widowed")
_OPEN = frozenset({EMPLOYER, TITLE, MARITAL})
_CARRIERS = stemmed("subscription subscribed membership account member fan")
"""What may stand with or without the word that counts: *Netflix*, *the Netflix subscription*."""
_NOW = re.compile(r"\b(?:now|nowadays|these days|instead|from now on)\b")
_PREPOSITION = re.compile(r"\b(?:in|on|at|with|for|from|by|near|to)\b")
_TIMES = ("weekday", "month", "season", "daypart", "number")


def superseded_by(new: str, known: Sequence[str]) -> list[int]:
    """The indices of the known records that `new` puts an end to, in their order.

    Takes the texts of records: sentences about the user, or the JSON of preferences.
    """
    # The date of a change is no part of what has changed: *turned 35 on 3 March 2025*.
    claims = [*claims_of(new), *claims_of(undated(statement_of(new)))]
    tests = _tests(new, claims)
    return [
        index
        for index, text in enumerate(known)
        if any(test(text) for test in tests) and find_same(new, [text]) is None
    ]


def _tests(new: str, claims: Sequence[Claim]) -> list[Callable[[str], bool]]:
    """What of a known text tells that `new` ends it; nothing to ask where `new` changes nothing."""
    turned = turned_in(new)
    tests: list[tuple[object, Callable[[str], bool]]] = [
        (claims, lambda text: _is_ended(text, claims)),
        (turned, lambda text: bool(turned & told_in(text))),
        (claims and _NOW.search(new), lambda text: _is_otherwise(new, text, claims)),
        (endings_in(new), lambda text: is_over(new, text)),
        (shifted_in(new), lambda text: is_shifted(new, text)),
        (deed_in(new), lambda text: is_fulfilled(new, text)),
    ]
    return [test for applies, test in tests if applies]


def is_kindred(new: str, old: str) -> bool:
    """Whether two statements are of the same subject and say the same sort of thing of it."""
    return any(
        _same_subject(one, other) and _same_kind(one, other)
        for one in claims_of(new)
        for other in first_claims_of(old)
    )


def _is_otherwise(new_text: str, text: str, claims: Sequence[Claim]) -> bool:
    # *Plays tennis on Mondays now* is beside *plays tennis with Ann*.
    of_one_sort = _prepositions(new_text) <= _prepositions(first_sentence(text))
    return of_one_sort and any(
        _same_subject(new, old) and in_other_manner(new, old)
        for old in first_claims_of(text)
        for new in claims
    )


def _prepositions(text: str) -> set[str]:
    return set(_PREPOSITION.findall(_NOW.sub("", undated(statement_of(text)))))


def _is_ended(text: str, claims: Sequence[Claim]) -> bool:
    return any(ends(new, old) for old in first_claims_of(text) for new in claims)


def ends(new: Claim, old: Claim) -> bool:
    """Whether the new claim makes the old one untrue."""
    if old.state is not State.HOLDS:
        return False
    if new.relation in (ANYTHING, GONE):
        return _ends_thing(new, old)
    moved = (new.relation == MOVED and _names_time(new)) or (
        new.changed and new.relation == "be" and _is_timed(new)
    )
    if moved and new.subject and _is_moved(new, old):
        return True
    if not _same_subject(new, old):
        return False
    if new.state is State.PAST:
        return _same_kind(new, old) and new.negative == old.negative and covers(new.value, old)
    return _denies(new, old) or _ends_state(new, old) or _restores(new, old) or excludes(new, old)


def covers(value: Sequence[str], old: Claim) -> bool:
    """Whether what is said of `value` is said of all that the old claim is about.

    *Coffee* covers *iced coffee*, and neither *coffee shops* nor the other way round.
    """
    words = set(value)
    if not words:
        return not old.head
    if not words <= {*old.value, old.relation}:
        return False
    return old.head in words | _CARRIERS or words <= old.aliases or not old.head


def _same_subject(new: Claim, old: Claim) -> bool:
    """*The user's sister* may be *the user's sister Anna*, whom nobody takes for Emma."""
    mine, theirs = set(new.subject), set(old.subject)
    named = new.relation == old.relation == "be" and bool(new.names & set(new.value))
    if new.changed and named and "name" not in mine:
        # *The user's manager is Omar now* is of the manager's name.
        theirs -= {"name"}
    # *Tariq moved to Toronto* is of the user's friend Tariq.
    return (
        mine == theirs
        or (mine < theirs and mine and mine <= old.names)
        or (
            bool(mine & theirs)
            and (mine < theirs or theirs < mine)
            and mine ^ theirs <= new.names | old.names
        )
    )


def _same_kind(new: Claim, old: Claim) -> bool:
    return new.relation == old.relation


def _denies(new: Claim, old: Claim) -> bool:
    """*…, not Ann*."""
    return bool(new.denied) and _same_kind(new, old) and new.denied <= set(old.value)


def _ends_state(new: Claim, old: Claim) -> bool:
    if old.negative or not (new.negative or new.state is State.ENDED):
        return False
    if _same_kind(new, old):
        if new.relation == MARITAL and new.state is State.ENDED:
            return _is_over(new, old)
        return covers(new.value, old) or (not new.value and new.relation in _OPEN)
    taste = old.relation == LIKE and new.relation in _CONSUMING
    return taste and new.changed and covers(new.value, old)


def _is_over(new: Claim, old: Claim) -> bool:
    """A couple has parted, which ends nothing that is said of someone else."""
    alone = set(old.value) & _ALONE
    others = bool(new.names and old.names) and not new.names & old.names
    return not alone and not others


def _restores(new: Claim, old: Claim) -> bool:
    """It is so after all, where it was not: *likes olives* after *hates olives*."""
    if not old.negative or new.negative or new.state is not State.HOLDS:
        return False
    same = set(new.value) == set(old.value)
    return _same_kind(new, old) and (same or (new.changed and covers(new.value, old)))


def _ends_thing(new: Claim, old: Claim) -> bool:
    """Something is given up, sold, lost, cancelled or dead."""
    if old.negative or (old.subject and new.relation == ANYTHING):
        return False
    if new.subject and new.subject != old.subject:
        return False
    if new.relation == GONE:
        return _is_gone(new, old)
    given_up = set(new.value) - LISTS["light"] - _CARRIERS
    if not given_up:
        return not old.head and covers(new.value, old)
    return covers(tuple(given_up), old)


def _is_gone(new: Claim, old: Claim) -> bool:
    thing = set(new.value)
    if old.subject:
        named = old.subject[-1] == "name" and thing <= set(old.value)
        named = named or (old.relation == "be" and thing <= old.names & set(old.value))
        named = named or (thing <= old.names and thing <= set(old.subject))
        return bool(thing) and (named or thing == set(old.subject) - {"name"})
    if old.relation not in _OWNED:
        return False
    travels = old.relation in _TRAVELLING
    return covers(tuple(thing - _TRIPS if travels and thing - _TRIPS else thing), old)


def _is_moved(new: Claim, old: Claim) -> bool:
    """Another time for an appointment or a trip whose old time is known."""
    about = {*old.subject, *old.value}
    return _is_timed(old) and set(new.subject) <= about and not old.negative


def _names_time(new: Claim) -> bool:
    """*To May*, *to 10*; not *to Bergen in May*, and people only move to other places."""
    first = "".join(new.value[:1])
    timed = first[:1].isdigit() or any(first in LISTS[name] for name in _TIMES)
    return timed and not set(new.subject) & PEOPLE


def _is_timed(claim: Claim) -> bool:
    listed = any(set(claim.value) & LISTS[name] for name in _TIMES)
    return listed or any(map(str.isdigit, claim.value))
