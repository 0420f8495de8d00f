"""Answers that only their question makes whole: *What's your dog called?* — *Rex.*"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local_agentcore.extraction.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Span

MAX_QUESTION = 140
MAX_ANSWER_WORDS = 16
_QUESTION = re.compile(
    r"(?:^|[.!?,\n]\s*)((?:what|which|where|when|who|whose|how (?:many|much|often|long|old|far))\b"
    r"[^.!?\n]*\byou(?:r|rs)?\b[^.!?\n]*)\?\s*$",
    re.IGNORECASE,
)
_FINITE = words("VBZ VBP VBD MD")
_CONTENT = words("NN NNS NNP NNPS CD")
_EMPTY = words(
    """thanks thank yes yeah yep no nope sure okay ok maybe idea nothing none clue problem course
    way lot please hello hi hey bye wow cool awesome great nice congrats prob"""
)


def question_in(message: str) -> str | None:
    """The question about the user that a message ends with, None when it asks none."""
    found = _QUESTION.search(message.strip())
    if found is None or len(found[1]) > MAX_QUESTION or '"' in found[1]:
        return None
    asked = found[1].strip()
    return f"{asked[:1].upper()}{asked[1:]}?"


def answer_in(sentence: Span) -> str | None:
    """The words that answer it: a phrase without a verb of its own, None when it is no such."""
    said = [word for word in sentence if not word.is_punct]
    if not 0 < len(said) <= MAX_ANSWER_WORDS or sentence.text.rstrip().endswith("?"):
        return None
    if any(word.tag_ in _FINITE or word.tag_ == "VB" or word.lower_ in _EMPTY for word in said):
        return None
    if not any(word.tag_ in _CONTENT for word in said):
        return None
    text = sentence.text.strip(" .!,;:-\"'")
    return None if '"' in text else text


def stated(question: str, answer: str) -> str:
    """The record of an answer, which holds the question: alone it would say nothing."""
    return f'Asked "{question}", the user answered "{answer}".'
