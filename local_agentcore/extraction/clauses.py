"""From a parsed sentence to its clauses, each with a subject of its own or a shared one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_COMPLEMENTS = frozenset({"dobj", "prep", "attr", "acomp", "xcomp", "ccomp", "oprd", "dative"})
_REMINDERS = frozenset({"remember", "note", "know", "forget", "mind", "remind"})
_OPENERS = frozenset({"so", "but", "though", "although", "whereas"})
_HELPERS = frozenset({"be", "have", "do", "get"})
_JOINTS = _OPENERS | {"that"}
_STOPS = frozenset({",", ";", ":", ".", "!", "?", "-", "--", "–", "—", "...", "!!", "(", ")"})
_SAYING = frozenset({"say", "tell", "think", "guess", "mean", "know", "ask", "hear", "swear"})
_BACKWARD = frozenset({"it", "them", "one", "ones"})


@dataclass(frozen=True)
class Clause:
    """A statement within a sentence: its verb, its subject, and its words in speaking order.

    A subject that it shares with the clause before stands at the head of the words too.
    """

    head: Token
    subject: Token | None
    words: tuple[Token, ...]
    sentence: Span

    @property
    def is_reminder(self) -> bool:
        """Whether it is what somebody is to remember: *can you remember that …*."""
        return self.sentence.root != _asserted(self.sentence.root)

    @property
    def said(self) -> str:
        """The words as they were written."""
        return spaced([(word, word.text) for word in self.words])


def spaced(pieces: Iterable[tuple[Token, str]]) -> str:
    """Join what is written for each word, with the spaces that stood there or are needed now."""
    text, last = "", None
    for word, piece in pieces:
        moved = last is not None and last.i + 1 != word.i and not word.is_punct
        opened = "'" in word.text and "'" not in piece and not text.endswith(" can")
        if piece and text and not text.endswith(" ") and (moved or opened):
            text += " "
        text += piece
        if word.whitespace_ and text and not text.endswith(" "):
            text += " "
        last = word
    return text.strip(" ,;:-")


def own_subject(verb: Token) -> Token | None:
    """The subject of this very verb; it may hang on the verb's helper."""
    holders = (verb, *auxiliaries(verb))
    return next((c for v in holders for c in v.children if c.dep_ in SUBJECTS), None)


def auxiliaries(verb: Token) -> list[Token]:
    """The verb's helpers (*do*, *have*, *will*), in order."""
    return [child for child in verb.children if child.dep_ in ("aux", "auxpass")]


def finite(verb: Token) -> Token:
    """The word that agrees with the subject: the first helper, else the verb itself."""
    helpers = [helper for helper in auxiliaries(verb) if helper.tag_ != "TO"]
    return finite(helpers[0]) if helpers else verb


def _meant(verb: Token) -> Token:
    """The verb that counts: in *I enjoy reading* the parser may take *enjoy* for a helper."""
    helpers = auxiliaries(verb)
    return next((h for h in helpers if h.tag_ == "VBP" and h.lemma_ not in _HELPERS), verb)


def clauses(sentence: Span) -> Iterator[Clause]:
    """The independent clauses of a sentence, in its order."""
    heads = sorted(_heads(_asserted(sentence.root)), key=lambda head: head.i)
    taken = set(heads)
    for head in heads:
        own = own_subject(head)
        subject = own or _shared_subject(head)
        words = sorted(_within(head, taken - {head}))
        if subject is not None and own is None:
            words = sorted(_within(subject, taken)) + words
        yield Clause(
            _meant(head), subject, tuple(head.doc[i] for i in _trimmed(head, words)), sentence
        )


def _asserted(root: Token) -> Token:
    """Behind *remember that …* and *you should know …* stands what is meant."""
    if root.lemma_.lower() in _REMINDERS:
        told = [child for child in root.children if child.dep_ == "ccomp" and own_subject(child)]
        subject = own_subject(root)
        if told and (subject is None or subject.lower_ == "you"):
            return told[0]
    return root


def _heads(head: Token) -> list[Token]:
    found, waiting = [], [head]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting.extend(child for child in _below(current) if _splits(child, current))
    return found


def _below(verb: Token) -> Iterator[Token]:
    """What depends on the verb or on what is said of its subject."""
    for child in verb.children:
        yield child
        if child.dep_ in ("attr", "acomp", "dobj"):
            yield from (c for c in child.children if c.dep_ in ("ccomp", "conj") and own_subject(c))


def _splits(child: Token, parent: Token) -> bool:
    subject = own_subject(child)
    if child.dep_ == "conj":
        if subject is not None:
            return not _looks_back(child) and not _narrates_on(child, parent, subject)
        return _stands_alone(child, parent)
    if subject is None:
        return False
    if child.dep_ == "parataxis" or (child.dep_ == "ccomp" and child.i < parent.i):
        return True
    return child.dep_ == "ccomp" and _run_on(child) or _contrasts(child) or _is_spliced(child)


def _narrates_on(verb: Token, parent: Token, subject: Token) -> bool:
    """*I went hiking and I got lost*: one thing that happened."""
    before = own_subject(parent)
    if before is None or subject.lower_ != "i" or before.lower_ != "i" or parent.dep_ == "conj":
        return False
    return parent.tag_ == verb.tag_ == "VBD" and parent.lemma_ != "use"


def _stands_alone(verb: Token, parent: Token) -> bool:
    """A second verb under one subject says something of its own once the first is complete."""
    joined = any(word.dep_ == "cc" for word in verb.doc[parent.i : verb.i])
    plain = verb.tag_ == "VB" and parent.tag_ == "VBP" and finite(parent) == parent
    if not joined or not (plain or finite(verb).tag_ in ("VBP", "VBZ", "VBD", "MD")):
        return False
    if parent.tag_ == verb.tag_ == "VBD" and parent.dep_ != "conj" and parent.lemma_ != "use":
        return False
    complete = any(c.dep_ in _COMPLEMENTS and parent.i < c.i < verb.i for c in parent.children)
    return complete and not _looks_back(verb)


def _looks_back(verb: Token) -> bool:
    """*I got a bike and love it*: taken apart, the second half would not say what *it* is."""
    objects = [word for word in verb.subtree if word.dep_ in ("dobj", "pobj")]
    return any(word.lower_ in _BACKWARD for word in objects)


def _run_on(child: Token) -> bool:
    """*my name is bob i live in berlin*: two sentences without a mark between them."""
    subject = own_subject(child)
    joined = any(grandchild.dep_ == "mark" for grandchild in child.children)
    plain = child.head.dep_ == "attr" or child.head.tag_ in ("NNP", "CD")
    return plain and subject is not None and subject.lower_ == "i" and not joined


def _is_spliced(child: Token) -> bool:
    """*They promoted me, I'm head of sales now*: two sentences with a comma between them."""
    subject = own_subject(child)
    first = next(word for word in child.subtree if not word.is_punct)
    apart = first.i > child.head.i and child.doc[first.i - 1].text == ","
    joined = any(c.dep_ == "mark" or c.tag_ in ("WRB", "IN") for c in child.children)
    spoken = child.head.lemma_.lower() in _SAYING
    own = subject is not None and subject.lower_ in ("i", "we")
    says = any(c.dep_ in _COMPLEMENTS for c in child.children)
    return child.dep_ in ("ccomp", "advcl") and apart and own and says and not (joined or spoken)


def _contrasts(child: Token) -> bool:
    marks = [c for c in child.children if c.dep_ in ("mark", "cc", "advmod") and c.i < child.i]
    return child.dep_ == "advcl" and any(mark.lower_ in _OPENERS for mark in marks)


def _shared_subject(head: Token) -> Token | None:
    while head.dep_ == "conj":
        verb, head = finite(head), head.head
        subject = own_subject(head)
        if subject is not None:
            # *I live in Ohio and Celsius means nothing to me*: what is not the speaker's verb.
            named = verb.i > 0 and verb.nbor(-1).tag_ in ("NN", "NNP", "NNS", "NNPS")
            amiss = named and _disagrees(verb, subject)
            return None if amiss else subject
    return None


def _disagrees(verb: Token, subject: Token) -> bool:
    """*means* after *I*, *are* after *I*."""
    said = subject.lower_
    return (verb.tag_ == "VBZ" and said in ("i", "we")) or (verb.lower_ == "are" and said == "i")


def _within(head: Token, others: set[Token]) -> list[int]:
    """The indices of what depends on the head, without the other clauses."""
    found, waiting = [], [head]
    while waiting:
        current = waiting.pop()
        found.append(current.i)
        waiting.extend(child for child in current.children if child not in others)
    return found


def _trimmed(head: Token, words: list[int]) -> list[int]:
    """Without the conjunctions and commas that joined the clause to its neighbours."""
    joints = {i for i in words if head.doc[i].text in _STOPS or head.doc[i].dep_ == "cc"}
    openers = {c.i for c in head.children if c.dep_ in ("mark", "advmod") and c.lower_ in _JOINTS}
    start, end = 0, len(words)
    while start < end and words[start] in joints | openers:
        start += 1
    while end > start and words[end - 1] in joints:
        end -= 1
    return words[start:end]
