"""What a session's actor stated, ready for each strategy to keep its part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from local_agentcore.extraction import ellipsis, language, prose, topics
from local_agentcore.extraction.admission import (
    continues,
    is_question,
    is_sayable,
    is_statement,
)
from local_agentcore.extraction.clauses import Clause, clauses
from local_agentcore.extraction.dates import dated
from local_agentcore.extraction.errands import seeks_help
from local_agentcore.extraction.kinds import Kind, kinds
from local_agentcore.extraction.opinions import judges, opinion
from local_agentcore.extraction.people import PRONOUNS, People, is_bare_kin
from local_agentcore.extraction.reference import aside, generalised, points_at, points_at_thing
from local_agentcore.extraction.referents import Referents
from local_agentcore.extraction.replies import answer_in, question_in, stated
from local_agentcore.extraction.tense import is_past
from local_agentcore.extraction.third_person import Rewriter
from local_agentcore.extraction.types import Utterance
from local_agentcore.extraction.wishes import wish

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


MAX_CHARACTERS = 300
"""A record of several sentences grows no longer than this."""
_OWN = dict.fromkeys(("my", "our"), "the user's")


@dataclass(frozen=True)
class Statement:
    """Something the actor stated: in the third person, in their own words, and what it is.

    `begins` is when it began to be true, where it names that date.
    """

    text: str
    said: str
    kinds: frozenset[Kind]
    categories: tuple[str, ...]
    event_id: str
    begins: datetime | None = None


@dataclass(frozen=True)
class Reading:
    """What one reading of a session's messages found: statements, and the questions asked."""

    statements: tuple[Statement, ...]
    questions: tuple[str, ...]


def read(utterances: Sequence[Utterance]) -> Reading:
    """Read the messages of one session, in time order; only the USER's own count."""
    return _read(tuple(utterances))


# The three strategies of a memory read the same messages one after the other.
@lru_cache(maxsize=16)
def _read(utterances: tuple[Utterance, ...]) -> Reading:
    people, things = People(), Referents()
    asked: str | None = None
    statements: list[Statement] = []
    questions: list[str] = []
    for utterance in utterances:
        if utterance.role == "USER":
            message = _Message(utterance, people, things)
            statements.extend(message.answer(asked))
            statements.extend(message.statements())
            questions.extend(message.questions())
            asked = None
        elif utterance.role == "ASSISTANT":
            things.hear(utterance.text)
            asked = question_in(utterance.text)
    return Reading(tuple(statements), tuple(questions))


class _Message:
    """One message, parsed."""

    def __init__(self, utterance: Utterance, people: People, things: Referents) -> None:
        text = utterance.text
        self._event_id = utterance.event_id
        self._at = utterance.at
        self._people = people
        self._things = things
        self._docs = _parsed(text)
        self._asking = any(_asks(each) and seeks_help(each) for each in self._sentences())

    def _sentences(self) -> Iterator[Span]:
        for doc in self._docs:
            yield from doc.sents

    def questions(self) -> list[str]:
        """The questions in it, as they were asked."""
        return [sentence.text.strip() for sentence in self._sentences() if _asks(sentence)]

    def answer(self, asked: str | None) -> Iterator[Statement]:
        """What it answers to the question before it, where that takes the question's own words."""
        first = next(self._sentences(), None)
        answered = answer_in(first) if asked and first is not None else None
        if asked and first is not None and answered:
            about = topics.categories([word.lemma_.lower() for word in first])
            text = stated(asked, answered)
            yield Statement(text, answered, frozenset({Kind.FACT}), about, self._event_id)

    def statements(self) -> Iterator[Statement]:
        """What it states, in its order."""
        for doc in self._docs:
            yield from self._stated(doc)

    def _stated(self, doc: Doc) -> Iterator[Statement]:
        last: Statement | None = None
        for sentence in doc.sents:
            found = list(clauses(sentence))
            for clause in found if not _asks(sentence) else _before_question(found):
                statement = self._statement(clause)
                more = self._more(clause, last) if statement is None else None
                if statement is None and more is None:
                    statement = self._of_own_thing(clause) or self._opinion(clause)
                self._people.meet(clause.words)
                self._things.meet(clause.words, _OWN)
                if more is not None:
                    last = more
                    continue
                if last is not None:
                    yield last
                last = statement
        if last is not None:
            yield last

    def _more(self, clause: Clause, last: Statement | None) -> Statement | None:
        """The statement before, with what this clause says of it; None when it says nothing."""
        if last is None or Kind.PREFERENCE in last.kinds or not continues(clause):
            return None
        more = Rewriter(clause, self._others(clause)).sentence()
        text = f"{last.text} {dated(more, self._at, is_past(clause)).text}"
        if len(text) > MAX_CHARACTERS:
            return None
        return replace(last, text=text, said=f"{last.said}. {clause.said}")

    def _statement(self, clause: Clause) -> Statement | None:
        wished = wish(clause)
        if wished is not None:
            return self._kept(clause, *wished)
        others = self._others(clause)
        things = self._meant(clause, others)
        if is_statement(clause, self._asking, frozenset(others), frozenset(things)):
            text = Rewriter(clause, {**things, **others}).sentence()
            return self._kept(clause, text, kinds(clause))
        return None

    def _of_own_thing(self, clause: Clause) -> Statement | None:
        """*It's about a lost child*, of the speaker's novel that was spoken of last."""
        others = self._others(clause)
        things = self._meant(clause, others)
        subject = clause.subject
        label = things.get(subject.i, "") if subject is not None else ""
        known = frozenset(others) | frozenset(things)
        owned = label.startswith("the user's ") and not judges(clause.head)
        if not owned or not is_sayable(clause, known):
            return None
        text = Rewriter(clause, {**things, **others}).sentence()
        return self._kept(clause, text, kinds(clause))

    def _opinion(self, clause: Clause) -> Statement | None:
        others = self._others(clause)
        introduced = None if _asks(clause.sentence) else opinion(clause)
        if introduced is None or not is_sayable(clause, frozenset(others)):
            return None
        text = Rewriter(clause, others).opinion(introduced)
        return self._kept(clause, text, frozenset({Kind.FACT}))

    def _kept(self, clause: Clause, text: str, found: frozenset[Kind]) -> Statement:
        about = topics.categories([word.lemma_.lower() for word in clause.words])
        told = dated(text, self._at, is_past(clause))
        return Statement(told.text, clause.said, found, about, self._event_id, told.begins)

    def _meant(self, clause: Clause, others: Mapping[int, str]) -> Mapping[int, str]:
        """What to write for the words of the clause that stand for things named before it."""
        found: dict[int, str] = {}
        for word in clause.words:
            if word.i in others:
                continue
            article = generalised(word)
            label = self._thing(word, clause) if article is None else article
            if label is not None:
                found[word.i] = label
            elif points_at(word, clause):
                found.update({other.i: "" for other in aside(word) if other in clause.words})
        return found

    def _thing(self, word: Token, clause: Clause) -> str | None:
        return self._things.meant_by(word) if points_at_thing(word, clause) else None

    def _others(self, clause: Clause) -> Mapping[int, str]:
        """What to write for the words of the clause that stand for people known from before."""
        found: dict[int, str] = {}
        subject = clause.subject
        for word in clause.words:
            label = self._label(word, subject)
            if label is not None:
                found[word.i] = label
        return found

    def _label(self, word: Token, subject: Token | None) -> str | None:
        if word.lower_ in PRONOUNS:
            led = subject is None or word == subject or subject in word.ancestors
            own = not led and subject is not None and subject.lower_ not in ("i", "we")
            person = self._people.meant_by(word)
            if person is None or own:
                return None
            possessive = word.tag_ == "PRP$"
            return f"{person.label}'s" if possessive else person.label
        if word == subject and is_bare_kin(word):
            return f"the user's {word.text.lower()}"
        if word == subject and word.tag_ == "NNP" and not list(word.lefts):
            person = self._people.named(word)
            return person.label if person else None
        return None


# A message is read again as what was said before the next ones.
@lru_cache(maxsize=64)
def _parsed(text: str) -> list[Doc]:
    docs = language.parse(prose.paragraphs(text), capitals=text != text.lower())
    return [_completed(doc) for doc in docs]


def _completed(doc: Doc) -> Doc:
    text = ellipsis.completed(doc)
    return doc if text is None else language.parse([text])[0]


def _asks(sentence: Span) -> bool:
    return sentence.text.rstrip(" \"')").endswith("?") or any(map(is_question, clauses(sentence)))


def _before_question(found: list[Clause]) -> list[Clause]:
    """Of *I'm vegan, what should I eat?* what is stated before the question."""
    if found and found[0].is_reminder:
        return found
    for index, clause in enumerate(found):
        if is_question(clause):
            words = clause.sentence.text.lower()
            return [] if "how many" in words or "how much" in words else found[:index]
    return []
