"""Whether two claims of one subject cannot both hold: slots with one value at a time."""

from collections.abc import Callable
from difflib import SequenceMatcher

from local_agentcore.extraction.slots import (
    AGE,
    EMPLOYER,
    LIVE,
    MARITAL,
    TITLE,
    Claim,
    State,
)
from local_agentcore.extraction.stems import EXCLUSIVE, LISTS, stem, stemmed

_MARRIED = stemmed("married husband wife spouse partner")
_ENGAGED = stemmed("engaged fiance fiancee girlfriend boyfriend partner")
_PEOPLE_AND_THINGS = stemmed(
    """wife husband partner girlfriend boyfriend fiance fiancee mother father boss manager phone car
    employer doctor dentist landlord"""
)
_RHYTHM = stemmed("prefer wakes get rises sleep be")
_WISHING = stemmed("prefer want like need choose pick book take request")
_ASIDE = stemmed("be have go get learn study") | {LIVE, EMPLOYER, TITLE, AGE, MARITAL}
"""What has a test of its own, or may be of any number of things."""
_HAVING = frozenset({"have", "use"})
_TIMES = frozenset({"weekday", "month", "season", "daypart"})
_OF_WISHES = ("formality", "style", "tongue", "unit", "temperature")
_GENERIC = stemmed("phone car browser laptop computer smartphone am pm")
_FOODS = {
    stem("vegan"): LISTS["meat"] | LISTS["fish"] | LISTS["dairy"],
    stem("vegetarian"): LISTS["meat"] | LISTS["fish"],
    stem("pescatarian"): LISTS["meat"],
    stem("pescetarian"): LISTS["meat"],
}
_SAME_NAME = 0.7
"""How much two names have in common when one corrects the other."""
_IN_A_CLASS = frozenset().union(*(LISTS[name] for name in EXCLUSIVE))


def in_other_manner(new: Claim, old: Claim) -> bool:
    """The same done in another way: *writes tests in Python now* after *writes tests in Java*.

    Of one subject, where the new claim was said of now.
    """
    if new.negative or old.negative or {new.state, old.state} != {State.HOLDS}:
        return False
    alike = new.relation == old.relation or {new.relation, old.relation} <= _WISHING
    both = set(new.value) & set(old.value) - LISTS["light"]
    of_one_thing = bool({new.head, old.head} & both) and new.relation not in _ASIDE
    return alike and of_one_thing and not _more_of_it(new, old) and not _may_be_others(new, old)


def excludes(new: Claim, old: Claim) -> bool:
    """Whether the old claim cannot be so any more when the new one is; of the same subject."""
    if new.state is not State.HOLDS or new.negative or old.negative:
        return False
    if _of_diet(new, old) or _of_work(new, old):
        return True
    if "assistant" in new.subject and _other_wish(new, old):
        return True
    if new.relation != old.relation:
        return {new.relation, old.relation} == _HAVING and new.changed and _contrast(new, old)
    if _may_be_others(new, old):
        return _successor(new, old)
    test = _TESTS.get(new.relation, _attribute)
    return test(new, old) or _contrast(new, old)


def _may_be_others(new: Claim, old: Claim) -> bool:
    """Whether the two may be of two sisters, friends or dogs: neither named nor said to change."""
    shared = set(new.subject) & set(old.subject)
    return bool(shared & LISTS["several"]) and not new.changed and not shared & new.names


def _successor(new: Claim, old: Claim) -> bool:
    """A year older, or a name spelt right: still the same one."""
    if new.relation == AGE:
        return new.value != old.value and int(new.value[0]) == int(old.value[0]) + 1
    named = new.relation == "be" and new.subject[-1] == "name" and bool(new.value)
    return named and not _more_of_it(new, old) and _alike(new, old)


def _more_of_it(new: Claim, old: Claim) -> bool:
    """One only says more exactly what the other says."""
    mine, theirs = set(new.value), set(old.value)
    return mine <= theirs or theirs <= mine


def _place(new: Claim, old: Claim) -> bool:
    if _more_of_it(new, old) or not (new.value and old.value):
        return False
    if new.head == old.head and new.head in new.names:
        return False
    within = bool(set(new.value) & LISTS["region"]) != bool(set(old.value) & LISTS["region"])
    return new.changed or (not within and _both_named(new, old))


def _both_named(new: Claim, old: Claim) -> bool:
    return bool(new.names & set(new.value)) and bool(old.names & set(old.value))


def _employer(new: Claim, old: Claim) -> bool:
    if _more_of_it(new, old):
        return False
    return new.changed or _both_named(new, old)


def _title(new: Claim, old: Claim) -> bool:
    return not _more_of_it(new, old)


def _age(new: Claim, old: Claim) -> bool:
    return new.value != old.value


def _marital(new: Claim, old: Claim) -> bool:
    mine, theirs = set(new.value or ("partner",)), set(old.value or ("partner",))
    if mine == theirs or any(mine | theirs <= couple for couple in (_MARRIED, _ENGAGED)):
        return False
    both_partners = (mine | theirs) <= LISTS["partner"]
    return not both_partners or new.changed


def _attribute(new: Claim, old: Claim) -> bool:
    """*The user's favourite colour is …*, *the user's name is …*."""
    subject = new.subject
    if new.relation != "be" or not subject or not new.value or _more_of_it(new, old):
        return False
    if "favorite" in subject or subject[-1] == "nickname":
        return True
    if new.changed and _both_named(new, old):
        return True
    if subject[-1] not in LISTS["unique"]:
        return False
    return subject[-1] not in _PEOPLE_AND_THINGS or _both_named(new, old)


def _alike(new: Claim, old: Claim) -> bool:
    """Whether one name may be the other, spelt right."""
    ratio = SequenceMatcher(None, " ".join(new.value), " ".join(old.value)).ratio()
    return ratio >= _SAME_NAME


def _of_diet(new: Claim, old: Claim) -> bool:
    mine, theirs = set(new.value), set(old.value)
    diets, before = mine & LISTS["diet"], theirs & LISTS["diet"]
    if new.relation == "be" and old.relation == "be":
        return bool(diets and before) and diets != before
    if new.relation == "be" and old.relation == "eat":
        return any(theirs & _FOODS.get(diet, frozenset()) for diet in diets)
    if new.relation == "eat" and old.relation == "be":
        return any(mine & _FOODS.get(diet, frozenset()) for diet in before)
    return False


def _of_work(new: Claim, old: Claim) -> bool:
    """Who works is not retired any more, and the other way round."""
    idle, was_idle = (
        claim.relation == "be" and set(claim.value) & LISTS["idle_status"] for claim in (new, old)
    )
    works = new.relation in (EMPLOYER, TITLE)
    worked = old.relation in (EMPLOYER, TITLE)
    return bool((works and was_idle) or (idle and worked))


def _contrast(new: Claim, old: Claim) -> bool:
    """The same with another day, number or kind: *prefers the aisle* after *prefers the window*."""
    rest = [set(claim.value) - _IN_A_CLASS - _GENERIC - _digits(claim) for claim in (new, old)]
    if rest[0] != rest[1]:
        return False
    return any(_differs(name, new, old, bool(rest[0])) for name in EXCLUSIVE)


def _digits(claim: Claim) -> set[str]:
    return {word for word in claim.value if word[0].isdigit()}


def _of_list(name: str, claim: Claim) -> set[str]:
    if name != "number":
        return set(claim.value) & LISTS[name]
    # Of two meetings on two days each may take place: their dates are no two numbers of one thing.
    dated = not claim.subject and set(claim.value) & LISTS["month"]
    return set() if dated else _digits(claim)


def _differs(name: str, new: Claim, old: Claim, same_rest: bool) -> bool:
    mine, theirs = _of_list(name, new), _of_list(name, old)
    if not mine or not theirs or mine == theirs:
        return False
    if new.changed or new.subject:
        return True
    if name in _TIMES:
        return new.relation in _RHYTHM
    if name in ("phone", "system", "browser", "tongue"):
        return False
    return name != "car" or new.relation == stem("drives") or same_rest


def _other_wish(new: Claim, old: Claim) -> bool:
    """Wishes to the assistant: brief or in detail, in which language, how formal."""
    mine, theirs = set(new.value), set(old.value)
    if mine & LISTS["length"] and theirs & LISTS["length"]:
        return bool(mine & LISTS["brief"]) != bool(theirs & LISTS["brief"])
    return any(
        mine & LISTS[name] and theirs & LISTS[name] and mine & LISTS[name] != theirs & LISTS[name]
        for name in _OF_WISHES
    )


_TESTS: dict[str, Callable[[Claim, Claim], bool]] = {
    LIVE: _place,
    EMPLOYER: _employer,
    TITLE: _title,
    AGE: _age,
    MARITAL: _marital,
}
