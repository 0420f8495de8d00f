"""Whom a message speaks of: *my daughter Emma*, and later *she*."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_FEMALE = """mother mom mum mam mommy mama nan nana gran granny sister daughter wife wifey
girlfriend aunt niece grandmother grandma granddaughter fiancee bride stepmother stepmom
stepdaughter girl woman queen"""
_MALE = """father dad daddy papa brother son husband hubby boyfriend uncle nephew grandfather
grandpa grandad granddad grandson fiance groom stepfather stepdad stepson boy man guy"""
_EITHER = """ex parent child kid baby friend bestie partner spouse cousin boss manager colleague
coworker neighbor neighbour roommate flatmate teacher doctor therapist sibling twin
grandparent grandchild grandkid relative family team toddler teenager buddy classmate
coach mentor client landlord dog puppy pup cat kitten horse pet bird parrot hamster rabbit
bunny turtle snake lizard fish"""
GENDERS = {
    **dict.fromkeys(_FEMALE.split(), "she"),
    **dict.fromkeys(_MALE.split(), "he"),
    **dict.fromkeys(_EITHER.split(), ""),
}
_KIN = frozenset({*_FEMALE.split(), *_MALE.split(), "family"}) - {"woman", "man", "guy", "queen"}
_GENDER_OF = {"she": "she", "her": "she", "hers": "she", "he": "he", "him": "he", "his": "he"}
_THEY = frozenset({"they", "them", "their", "theirs"})
PRONOUNS = frozenset(_GENDER_OF) | _THEY


@dataclass(frozen=True)
class Person:
    """A person or animal of the speaker's, as a record names it: *the user's daughter Emma*."""

    relation: str
    name: str
    gender: str
    plural: bool

    @property
    def label(self) -> str:
        """How a record that stands alone calls them."""
        return f"the user's {self.relation} {self.name}".rstrip()


class People:
    """The people mentioned so far in a session, the latest last."""

    def __init__(self) -> None:
        self._known: list[Person] = []

    def meet(self, words: Iterable[Token]) -> None:
        """Take in everybody whom the words introduce."""
        for token in words:
            bare = token.dep_ in ("nsubj", "nsubjpass") and is_bare_kin(token)
            if _is_somebody(token) and (bare or _is_speakers(token)):
                self._add(_person(token))

    def named(self, token: Token) -> Person | None:
        """The one who has this name."""
        return next((p for p in reversed(self._known) if p.name and p.name == token.text), None)

    def meant_by(self, pronoun: Token) -> Person | None:
        """The last one whom *she*, *he* or *they* can mean, None when nobody can."""
        word = pronoun.lower_
        for person in reversed(self._known):
            if word in _THEY and person.plural:
                return person
            if not person.plural and _GENDER_OF.get(word, "-") in (
                person.gender,
                person.gender or word,
            ):
                return person
        return None

    def _add(self, person: Person) -> None:
        for known in self._known:
            if known.relation == person.relation and (not person.name or not known.name):
                person = replace(known, name=person.name or known.name)
                self._known.remove(known)
                break
        self._known.append(person)


def is_bare_kin(noun: Token) -> bool:
    """*Mom is visiting*: whose mother, if not the speaker's."""
    kin = noun.lemma_.lower() in _KIN and noun.tag_ in ("NN", "NNP")
    return kin and not any(child.i < noun.i for child in noun.children)


def _is_somebody(noun: Token) -> bool:
    """A relative, friend or animal, or what has a name of its own: *a greyhound named Rex*."""
    named = any(
        c.dep_ in ("acl", "relcl") and c.lower_ in ("named", "called") for c in noun.children
    )
    return noun.lemma_.lower() in GENDERS or (noun.tag_ == "NN" and named)


def _is_speakers(noun: Token) -> bool:
    """*my sister*, or *a sister* that the speaker has."""
    holder = noun.head if noun.dep_ in ("compound", "appos") else noun
    if any(c.dep_ == "poss" and c.lower_ in ("my", "our") for c in _around(noun, holder)):
        return True
    verb = noun.head
    subjects: Iterable[Token] = (c for c in verb.children if c.dep_ == "nsubj")
    had = noun.dep_ == "dobj" and verb.lemma_ in ("have", "adopt", "get")
    return had and any(subject.lower_ in ("i", "we") for subject in subjects)


def _around(noun: Token, holder: Token) -> list[Token]:
    return [*noun.children, *(holder.children if holder is not noun else [])]


def _person(noun: Token) -> Person:
    words = [c.text for c in noun.children if c.dep_ in ("amod", "compound") and c.tag_ != "NNP"]
    kin = noun.text.lower() if noun.lemma_.lower() in _KIN else noun.text
    relation = " ".join([*words, kin]) + _in_law(noun)
    name = _name(noun)
    return Person(
        relation, name, GENDERS.get(noun.lemma_.lower(), ""), noun.tag_ in ("NNS", "NNPS")
    )


def _in_law(noun: Token) -> str:
    """What makes *brother* a *brother-in-law*, empty where nothing does."""
    following = noun.doc[noun.i + 1 : noun.i + 5].text
    return following if following == "-in-law" else ""


def _name(noun: Token) -> str:
    """The name beside the noun: *my son Tom*, *a dog named Rex*, *my sister's name is Ann*."""
    beside = [c for c in noun.children if c.dep_ in ("appos", "compound") and c.tag_ == "NNP"]
    if noun.dep_ in ("compound", "appos") and noun.head.tag_ == "NNP":
        beside.append(noun.head)
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lower_ in ("named", "called"):
            beside.extend(c for c in child.children if c.dep_ in ("oprd", "dobj", "attr"))
    holder = noun.head
    if noun.dep_ == "poss" and holder.lower_ == "name" and holder.dep_ == "nsubj":
        beside.extend(c for c in holder.head.children if c.dep_ in ("attr", "acomp"))
    if noun.dep_ in ("nsubj", "nsubjpass") and holder.lower_ in ("named", "called"):
        beside.extend(c for c in holder.children if c.dep_ in ("oprd", "dobj", "attr"))
    return beside[0].text if beside else ""
