"""Which known records are no longer true after a message, as a small model of our own reads them.

`supersession.py` decides by constructions, and hardly ever wrongly; this reads what is said in
other words: *wiped the laptop and put Ubuntu on it* after *the laptop runs Windows*. The model is a
cross-encoder, all-MiniLM-L6-v2 trained further on pairs that were written for this
(`benchmarks/contradiction_fit.py`); it runs on the processor, some two milliseconds a pair.
"""

import math
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from local_agentcore import embedding
from local_agentcore.embedding import Session, Vectors
from local_agentcore.extraction import language, prose
from local_agentcore.extraction.clauses import finite
from local_agentcore.extraction.consolidation import first_sentence
from local_agentcore.extraction.stems import stem, stemmed
from local_agentcore.extraction.types import Utterance

MODEL = Path(__file__).parents[1] / "data" / "contradiction" / "model.onnx"
MODEL_BYTES = 22_913_309
MAX_TOKENS = 96
"""What the model was trained on; of longer pairs the ends are cut off."""
SURE, SURE_ALONE = 0.9, 0.97
"""From here on a record is ended, with a word of change in the message and without: see
docs/quality.md for what that finds and what it mistakes."""
_NEAREST = 12
"""So many of the known records are read against a message: those nearest to it in meaning."""
_MAX_WORDS = 25
"""Longer messages, as in talks between friends, are left to the rules: there, and in sentences out
of them, the model sees changes where there are none."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PAST = "VBD"
_CHANGING = re.compile(
    r"n't\b|\b(?:not|no|never|none|nothing|without|goodbye|so long"
    r"|any ?more|any longer|quit|g[ai]ven? (?:up|back|away)|stop\w*|drop\w*|cancel\w*|done with"
    r"|sold|rid|left|clos\w+|delet\w+|uninstall\w*|trad\w+|return\w*|brok?en? (?:up|off)"
    r"|split|call\w* off|died|passed|lost|over|off|out|through|end\w*|finish\w*|scrap\w*"
    r"|ditch\w*|thr[eo]wn?|hand\w* (?:in|over)|retir\w+|resign\w*|laid|fired|expir\w+|cut"
    r"|now|nowadays|these days|lately|(?:now|here) on|instead|switch\w*|chang\w+|mov\w+"
    r"|replac\w+|swap\w*|bec[ao]me|turn\w*|start\w*|beg[au]n|new|upgrad\w+|convert\w*"
    r"|taken?|took|transfer\w*|settl\w+|migrat\w+|shift\w*|push\w+|postpon\w+|reschedul\w+"
    r"|again|back|after all|round|around|resum\w+|reconcil\w+|finally|at last|as of|since"
    r"|graduat\w+|heal\w*|recover\w*|better|approv\w+|hired|promot\w+|born|baby|married"
    r"|engaged|divorced|said yes|complet\w+|submit\w*|deliver\w*|paid|bought|arriv\w+|discharg\w+"
    r"|fix\w*|repair\w*|won|got (?:my|our|the)|sorry|misspoke|mistake\w*|wrong|actually|meant"
    r"|rais\w+|bump\w*|doubl\w+|halv\w+|grew|(?:up|down) to|increas\w+|reduc\w+|lower\w*"
    r"|exten\w+|makes (?:that|us|it)|gain\w*|join\w*|rose|went (?:up|down))\b",
    re.IGNORECASE,
)
"""What ends something mostly says so by one of these words."""
_GOES_ON = re.compile(r"\bstill\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"(?:they|it|these|those|this|that|here)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_IDLE = stemmed("the user user's is has a an and in of to for with their at on")
_FELT = re.compile(
    r"^Asked |\b(?:thinks?|feels?|feeling|finds?|believes?|hopes?|excited|thrilled|grateful"
    r"|thankful|determined|proud|happy|glad|passion|joy|important|rewarding|motivat\w+|inspir\w+|support\w*"
    r"|helps?|brings?|gives?|makes?|means|always|tries|(?:wants|going) to)\b"
)
"""Of records that say such things the model takes what affirms them for their end."""
_loading = threading.Lock()


def contradicted_by(utterance: Utterance, known: Sequence[str]) -> list[int]:
    """The indices of the known records that a short message makes untrue, in their order.

    Takes the texts of records: sentences about the user, or the JSON of preferences. What has
    happened, and what somebody thinks or feels, is never ended.

    Raises:
        RuntimeError: the model's file is not the one that this was made for.
    """
    if utterance.role != "USER" or not known:
        return []
    told = [first_sentence(text) for text in known]
    states = [place for place, text in enumerate(told) if _may_end(text)]
    ended: set[int] = set()
    for passage in _passages(utterance.text):
        near = _nearest(passage, states, told)
        likely = _probabilities(passage, [told[place] for place in near])
        ended.update(
            place
            for place, probability in zip(near, likely, strict=True)
            if probability >= _needed(passage, told[place])
        )
    return sorted(ended)


def warm() -> None:
    """Load the model now rather than with the first message."""
    _reader()


def nearest(text: str, others: Sequence[str]) -> int:
    """The place of what is nearest to the text in meaning."""
    if len(others) == 1:
        return 0
    return int(np.argmax([_vector(other) @ _vector(text) for other in others]))


def _passages(message: str) -> Iterator[str]:
    """What each paragraph of a short message states; no questions."""
    found = [
        " ".join(part for part in _SENTENCE_END.split(paragraph) if not part.endswith("?"))
        for paragraph in prose.paragraphs(message)
    ]
    if sum(len(passage.split()) for passage in found) <= _MAX_WORDS:
        yield from (passage for passage in found if not _GOES_ON.search(passage))


def _needed(passage: str, record: str) -> float:
    """How sure the model must be; more than it can be of what only repeats the record."""
    if _CHANGING.search(passage):
        return SURE
    words = _stems(record) - _IDLE
    repeats = 2 * len(words & _stems(passage)) >= len(words)
    return math.inf if repeats or _POINTS_BACK.match(passage) else SURE_ALONE


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(text.lower())}


@lru_cache(maxsize=16384)
def _may_end(text: str) -> bool:
    """Whether a record says what is so, and not what happened or what is thought and felt."""
    if _FELT.search(text):
        return False
    docs = language.parse([text])
    roots = [sentence.root for doc in docs for sentence in doc.sents][:1]
    return not any(finite(root).tag_ == _PAST for root in roots)


def _nearest(passage: str, places: Sequence[int], told: Sequence[str]) -> list[int]:
    if len(places) <= _NEAREST:
        return list(places)
    closeness = np.stack([_vector(told[place]) for place in places]) @ _vector(passage)
    return [places[number] for number in np.argsort(-closeness)[:_NEAREST]]


@lru_cache(maxsize=8192)
def _vector(text: str) -> Vectors:
    vector: Vectors = embedding.shared().embed([text])[0]
    return vector


def _probabilities(passage: str, records: Sequence[str]) -> Vectors:
    """For each record how likely the passage makes it untrue, from 0 to 1."""
    if not records:
        return np.zeros(0, dtype=np.float32)
    reader = _reader()
    found = [reader.tokenizer.encode(record, passage) for record in records]
    shape = len(found), max(len(each.ids) for each in found)
    ids, types, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, each in enumerate(found):
        ids[row, : len(each.ids)] = each.ids
        types[row, : len(each.ids)] = each.type_ids
        mask[row, : len(each.ids)] = 1
    inputs = {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}
    logits = reader.session.run(["logits"], inputs)[0]
    likely: Vectors = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return likely


@dataclass(frozen=True)
class _Reader:
    tokenizer: Tokenizer
    session: Session


def _reader() -> _Reader:
    with _loading:
        return _loaded()


@cache
def _loaded() -> _Reader:
    return _Reader(embedding.tokenizer(MAX_TOKENS), embedding.session(MODEL, MODEL_BYTES))
