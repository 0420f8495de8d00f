"""Sentences that leave *I* out: *Took a trip to Rome*, *Love spicy food*, *Been busy lately*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local_agentcore.extraction.inflection import PASTS
from local_agentcore.extraction.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OPENERS = words(
    """just even also still never always really definitely finally recently currently actually so
    only once usually often mostly honestly totally already probably lately"""
)
_HABITS = words(
    """love hate miss need want prefer adore like appreciate enjoy cherish dislike wish plan intend
    live work"""
)
_WANTING = words("like love want need enjoy know have really")
_ONGOING = words(
    """trying working planning thinking hoping taking getting learning studying looking living
    training preparing saving considering volunteering practicing reading watching feeling starting
    moving going"""
)
_FINITE = words("VBZ VBP VBD MD POS")
_BELOW = words("relcl advcl ccomp acl")
_NOT_MINE = words(
    """seeing having hearing giving looking sounding seeming being wishing sending congratulating
    knowing speaking talking depending including regarding considering judging according following
    assuming loving"""
)
_FEELINGS = words(
    """proud excited happy thankful grateful lucky stoked pumped nervous worried sad blessed keen
    scared afraid allergic tired obsessed interested busy swamped stuck addicted"""
)
_OF_THINGS = words("""sounded looked seemed appeared turned tasted smelled meant made happened""")
_FOLLOWING = words("to about of for that with by in on I when at")


def completed(doc: Doc) -> str | None:
    """The text with *I* where a sentence left it out, None when it stands as it is.

    Orders (*Believe in yourself*) and what is said of things (*Sounds great*) are left alone.
    """
    edits = [edit for sentence in doc.sents if (edit := _edit(sentence)) is not None]
    if not edits:
        return None
    text = doc.text
    for place, subject in reversed(edits):
        verb = text[place:]
        text = text[:place] + subject + " " + verb[:1].lower() + verb[1:]
    return text


def _edit(sentence: Span) -> tuple[int, str] | None:
    """Where the subject is missing, and what to write there."""
    if sentence.text.rstrip(" \"')").endswith("?") or len(sentence) < 3:
        return None
    begun = next((word for word in sentence if word.lower_ not in _OPENERS), None)
    if begun is None or any(child.dep_ in _SUBJECTS for child in begun.children):
        return None
    subject = _subject(begun, sentence)
    if subject is None:
        return None
    opener = sentence[0]
    # "So excited" is "I am so excited"; "Just got a dog" is "I just got a dog".
    return opener.idx, subject


def _subject(word: Token, sentence: Span) -> str | None:
    said, follows = word.lower_, _next(word, sentence)
    if said in _FEELINGS:
        return "I am" if follows in _FOLLOWING or word.lower_ == "blessed" else None
    if said in ("been", "gone"):
        # *Been a long week* is said of a time.
        return None if follows in ("a", "an", "ages", "so", "quite", "too", "forever") else "I have"
    if word == sentence.root and (said in _ONGOING or _is_doing(word, sentence)):
        return None if _is_of_thing(word) else "I am"
    if _is_finite(word, sentence):
        return "I"
    return None


def _is_doing(word: Token, sentence: Span) -> bool:
    """*Staying positive*, *Researching schools*; not *Looking good*, *Sending you a hug*."""
    told = any(c.dep_ in ("dobj", "acomp", "prep", "xcomp") and c.i > word.i for c in word.children)
    mine = word.lower_ not in _NOT_MINE and not any(w.lower_ in ("you", "your") for w in sentence)
    # Where another verb has its place in the sentence, the first one may be its subject.
    alone = not any(w.tag_ in _FINITE and w.dep_ not in _BELOW for w in sentence)
    return word.tag_ == "VBG" and told and mine and alone


def _is_finite(word: Token, sentence: Span) -> bool:
    said, follows = word.lower_, _next(word, sentence)
    if said in _HABITS:
        if said == "plan" and follows not in ("to", "on"):
            return False
        return word.tag_ in ("VB", "VBP", "NN", "IN", "NNP") and follows not in ("your", "you", ",")
    if said in ("ca", "could", "do", "did", "have", "was"):
        return follows in ("n't", "not") and _negates(word, sentence)
    # The tagger takes a past form that begins a sentence for an order now and then.
    mistaken = word.tag_ == "VB" and (said in PASTS or said.endswith("ed"))
    past = word.tag_ == "VBD" or mistaken or (word.tag_ == "VBN" and word.dep_ == "ROOT")
    past = past or _is_done_to_name(word, sentence)
    return past and said not in _OF_THINGS and follows not in ("by", ",", "!", ".")


def _is_done_to_name(word: Token, sentence: Span) -> bool:
    """*Cancelled Netflix last night*: the tagger takes it for a word that describes the name."""
    described = word.lower_.endswith("ed") and word.dep_ in ("amod", "compound")
    described = described and word.head.tag_ == "NNP"
    return described and not any(other.tag_ in _FINITE for other in sentence)


def _negates(word: Token, sentence: Span) -> bool:
    """*Didn't sleep*, *Can't stand rain*; but *Don't give up* is an order."""
    after = [other.lower_ for other in sentence if other.i > word.i + 1][:2]
    return word.lower_ != "do" or bool(_WANTING.intersection(after))


def _is_of_thing(verb: Token) -> bool:
    """*Going to be a great night*: nobody is that."""
    return verb.lower_ == "going" and any(child.lemma_ == "be" for child in verb.children)


def _next(word: Token, sentence: Span) -> str:
    following = next((other for other in sentence if other.i == word.i + 1), None)
    if following is None:
        return ""
    return following.text if re.fullmatch(r"I|I'm", following.text) else following.lower_
