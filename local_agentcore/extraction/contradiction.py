"""Which known records are no longer true after a message, as a small model of our own reads them.

`supersession.py` decides by constructions, and hardly ever wrongly; this reads what is said in
other words: *wiped the laptop and put Ubuntu on it* after *the laptop runs Windows*. The model is a
cross-encoder, all-MiniLM-L6-v2 trained further on pairs that were written for this
(`benchmarks/contradiction_fit.py`); it runs on the processor, some two milliseconds a pair.
"""

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
from local_agentcore.extraction import language, prose, sentences
from local_agentcore.extraction.clauses import finite
from local_agentcore.extraction.consolidation import first_sentence
from local_agentcore.extraction.stems import LISTS, stem, stemmed
from local_agentcore.extraction.types import Utterance

MODEL = Path(__file__).parents[1] / "data" / "contradiction" / "model.onnx"
MODEL_BYTES = 22_913_309
MAX_TOKENS = 96
"""What the model was trained on; of longer pairs the ends are cut off."""
SURE = {12: 0.7, 25: 0.8}
"""From which probability on a record is ended, by how many words a message has at most; longer ones
are left to the rules: in talks between friends the model sees changes where there are none. See
docs/quality.md for what that finds and what it mistakes."""
_NEAREST = 12
"""So many of the known records are read against a message: those nearest to it in meaning."""
_PAST = "VBD"
_LIKING = re.compile(
    r"\b(?:loves?|likes?|enjoys?|adores?|fan of|passionate|fond of|keen on|into|drawn to"
    r"|hooked on)\b"
)
_DISLIKING = re.compile(r"\b(?:not|no|never|hates?|dislikes?|cannot)\b")
_CHANGE = re.compile(
    r"n't\b|\b(?:not|no|never|none|nothing|without|goodbye|any ?more|any longer|quit"
    r"|g[ai]ven? (?:up|back|away)|stop\w*|drop\w*|cancel\w*|rid|left|lost|over|off|out|end\w*"
    r"|finish\w*|done with|ditch\w*|sold|sorry|misspoke|mistake\w*|wrong|actually|meant|now"
    r"|nowadays|these days|lately|from|since|instead|after all|enough|switch\w*|chang\w+"
    r"|turn\w*|bec[ao]me|start\w*|beg[au]n|moved|again|back|finally|new)\b",
    re.IGNORECASE,
)
"""What ends a liking mostly says so by one of these words; what has none affirms it."""
_WHOSE = re.compile(r"The user's (\w+)")
_HAS = re.compile(r"The user (?:has|owns)\b")
_HAVE = re.compile(r"\b(?:I|we)(?:'ve| have| own)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_IDLE = stemmed("the user user's is has a an and in of to for with their at on")
_FELT = re.compile(
    r"^Asked |\b(?:thinks?|feels?|feeling|finds?|believes?|hopes?|excited"
    r"|thrilled|grateful|thankful|determined|proud|happy|glad|passion|joy|important|rewarding"
    r"|motivat\w+|inspir\w+|support\w*|helps?|brings?|gives?|makes?|means)\b"
)
"""What affirms a record that says such things reads to the model as its end."""
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
    passages = list(_passages(utterance.text))
    sure = _sure(sum(len(passage.split()) for passage in passages))
    if sure is None:
        return []
    return sorted({place for passage in passages for place in _ended(passage, states, told, sure)})


def _sure(words: int) -> float | None:
    """How likely a message of so many words must end a record; None where it may not."""
    return next((probability for most, probability in SURE.items() if words <= most), None)


def _ended(passage: str, states: Sequence[int], told: Sequence[str], sure: float) -> Iterator[int]:
    """The places of the records that one passage ends, of those that may end."""
    near = _nearest(passage, states, told)
    likely = probabilities(passage, [told[place] for place in near])
    for place, probability in zip(near, likely, strict=True):
        if probability >= sure and _may_say_so(passage, told[place]):
            yield place


def warm() -> None:
    """Load the model now rather than with the first message."""
    _reader()


def nearest(text: str, others: Sequence[str]) -> int:
    """The place of what is nearest to the text in meaning."""
    if len(others) == 1:
        return 0
    return int(np.argmax([_vector(other) @ _vector(text) for other in others]))


def probabilities(passage: str, records: Sequence[str]) -> Vectors:
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


def _passages(message: str) -> Iterator[str]:
    """What each paragraph of a message states; no questions."""
    for paragraph in prose.paragraphs(message):
        stated = [part for part in sentences.END.split(paragraph) if not part.endswith("?")]
        if stated:
            yield " ".join(stated)


def _may_say_so(passage: str, record: str) -> bool:
    """Whether what is said may end a record.

    It takes a word of change to end a liking, what is said again, what is known of a friend, who
    may be another one, and what somebody has who tells what they have.
    """
    likes = _LIKING.search(record) and not _DISLIKING.search(record)
    again = _stems(record) - _IDLE <= _stems(passage)
    whose = _WHOSE.match(record)
    several = whose is not None and stem(whose[1]) in LISTS["several"]
    beside = _HAS.match(record) and _HAVE.search(passage)
    return not (likes or again or several or beside) or bool(_CHANGE.search(passage))


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
