"""Trains the model that `local_agentcore/extraction/contradiction.py` reads messages with.

    python -m benchmarks.contradiction_fit --weights model.safetensors [--held] OUT.onnx

Learns from what `contradiction_data.py` reads. Needs what the project does not install (`pip
install jax optax onnx`) and the weights of all-MiniLM-L6-v2 in 32 bits, of which the word
embeddings stay as they are. Prints how well each held-out set is told apart after each round;
`--held` trains on those too.
"""

import argparse
import json
import math
import random
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from benchmarks.contradiction_data import Pair, pairs, unrelated
from benchmarks.contradiction_graph import HEADS, WIDTH, Tree, exported
from local_agentcore import embedding
from local_agentcore.extraction.contradiction import MAX_TOKENS

ROUNDS, BATCH, RATE, DROPPED, LAYERS, HIDDEN = 2, 32, 1e-4, 0.1, 6, 128
WIDTHS = (24, 32, 40, 56, MAX_TOKENS)
"""Batches are padded to one of these, each of which is compiled once."""
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm",
    "i": "intermediate.dense",
    "f": "output.dense",
    "n2": "output.LayerNorm",
}


def weights(path: Path) -> dict[str, Any]:
    """The arrays of a safetensors file."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    found = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if entry.get("dtype") == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            found[name] = np.frombuffer(data[start:end], np.float32).reshape(entry["shape"])
    return found


def begun(found: dict[str, Any]) -> tuple[Tree, Tree]:
    """The word embeddings, and what is trained: the layers, and a head that knows nothing yet."""
    words = {
        "w": found["embeddings.word_embeddings.weight"],
        "p": found["embeddings.position_embeddings.weight"][:MAX_TOKENS],
        "t": found["embeddings.token_type_embeddings.weight"],
        "n": {
            "w": found["embeddings.LayerNorm.weight"],
            "b": found["embeddings.LayerNorm.bias"],
        },
    }
    dice = np.random.RandomState(0)
    head = {
        "h": {"w": dice.randn(3 * WIDTH, HIDDEN) * 0.03, "b": np.zeros(HIDDEN)},
        "c": {"w": dice.randn(HIDDEN, 1) * 0.05, "b": np.zeros(1)},
    }
    layers = [
        {part: _part(found, f"encoder.layer.{number}.{name}") for part, name in PARTS.items()}
        for number in range(LAYERS)
    ]
    return _on_device(words), _on_device({"layers": layers, "head": head})


def _on_device(tree: Tree) -> Tree:
    return jax.tree.map(lambda array: jnp.asarray(array, jnp.float32), tree)


def _part(found: dict[str, Any], name: str) -> Tree:
    weight = found[f"{name}.weight"]
    return {"w": weight.T, "b": found[f"{name}.bias"]}


def logits(words: Tree, trained: Tree, ids: Any, types: Any, mask: Any, key: Any = None) -> Any:
    """For each pair how sure it is that the message ends the record; `key` leaves some out."""
    keys = iter(jax.random.split(key, 4 * LAYERS + 2)) if key is not None else None
    x = words["w"][ids] + words["p"][: ids.shape[1]][None] + words["t"][types]
    x = _dropped(_normal(x, words["n"]), keys)
    hidden = (1 - mask)[:, None, None, :] * -1e9
    for layer in trained["layers"]:
        x = _normal(x + _dropped(_attended(x, layer, hidden, keys), keys), layer["n1"])
        inner = jax.nn.gelu(_linear(x, layer["i"]), approximate=False)
        x = _normal(x + _dropped(_linear(inner, layer["f"]), keys), layer["n2"])
    of = [_mean(x, mask * (types == kind)) for kind in (0, 1)]
    joined = jnp.tanh(_linear(jnp.concatenate([x[:, 0], *of], 1), trained["head"]["h"]))
    return _linear(_dropped(joined, keys), trained["head"]["c"])[:, 0]


def _attended(x: Any, layer: Tree, hidden: Any, keys: Iterator[Any] | None) -> Any:
    split = (*x.shape[:2], HEADS, WIDTH // HEADS)
    q, k, v = (_linear(x, layer[part]).reshape(split).transpose(0, 2, 1, 3) for part in "qkv")
    sought = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(WIDTH // HEADS) + hidden, -1)
    met = (_dropped(sought, keys) @ v).transpose(0, 2, 1, 3).reshape(x.shape)
    return _linear(met, layer["o"])


def _linear(x: Any, part: Tree) -> Any:
    return x @ part["w"] + part["b"]


def _normal(x: Any, part: Tree) -> Any:
    spread = jnp.sqrt(x.var(-1, keepdims=True) + 1e-12)
    return (x - x.mean(-1, keepdims=True)) / spread * part["w"] + part["b"]


def _mean(x: Any, mask: Any) -> Any:
    return (x * mask[..., None]).sum(1) / jnp.maximum(mask.sum(1), 1)[:, None]


def _dropped(x: Any, keys: Iterator[Any] | None) -> Any:
    if keys is None:
        return x
    return x * jax.random.bernoulli(next(keys), 1 - DROPPED, x.shape) / (1 - DROPPED)


class Batches:
    """Pairs as the model takes them."""

    def __init__(self, known: Sequence[Pair]) -> None:
        tokens = embedding.tokenizer(MAX_TOKENS)
        self._known = [(tokens.encode(one.record, one.message), one.ends) for one in known]

    def in_order(self, order: Sequence[int], size: int) -> Iterator[tuple[list[int], Any]]:
        """Those at the places of `order`, so many at a time, with their places."""
        for start in range(0, len(order), size):
            places = list(order[start : start + size])
            yield places, self._made([self._known[place] for place in places], size)

    def shuffled(self, dice: random.Random) -> list[Any]:
        """All, at random, in batches of like length."""
        order = list(range(len(self._known)))
        dice.shuffle(order)
        parts = [order[start : start + 20 * BATCH] for start in range(0, len(order), 20 * BATCH)]
        made = [
            batch
            for part in parts
            for _, batch in self.in_order(sorted(part, key=self.length), BATCH)
        ]
        dice.shuffle(made)
        return made

    def length(self, place: int) -> int:
        """How many tokens a pair has."""
        return len(self._known[place][0].ids)

    def __len__(self) -> int:
        """How many pairs."""
        return len(self._known)

    def _made(self, found: Sequence[Any], size: int) -> Any:
        longest = max(len(encoded.ids) for encoded, _ in found)
        width = next(each for each in WIDTHS if each >= longest)
        ids, types = (np.zeros((size, width), np.int32) for _ in range(2))
        mask, ends, counted = (np.zeros(shape, np.float32) for shape in ((size, width), size, size))
        mask[:, 0] = 1
        for row, (encoded, is_end) in enumerate(found):
            ids[row, : len(encoded.ids)] = encoded.ids
            types[row, : len(encoded.ids)] = encoded.type_ids
            mask[row, : len(encoded.ids)] = counted[row] = 1
            ends[row] = is_end
        return ids, types, mask, ends, counted


def fitted(words: Tree, trained: Tree, known: Batches, after: Callable[[Tree], None]) -> Tree:
    """The weights after all rounds; `after` is called with them after each."""
    steps = ROUNDS * math.ceil(len(known) / BATCH)
    change = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {
                part: optax.adamw(optax.warmup_cosine_decay_schedule(0, rate, steps // 10, steps))
                for part, rate in (("layers", RATE), ("head", 5 * RATE))
            },
            {"layers": "layers", "head": "head"},
        ),
    )

    @jax.jit
    def step(trained: Tree, state: Tree, batch: Any, key: Any) -> tuple[Tree, Tree]:
        def loss(trained: Tree) -> Any:
            ids, types, mask, ends, counted = batch
            given = logits(words, trained, ids, types, mask, key)
            lost = optax.sigmoid_binary_cross_entropy(given, ends) * counted
            return lost.sum() / counted.sum()

        updates, state = change.update(jax.grad(loss)(trained), state, trained)
        return optax.apply_updates(trained, updates), state

    state, key, dice = change.init(trained), jax.random.PRNGKey(0), random.Random(0)
    for _ in range(ROUNDS):
        for batch in known.shuffled(dice):
            key, own = jax.random.split(key)
            trained, state = step(trained, state, batch, own)
        after(trained)
    return trained


def report(words: Tree, trained: Tree, held: Sequence[Pair]) -> None:
    """Print what share of each held-out set's changes is above so much of what is none."""
    run = jax.jit(lambda *given: logits(words, trained, *given))
    for part in dict.fromkeys(pair.part for pair in held):
        own = [pair for pair in held if pair.part == part]
        batches, scores = Batches(own), np.zeros(len(own))
        for places, batch in batches.in_order(sorted(range(len(own)), key=batches.length), BATCH):
            scores[places] = np.array(run(*batch[:3]))[: len(places)]
        ends = np.array([pair.ends for pair in own])
        above = np.sort(scores[~ends])[::-1]
        shares = (
            f"{(scores[ends] > above[int(len(above) * share)]).mean():.0%} above {share:.0%}"
            for share in (0.01, 0.03, 0.1)
        )
        print(f"{part}: " + ", ".join(shares), flush=True)


def main(arguments: Sequence[str]) -> None:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--held", action="store_true", help="train on the held-out sets as well")
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    known = list(pairs())
    held = [pair for pair in known if pair.is_held]
    known = known if given.held else [pair for pair in known if not pair.is_held]
    known += unrelated(known, random.Random(1))
    print(f"{len(known)} pairs, {sum(pair.ends for pair in known)} of them changes", flush=True)
    words, trained = begun(weights(given.weights))
    trained = fitted(words, trained, Batches(known), lambda now: report(words, now, held))
    exported(words, trained, given.out)


if __name__ == "__main__":
    main(sys.argv[1:])
