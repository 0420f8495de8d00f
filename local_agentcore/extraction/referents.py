"""What was spoken of last: the things that *it*, *they* and *them* stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local_agentcore.extraction import language, prose
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.people import GENDERS

if TYPE_CHECKING:
    from spacy.tokens import Token

_IT = words("it its")
_THEY = words("they them their")
_NOUNS = words("NN NNS NNP NNPS")
_MAIN = words("dobj nsubj nsubjpass attr oprd conj ROOT")
_OWN = words("my our")
_VAGUE = words(
    """thing things time times way lot lots bit kind sort day days week weeks month months year
    years night morning evening today yesterday tomorrow weekend moment hour minute name
    one ones part something anything everything nothing someone everyone people person man
    woman guy friend bunch ton couple while idea pleasure luck thanks congrats fun prob
    problem photo pic picture"""
)
_MODIFIERS = words("amod compound nummod poss")
_MAX_WORDS = 7
_HEARD = 400
_YOURS = {"your": "the user's"}


@dataclass(frozen=True)
class Thing:
    """Something that was named, as a record that stands alone calls it."""

    label: str
    plural: bool
    main: bool


class Referents:
    """The things of the latest sentence that named any."""

    def __init__(self) -> None:
        self._things: tuple[Thing, ...] = ()

    def meet(self, said: Iterable[Token], owners: Mapping[str, str]) -> None:
        """Take in what the words name. `owners` says whose *my* and *your* are."""
        found = tuple(_things(said, owners))
        if found:
            self._things = found

    def hear(self, text: str) -> None:
        """Take in what the last sentence of somebody else's message names."""
        for doc in language.parse(prose.paragraphs(text[-_HEARD:])[-1:]):
            for sentence in list(doc.sents)[-2:]:
                self.meet(sentence, _YOURS)

    def meant_by(self, pronoun: Token) -> str | None:
        """What *it* or *they* stands for; None when several things could be meant, or none."""
        plural = pronoun.lower_ in _THEY
        if not plural and pronoun.lower_ not in _IT:
            return None
        fitting = [thing for thing in self._things if thing.plural is plural]
        main = [thing for thing in fitting if thing.main] or fitting
        if len(main) != 1:
            return None
        possessive = pronoun.tag_ == "PRP$"
        return f"{main[0].label}'s" if possessive else main[0].label


def _things(said: Iterable[Token], owners: Mapping[str, str]) -> Iterator[Thing]:
    for word in said:
        if word.tag_ in _NOUNS and word.dep_ not in ("compound", "npadvmod", "poss", "appos"):
            label = _label(word, owners) if _is_thing(word) else None
            if label is not None:
                yield Thing(label, _is_plural(word), word.dep_ in _MAIN)


def _is_plural(word: Token) -> bool:
    """Whether it is several, as names with *and* between them are."""
    joined = any(child.dep_ == "conj" for child in word.children)
    return word.tag_ in ("NNS", "NNPS") or (word.tag_ == "NNP" and joined)


def _is_thing(noun: Token) -> bool:
    known = noun.lemma_.lower() in _VAGUE or noun.lower_ in _VAGUE
    return not known and noun.lemma_.lower() not in GENDERS


def _label(noun: Token, owners: Mapping[str, str]) -> str | None:
    """*the new puppy* for *a new puppy*, *the user's studio* for *my studio*."""
    parts = sorted(_parts(noun), key=lambda word: word.i)
    owner = next((word for word in parts if word.dep_ == "poss"), None)
    if owner is not None and owner.lower_ not in owners:
        return None
    named = [_written(word) for word in parts if word.dep_ not in ("poss", "det")]
    if len(named) > _MAX_WORDS:
        return None
    if owner is not None:
        return " ".join([owners[owner.lower_], *named])
    return " ".join(named) if noun.tag_ in ("NNP", "NNPS") else " ".join(["the", *named])


def _written(word: Token) -> str:
    """The word without the capital that only the sentence's beginning gave it."""
    proper = word.tag_ in ("NNP", "NNPS") or word.text.isupper() or not word.is_sent_start
    return word.text if proper else word.text.lower()


def _parts(noun: Token) -> list[Token]:
    found: list[Token] = [noun]
    for child in noun.children:
        if child.dep_ in _MODIFIERS and child.i < noun.i:
            found.extend(word for word in child.subtree if word.dep_ not in ("case", "det"))
        elif child.dep_ == "prep" and child.lower_ == "of" and child.i == noun.i + 1:
            found.extend(word for word in child.subtree)
        elif child.dep_ in ("cc", "conj") and noun.tag_ in ("NNP", "NNPS"):
            found.extend(child.subtree)
    return found
