"""Which clauses are worth remembering: what speakers state about themselves, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from local_agentcore.extraction.addressing import is_addressed
from local_agentcore.extraction.clauses import SUBJECTS, Clause, auxiliaries, finite
from local_agentcore.extraction.emptiness import (
    is_fragment,
    is_guess,
    is_of_talk,
    is_passing,
    is_unfinished,
    is_vague,
    says_little,
)
from local_agentcore.extraction.errands import MOMENTS, is_errand
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.prose import QUOTED
from local_agentcore.extraction.reference import NOUNS, points_away
from local_agentcore.extraction.third_person import is_first_person, is_speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_WORDS = 90
_SPEECH_ACTS = words(
    """know see understand agree guess appreciate thank mean bet swear promise wonder ask
    suppose think hope apologize apologise notice hear say tell suggest recommend assume
    doubt"""
)
_PROMISES = words("wait imagine tell relate help see believe picture say thank stop agree beat")
_SERVICES = words(
    """know ask book reserve schedule reschedule cancel check talk discuss hear
    confirm chat understand"""
)
_HELP = words(
    """help advice suggestion recommendation information info question idea assistance answer
    tip table reservation synonym"""
)
_NAMING = NOUNS | {"VBG"}
_CARRIED_ON = words("ccomp xcomp conj")
_BACK = words("it they he she this that")
_SUPPOSING = frozenset({"if", "unless", "suppose", "imagine", "pretend"})


def is_question(clause: Clause) -> bool:
    """Whether the clause asks: the helper before its subject, or an opening question word."""
    if clause.subject is None or not clause.words:
        return False
    word = finite(clause.head)
    inverted = (
        word.i < clause.subject.i and clause.subject.dep_ != "expl" and word.i <= clause.head.i
    )
    opening = clause.words[0]
    asks = opening.tag_ in ("WP", "WRB", "WDT", "WP$") and opening.dep_ not in SUBJECTS
    return inverted or (asks and clause.head in (opening.head, opening.head.head))


def is_statement(
    clause: Clause, asking: bool, known: frozenset[int], things: frozenset[int] = frozenset()
) -> bool:
    """Whether a record may come of the clause.

    `asking`: its message asks for something, so that *I'm looking for …* only leads up to that.
    `known`: indices of words that stand for somebody known from before; `things`: for something.
    """
    if clause.subject is None or not 2 <= len(clause.words) <= MAX_WORDS:
        return False
    if not _concerns_speaker(clause, known):
        return False
    if any(rejects(clause) for rejects in _EMPTY) or (asking and is_errand(clause)):
        return False
    return not points_away(clause, known | things)


def is_sayable(clause: Clause, known: frozenset[int]) -> bool:
    """Whether the clause, though not about the speaker, says something that stands alone."""
    if any(rejects(clause) for rejects in _EMPTY):
        return False
    return not points_away(clause, known)


def continues(clause: Clause) -> bool:
    """Whether the clause says more of what the one before it says: *It was a gift from Ann*."""
    subject = clause.subject
    if subject is None or subject.lower_ not in _BACK or not 4 <= len(clause.words) <= MAX_WORDS:
        return False
    return not any(rejects(clause) for rejects in _REJECTIONS)


def _concerns_speaker(clause: Clause, known: frozenset[int]) -> bool:
    """The speaker or somebody known takes part in the clause itself, not in an aside within it."""
    subject = clause.subject
    assert subject is not None
    about = [w for w in clause.words if is_first_person(w) or w.i in known]
    if is_speaker(subject) or any(w == subject or subject in w.ancestors for w in about):
        return subject.dep_ != "csubj" or any(w.lower_ in ("i", "my", "me") for w in about)
    return any(w.dep_ != "attr" and _takes_part(w, clause) for w in about)


def _takes_part(word: Token, clause: Clause) -> bool:
    """*Crowds scare me*, *art helps me rest*, *metal is music I enjoy*; not *it's good I won*."""
    verb = next((a for a in word.ancestors if a.pos_ in ("VERB", "AUX")), None)
    named = clause.subject is not None and clause.subject.tag_ in _NAMING
    while named and verb is not None and verb != clause.head and verb.dep_ in _CARRIED_ON:
        verb = verb.head
    return verb == clause.head or (named and verb is not None and verb.dep_ == "relcl")


def _is_hypothetical(clause: Clause) -> bool:
    helpers = {helper.lower_ for helper in auxiliaries(clause.head)}
    unreal = helpers & {"would", "'d", "could", "might"} and not _is_wish(clause)
    marks = {w.lower_ for w in clause.words if w.dep_ in ("mark", "advmod")} & _SUPPOSING
    own = any(c.lower_ in _SUPPOSING for c in clause.head.children if c.dep_ in ("mark", "advmod"))
    governed = any(
        a.lemma_.lower() in ("suppose", "imagine", "pretend") for a in clause.head.ancestors
    )
    return bool(unreal) or own or governed or bool(marks and "were" in clause.said.split())


def _is_wish(clause: Clause) -> bool:
    words = {word.lower_ for word in clause.words}
    wanted = clause.head.lemma_ in ("like", "love", "prefer", "hate", "enjoy") or "rather" in words
    return (wanted and not words & {"if"}) or "never" in words or "better" in words


def _is_speech_act(clause: Clause) -> bool:
    head = clause.head
    if head.lemma_.lower() not in _SPEECH_ACTS or clause.subject is None:
        return False
    if head.lower_ == "meant" and is_speaker(clause.subject):
        return True
    told = [c for c in head.children if c.dep_ == "ccomp" and c.i > head.i]
    substantial = any(is_first_person(w) or w.tag_ in NOUNS for t in told for w in t.subtree)
    skill = head.lemma_ == "know" and any(w.lower_ == "how" for w in clause.words)
    says = substantial or skill or _has_object(head)
    plans = head.lemma_ in ("hope", "think") and (
        any(c.dep_ == "xcomp" for c in head.children)
        or any(g.dep_ == "pcomp" for c in _prepositions(head) for g in c.children)
    )
    noticed = any(helper.dep_ == "auxpass" for helper in auxiliaries(head))
    return is_first_person(clause.subject) and not says and not plans and not noticed


def _has_object(head: Token) -> bool:
    return any(c.dep_ == "dobj" and c.tag_ not in ("PRP", "DT") for c in head.children)


def _is_request(clause: Clause) -> bool:
    head = clause.head
    wants = head.lemma_.lower() in ("want", "need", "like", "love", "have", "wish")
    if not wants:
        return False
    verbs = [c for c in head.children if c.dep_ == "xcomp"]
    nouns = [
        c for w in [head, *_prepositions(head)] for c in w.children if c.dep_ in ("dobj", "pobj")
    ]
    wanting = head.lemma_.lower() != "have" and head.tag_ != "VBD" and not _likes(clause)
    served = wanting and any(v.lemma_.lower() in _SERVICES for v in verbs)
    return served or any(n.lemma_.lower() in _HELP for n in nouns)


def _likes(clause: Clause) -> bool:
    return clause.head.lemma_ in ("like", "love") and not auxiliaries(clause.head)


def _prepositions(head: Token) -> list[Token]:
    return [c for c in head.children if c.dep_ == "prep"]


def _is_quoted(clause: Clause) -> bool:
    return any(QUOTED in word.text or word.text in ("=", "{", "}") for word in clause.words)


def _is_mutual(clause: Clause) -> bool:
    """*We support each other*, *we can do it*: without the others it is not true of the user."""
    said = {w.lower_ for w in clause.words}
    if not said & {"we", "us"}:
        return False
    together = clause.subject is not None and clause.subject.lower_ in ("we", "i")
    return together and (any(map(_pairs, clause.words)) or _exhorts(clause))


def _pairs(word: Token) -> bool:
    """*each other*, *we both*; not *both our kids*."""
    return word.lower_ == "each" or (word.lower_ == "both" and word.dep_ != "det")


def _is_count(clause: Clause) -> bool:
    """*We're two adults and a baby*: the user alone is not."""
    if clause.subject is None or clause.subject.lower_ != "we" or clause.head.lemma_ != "be":
        return False
    told = [child for child in clause.head.children if child.dep_ == "attr"]
    return any(number.dep_ == "nummod" for noun in told for number in noun.children)


def _exhorts(clause: Clause) -> bool:
    """*We should*, *we can*, *we need to*: a call, not an event."""
    head = clause.head
    if clause.subject is None or clause.subject.lower_ != "we":
        return False
    modal = any(helper.tag_ == "MD" and helper.lower_ != "'ll" for helper in auxiliaries(head))
    must = head.lemma_ in ("need", "have") and head.tag_ in ("VB", "VBP")
    return modal or (must and any(c.dep_ == "xcomp" for c in head.children))


def _is_promise(clause: Clause) -> bool:
    """*I'll let you know*, *I can't wait*, *I won't give up*: said for the moment.

    What will happen at a time or at a place that is named is a plan.
    """
    modals = {helper.lower_ for helper in auxiliaries(clause.head) if helper.tag_ == "MD"}
    if modals & {"ca", "can"}:
        return clause.head.lemma_.lower() in _PROMISES and is_speaker(clause.subject)
    if not modals & {"will", "'ll", "wo"} or not is_speaker(clause.subject):
        return False
    if _goes_on(clause.head):
        return False
    return not any(w.tag_ in ("NNP", "CD") or w.lower_ in MOMENTS for w in clause.words)


def _goes_on(head: Token) -> bool:
    """*I'll keep teaching children*: what is not for the moment; *I'll keep trying* says little."""
    kept = [c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VBG"]
    named = any(w.tag_ in NOUNS for verb in kept for w in verb.subtree)
    always = any(c.lower_ == "always" for c in head.children) and bool(kept or _has_object(head))
    return (head.lemma_ in ("keep", "continue") and named) or always


_REJECTIONS: tuple[Callable[[Clause], bool], ...] = (
    is_question,
    _is_hypothetical,
    _is_speech_act,
    is_passing,
    is_addressed,
    _is_request,
    _is_quoted,
    _is_mutual,
    _is_count,
    _is_promise,
    says_little,
    is_unfinished,
    is_fragment,
)
_EMPTY: tuple[Callable[[Clause], bool], ...] = (*_REJECTIONS, is_guess, is_of_talk, is_vague)
"""What cannot stand alone; as more of what was said before it, it may."""
