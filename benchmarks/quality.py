"""How good the memory is: `python -m benchmarks.quality [--examples N]` prints the table.

What is measured on sets in `../shared/data` is said to be "not measured" where they are missing.
"""

import argparse
import random
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.extraction import (
    GREETINGS,
    facts_in,
    fault,
    load,
    preferences_in,
    said,
)
from benchmarks.locomo import Conversation, Learned, Memories, conversations
from local_agentcore.embedding import Embedder
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.summary import summarise
from local_agentcore.search import CONTEXT_SCHEMA, SCHEMA, SearchIndex

EMBEDDER = Embedder()
COVERED = 0.70
"""A written fact is covered by a record whose cosine with it is this or more."""
ACTORS = 12
FIRST = 10

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Figure:
    """A line of the table: what was measured, the figure, the aim, and what stands beside it."""

    what: str
    figure: str
    aim: str
    beside: str = ""
    examples: tuple[str, ...] = ()


def third_person() -> Iterator[Figure]:
    """MSC: a first-person sentence becomes a record of the right strategy, true to it."""
    sentences = load("msc-personas-dev.json")
    if sentences is None:
        return
    wrong = []
    for sentence in sentences:
        records = list(dict.fromkeys([*facts_in(sentence), *preferences_in(sentence)]))
        kind = fault(sentence, records)
        if kind:
            wrong.append(f"{kind}: {sentence} -> {records}")
    share = 1 - len(wrong) / len(sentences)
    yield Figure("first-person sentences remembered", f"{share:.1%}", "≥ 95 %", "", tuple(wrong))


def preferences() -> Iterator[Figure]:
    """PrefEval: stated preferences are learned, and found by their questions."""
    data = load("prefeval-dev.json")
    if data is None:
        return
    entries = list(chain.from_iterable(data.values()))
    learned = {entry["preference"]: preferences_in(entry["preference"]) for entry in entries}
    missed = [text for text, records in learned.items() if not records]
    share = 1 - len(missed) / len(learned)
    yield Figure("stated preferences learned", f"{share:.1%}", "≥ 97 %", "", tuple(missed))
    plain = _hits(data, {text: [text] for text in learned}, by_cosine=True)
    ours = _hits(data, {text: found or [text] for text, found in learned.items()})
    yield Figure(
        "preference among the first 3 of 50", f"{ours:.2f}", "≥ .82", f"verbatim {plain:.2f}"
    )


def _hits(data: Any, texts: dict[str, list[str]], *, by_cosine: bool = False) -> float:
    """How often a question's preference is among the first three of an actor's 50."""
    dice, found = random.Random(7), []
    for _ in range(ACTORS):
        own = [entry for entries in data.values() for entry in dice.sample(entries, 5)]
        records = [(" ".join(texts[entry["preference"]])) for entry in own]
        for place, entry in enumerate(own):
            scores = (_cosines if by_cosine else _scores)(tuple(records), entry["question"])
            found.append(int((scores > scores[place]).sum()) < 3)
    return float(np.mean(found))


class _Actors:
    """An index for each actor's preferences."""

    def __init__(self) -> None:
        self.index = SearchIndex(EMBEDDER)
        self._held: dict[tuple[str, ...], sqlite3.Connection] = {}

    def holding(self, records: tuple[str, ...]) -> sqlite3.Connection:
        """The database with these preferences, whose keys are their places."""
        if records not in self._held:
            db = self._held[records] = sqlite3.connect(":memory:")
            db.executescript(SCHEMA + CONTEXT_SCHEMA)
            for key, text in enumerate(records, start=1):
                self.index.add(db, key, text, "USER_PREFERENCE")
        return self._held[records]


_ACTORS = _Actors()


def _scores(records: tuple[str, ...], question: str) -> Numbers:
    keys = list(range(1, len(records) + 1))
    found = _ACTORS.index.search(_ACTORS.holding(records), question, keys, len(keys))
    by_key = {match.key: match.score for match in found}
    return np.array([by_key[key] for key in keys])


def _cosines(records: tuple[str, ...], question: str) -> Numbers:
    scores: Numbers = _embedded(records) @ EMBEDDER.embed([question])[0]
    return scores


_VECTORS: dict[str, Numbers] = {}


def _embedded(texts: Sequence[str]) -> Numbers:
    new = [text for text in dict.fromkeys(texts) if text not in _VECTORS]
    _VECTORS.update(zip(new, EMBEDDER.embed(new), strict=True))
    return np.stack([_VECTORS[text] for text in texts])


def talks() -> Iterator[Figure]:
    """LoCoMo: what two people said becomes records that cover the facts and answer questions."""
    known = conversations()
    if not known:
        return
    facts: list[tuple[int, int, int]] = []
    shares: list[tuple[float, float, float]] = []
    with Memories() as memories:
        for number, talk in enumerate(known):
            learned = memories.learn(number, talk)
            facts.extend(_coverage(talk, learned))
            shares.extend(_evidence(talk, learned))
    written, covered, records = np.sum(facts, axis=0)
    verbatim = [_verbatim(talk) for talk in known]
    beside = f"every sentence {sum(c for c, _ in verbatim) / written:.0%} with "
    beside += f"{sum(n for _, n in verbatim) / written:.1f}"
    per_fact = f"{covered / written:.1%} with {records / written:.2f} records a fact"
    yield Figure("written facts covered", per_fact, "≥ 65 % with ≤ 1.8", beside)
    ours, turns, pairs = np.mean(shares, axis=0)
    beside = f"BM25 over turns {turns:.2f}, with the turn before {pairs:.2f}"
    yield Figure("evidence in the first 10 records", f"{ours:.3f}", "≥ .62", beside)


def _coverage(talk: Conversation, learned: Learned) -> Iterator[tuple[int, int, int]]:
    """For each speaker: written facts, those covered, records."""
    records = learned.records()
    for speaker in talk.speakers:
        facts = talk.facts(speaker)
        own = [record.text for record in records if record.actor == speaker]
        nearest = (_embedded(facts) @ _embedded(own).T).max(axis=1)
        yield len(facts), int((nearest >= COVERED).sum()), len(own)


def _verbatim(talk: Conversation) -> tuple[int, int]:
    """Facts covered by every sentence as a record of its own, and how many sentences."""
    covered = count = 0
    for speaker in talk.speakers:
        own = [turn.text for turn in talk.turns if turn.speaker == speaker]
        parts = [part for text in own for part in re.split(r"(?<=[.!?])\s+", text)]
        sentences = [f"The user: {part}" for part in parts if len(part.split()) >= 4]
        nearest = (_embedded(talk.facts(speaker)) @ _embedded(sentences).T).max(axis=1)
        covered, count = covered + int((nearest >= COVERED).sum()), count + len(sentences)
    return covered, count


def _evidence(talk: Conversation, learned: Learned) -> Iterator[tuple[float, float, float]]:
    """For each question the share of its evidence that is found: by us, by BM25, with context."""
    texts = [turn.text for turn in talk.turns]
    alone = _Words(texts)
    before = _Words(
        [f"{first} {second}" for first, second in zip(["", *texts], texts, strict=False)]
    )
    for question, due in talk.questions:
        reached = frozenset[str]().union(*(one.turns for one in learned.found(question, FIRST)))
        shares = [len(due & reached) / len(due)]
        for index in (alone, before):
            turns = {talk.turns[place].turn_id for place in index.first(question)}
            shares.append(len(due & turns) / len(due))
        yield shares[0], shares[1], shares[2]


class _Words:
    """FTS5's BM25 over texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61')")
        self._db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))

    def first(self, question: str) -> list[int]:
        """The places of the best texts."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"[^\W_]{3,}", question))
        rows = self._db.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ?", (words or '""', FIRST)
        )
        return [row[0] for row in rows]


def nothing_to_learn() -> Iterator[Figure]:
    """Questions, greetings and what the assistant says leave no record."""
    data, known = load("prefeval-dev.json"), conversations()
    if data is None or not known:
        return
    asked = [entry["question"] for entry in chain.from_iterable(data.values())]
    asked += [question for talk in known for question, _ in talk.questions]
    turns = [turn.text for talk in known for turn in talk.turns]
    dice = random.Random(11)
    texts = [(text, "USER") for text in dice.sample(asked, 300) + list(GREETINGS)]
    texts += [(text, "ASSISTANT") for text in dice.sample(turns, 500 - len(texts))]
    wrong = [text for text, role in texts if _learned(text, role)]
    share = len(wrong) / len(texts)
    yield Figure(
        "records from questions, greetings, the assistant",
        f"{share:.1%}",
        "≤ 2 %",
        "",
        tuple(wrong),
    )


def _learned(text: str, role: str) -> bool:
    utterances = said(text, role)
    return bool(extract_facts(utterances) or extract_preferences(utterances))


def time_taken() -> Iterator[Figure]:
    """Milliseconds an event takes all three strategies, its longest twentieth."""
    texts = [turn.text for talk in conversations() for turn in talk.turns]
    if not texts:
        return
    taken = []
    for text in random.Random(5).sample(texts, 400):
        started = time.perf_counter()
        utterances = said(text)
        records = [*extract_facts(utterances), *extract_preferences(utterances)]
        EMBEDDER.embed([record.text for record in records])
        summarise(None, utterances)
        taken.append((time.perf_counter() - started) * 1000)
    p95 = float(np.percentile(taken, 95))
    yield Figure("extraction of an event, p95", f"{p95:.0f} ms", "≤ 150 ms")


MEASURES = (third_person, preferences, talks, nothing_to_learn, time_taken)


def main(arguments: Sequence[str]) -> None:
    """Print each figure with its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=0, help="failures of each kind to print")
    parser.add_argument("--only", choices=[measure.__name__ for measure in MEASURES])
    given = parser.parse_args(arguments)
    for measure in MEASURES:
        if given.only in (None, measure.__name__):
            figures = list(measure())
            for figure in figures:
                print(f"{figure.what}: {figure.figure} (aim {figure.aim}) {figure.beside}")
                for text in random.Random(3).sample(
                    figure.examples, min(given.examples, len(figure.examples))
                ):
                    print(f"    {text}")
            if not figures:
                print(f"{measure.__name__}: not measured")


if __name__ == "__main__":
    main(sys.argv[1:])
