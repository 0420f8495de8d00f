"""What the speaker thinks of something: *it's hard to sleep here*, *opera is so moving*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, auxiliaries
from local_agentcore.extraction.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_JUDGING = words(
    """amazing awesome great wonderful fantastic incredible beautiful lovely gorgeous cute adorable
    fun funny cool exciting thrilling relaxing calming peaceful soothing therapeutic refreshing
    inspiring motivating rewarding fulfilling satisfying encouraging empowering uplifting powerful
    moving touching heartwarming meaningful special important essential crucial vital necessary
    key helpful useful valuable precious priceless interesting fascinating challenging hard tough
    difficult easy tricky exhausting tiring stressful scary frustrating annoying boring awful
    terrible horrible sad painful overwhelming nice good bad better best worst delicious tasty
    yummy expressive graceful freeing nostalgic comforting unforgettable intense magical surreal
    humbling"""
)
_PERSONS = words("you your yours he she him her they them this that these those there")
_EMPTY_OF = words("xcomp ccomp advcl csubj")


def opinion(clause: Clause) -> str | None:
    """How a record introduces the clause: *The user finds*, None when it judges nothing.

    The clause names what it judges, and it speaks of nobody present.
    """
    head = clause.head
    if head.lemma_ != "be" or clause.subject is None or len(clause.words) < 4:
        return None
    if any(word.lower_ in _PERSONS for word in clause.words) or not _judges(head):
        return None
    if {helper.lower_ for helper in auxiliaries(head)} & {"would", "'d", "could", "might", "must"}:
        return None
    if clause.subject.lower_ == "it":
        return "finds it" if _names_it(head) else None
    named = clause.subject.tag_ in ("NN", "NNS", "NNP", "NNPS", "VBG")
    return "thinks" if named and head.tag_ in ("VBZ", "VBP") else None


def _judges(head: Token) -> bool:
    said = [child for child in head.children if child.dep_ in ("acomp", "attr")]
    states = [*said, *(c for word in said for c in word.children if c.dep_ in ("amod", "conj"))]
    return any(state.lower_ in _JUDGING for state in states)


def _names_it(head: Token) -> bool:
    """*It is hard to sleep*: what *it* is follows."""
    near = [head, *(c for c in head.children if c.dep_ in ("acomp", "attr"))]
    told = [c for word in near for c in word.children if c.dep_ in _EMPTY_OF and c.i > head.i]
    return any(c.tag_ in ("VB", "VBG") and _leads(c) for c in told)


def _leads(verb: Token) -> bool:
    """*to sleep*, *seeing them*; not *when I win* or *that he came*."""
    before = [child for child in verb.children if child.i < verb.i]
    return all(child.dep_ in ("aux", "neg", "advmod") for child in before)
