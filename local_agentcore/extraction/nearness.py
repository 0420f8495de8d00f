"""How near two statements are in meaning, by the embedding that searches them, too."""

from functools import cache, lru_cache

import numpy as np

from local_agentcore.embedding import Embedder, Vectors
from local_agentcore.extraction.consolidation import first_sentence


def nearness(one: str, other: str) -> float:
    """The cosine of two records' first sentences: 1 for the same, about 0 for unrelated ones."""
    return float(np.dot(_vector(first_sentence(one)), _vector(first_sentence(other))))


@cache
def _embedder() -> Embedder:
    return Embedder()


@lru_cache(maxsize=8192)
def _vector(text: str) -> Vectors:
    vectors: Vectors = _embedder().embed([text])
    return np.asarray(vectors[0], dtype=np.float32)
