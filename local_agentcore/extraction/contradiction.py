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
from local_agentcore.extraction import language, prose
from local_agentcore.extraction.clauses import finite, own_subject
from local_agentcore.extraction.consolidation import first_sentence
from local_agentcore.extraction.stems import PEOPLE, stem, stemmed
from local_agentcore.extraction.types import Utterance

MODEL = Path(__file__).parents[1] / "data" / "contradiction" / "model.onnx"
MODEL_BYTES = 22_913_309
MAX_TOKENS = 96
"""What the model was trained on; of longer pairs the ends are cut off."""
SURE = 0.9
"""From here on a record is ended: see docs/quality.md for what that finds and what it mistakes."""
_NEAREST = 12
"""So many of the known records are read against a message: those nearest to it in meaning."""
_MAX_WORDS = 25
"""Longer messages, as in talks between friends, are left to the rules: there, and in sentences out
of them, the model sees changes where there are none."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PAST = "VBD"
_SAID_ALONE = ("VBD", "VBN", "VBG", "VB", "VBP")
_USER = "user"
_OWN = frozenset({"me", "my", "mine", "myself", "us", "our", "ours"})
_ENDING = re.compile(
    r"n't\b|\b(?:not|no|never|none|nothing|without|goodbye|so long|from"
    r"|any ?more|any longer|quit|g[ai]ven? (?:up|back|away)|stop\w*|drop\w*|cancel\w*|done with"
    r"|sold|rid|left|clos\w+|delet\w+|uninstall\w*|wip\w+|trad\w+|return\w*"
    r"|brok?en? (?:up|off)|split|call\w* off|died|passed|lost|over|off|out|through|end\w*"
    r"|finish\w*|scrap\w*|ditch\w*|thr[eo]wn?|hand\w* (?:in|over)|retir\w+|resign\w*|laid"
    r"|fired|expir\w+|cut|sorry|misspoke|mistake\w*|wrong|actually|meant)\b",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"\b(?:now|nowadays|these days|lately|here on|instead|switch\w*|chang\w+|mov\w+|replac\w+"
    r"|swap\w*|bec[ao]me|turn\w*|start\w*|beg[au]n|new|upgrad\w+|convert\w*|taken?|took"
    r"|transfer\w*|settl\w+|migrat\w+|shift\w*|push\w+|postpon\w+|reschedul\w+|again|back"
    r"|after all|round|around|resum\w+|reconcil\w+|finally|at last|as of|since|graduat\w+"
    r"|heal\w*|recover\w*|better|approv\w+|hired|promot\w+|born|baby|married|engaged|divorced"
    r"|said yes|complet\w+|submit\w*|deliver\w*|paid|bought|arriv\w+|discharg\w+|fix\w*"
    r"|repair\w*|won|got (?:my|our|the)|rais\w+|bump\w*|doubl\w+|halv\w+|grew|(?:up|down) to"
    r"|increas\w+|reduc\w+|lower\w*|exten\w+|makes (?:that|us|it)|gain\w*|join\w*|rose"
    r"|went (?:up|down))\b",
    re.IGNORECASE,
)
"""What ends something mostly says so by one of these words; others add to what is known."""
_GOES_ON = re.compile(r"\bstill\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_IDLE = stemmed("the user user's is has a an and in of to for with their at on")
_FELT = re.compile(
    r"^Asked |\b(?:called|named|name is|thinks?|feels?|feeling|finds?|believes?|hopes?|excited"
    r"|thrilled|grateful|thankful|determined|proud|happy|glad|passion|joy|important|rewarding"
    r"|motivat\w+|inspir\w+|support\w*|helps?|brings?|gives?|makes?|means|always|tries"
    r"|(?:wants|going) to)\b"
)
"""What affirms a record that says such things, or a name, reads to the model as its end."""
_loading = threading.Lock()


def contradicted_by(utterance: Utterance, known: Sequence[str]) -> list[int]:
    """The indices of the known records that a short message makes untrue, in their order.

    Takes the texts of records: sentences about the user, or the JSON of preferences. What has
    happened, what somebody thinks or feels, and a name are never ended.

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
            if probability >= SURE
            and _says_change(passage, told[place])
            and _is_of(passage, told[place])
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


def _says_change(passage: str, record: str) -> bool:
    """Whether it has a word of change, and of an end where it says all that the record says."""
    if _ENDING.search(passage):
        return True
    repeats = _stems(record) - _IDLE <= _stems(passage)
    return bool(_TURNING.search(passage)) and not repeats


def _is_of(passage: str, record: str) -> bool:
    """Whether something is said of the record's subject; of somebody else's life only by them.

    What the user says of themselves may end what is known of their things, not of their people.
    """
    about = next(iter(_subjects(record)), frozenset({_USER}))
    if not about & PEOPLE:
        about |= {_USER}
    return any(about & other for other in _subjects(passage))


@lru_cache(maxsize=16384)
def _subjects(text: str) -> list[frozenset[str]]:
    """What each clause is about, by stems; the user also where none is named, and with *my*."""
    found: list[frozenset[str]] = []
    for doc in language.parse([text]):
        for word in doc:
            if word.dep_ in ("nsubj", "nsubjpass"):
                names = (c for c in (*word.children, word.head) if c.tag_ == "NNP")
                found.append(frozenset(_named(part.lower_) for part in (word, *names)))
        openers = [word for sentence in doc.sents for word in (sentence.root, sentence[0])]
        alone = any(word.tag_ in _SAID_ALONE and own_subject(word) is None for word in openers)
        if alone or any(word.lower_ in _OWN for word in doc):
            found.append(frozenset({_USER}))
    return found


def _named(word: str) -> str:
    return _USER if word in ("i", "we", "user") else stem(word)


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
