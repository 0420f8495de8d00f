"""What is said to the one who listens: *you are right*, *I'm glad you like it*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, own_subject
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.third_person import is_speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_YOU = words("you yourself")
_WISHING = words(
    """glad happy proud sorry sure excited thrilled hope bet wish know hear guess
    impressed touched amazed surprised grateful thankful lucky appreciate say tell sad believe"""
)
_LIKING = words("love like")


def is_addressed(clause: Clause) -> bool:
    """Whether the clause is about the listener, or is only of use to them."""
    head = clause.head
    if clause.subject is not None and clause.subject.lower_ in ("you", "your"):
        return True
    if any(word.lower_ in ("your", "yours") for word in clause.words) and not _asks_you(head):
        return True
    spoken_to = [word for word in clause.words if word.lower_ in _YOU]
    addressed = any(_belongs_to(word, head) for word in spoken_to)
    return (addressed and not _asks_you(head)) or _feels_for_you(clause, spoken_to)


def _belongs_to(word: Token, head: Token) -> bool:
    """Whether the word depends on the verb without another verb between them."""
    above = next((a for a in word.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return above == head


def _asks_you(head: Token) -> bool:
    """*I want you to keep your answers short*."""
    return any(
        c.dep_ == "ccomp" and any(g.lower_ == "you" for g in c.children) for c in head.children
    )


def _feels_for_you(clause: Clause, spoken_to: list[Token]) -> bool:
    """*I'm glad you like it*, *I bet you had fun*, *I love how you sing*."""
    states = [clause.head, *(c for c in clause.head.children if c.dep_ in ("acomp", "attr"))]
    if not is_speaker(clause.subject):
        return False
    feeling = [state for state in states if state.lemma_.lower() in _WISHING]
    told = [c for state in feeling for c in state.children if c.dep_ in ("ccomp", "xcomp", "advcl")]
    if clause.head.lemma_ in _LIKING:
        told += [c for c in clause.head.children if c.dep_ == "xcomp" or _is_manner(c)]
    return any(verb == above for verb in told for you in spoken_to for above in _verbs_over(you))


def _verbs_over(word: Token) -> list[Token]:
    """The verb of a word, and of *to see your dog run* each verb from the word up."""
    above: list[Token] = []
    for ancestor in word.ancestors:
        if ancestor.dep_ == "relcl":
            break
        above.append(ancestor)
        if own_subject(ancestor) is not None and own_subject(ancestor) != word:
            break
    return above


def _is_manner(verb: Token) -> bool:
    """*how you sing*, *when you try*."""
    return any(child.lower_ in ("how", "when") for child in verb.children)
