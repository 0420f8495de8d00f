"""How good and how quick retrieval is: `python -m benchmarks.retrieval [--errors] [--fit]`."""

import argparse
import json
import random
import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.retrieval_cases import cases
from benchmarks.retrieval_fit import fit
from local_agentcore.embedding import Embedder
from local_agentcore.search import CONTEXT_SCHEMA, SCHEMA, SearchIndex

DATA = Path(__file__).parents[2] / "shared" / "data"
FACT, PREFERENCE = "SEMANTIC", "USER_PREFERENCE"
Record = tuple[str, str]
Scorer = Callable[[Sequence[Record], str], Sequence[float]]
"""Scores of records (strategy type, text) for a query, in the records' order."""

EMBEDDER = Embedder()


class Corpora:
    """A search index with the records of each corpus that was asked about."""

    def __init__(self) -> None:
        self.index = SearchIndex(EMBEDDER)
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(SCHEMA + CONTEXT_SCHEMA)
        self._keys: dict[Record, int] = {}

    def keys(self, records: Sequence[Record]) -> list[int]:
        """The records' keys, after adding those that are new."""
        for record in records:
            if record not in self._keys:
                self._keys[record] = len(self._keys) + 1
                self.index.add(self.db, self._keys[record], record[1], record[0])
        return [self._keys[record] for record in records]

    def ours(self, records: Sequence[Record], query: str) -> Sequence[float]:
        """The index's scores."""
        keys = self.keys(records)
        scores = {m.key: m.score for m in self.index.search(self.db, query, keys, len(keys))}
        return [scores[key] for key in keys]


def bm25(records: Sequence[Record], query: str) -> Sequence[float]:
    """FTS5's BM25 among these records alone."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61')")
    db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(text for _, text in records))
    words = " OR ".join(f'"{word}"' for word in re.findall(r"[^\W_]{3,}", query))
    found = db.execute("SELECT rowid, -bm25(t) FROM t WHERE t MATCH ?", (words or '""',))
    scores = dict(found.fetchall())
    return [scores.get(position, 0.0) for position in range(len(records))]


_VECTORS: dict[str, Any] = {}


def cosine(records: Sequence[Record], query: str) -> Sequence[float]:
    """The embeddings' cosine, texts as they stand."""
    texts = [text for _, text in records] + [query]
    new = [text for text in dict.fromkeys(texts) if text not in _VECTORS]
    _VECTORS.update(zip(new, EMBEDDER.embed(new), strict=True))
    matrix = np.stack([_VECTORS[text] for text in texts])
    return [float(score) for score in matrix[:-1] @ matrix[-1]]


def threshold(scorer: Scorer, split: str, at: float, *, show_errors: bool) -> str:
    """Precision and recall at a score, each namespace searched by itself as an agent does."""
    right = wrong = missed = 0
    for actor, query in cases(split):
        for kind in (FACT, PREFERENCE):
            records = {name: record for name, record in actor.records.items() if record[0] == kind}
            scores = scorer(list(records.values()), query.text)
            for name, score in zip(records, scores, strict=True):
                if name in query.either_way:
                    continue
                hit, due = score >= at, name in query.answers
                right, wrong, missed = (
                    right + (hit and due),
                    wrong + (hit and not due),
                    missed + (due and not hit),
                )
                if show_errors and hit != due:
                    print(f"    {score:.2f} {query.text!r} {records[name][1]!r}")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"precision {precision:.3f}, recall {recall:.3f} ({right} + {wrong} - {missed})"


def third_person(statement: str) -> str:
    """A statement of PrefEval about "the user", roughly."""
    said = re.sub(r"\b(?:I'm|I am)\b", "The user is", statement)
    said = re.sub(r"\b(?:I've|I have)\b", "The user has", said)
    said = re.sub(r"\bI don't\b|\bI do not\b", "The user does not", said)
    said = re.sub(r"\b[Mm]y\b", "the user's", said)
    return re.sub(r"\bI((?: \w+ly)?) (\w+?)s?\b", r"The user\1 \2s", said)


def prefeval(scorer: Scorer, actors: int = 12) -> str:
    """How often a question finds its preference among an actor's 50, five of each topic."""
    path = DATA / "prefeval-dev.json"
    if not path.exists():
        return "not measured"
    topics = json.loads(path.read_text(encoding="utf-8"))
    dice, ranks = random.Random(7), []
    for _ in range(actors):
        own = [entry for entries in topics.values() for entry in dice.sample(entries, 5)]
        records = [(PREFERENCE, third_person(entry["preference"])) for entry in own]
        for position, entry in enumerate(own):
            scores = np.array(scorer(records, entry["question"]))
            ranks.append(int((scores > scores[position]).sum()))
    shares = [f"hit@{k} {np.mean(np.array(ranks) < k):.3f}" for k in (1, 3, 10)]
    return ", ".join(shares)


def locomo(scorer: Scorer) -> str:
    """The share of a question's evidence turns that the first k written facts come from."""
    path = DATA / "locomo-dev.json"
    if not path.exists():
        return "not measured"
    shares: dict[int, list[float]] = {5: [], 10: []}
    for talk in json.loads(path.read_text(encoding="utf-8")):
        facts = [
            (text, set(re.findall(r"D\d+:\d+", str(turns))))
            for session in talk["observation"].values()
            for said in session.values()
            for text, turns in said
        ]
        records = [(FACT, text) for text, _ in facts]
        for question in talk["qa"]:
            due = set(re.findall(r"D\d+:\d+", str(question.get("evidence"))))
            if due and question["category"] in (1, 2, 3, 4):
                order = np.argsort(-np.array(scorer(records, question["question"])), kind="stable")
                for k, found in shares.items():
                    reached = set().union(*(facts[position][1] for position in order[:k]))
                    found.append(len(due & reached) / len(due))
    return ", ".join(f"R@{k} {np.mean(found):.3f}" for k, found in shares.items())


def speed(records: int) -> str:
    """Milliseconds a query, its embedding apart, beside the multiplication alone."""
    index, db = SearchIndex(EMBEDDER), sqlite3.connect(":memory:")
    db.executescript(SCHEMA + CONTEXT_SCHEMA)
    places = ("Lisbon", "Seattle", "Osaka", "Oslo", "Quito", "Accra", "Turin", "Perth")
    some = [
        index.prepare(f"The user's friend number {n} lives in {p}.") for n, p in enumerate(places)
    ]
    for key in range(1, records + 1):
        index.add(db, key, some[key % len(some)], FACT)
    keys, query = list(range(1, records + 1)), "Where does my friend live?"
    took = _milliseconds(lambda: index.search(db, query, keys, 10))
    matrix = np.tile(np.concatenate([one.vectors for one in some]), (records // len(some) + 1, 1))
    floor = _milliseconds(lambda: matrix[:records] @ matrix[0])
    embedding = _milliseconds(lambda: EMBEDDER.embed([query]))
    return (
        f"{took:.1f} ms, {took / floor:.0f} times the bare M @ q of {floor:.3f} ms; "
        f"a new query's embedding adds {embedding:.1f} ms"
    )


def _milliseconds(call: Callable[[], object]) -> float:
    """The median of some calls, after one to warm up."""
    call()
    taken = []
    for _ in range(9):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return float(np.median(taken)) * 1000


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="SPLIT", help="print what went wrong on fit or held")
    parser.add_argument("--fit", action="store_true", help="print WEIGHTS anew, and no figures")
    given = parser.parse_args()
    corpora = Corpora()
    if given.fit:
        print(json.dumps(fit(corpora.index, corpora.db, corpora.keys), indent=4))
        return
    _thresholds(corpora, given.errors)
    for name, scorer in (("ours", corpora.ours), ("cosine", cosine), ("BM25", bm25)):
        print(f"PrefEval, {name}: {prefeval(scorer)}")
        print(f"LoCoMo facts, {name}: {locomo(scorer)}")
    for records in (100, 1_000, 10_000):
        print(f"{records} records: {speed(records)}")


def _thresholds(corpora: Corpora, errors: str | None) -> None:
    """Print precision and recall on both halves; `errors` names the one to show failures of."""
    for split in ("fit", "held"):
        shows = errors == split
        print(f"{split}: ours at 0.5: {threshold(corpora.ours, split, 0.5, show_errors=shows)}")
        for at in (0.3, 0.4, 0.5) if split == "held" else ():
            print(f"  cosine at {at}: {threshold(cosine, split, at, show_errors=False)}")
        for at_bm25 in (0.5, 2.0) if split == "held" else ():
            print(f"  BM25 at {at_bm25}: {threshold(bm25, split, at_bm25, show_errors=False)}")


if __name__ == "__main__":
    main()
