"""What a statement is: a fact about somebody's life, a preference, or both."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import SUBJECTS, Clause, auxiliaries
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.third_person import is_speaker

if TYPE_CHECKING:
    from spacy.tokens import Token


class Kind(Enum):
    """The strategy that keeps a statement."""

    FACT = "fact"
    PREFERENCE = "preference"


_LIKING = words(
    """like love enjoy prefer hate dislike adore detest despise loathe favor favour fancy dread
    crave relish savor resent abhor appreciate mind cherish admire"""
)
_UNBEARABLE = words("deal cope stand bear handle tolerate stomach abide")
_AVOIDING = words(
    "avoid refuse shun eschew boycott steer gravitate lean opt choose stick tend favor"
)
_USING = words(
    """dine consider want use wear eat drink buy consume watch drive purchase shop feed read
    play fly travel stay listen cook order visit ride touch go support adopt book smoke"""
)
_CONSUMING = words("eat drink consume smoke use wear buy watch purchase order")
_AFFECTING = words(
    """interest bore annoy bother scare fascinate disgust stress relax excite irritate appeal
    overwhelm frustrate calm motivate inspire intrigue terrify frighten tempt please
    gross"""
)
_FEELING = words(
    """fond keen averse interested passionate crazy obsessed picky partial afraid scared
    terrified uncomfortable fascinated addicted enthusiastic sensitive intolerant
    uninterested into opposed particular comfortable drawn tired sick allergic wary
    nervous hesitant selective disinterested fascinated bored frightened skeptical loyal
    reluctant"""
)
_CARING = words(
    "fan lover enthusiast buff fanatic addict aficionado person believer advocate hater geek nerd"
)
_HAVING = words(
    """preference aversion dislike love passion weakness fondness phobia fear interest spot
    tooth taste obsession objection bias distaste hatred disdain affinity intolerance
    sensitivity allergy trouble difficulty inclination soft loathing hate penchant
    reservation desire"""
)
_BODILY = words(
    """vegan vegetarian diet pescatarian pescetarian allergic allergy celiac coeliac diabetic
    intolerant intolerance lactose kosher halal gluten phobia keto flexitarian"""
)
_FAVOURITE = words("favorite favourite favorites favourites cup")
_ONLY = words("""only exclusively never rather strictly always""")
_BEING = words("be feel become get remain")


def kinds(clause: Clause) -> frozenset[Kind]:
    """Which strategies keep what the clause says: at least one."""
    speakers = is_speaker(clause.subject)
    tests = _OF_THE_SPEAKER if speakers else _OF_OTHERS
    prefers = not _is_past(clause.head) and any(test(clause) for test in tests)
    if speakers and (_is_bodily(clause, prefers) or _is_abstaining(clause.head)):
        return frozenset(Kind)
    return frozenset({Kind.PREFERENCE if prefers else Kind.FACT})


def _is_past(head: Token) -> bool:
    """*I loved the concert* is what happened; *I've always loved jazz* still holds."""
    return head.tag_ == "VBD" and not auxiliaries(head)


def _negated(head: Token) -> bool:
    return any(child.dep_ == "neg" for child in head.children)


def _helpers(head: Token) -> set[str]:
    return {helper.lower_ for helper in auxiliaries(head)}


def _parts(head: Token, *roles: str) -> list[Token]:
    """What depends on the verb in these roles, with what is coordinated to it."""
    near = [child for child in head.children if child.dep_ in roles]
    return [*near, *(c for part in near for c in part.children if c.dep_ == "conj")]


def _is_bodily(clause: Clause, prefers: bool) -> bool:
    """Diets and allergies are true of somebody and decide what they want."""
    named = any(word.lemma_.lower() in _BODILY for word in clause.words)
    return named and (not prefers or clause.head.lemma_ in _BEING | {"have"})


def _is_abstaining(head: Token) -> bool:
    """*I don't eat meat*: a fact that decides what they want."""
    habitual = not _helpers(head) - {"do", "ca", "can", "wo", "will"} and head.tag_ in ("VB", "VBP")
    return _negated(head) and habitual and head.lemma_.lower() in _CONSUMING


def _is_liking(clause: Clause) -> bool:
    later = (c for c in clause.head.children if c.dep_ == "conj" and c in clause.words)
    return any(_likes(verb) for verb in (clause.head, *later))


def _likes(verb: Token) -> bool:
    if verb.lemma_.lower() in _UNBEARABLE:
        return any(helper.tag_ == "MD" for helper in auxiliaries(verb))
    # "I'd like to visit Japan" is a plan; "I'd prefer the aisle" is how they want things.
    plan = (
        _helpers(verb) & {"would", "'d"} and verb.lemma_ in ("like", "love") and not _negated(verb)
    )
    return verb.lemma_.lower() in _LIKING and not plan


def _is_habit(clause: Clause) -> bool:
    """*I avoid …*, *I only wear …*, *I would never use …*, *I learn best …*."""
    head, lemma = clause.head, clause.head.lemma_.lower()
    verbs = {lemma, *(c.lemma_.lower() for c in head.children if c.dep_ in ("xcomp", "conj"))}
    manner = {word.lower_ for word in clause.words if word.dep_ in ("advmod", "neg")}
    if verbs & _AVOIDING or (lemma in ("stay", "keep") and "away" in manner):
        return True
    if "best" in manner and lemma in ("learn", "work", "do", "study", "function"):
        return True
    restricted = manner & _ONLY or (lemma in ("consider", "want") and _negated(head))
    return bool(restricted and verbs & _USING and head.tag_ in ("VB", "VBP"))


def _is_rather(clause: Clause) -> bool:
    return "rather" in {child.lower_ for child in clause.head.children if child.dep_ == "advmod"}


def _is_feeling(clause: Clause) -> bool:
    """*I'm fond of …*, *I'm a fan of …*, *I'm into …*, *I feel uncomfortable …*."""
    head = clause.head
    if head.lemma_ not in _BEING:
        return head.lemma_.lower() in _FEELING
    said = _parts(head, "acomp", "attr", "prep", "oprd", "dobj", "amod")
    said += [c for word in said for g in word.children if g.lower_ == "of" for c in g.children]
    states = [*said, *(c for word in said for c in word.children if c.dep_ in ("amod", "acomp"))]
    return any(
        s.lower_ in _FEELING or s.lower_ == "against" or s.lemma_.lower() in _CARING for s in states
    )


def _is_having(clause: Clause) -> bool:
    """*I have an aversion to …*, *I struggle with …*, *I prioritize …*."""
    head = clause.head
    if head.lemma_ in ("have", "hold", "feel", "get", "harbor"):
        return any(o.lemma_.lower() in _HAVING for o in _parts(head, "dobj"))
    towards = bool(_parts(head, "prep", "dobj"))
    return (
        head.lemma_.lower() in ("struggle", "care", "prioritize", "prioritise", "value") and towards
    )


def _is_judging(clause: Clause) -> bool:
    """*I find horror films too distressing*, *I believe in adopting pets*."""
    head = clause.head
    if head.lemma_ == "believe":
        return any(c.dep_ == "pcomp" for word in _parts(head, "prep") for c in word.children)
    judged = _parts(head, "oprd", "ccomp", "xcomp", "acomp")
    found = [c for word in _parts(head, "dobj") for c in word.children if c.dep_ == "acl"]
    return head.lemma_ == "find" and bool(judged or found)


def _is_favourite(clause: Clause) -> bool:
    """*My favourite is …*, *French food is my favourite*, *tea is my drink of choice*."""
    words_said = {word.lower_ for word in clause.words}
    named = clause.head.lemma_ in ("be", "have") and words_said & _FAVOURITE
    mine = any(w.lower_ == "thing" and w.dep_ == "attr" for w in clause.words)
    chosen = clause.head.lemma_ == "be" and ("choice" in words_said or mine)
    subject = [word for c in clause.head.children if c.dep_ in SUBJECTS for word in c.subtree]
    return bool(named or chosen or {word.lower_ for word in subject} & _FAVOURITE)


def _is_affecting(clause: Clause) -> bool:
    """*Trends don't interest me*, *crowds make me nervous*."""
    touched = any(word.lower_ in ("me", "us") for word in clause.words)
    lemma = clause.head.lemma_.lower()
    return touched and (lemma in _AFFECTING or lemma in ("make", "turn", "put"))


def _is_style_wish(clause: Clause) -> bool:
    """*I want you to be brief*: how they wish to be answered."""
    wants = clause.head.lemma_ in ("want", "need", "expect", "wish", "like")
    return wants and any(w.lower_ == "you" and w.dep_ == "nsubj" for w in clause.words)


_OF_THE_SPEAKER = (
    _is_liking,
    _is_habit,
    _is_rather,
    _is_feeling,
    _is_having,
    _is_judging,
    _is_favourite,
    _is_style_wish,
)
_OF_OTHERS = (_is_favourite, _is_affecting)
