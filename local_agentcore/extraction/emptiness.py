"""What is of no use once the moment is over: *I'm fine*, *I won*, *long time no see*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import SUBJECTS, Clause
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.reference import NOUNS
from local_agentcore.extraction.third_person import is_speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEEDS_MORE = words("""be do have get make go feel try want need use take seem become can will""")
_PASSING = words(
    """sorry glad fine good okay ok great well sure ready back here done happy excited curious
    tired hungry thirsty bored sleepy late busy right wrong kidding proud grateful thankful hopeful
    confident optimistic nervous thrilled stoked pumped relieved inspired motivated exhausted amazed
    impressed touched blessed lucky interested positive strong calm okay scared shocked surprised
    overwhelmed upset stressed determined"""
)
_ENDED = words("graduate retire marry divorce move quit relocate elope")
_ADVERBIAL = words(
    "around before after since out in on up off over down about through along inside"
)
_BARE = frozenset({*SUBJECTS, "punct", "aux", "advmod", "neg", "intj", "cc", "conj", "mark"})
_JOINING = words("though although because since cause whatever whenever")
_TALKING = words("talk chat speak")
_SINCE = words("last since again")
_LONG = words("bit while ages")
_VAGUE = words(
    """time times lot lots thing things stuff something anything everything nothing few plan plans
    offer offers detail details best one ones bit chat talk word words win fun kind moment ride
    news update share while age ages adventure chapter couple few day week way try shot everyone
    effort front year month change changes"""
)
_GUESSING = words("bet guess assume suppose")
_LIGHT = words("be have do get make go feel try take see happen start give appreciate keep need")
_BLAND = words(
    """great good nice new cool wild amazing awesome crazy busy fun wonderful few kind own same big
    much more last first next few long hard exciting fresh whole"""
)


def is_passing(clause: Clause) -> bool:
    """*I'm fine*, *I'm back*: true now, of no use tomorrow; and verbs that say nothing alone."""
    head = clause.head
    rest = [
        c
        for c in head.children
        if c in clause.words and c.dep_ not in {*SUBJECTS, "punct", "aux", "advmod", "neg", "intj"}
    ]
    if head.lemma_ == "be" and is_speaker(clause.subject):
        said = [c for c in rest if c.dep_ in ("acomp", "attr")]
        later = [c for c in head.children if c.dep_ == "advmod" and not c.lower_.endswith("ly")]
        later = [] if rest else later
        states = [*said, *later]
        bare = all(s.lower_ in _PASSING and not list(_complements(s)) for s in states)
        return bare and len(rest) == len(said)
    placed = any(_complements(c) for c in head.children if c.dep_ == "advmod")
    return not rest and not placed and head.lemma_.lower() in _NEEDS_MORE


def _complements(state: Token) -> list[Token]:
    return [c for c in state.children if c.dep_ in ("prep", "xcomp", "ccomp")]


def says_little(clause: Clause) -> bool:
    """*I won*, *I go to often*: nothing is left when the moment is over."""
    last = clause.words[-1]
    if last.dep_ == "prep" and last.tag_ == "IN" and not any(True for _ in last.children):
        return last.lower_ not in _ADVERBIAL
    verbs = [clause.head, *(c for c in clause.head.children if c.dep_ == "conj")]
    near = [c for verb in verbs for c in verb.children if c.dep_ not in _BARE]
    rest = [c for c in near if c in clause.words]
    past = clause.head.tag_ == "VBD" and clause.head.lemma_.lower() not in _ENDED
    return past and not rest and is_speaker(clause.subject)


def is_unfinished(clause: Clause) -> bool:
    """*I'd love to*: what, the clause does not say."""
    return clause.words[-1].tag_ == "TO"


def is_fragment(clause: Clause) -> bool:
    """*Even though I fell*: what only goes on with what somebody else, or an order, said."""
    joints = [c for c in clause.head.children if c.dep_ in ("mark", "advmod") and c in clause.words]
    opening = [c for c in joints if c.lower_ in _JOINING and c.i < clause.head.i]
    whole = clause.head == clause.sentence.root
    return whole and any(all(w.i >= c.i - 1 for w in clause.words) for c in opening)


def is_guess(clause: Clause) -> bool:
    """*I bet it rains*, *I'm sure it will be fine*."""
    head = clause.head
    sure = head.lemma_ == "be" and any(
        c.lower_ == "sure" and _complements(c) for c in head.children
    )
    guessed = head.lemma_.lower() in _GUESSING and any(c.dep_ == "ccomp" for c in head.children)
    negated = any(c.dep_ == "neg" for c in head.children)
    return is_speaker(clause.subject) and (sure or guessed) and not negated


def is_of_talk(clause: Clause) -> bool:
    """*A lot happened since we last spoke*, *it was good catching up*."""
    said = {word.lower_ for word in clause.words}
    verbs = {word.lemma_.lower() for word in clause.words}
    subject = clause.subject
    if subject is not None and subject.lower_ == "it" and {"catching", "up"} <= said:
        return True
    if not verbs & _TALKING:
        return False
    if said & _LONG and clause.head.tag_ == "VBN":
        return True
    return bool(said & _SINCE and said & {"we", "our", "again"})


def is_vague(clause: Clause) -> bool:
    """*I have some plans*, *something new happened*: every noun in it could be anything."""
    named = [w for w in clause.words if w.tag_ in NOUNS or w.tag_ == "CD"]
    nouns = [w for w in named if w.dep_ != "npadvmod"]
    light = clause.head.lemma_.lower() in _LIGHT
    if not light or not nouns or any(w.lower_ not in _VAGUE for w in nouns):
        return False
    telling = ("VERB", "ADJ", "PROPN")
    others = [w for w in clause.words if w.pos_ in telling and w != clause.head]
    return all(w.lower_ in _BLAND or w.lemma_.lower() in _NEEDS_MORE for w in others)
