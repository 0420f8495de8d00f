"""The real embedding model."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import local_agentcore
from local_agentcore.embedding import DIMENSIONS, Embedder

VOCABULARY = Path(local_agentcore.__file__).parent / "data" / "minilm" / "vocab.txt"
TEXTS = ["Hello", "The user lives in Seattle.", "tea", "A longer sentence about tea in Seattle."]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_vectors_are_unit_float32_in_the_texts_order(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.allclose(vectors, alone, atol=1e-3)


def test_like_meanings_are_near(embedder: Embedder) -> None:
    name, alice, weather = embedder.embed(["What is my name?", "My name is Alice", "It rains"])
    assert name @ alice > 0.6 > 0.3 > name @ weather


def test_no_text_is_refused(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, DIMENSIONS)
    odd = ["", "😀", "[CLS] [SEP] [PAD]", "\x00\ud7ff", "word " * 5000, "x" * 50_000, "日本語"]
    assert np.isfinite(embedder.embed(odd)).all()


def test_markers_in_a_text_are_plain_text(embedder: Embedder) -> None:
    plain, marked = embedder.embed(["tea", "tea [SEP]"])
    assert plain @ marked < 0.99


def test_only_the_first_256_tokens_count(embedder: Embedder) -> None:
    within, beyond = "tea " * 254, "tea " * 254 + "coffee " * 100
    one, other = (embedder.embed([text]) for text in (within, beyond))
    assert np.allclose(one, other, atol=1e-5)


def test_more_texts_than_a_batch(embedder: Embedder) -> None:
    vectors = embedder.embed([f"{'very ' * (n % 7)}good tea" for n in range(100)])
    assert (vectors[0] @ vectors[7 * 14] > 0.95) and vectors.shape[0] == 100


def test_threads_share_one() -> None:
    embedder = Embedder()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: embedder.embed(["one text"]), range(8)))
    assert all(np.allclose(found[0], other) for other in found)


def test_the_vocabulary_is_berts() -> None:
    data = VOCABULARY.read_bytes()
    expected = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
    assert hashlib.sha256(data).hexdigest() == expected
    assert len(data.splitlines()) == 30_522
    assert VOCABULARY.with_name("NOTICE").exists()
