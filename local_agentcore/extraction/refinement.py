"""Whether a statement only says more exactly what a record says: then it takes its place."""

from collections.abc import Sequence

from local_agentcore.extraction.claims import claims_of, first_claims_of
from local_agentcore.extraction.consolidation import find_same, first_sentence
from local_agentcore.extraction.slots import LIKE, Claim, State

_NARROWED = frozenset({LIKE, "prefer", "eat", "drink", "want"})
"""Who likes coffee need not like iced coffee only: more words there say less, not more."""


def find_less(text: str, existing: Sequence[str]) -> int | None:
    """The index of the record that `text` says all of, and more; None when there is none."""
    claims = claims_of(text)
    if not claims:
        return None
    return next((i for i, other in enumerate(existing) if _is_more(text, claims, other)), None)


def _is_more(text: str, claims: Sequence[Claim], other: str) -> bool:
    before = first_claims_of(other)
    same = bool(before) and before[0].relation == claims[0].relation
    if not same or before[0].head != claims[0].head or before != claims_of(other):
        return False
    if claims == before:
        return find_same(first_sentence(text), [other]) == 0 and len(text) > len(other)
    return len(claims) >= len(before) and all(map(_refines, claims, before))


def _refines(new: Claim, old: Claim) -> bool:
    plain = State.HOLDS
    same = (new.subject, new.relation, new.head) == (old.subject, old.relation, old.head)
    asserted = not (new.negative or old.negative or new.changed) and new.state == old.state == plain
    if not same or not asserted or new.relation in _NARROWED:
        return False
    return (
        bool(old.value)
        and new.value[: len(old.value)] == old.value
        or set(old.value) < set(new.value)
    )
