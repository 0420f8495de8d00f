"""What the speaker thinks of something: *it's hard to sleep here*, *opera is so moving*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, auxiliaries, own_subject
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
    humbling must-visit challenge blast blessing joy relief struggle success dream pleasure
    lifesaver treat honor honour privilege"""
)
_PERSONS = words("you your yours he she him her there")
_UNREAL = words("would 'd could might must")
_BLAND = words("great good nice cool lovely awesome amazing wonderful fantastic")
_EFFECTS = words(
    """make help bring build keep give teach show inspire motivate matter count pay create lead
    boost push mean deserve go change refresh calm connect strengthen heal encourage require spark
    unite allow force"""
)
_GENERAL = words("can will 'll")
_POWERS = words("effect impact way power difference meaning influence role value")
_DEFINITE = words("the this that these those my your his her its our their")
_BEFORE = words("aux neg advmod")
_OBJECTS = words("dobj ccomp xcomp prep oprd npadvmod")
_NOUNS = words("NN NNS NNP NNPS VBG")
_EMPTY_OF = words("xcomp ccomp advcl csubj")


def opinion(clause: Clause) -> str | None:
    """How a record introduces the clause: *The user finds*, None when it judges nothing.

    The clause names what it judges, and it speaks of nobody present.
    """
    head, subject = clause.head, clause.subject
    if subject is None or len(clause.words) < 4 or _is_personal(clause):
        return None
    if {helper.lower_ for helper in auxiliaries(head)} & _UNREAL:
        return None
    if head.lemma_ == "feel" and subject.lower_ == "it":
        return "finds it" if judges(head) and _names_it(head) else None
    if _is_taken_for_verb(head) and subject.lower_ == "it":
        return "finds it" if _names_it(head) else None
    if head.lemma_ != "be":
        return "thinks" if _is_belief(head, subject) else None
    if not judges(head):
        return None
    if subject.lower_ == "it":
        return "finds it" if _names_it(head) else None
    # *Winning is great* mostly is a compliment.
    doing = subject.tag_ == "VBG" and not (head.tag_ in ("VBZ", "VBP") and _is_bland(head))
    named = subject.tag_ in ("NN", "NNS", "NNP", "NNPS") and _is_timeless(head)
    return "thinks" if doing or named else None


def _is_taken_for_verb(head: Token) -> bool:
    """In *it's empowering to sing* the parser may take the adjective for a verb."""
    helped = any(helper.lemma_ == "be" for helper in auxiliaries(head))
    return helped and head.tag_ == "VBG" and head.lower_ in _JUDGING


def _is_personal(clause: Clause) -> bool:
    return any(word.lower_ in _PERSONS for word in clause.words)


def _is_timeless(head: Token) -> bool:
    helpers = {helper.lower_ for helper in auxiliaries(head)}
    return head.tag_ in ("VBZ", "VBP") or bool(helpers & _GENERAL)


def _is_belief(head: Token, subject: Token) -> bool:
    """*Kindness can change lives*: what things in general bring about."""
    general = subject.tag_ in ("NN", "NNS", "VBG") and not any(
        child.lower_ in _DEFINITE or child.tag_ in ("NNP", "POS") for child in subject.subtree
    )
    objects = {child.lemma_.lower() for child in head.children if child.dep_ in _OBJECTS}
    effect = head.lemma_.lower() in _EFFECTS or (head.lemma_ == "have" and bool(objects & _POWERS))
    return general and _is_timeless(head) and effect and bool(objects - {"lot", "off"})


def _is_bland(head: Token) -> bool:
    return any(c.lower_ in _BLAND for c in head.children if c.dep_ in ("acomp", "attr"))


def judges(head: Token) -> bool:
    """Whether the verb says how good or bad, easy or hard something is."""
    said = [child for child in head.children if child.dep_ in ("acomp", "attr")]
    states = [*said, *(c for word in said for c in word.children if c.dep_ in ("amod", "conj"))]
    return any(state.lower_ in _JUDGING for state in states)


def _names_it(head: Token) -> bool:
    """*It is hard to sleep*: what *it* is follows."""
    near = [head, *(c for c in head.children if c.dep_ in ("acomp", "attr"))]
    told = [c for word in near for c in word.children if c.dep_ in _EMPTY_OF and c.i > head.i]
    return any(_leads(c) for c in told)


def _leads(verb: Token) -> bool:
    """*to sleep*, *seeing them*, *how art heals*; not *when I win* or *that he came*."""
    before = [child for child in verb.children if child.i < verb.i]
    if verb.tag_ in ("VB", "VBG") and all(c.dep_ in _BEFORE for c in before):
        return True
    subject = own_subject(verb)
    named = subject is not None and subject.tag_ in _NOUNS
    return named and any(word.lower_ == "how" for child in before for word in child.subtree)
