"""How well new statements end old ones: `python -m benchmarks.supersession [--quick]`.

Each pair of `supersession_cases.txt` is said by an actor of its own to an embedded AgentCore, in
two sessions, or in one where the second corrects the first, and all of the actor's namespaces are
retrieved from afterwards. `--quick` calls the functions alone. Pairs of
which nothing was learned at first are counted apart.
"""

import argparse
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3

from benchmarks.extraction import said
from local_agentcore.extraction.contradiction import contradicted_by
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.hearsay import heard as heard_in
from local_agentcore.extraction.kinds import Kind
from local_agentcore.extraction.preferences import extract_preferences
from local_agentcore.extraction.supersession import superseded_by
from local_agentcore.runtime import Limits
from local_agentcore.server import EmbeddedAgentCore, Options

AGENT = Path(__file__).resolve().parents[1] / "agent" / "app.py"
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
    """The pair through rules and model alone, without sessions or a store."""
    old = [record.text for extract in _EXTRACT for record in extract(said(case.first))]
    later = said(case.second)
    new = [heard.text for heard in heard_in(later, Kind.FACT, attrgetter("text"))]
    gone = {index for text in new for index in superseded_by(text, old)}
    gone |= {index for message in later for index in contradicted_by(message, old)}
    return Outcome(len(old), len(old) - len(gone))


def by_service(pairs: Sequence[Case]) -> list[Outcome]:
    """The pairs through an embedded AgentCore: events in two sessions, then retrieval."""
    with TemporaryDirectory() as folder:
        options = Options(Path(folder), AGENT, limits=Limits(keep_spare=False))
        core = EmbeddedAgentCore(options).start()
        try:
            return _served(core, Path(folder), pairs)
        finally:
            core.stop()


def _served(core: EmbeddedAgentCore, folder: Path, pairs: Sequence[Case]) -> list[Outcome]:
    session = boto3.Session(
        aws_access_key_id="local", aws_secret_access_key="local", region_name=core.region
    )
    memory = session.client("bedrock-agentcore", endpoint_url=core.endpoint)
    found = []
    for turn in (0, 1):
        for number, case in enumerate(pairs):
            text = (case.first, case.second)[turn]
            # What corrects the message before it is said in the same session.
            session_id = f"session-{0 if case.kind == 'correction' else turn}"
            memory.create_event(
                memoryId=core.memory_id,
                actorId=f"actor-{number}",
                sessionId=session_id,
                eventTimestamp=datetime.now(UTC),
                payload=[{"conversational": {"content": {"text": text}, "role": "USER"}}],
            )
        _wait(folder)
        found.append([_retrieved(memory, core.memory_id, n, c) for n, c in enumerate(pairs)])
    return [Outcome(len(old), _left(old, new)) for old, new in zip(*found, strict=True)]


def _wait(folder: Path) -> None:
    """Until nothing waits for extraction."""
    with closing(sqlite3.connect(folder / "agentcore.sqlite3")) as db:
        while db.execute("SELECT count(*) FROM awaiting_extraction").fetchone()[0]:
            time.sleep(0.2)


def _retrieved(memory: Any, memory_id: str, number: int, case: Case) -> dict[str, str]:
    """All records that the first message's words find under the actor's path: text by ID."""
    found = memory.retrieve_memory_records(
        memoryId=memory_id,
        namespacePath=f"/users/actor-{number}/",
        searchCriteria={"searchQuery": case.first, "topK": 100},
        maxResults=100,
    )["memoryRecordSummaries"]
    return {record["memoryRecordId"]: record["content"]["text"] for record in found}


def _left(old: dict[str, str], new: dict[str, str]) -> int:
    """How many still say what they said; one that now says more than it did counts as well."""
    return sum(
        record_id in new and (new[record_id] == text or text[:-1] in new[record_id])
        for record_id, text in old.items()
    )


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
    pairs = list(cases())
    outcomes = list(map(by_functions, pairs)) if options.quick else by_service(pairs)
    report(list(zip(pairs, outcomes, strict=True)), options.failures)


if __name__ == "__main__":
    main(sys.argv[1:])
