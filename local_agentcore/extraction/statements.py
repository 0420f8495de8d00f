"""What a session's actor stated, ready for each strategy to keep its part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from local_agentcore.extraction import language, prose, topics
from local_agentcore.extraction.admission import is_question, is_statement
from local_agentcore.extraction.clauses import Clause, clauses
from local_agentcore.extraction.kinds import Kind, kinds
from local_agentcore.extraction.people import PRONOUNS, People, is_bare_kin
from local_agentcore.extraction.third_person import Rewriter
from local_agentcore.extraction.types import Utterance
from local_agentcore.extraction.wishes import wish

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True)
class Statement:
    """Something the actor stated: in the third person, in their own words, and what it is."""

    text: str
    said: str
    kinds: frozenset[Kind]
    categories: tuple[str, ...]
    event_id: str


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
    people = People()
    statements: list[Statement] = []
    questions: list[str] = []
    for utterance in utterances:
        if utterance.role == "USER":
            message = _Message(utterance, people)
            statements.extend(message.statements())
            questions.extend(message.questions())
    return Reading(tuple(statements), tuple(questions))


class _Message:
    """One message, parsed."""

    def __init__(self, utterance: Utterance, people: People) -> None:
        text = utterance.text
        self._event_id = utterance.event_id
        self._people = people
        self._docs = language.parse(prose.paragraphs(text), capitals=text != text.lower())
        self._asking = any(_asks(sentence) for sentence in self._sentences())

    def _sentences(self) -> Iterator[Span]:
        for doc in self._docs:
            yield from doc.sents

    def questions(self) -> list[str]:
        """The questions in it, as they were asked."""
        return [sentence.text.strip() for sentence in self._sentences() if _asks(sentence)]

    def statements(self) -> Iterator[Statement]:
        for doc in self._docs:
            yield from self._stated(doc)

    def _stated(self, doc: Doc) -> Iterator[Statement]:
        for sentence in doc.sents:
            found = list(clauses(sentence))
            for clause in found if not _asks(sentence) else _before_question(found):
                statement = self._statement(clause)
                self._people.meet(clause.words)
                if statement is not None:
                    yield statement

    def _statement(self, clause: Clause) -> Statement | None:
        wished = wish(clause)
        if wished is not None:
            return self._kept(clause, *wished)
        others = self._others(clause)
        if not is_statement(clause, self._asking, frozenset(others)):
            return None
        text = Rewriter(clause, others).sentence()
        return self._kept(clause, text, kinds(clause))

    def _kept(self, clause: Clause, text: str, found: frozenset[Kind]) -> Statement:
        about = topics.categories([word.lemma_.lower() for word in clause.words])
        return Statement(text, clause.said, found, about, self._event_id)

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
