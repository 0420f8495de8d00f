"""The Memories page's calls on an actor with very many records: how long, and how much memory.

    python -m benchmarks.listing --records 100000

The records are written straight into the store, each with the vectors of one of a few texts, as
embedding each would take a quarter of an hour and changes nothing here.
"""

import argparse
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import boto3

from local_agentcore import ids
from local_agentcore.clock import now_ms
from local_agentcore.embedding import Embedder
from local_agentcore.runtime import Limits
from local_agentcore.search import SearchIndex
from local_agentcore.server import DATABASE_FILE, EmbeddedAgentCore, Options
from local_agentcore.store.database import Database
from local_agentcore.store.records import Record, Records
from studio.filters import Filter
from studio.listing import read, walk
from studio.memory import Memory
from studio.overview import overview
from studio.search import find
from studio.types import StrategyType

ACTOR = "alice"
AGENT = Path(__file__).parent.parent / "agent" / "app.py"
TEXTS = {
    StrategyType.SEMANTIC: "The user visited place number {} last year.",
    StrategyType.USER_PREFERENCE: '{{"preference": "The user likes tea number {}.", "context": "", '
    '"categories": ["drinks"]}}',
    StrategyType.SUMMARIZATION: '<topic name="Travel">The user planned trip {}.</topic>',
}
Answer = TypeVar("Answer")


def main() -> None:
    """Write the records, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder), given.records)
        server = EmbeddedAgentCore(_options(Path(folder))).start()
        try:
            _measure(_memory(server))
        finally:
            server.stop()


def _options(folder: Path) -> Options:
    return Options(data_dir=folder, agent_file=AGENT, limits=Limits(keep_spare=False))


def _memory(server: EmbeddedAgentCore) -> Memory:
    session = boto3.Session(
        aws_access_key_id="local", aws_secret_access_key="local", region_name=server.region
    )
    data, control = (
        session.client(name, endpoint_url=server.endpoint)
        for name in ("bedrock-agentcore", "bedrock-agentcore-control")
    )
    return Memory(data, control, server.memory_id)


def _fill(folder: Path, number: int) -> None:
    server = EmbeddedAgentCore(_options(folder)).start()
    memory = _memory(server)
    strategies = memory.strategies
    server.stop()
    database, index = Database(folder / DATABASE_FILE), SearchIndex(Embedder())
    records = Records(index)
    prepared = {kind: index.prepare(text.format(1)) for kind, text in TEXTS.items()}
    now = now_ms()
    began = time.monotonic()
    with database.write() as db:
        for place in range(number):
            # Nine facts and preferences in ten, as conversations make them.
            strategy = strategies[(0, 1, 0, 1, 0, 1, 0, 1, 0, 2)[place % 10]]
            text = TEXTS[strategy.type].format(place)
            namespace = strategy.namespace_templates[0].format(
                actorId=ACTOR, sessionId=f"session-{place // 100:08}-{'0' * 24}"
            )
            record = Record(
                key=0,
                record_id=ids.record_id(),
                memory_id=memory.memory_id,
                strategy_id=strategy.id,
                strategy_type=strategy.type,
                namespace=namespace,
                text=text,
                metadata={"sourceSessionId": {"stringValue": f"session-{place // 100:08}"}},
                created_ms=now - (number - place) * 60_000,
            )
            words = replace(prepared[strategy.type], words=text)
            records.insert(db, record, words)
    database.close()
    print(f"{number:,} records written in {time.monotonic() - began:.0f} s")


def _measure(memory: Memory) -> None:
    first = _timed("first page", lambda: read(memory, ACTOR, Filter()))
    _timed("first page again", lambda: read(memory, ACTOR, Filter()))
    second = _timed("page 2", lambda: read(memory, ACTOR, Filter(), first.following))
    _timed("page 3", lambda: read(memory, ACTOR, Filter(), second.following))
    _timed("counts and charts", lambda: overview(memory, ACTOR))
    facts = memory.strategies[0].id
    _timed("one strategy", lambda: read(memory, ACTOR, Filter(strategy_id=facts)))
    session = "session-00000500"
    _timed("one session", lambda: read(memory, ACTOR, Filter(session_id=session)))
    _timed("a text in 2,000", lambda: read(memory, ACTOR, Filter(text="number 17 ")))
    _timed("search by meaning", lambda: find(memory, ACTOR, "Where was I?", Filter(), 20, 0.0))
    _timed("search again", lambda: find(memory, ACTOR, "What do I drink?", Filter(), 20, 0.0))
    _timed("all, one by one", lambda: sum(1 for _ in walk(memory, ACTOR, Filter(), 20_000)))


def _timed(name: str, call: Callable[[], Answer]) -> Answer:
    tracemalloc.start()
    began = time.monotonic()
    answer = call()
    took = time.monotonic() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{name:20} {took * 1000:8.0f} ms  {peak / 1e6:6.1f} MB at the most")
    return answer


if __name__ == "__main__":
    main()
