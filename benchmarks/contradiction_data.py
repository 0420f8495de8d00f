"""What the model that `contradiction_fit.py` trains learns from: records and later messages.

Read from `contradiction_pairs.tsv` (a set, whether the later message makes the earlier untrue, and
the two), `contradiction_people.txt` (persons, what each once said, and later messages with the
numbers of what they make untrue) and `contradiction_talk.txt` (lines that change nothing).
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.extraction import said
from benchmarks.supersession import cases
from local_agentcore import embedding
from local_agentcore.embedding import Vectors
from local_agentcore.extraction.consolidation import first_sentence
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.preferences import extract_preferences

PAIRS = Path(__file__).with_name("contradiction_pairs.tsv")
PEOPLE = Path(__file__).with_name("contradiction_people.txt")
TALK = Path(__file__).with_name("contradiction_talk.txt")
NEAR, FARTHER = (0, 40), (40, 400)
"""Places of records by their closeness to a message."""
NEAREST, AT_RANDOM = 2, 1
"""So many of a person's records that a message leaves true are learned from."""
_EXTRACT = (extract_facts, extract_preferences)


@dataclass(frozen=True)
class Pair:
    """A record and a later message; `ends` is whether the message makes the record untrue."""

    part: str
    record: str
    message: str
    ends: bool

    @property
    def is_held(self) -> bool:
        """Whether it is of a set that shows how well what was learned carries over."""
        return self.part.startswith("held")


@dataclass(frozen=True)
class Person:
    """What somebody said, by number, and later messages with the numbers that each ends."""

    part: str
    said: dict[int, str] = field(default_factory=dict)
    later: list[tuple[frozenset[int], str]] = field(default_factory=list)

    def records(self) -> list[tuple[int, str]]:
        """What is learned of the person, each with the number of the statement."""
        return [
            (number, record)
            for number, statement in self.said.items()
            for record in records_of(statement) or [statement]
        ]


def pairs() -> Iterator[Pair]:
    """The pairs of all files, with the records that the earlier messages make."""
    yield from _of_file()
    yield from _of_constructions()
    dice = random.Random(2)
    for person in people(PEOPLE):
        yield from _of_person(person, dice)


def _of_file() -> Iterator[Pair]:
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        part, kind, earlier, later = line.split("\t")
        for record in records_of(earlier)[:2] or [earlier]:
            yield Pair(part, record, later, kind == "change")


def _of_constructions() -> Iterator[Pair]:
    """What the rules were made with; a correction has no record yet."""
    for case in cases():
        if case.half == "fit" and case.kind != "correction":
            for record in records_of(case.first)[:2]:
                yield Pair("constructions", record, case.second, case.ends)


def people(path: Path) -> list[Person]:
    """The persons of a file."""
    found: list[Person] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append(Person(line[2:]))
            continue
        first, _, rest = line.partition("\t")
        if first == ">":
            numbers, _, message = rest.partition("\t")
            ended = frozenset(int(each) for each in numbers.split(",") if each != "-")
            found[-1].later.append((ended, message))
        else:
            found[-1].said[int(first)] = rest
    return found


def _of_person(person: Person, dice: random.Random) -> Iterator[Pair]:
    """Each message with what it ends, and with some of what it leaves."""
    known = person.records()
    _, texts = zip(*known, strict=True)
    closeness = _closeness([message for _, message in person.later], texts)
    for (ended, message), row in zip(person.later, closeness, strict=True):
        order = [known[place] for place in np.argsort(-row)]
        nearest = {number: record for number, record in reversed(order)}
        for number in ended:
            yield Pair(person.part, nearest[number], message, True)
        left = [record for number, record in order if number not in ended]
        for record in left[:NEAREST] + dice.sample(left[NEAREST:], AT_RANDOM):
            yield Pair(person.part, record, message, False)


@cache
def records_of(message: str) -> list[str]:
    """What is learned from a message, each statement once."""
    found = [one for extract in _EXTRACT for one in extract(said(message))]
    return list(dict.fromkeys(first_sentence(one.text) for one in found))


def unrelated(known: Sequence[Pair], dice: random.Random) -> Iterator[Pair]:
    """Messages beside records of other things, which they leave as they are.

    Half of the changes, beside a record at one of the places `FARTHER` by closeness; and what
    people say in talks that changes nothing, beside near records, of the pairs' and of the talks'.
    """
    own = {(pair.record, pair.message) for pair in known}
    for record, message in _apart(known, dice):
        if (record, message) not in own:
            yield Pair("unrelated", record, message, False)


def _apart(known: Sequence[Pair], dice: random.Random) -> Iterator[tuple[str, str]]:
    changes = [message for message in _messages(known) if dice.random() < 0.5]
    talk = TALK.read_text(encoding="utf-8").splitlines()
    records = list(dict.fromkeys(pair.record for pair in known))
    told = [record for line in talk for record in records_of(line)[:1]]
    for messages, beside, places in (
        (changes, records, (FARTHER,)),
        (talk, records, (NEAR, NEAR, FARTHER)),
        (talk, told, ((1, 10), NEAR)),
    ):
        for message, record in _beside(messages, beside, places, dice):
            yield record, message


def _messages(known: Sequence[Pair]) -> list[str]:
    return list(dict.fromkeys(pair.message for pair in known if pair.ends))


def _beside(
    messages: Sequence[str],
    records: Sequence[str],
    places: Sequence[tuple[int, int]],
    dice: random.Random,
) -> Iterator[tuple[str, str]]:
    """Each message with a record for each span of places by closeness."""
    for message, row in zip(messages, _closeness(messages, records), strict=True):
        order = np.argsort(-row)
        for span in places:
            yield message, records[order[dice.randint(*span)]]


def _closeness(messages: Sequence[str], records: Sequence[str]) -> Vectors:
    """The cosine of each message, a row, with each record."""
    embedder = embedding.shared()
    cosines: Vectors = embedder.embed(messages) @ embedder.embed(records).T
    return cosines
