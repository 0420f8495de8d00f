"""What is learned from what people type to an assistant: `python -m benchmarks.requests`.

Of the messages in `requests.tsv` (a set, a message, what a memory should keep of it, parted by
bars, or a hyphen for nothing). `--examples N` prints so many of what was missed.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contradiction_data import records_of
from local_agentcore import embedding
from local_agentcore.embedding import Vectors
from local_agentcore.extraction import prose, sentences

MESSAGES = Path(__file__).with_name("requests.tsv")
NEAR = 0.70
"""A statement is covered by a record whose cosine with it is this or more."""


@dataclass(frozen=True)
class Request:
    """A message and the statements that are to be learned from it."""

    part: str
    message: str
    wanted: tuple[str, ...]


def requests() -> list[Request]:
    """The messages of the file."""
    rows = (line.split("\t") for line in MESSAGES.read_text(encoding="utf-8").splitlines())
    return [
        Request(part, message, () if wanted == "-" else tuple(wanted.split(" | ")))
        for part, message, wanted in rows
    ]


def verbatim(message: str) -> list[str]:
    """Each sentence as it was typed, *The user* for *I*: what a memory without extraction has."""
    spoken = [part for block in prose.paragraphs(message) for part in sentences.END.split(block)]
    return [part.replace("I'm", "The user is").replace("I ", "The user ") for part in spoken]


def figures(asked: Sequence[Request]) -> Iterator[str]:
    """A line for each set."""
    for part in dict.fromkeys(request.part for request in asked):
        yield f"{part}: {_figure([request for request in asked if request.part == part])}"


def _figure(asked: Sequence[Request]) -> str:
    telling = [request for request in asked if request.wanted]
    idle = [records_of(request.message) for request in asked if not request.wanted]
    due = sum(len(request.wanted) for request in telling)
    covered, near, count = _compared([(r, records_of(r.message)) for r in telling])
    plain, _, said = _compared([(r, verbatim(r.message)) for r in telling])
    return (
        f"{covered / due:.1%} of {due} statements covered by {count / due:.2f} records each, "
        f"{near / count:.1%} of them near one (sentences verbatim: {plain / due:.1%} by "
        f"{said / due:.2f}); learned from nothing: {len(list(filter(None, idle)))} of {len(idle)}"
    )


def _compared(found: Sequence[tuple[Request, list[str]]]) -> tuple[int, int, int]:
    """How many statements are covered, how many records are near one, and all records."""
    covered = near = count = 0
    for request, records in found:
        if records:
            cosines = _cosines(request.wanted, records)
            covered += int((cosines.max(axis=1) >= NEAR).sum())
            near += int((cosines.max(axis=0) >= NEAR).sum())
            count += len(records)
    return covered, near, count


def missed(asked: Sequence[Request]) -> Iterator[str]:
    """Messages with what was not learned from them, and what was learned instead."""
    for request in asked:
        records = records_of(request.message)
        if request.wanted and (
            not records or (_cosines(request.wanted, records).max(axis=1) < NEAR).any()
        ):
            yield f"    {request.message}\n        wanted {request.wanted}\n        {records}"


def _cosines(wanted: Sequence[str], records: Sequence[str]) -> Vectors:
    embedder = embedding.shared()
    cosines: Vectors = embedder.embed(wanted) @ embedder.embed(records).T
    return cosines


def main(arguments: Sequence[str]) -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args(arguments)
    asked = requests()
    for line in figures(asked):
        print(line, flush=True)
    for _, line in zip(range(options.examples), missed(asked), strict=False):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
