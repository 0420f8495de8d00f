"""Which clauses are worth remembering: what speakers state about themselves, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import SUBJECTS, Clause, auxiliaries, finite
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
_NEEDS_MORE = words("""be do have get make go feel try want need use take seem become can will""")
_PASSING = words(
    """sorry glad fine good okay ok great well sure ready back here done happy excited curious
    tired hungry thirsty bored sleepy late busy right wrong kidding proud grateful thankful hopeful
    confident optimistic nervous thrilled stoked pumped relieved inspired motivated exhausted amazed
    impressed touched blessed lucky interested positive strong calm okay scared shocked surprised
    overwhelmed upset stressed determined"""
)
_ENDED = words("graduate retire marry divorce move quit relocate elope")
_PROMISES = words("wait imagine tell relate help see believe picture say thank stop agree beat")
_ERRANDS = words(
    """look search wonder consider need hope decide try figure want think ask hear struggle shop
    hoping"""
)
_TRIPS = words("plan visit travel head go come fly explore start leave host throw organize prepare")
_WANTS = words("need market interested excited")
_SERVICES = words(
    """know ask book reserve schedule reschedule cancel check talk discuss hear
    confirm chat understand"""
)
_HELP = words(
    """help advice suggestion recommendation information info question idea assistance answer
    tip table reservation"""
)
_MOMENTS = words(
    """tomorrow tonight morning afternoon evening weekend week month year day summer winter spring
    fall autumn soon later january february march april may june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday turn"""
)
_ADVERBIAL = words(
    "around before after since out in on up off over down about through along inside"
)
_BARE = frozenset({*SUBJECTS, "punct", "aux", "advmod", "neg", "intj", "cc", "conj", "mark"})
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
    if any(rejects(clause) for rejects in _REJECTIONS) or (asking and _is_errand(clause)):
        return False
    return not points_away(clause, known | things)


def is_sayable(clause: Clause, known: frozenset[int]) -> bool:
    """Whether the clause, though not about the speaker, says something that stands alone."""
    if any(rejects(clause) for rejects in _REJECTIONS):
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
    """*Crowds scare me*, *metal is music I enjoy*; but not *it's great when I win*."""
    verb = next((a for a in word.ancestors if a.pos_ in ("VERB", "AUX")), None)
    named = clause.subject is not None and clause.subject.tag_ in NOUNS
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
    told = [c for c in head.children if c.dep_ == "ccomp" and c.i > head.i]
    substantial = any(is_first_person(w) or w.tag_ in NOUNS for t in told for w in t.subtree)
    skill = head.lemma_ == "know" and any(w.lower_ == "how" for w in clause.words)
    says = substantial or skill or _has_object(head)
    plans = head.lemma_ in ("hope", "think") and (
        any(c.dep_ == "xcomp" for c in head.children)
        or any(g.dep_ == "pcomp" for c in _prepositions(head) for g in c.children)
    )
    return is_first_person(clause.subject) and not says and not plans


def _has_object(head: Token) -> bool:
    return any(c.dep_ == "dobj" and c.tag_ not in ("PRP", "DT") for c in head.children)


def _is_passing(clause: Clause) -> bool:
    """*I'm fine*, *I'm back*: true now, of no use tomorrow; and verbs that say nothing alone."""
    head = clause.head
    rest = [
        c
        for c in head.children
        if c.dep_ not in {*SUBJECTS, "punct", "aux", "advmod", "neg", "intj"}
    ]
    if head.lemma_ == "be" and is_speaker(clause.subject):
        said = [c for c in rest if c.dep_ in ("acomp", "attr")]
        later = [c for c in head.children if c.dep_ == "advmod"] if not rest else []
        states = [*said, *later]
        bare = all(s.lower_ in _PASSING and not list(_complements(s)) for s in states)
        return bare and len(rest) == len(said)
    return not rest and head.lemma_.lower() in _NEEDS_MORE


def _complements(state: Token) -> list[Token]:
    return [c for c in state.children if c.dep_ in ("prep", "xcomp", "ccomp")]


def _is_addressed(clause: Clause) -> bool:
    """Said to the assistant: *I'll tell you*, *you are right*."""
    head = clause.head
    if clause.subject is not None and clause.subject.lower_ in ("you", "your"):
        return True
    if any(word.lower_ in ("your", "yours") for word in clause.words) and not _asks_you(head):
        return True
    spoken_to = [word for word in clause.words if word.lower_ in ("you", "yourself")]
    return any(_belongs_to(word, head) for word in spoken_to) and not _asks_you(head)


def _belongs_to(word: Token, head: Token) -> bool:
    """Whether the word depends on the verb without another verb between them."""
    above = next((a for a in word.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return above == head


def _asks_you(head: Token) -> bool:
    """*I want you to keep your answers short*."""
    return any(
        c.dep_ == "ccomp" and any(g.lower_ == "you" for g in c.children) for c in head.children
    )


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
    exhorts = clause.subject is not None and clause.subject.lower_ == "we" and _exhorts(clause.head)
    return bool(said & {"each", "both"}) or exhorts


def _exhorts(head: Token) -> bool:
    """*We should*, *we can*, *we need to*: a call, not an event."""
    modal = any(helper.tag_ == "MD" and helper.lower_ != "'ll" for helper in auxiliaries(head))
    return modal or (
        head.lemma_ in ("need", "have") and any(c.dep_ == "xcomp" for c in head.children)
    )


def _is_promise(clause: Clause) -> bool:
    """*I'll let you know*, *I can't wait*, *I won't give up*: said for the moment.

    What will happen at a time or at a place that is named is a plan.
    """
    modals = {helper.lower_ for helper in auxiliaries(clause.head) if helper.tag_ == "MD"}
    if modals & {"ca", "can"}:
        return clause.head.lemma_.lower() in _PROMISES and is_speaker(clause.subject)
    if not modals & {"will", "'ll", "wo"} or not is_speaker(clause.subject):
        return False
    return not any(w.tag_ in ("NNP", "CD") or w.lower_ in _MOMENTS for w in clause.words)


def _says_little(clause: Clause) -> bool:
    """*I won*, *I go to often*: nothing is left when the moment is over."""
    last = clause.words[-1]
    if last.dep_ == "prep" and last.tag_ == "IN" and not any(True for _ in last.children):
        return last.lower_ not in _ADVERBIAL
    rest = [c for c in clause.head.children if c.dep_ not in _BARE and c in clause.words]
    past = clause.head.tag_ == "VBD" and clause.head.lemma_.lower() not in _ENDED
    return past and not rest and is_speaker(clause.subject)


def _is_unfinished(clause: Clause) -> bool:
    """*I'd love to*: what, the clause does not say."""
    return clause.words[-1].tag_ == "TO"


_REJECTIONS: tuple[Callable[[Clause], bool], ...] = (
    is_question,
    _is_hypothetical,
    _is_speech_act,
    _is_passing,
    _is_addressed,
    _is_request,
    _is_quoted,
    _is_mutual,
    _is_promise,
    _says_little,
    _is_unfinished,
)


def _is_errand(clause: Clause) -> bool:
    """*I'm visiting Rome*, before *what should I eat?*: what the question is about.

    A plan with a date is worth more than the question.
    """
    head = clause.head
    said = {head.lemma_.lower(), head.lower_}
    if (said & _ERRANDS and head.tag_ != "VBD") or _seeks(head):
        return True
    ahead = head.lemma_.lower() in _TRIPS and head.tag_ in ("VBG", "VB", "VBN")
    wishes = {helper.lower_ for helper in auxiliaries(head)} & {"would", "'d"}
    dated = any(word.lower_ in _MOMENTS - {"soon"} for word in clause.words)
    return bool(ahead or wishes or head.lower_ == "headed") and not dated


def _seeks(head: Token) -> bool:
    """*I'm in need of …*, *I'm interested in …*, *I'm in the market for …*."""
    states = [c for c in head.children if c.dep_ in ("acomp", "prep", "attr")]
    near = {w.lower_ for s in states for w in (s, *s.children)}
    return head.lemma_ == "be" and bool(near & _WANTS)
