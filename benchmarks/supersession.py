"""How well new statements end old ones: `python -m benchmarks.supersession [--quick] [--failures N]`.

Each pair of `supersession_cases.txt` is said by an actor of its own in two sessions to an embedded
AgentCore, and all of the actor's namespaces are retrieved from afterwards. `--quick` calls the
functions alone. Pairs of which nothing was learned at first are counted apart.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction import said
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.supersession import superseded_by

CASES = Path(__file__).with_name("supersession_cases.txt")


@dataclass(frozen=True)
class Case:
    """Two messages; `ends` is whether the second ends what the first says."""

    half: str
    ends: bool
    kind: str
    first: str
    second: str


@dataclass(frozen=True)
class Outcome:
    """How many records the first message made, and how many of them are still retrieved."""

    learned: int
    left: int


def cases() -> Iterator[Case]:
    """The pairs of the file."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        labels, _, pair = line.partition(": ")
        half, wanted, kind = labels.split(" ", 2)
        first, _, second = pair.partition(" > ")
        yield Case(half, wanted == "change", kind, first, second)


def by_functions(case: Case) -> Outcome:
    """The pair through the rules alone, without sessions or a store."""
    old = [record.text for extract in _EXTRACT for record in extract(said(case.first))]
    new = [record.text for extract in _EXTRACT for record in extract(said(case.second))]
    gone = {index for text in new for index in superseded_by(text, old)}
    return Outcome(len(old), len(old) - len(gone))


_EXTRACT = (extract_facts, extract_preferences)


def report(measured: Sequence[tuple[Case, Outcome]], show: int) -> None:
    """Print the figures of each half, and failures by kind."""
    for half in ("fit", "held"):
        own = [(case, outcome) for case, outcome in measured if case.half == half]
        changes = [(c, o) for c, o in own if c.ends and o.learned]
        keeps = [(c, o) for c, o in own if not c.ends and o.learned]
        left = [c for c, o in changes if o.left]
        lost = [c for c, o in keeps if o.left < o.learned]
        unlearned = sum(not o.learned for _, o in own)
        print(
            f"{half}: {len(left)} of {len(changes)} superseded still retrieved "
            f"({len(left) / len(changes):.1%}); {len(lost)} of {len(keeps)} superseded falsely "
            f"({len(lost) / len(keeps):.1%}); nothing learned at first in {unlearned}"
        )
        for title, failed in (("still retrieved", left), ("falsely gone", lost)):
            print(f"  {title} by kind: {dict(Counter(case.kind for case in failed))}")
            for case in failed[:show] if half == "fit" or show > 99 else []:
                print(f"    {case.kind}: {case.first} > {case.second}")


def main(arguments: Sequence[str]) -> None:
    """Measure all pairs; `--failures N` prints so many of the fit half (over 99: of both)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="call the functions alone")
    parser.add_argument("--failures", type=int, default=10, help="failures to print of each sort")
    options = parser.parse_args(arguments)
    measure: Callable[[Case], Outcome] = by_functions
    report([(case, measure(case)) for case in cases()], options.failures)


if __name__ == "__main__":
    main(sys.argv[1:])
