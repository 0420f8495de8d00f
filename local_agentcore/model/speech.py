"""Turns statements about the actor into the second person, as one says them to somebody's face."""

import re

from local_agentcore.model.verbs import is_adverb, is_third_person, second_person
from local_agentcore.model.words import word_set
from local_agentcore.topics import speaks_of_people, topics_of

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?|\s+|.", re.DOTALL)
_OWNED = re.compile(r"\bthe user's|^user's", re.IGNORECASE)
_MEANT = re.compile(r"\bthe user\b|^user\b", re.IGNORECASE)
# They stand for the user while a sentence is retold, so that no other "you" is taken for it.
_YOU, _YOUR = "\x01", "\x02"

# After these a clause begins, so that "the user" is its subject and a verb follows.
_OPENERS = word_set(
    """and but or because that when while if so which as since although though where after before
    what how why who until unless whether said says mentioned stated noted thinks believes hopes
    wishes"""
)
_JOINTS = frozenset({"and", "but", "or", "then", ","})
_RELATIVE = frozenset({"who", "which", "whose", "whom"})

_FIRST = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "we": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
}
_THIRD = {
    "they": "you",
    "them": "you",
    "their": "your",
    "theirs": "yours",
    "themselves": "yourself",
    "themself": "yourself",
    "he": "you",
    "she": "you",
    "him": "you",
    "his": "your",
    "her": "your",
    "himself": "yourself",
    "herself": "yourself",
}
_TIMELY = frozenset({"when", "whenever", "while", "if", "before", "after", "that", "said"})
"""After these *they* goes on about the one who the sentence is about."""
_SINGULAR = frozenset({"he", "she", "him", "his", "her", "himself", "herself"})
_CONTRACTED = {"'m": "'re", "'s": "'re"}


def from_first_person(text: str) -> str:
    """What an actor said of themselves, said to them: `I'm from Rome` gives `you're from Rome`."""
    tokens = _TOKEN.findall(text)
    words = [at for at, token in enumerate(tokens) if token[0].isalnum()]
    out = list(tokens)
    subject = False
    for at in words:
        stem, mark, rest = tokens[at].partition("'")
        lower = stem.lower()
        if lower in _FIRST or tokens[at] == "us":
            out[at] = _FIRST.get(lower, "you") + (_CONTRACTED.get(mark + rest.lower(), mark + rest))
        elif subject and lower in ("am", "was"):
            out[at] = second_person(lower) + mark + rest
        subject = lower in ("i", "we") or (subject and is_adverb(lower))
    return _in_order("".join(out))


def _in_order(text: str) -> str:
    """Mend what word by word goes wrong: `your wife and you`, `am you`."""
    text = re.sub(r"\b(your [a-z]+) and you\b", r"you and \1", text)
    text = re.sub(r"\b(?:am|is) you\b", "are you", text, flags=re.IGNORECASE)
    return re.sub(r"\bwas you\b", "were you", text, flags=re.IGNORECASE)


def from_third_person(text: str) -> str:
    """What a record says of the user, said to them: `The user has two cats` to `you have …`."""
    marked = _MEANT.sub(_YOU, _OWNED.sub(_YOUR, text))
    if _YOU not in marked and _YOUR not in marked:
        return text
    return _Retelling(_TOKEN.findall(marked)).told()


class _Retelling:
    """Goes through a sentence word by word and knows whose doings the verbs tell."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._out: list[str] = []
        self._before: list[str] = []
        self._is_subject = False
        self._awaits_verb = False

    def told(self) -> str:
        """The sentence in the second person."""
        for at, token in enumerate(self._tokens):
            if token.isspace():
                self._out.append(token)
                continue
            self._out.append(self._word(token, at))
            self._before.append(token.lower())
        return "".join(self._out)

    def _word(self, token: str, at: int) -> str:
        lower = token.lower()
        if token == _YOUR:
            self._is_subject = self._is_subject and not self._opens()
            return "your"
        if token == _YOU:
            self._awaits_verb = self._is_subject = self._opens()
            return "you"
        if lower in _THIRD or lower.split("'")[0] in ("they", "he", "she"):
            return self._pronoun(token, lower)
        if lower in _RELATIVE:
            self._is_subject = False
        if self._awaits_verb:
            return self._verb(token)
        if self._shares_subject(token, at):
            return second_person(token)
        return token

    def _opens(self) -> bool:
        """Whether a clause begins here."""
        return not self._before or self._before[-1] in _OPENERS or not self._before[-1].isalnum()

    def _verb(self, token: str) -> str:
        if is_adverb(token) and not is_third_person(token):
            return token
        self._awaits_verb = False
        return token if token.lower() == "and" else second_person(token)

    def _shares_subject(self, token: str, at: int) -> bool:
        """Whether this is a second verb of the user's: *likes tea and hates coffee*."""
        before = [word for word in self._before[-2:] if not is_adverb(word)]
        joined = self._is_subject and bool(before) and before[-1] in _JOINTS
        follows = any(later.isalnum() for later in self._tokens[at + 1 :])
        return joined and follows and is_third_person(token)

    def _pronoun(self, token: str, lower: str) -> str:
        stem, mark, rest = lower.partition("'")
        if not self._means_user(stem):
            self._is_subject = False
            return token
        if stem in ("he", "she"):
            self._awaits_verb = self._is_subject = not mark
        return _THIRD[stem] + _CONTRACTED.get(mark + rest, mark + rest)

    def _means_user(self, pronoun: str) -> bool:
        """Whether nobody else was mentioned whom the pronoun could mean."""
        others = [word for word in self._before if word not in (_YOU, _YOUR)]
        if speaks_of_people(topics_of(" ".join(others))):
            return False
        if pronoun in _SINGULAR:
            return _YOU in self._before
        if self._before and self._before[-1] in _TIMELY and _YOU in self._before:
            return True
        plurals = [w for w in others if w.endswith("s") and len(w) > 3 and not is_third_person(w)]
        return pronoun.startswith("their") or not plurals
