"""From the first person to the third: *I have my dog* becomes *The user has their dog*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from local_agentcore.extraction.clauses import Clause, auxiliaries, finite, own_subject, spaced
from local_agentcore.extraction.inflection import PASTS, plural, third_singular
from local_agentcore.extraction.lexicon import words
from local_agentcore.extraction.people import GENDERS

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKER = frozenset({"i", "we"})
_THE_USER = "the user"
_AS_THEY = {
    "i": "they",
    "we": "they",
    "me": "them",
    "us": "them",
    "my": "their",
    "our": "their",
    "mine": "theirs",
    "ours": "theirs",
    "myself": "themselves",
    "ourselves": "themselves",
}
_AS_THE_USER = {
    **dict.fromkeys(("i", "we", "me", "us"), _THE_USER),
    **dict.fromkeys(("my", "our", "mine", "ours"), f"{_THE_USER}'s"),
    **dict.fromkeys(("myself", "ourselves"), "themselves"),
}
FIRST_PERSON = frozenset(_AS_THEY)
_THEY = frozenset({"they", "them", "their", "theirs"})
_ADDRESSED = {"you": "the assistant", "your": "its", "yourself": "itself"}
_SAME_IN_PAST = words("read knit put set let cost spread shut")
_FILLERS = words("really so super actually totally definitely honestly literally basically")
_MOSTLY_PAST = PASTS | words("cut hit hurt bet split")
_TORN = re.compile(r"(?: (?:and|but|or))? ,")
"""What is left where a clause was taken out of the midst of another."""
_TOGETHER = words(
    """friend neighbor neighbour cousin sibling brother sister twin partner roommate flatmate
    colleague coworker classmate teammate people"""
)
_MEASURED = words("far long many much no few little")
_PAST = words("yesterday last ago when once earlier before recently finally")
_PRESENT = frozenset({"VBP", "VB", "NN", "NNS", "JJ", "IN", "UH", "NNP", "RB"})


def is_speaker(subject: Token | None) -> bool:
    """Whether the subject is the speaker alone, so that verbs agree with *the user*."""
    if subject is None or subject.lower_ not in SPEAKER:
        return False
    return not any(child.dep_ == "conj" for child in subject.children)


def is_first_person(word: Token) -> bool:
    """Whether the word is *I*, *my*, *us* … and not the country."""
    return word.lower_ in FIRST_PERSON and word.text != "US"


class Rewriter:
    """Rewrites one clause; `others` names the people whom its pronouns and names mean, by index."""

    def __init__(self, clause: Clause, others: Mapping[int, str]) -> None:
        self._clause = clause
        self._replaced = {
            **dict.fromkeys(_addressed(clause.words), ""),
            **_as_one(clause),
            **others,
        }
        self._introduced = False
        self._by_they = is_speaker(clause.subject) and self._unambiguous()

    def sentence(self) -> str:
        """The clause as one sentence about the user."""
        for word in self._clause.words:
            if word.dep_ in ("nsubj", "nsubjpass") and word.lower_ in SPEAKER:
                self._agree(word)
        if is_speaker(self._clause.subject):
            self._conjugate(self._clause.head, singular=True)
        text = spaced((word, self._piece(word)) for word in self._clause.words)
        text = _TORN.sub(",", text).rstrip(" .!?,")
        closed = ")" if text.count("(") > text.count(")") else ""
        return f"{text[:1].upper()}{text[1:]}{closed}."

    def opinion(self, introduced: str) -> str:
        """The clause as what the user thinks: *The user finds it hard to sleep.*"""
        subject, verb = self._clause.subject, finite(self._clause.head)
        if introduced == "thinks":
            said = self.sentence()
            proper = self._clause.words[0].tag_ in ("NNP", "NNPS") or said.startswith("I ")
            return f"The user thinks {said if proper else said[:1].lower() + said[1:]}"
        assert subject is not None
        found = introduced if verb.tag_ != "VBD" else introduced.replace("finds", "found")
        self._by_they = self._introduced = True
        self._replaced.update({subject.i: f"The user {found}", verb.i: ""})
        for helper in auxiliaries(self._clause.head):
            self._replaced[helper.i] = ""
        if self._clause.head.tag_ != "VBG":
            self._replaced[self._clause.head.i] = ""
        return self.sentence()

    def _unambiguous(self) -> bool:
        return not any(word.lower_ in _THEY for word in self._clause.words)

    def _agree(self, subject: Token) -> None:
        """Make the verb of a subject that is the speaker agree with what stands for the speaker."""
        if subject == self._clause.subject or not is_speaker(subject):
            return
        again = subject.head.dep_ == "conj" and subject.head.head == self._clause.head
        if again and is_speaker(self._clause.subject):
            self._replaced[subject.i] = ""
            self._replaced.update({i: "" for i in _comma_before(subject)})
        self._conjugate(subject.head, singular=again or not self._by_they)

    def _conjugate(self, verb: Token, singular: bool) -> None:
        word = finite(verb)
        if self._agrees(word, verb):
            form = third_singular if singular else plural
            self._replaced[word.i] = form(word.text)
        for other in verb.children:
            if other.dep_ == "conj" and own_subject(other) is None and self._shares(other, word):
                self._conjugate(other, singular)

    def _agrees(self, word: Token, verb: Token) -> bool:
        """Whether the form of the word depends on its subject."""
        if word.lower_ in _MOSTLY_PAST | {"'d", "'s"} or word.tag_ == "VBZ":
            return False
        if word.lower_ in _SAME_IN_PAST:
            return not any(w.lower_ in _PAST for w in self._clause.words)
        return word.lemma_ == "be" or word != verb or word.tag_ in _PRESENT

    def _shares(self, verb: Token, first: Token) -> bool:
        """A second verb agrees too, unless a helper of the first serves both."""
        helped = first != verb.head and not auxiliaries(verb)
        return verb in self._clause.words and not helped and verb.tag_ in ("VBP", "VB", "VBD", "NN")

    def _piece(self, word: Token) -> str:
        if word.i in self._replaced:
            return self._owned(self._replaced[word.i], word)
        if self._is_filler(word):
            return ""
        if is_first_person(word):
            return self._speaker(word)
        if word.lower_ in _ADDRESSED and self._asks_assistant():
            return _ADDRESSED[word.lower_]
        return self._plain(word)

    def _owned(self, label: str, word: Token) -> str:
        """*their novel* rather than *the user's novel* after *the user* as the subject."""
        own = label.removeprefix("the user's ")
        by_they = self._by_they and own != label and word.dep_ in ("dobj", "pobj")
        return f"their {own}" if by_they else label

    def _is_filler(self, word: Token) -> bool:
        """*really*, *just*: words that add nothing to a record; *not really* and *so … that* do."""
        if word.lower_ == "all" and word.head.lower_ == "we":
            return True
        if word.lower_ not in _FILLERS or word.dep_ != "advmod":
            return False
        if word.lower_ == "so" and not _heightens(word):
            return False
        negated = any(child.dep_ == "neg" for child in word.head.children)
        measured = any(c.dep_ in ("ccomp", "advcl") for c in word.head.children)
        return not negated and not (word.lower_ == "so" and measured)

    def _asks_assistant(self) -> bool:
        """*I want you to …*: there *you* is nobody in general."""
        return any(
            w.lower_ == "you" and w.head.head == self._clause.head for w in self._clause.words
        )

    def _speaker(self, word: Token) -> str:
        later = self._introduced or (
            is_speaker(self._clause.subject) and word != self._clause.subject
        )
        if later and (self._by_they or word.lower_ not in SPEAKER):
            return _AS_THEY[word.lower_]
        return _AS_THE_USER[word.lower_]

    def _plain(self, word: Token) -> str:
        """Write contractions out; an *am* that is left has *the user* for its subject."""
        if word.lower_ == "am" and word.tag_ == "VBP":
            return third_singular(word.text)
        if word.lower_ in ("n't", "nt") and word.dep_ == "neg":
            return "not"
        if word.lower_ == "'s" and word.tag_ == "VBZ":
            return "has" if _is_perfect(word) else "is"
        if word.lower_ == "'d":
            return "had" if word.head.tag_ == "VBN" or word.nbor().lower_ == "better" else "would"
        if word.tag_ in ("VBP", "MD") and ("'" in word.text or word.lower_ in ("ca", "wo")):
            return plural(word.text)
        return word.text


def _heightens(so: Token) -> bool:
    """*so tired*; not *so far*, nor the *so* that joins."""
    return so.i + 1 < len(so.doc) and (
        so.nbor().tag_ in ("JJ", "RB", "VBN", "VBG") and so.nbor().lower_ not in _MEASURED
    )


def _is_perfect(word: Token) -> bool:
    """Whether *'s* is *has*: *it's been fun*, *art's definitely helped me*."""
    verb = word.head
    done = verb.tag_ == "VBN" and any(child.dep_ == "dobj" for child in verb.children)
    after = word.nbor()
    while after.dep_ in ("advmod", "neg") and after.i + 1 < len(word.doc):
        after = after.nbor()
    return (word.dep_ == "aux" and verb.tag_ == "VBN") or done or after.lower_ == "been"


def _as_one(clause: Clause) -> dict[int, str]:
    """*a foster parent* where *we* are *foster parents*."""
    if clause.subject is None or clause.subject.lower_ != "we" or clause.head.lemma_ != "be":
        return {}
    told = [child for child in clause.head.children if child.dep_ == "attr"]
    return _singular(told[0]) if told else {}


def _singular(noun: Token) -> dict[int, str]:
    """*a foster parent* for *foster parents*; nothing for *best friends* and *two cooks*."""
    before = [child for child in noun.children if child.i < noun.i]
    if noun.tag_ != "NNS" or noun.lemma_ in _TOGETHER:
        return {}
    if any(child.dep_ not in ("amod", "compound") for child in before):
        return {}
    first = min([noun, *before], key=lambda word: word.i)
    article = "an" if first.lower_[:1] in tuple("aeiou") else "a"
    text = noun.lemma_ if first == noun else first.text
    return {noun.i: noun.lemma_, first.i: f"{article} {text}"}


def _addressed(said: Sequence[Token]) -> Iterator[int]:
    """Where somebody is spoken to by name at the end: *I love the idea, Ana*."""
    if len(said) < 3 or said[-1].tag_ != "NNP" or said[-1].nbor(-1).text != ",":
        return
    name = said[-1]
    beside = name.head
    near = {beside.lemma_.lower(), said[-3].lemma_.lower()}
    is_theirs = bool(near & GENDERS.keys()) or beside.tag_ in ("NNP", "NNPS", "CD")
    if name.dep_ in ("npadvmod", "appos", "conj") and not is_theirs:
        yield from (name.i, name.i - 1)


def _comma_before(subject: Token) -> list[int]:
    """The comma in *…, and I*, which goes when the *I* goes."""
    if subject.i < 2 or subject.nbor(-1).dep_ != "cc" or subject.nbor(-2).text != ",":
        return []
    return [subject.i - 2]
