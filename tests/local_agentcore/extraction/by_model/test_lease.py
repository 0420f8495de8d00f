"""A job stays its worker's for as long as a model may take, and is left when it is lost."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from local_agentcore.clock import now_ms
from local_agentcore.control import MemoryControl
from local_agentcore.delivery_targets import ToFolder
from local_agentcore.embedding import Embedder
from local_agentcore.extraction.batching import Batch
from local_agentcore.extraction.by_model.drafting import Drafted, Drafting
from local_agentcore.extraction.worker import ExtractionWorker
from local_agentcore.memory import EventOperations
from local_agentcore.search import SearchIndex
from local_agentcore.store.database import Database
from local_agentcore.store.records import Record, Records
from tests.local_agentcore.extraction.by_model.peer import Peer
from tests.local_agentcore.extraction.by_model.studio import session_of, started
from tests.local_agentcore.model.serving import served
from tests.waiting import wait_until


def test_a_job_is_kept_while_the_model_is_asked(tmp_path: Path) -> None:
    peer = Peer(hangs=True)
    with (
        served(peer.app) as address,
        started(tmp_path, f"openai:{address}/v1#fake", seconds="100") as core,
    ):
        session_of(core, "semanticMemoryStrategy").say("I live in Oslo.")
        wait_until(lambda: peer.seen)
        database = sqlite3.connect(tmp_path / "agentcore.sqlite3")
        (lease_ms,) = database.execute("SELECT lease_ms FROM extraction_jobs").fetchone()
        database.close()
        peer.let_go()
    assert 100_000 < lease_ms - now_ms() <= 110_000


class StealingDrafting(Drafting):
    """So slow that another worker takes the job in the meantime."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked = 0

    def drafted(self, batch: Batch, known: Sequence[Record]) -> Drafted:
        """Nothing, after the job was claimed by somebody else for a long time."""
        self.asked += 1
        with self._database.write() as db:
            db.execute("UPDATE extraction_jobs SET lease = 'another', lease_ms = ?", (1 << 60,))
        return super().drafted(batch, known)


def test_a_lost_job_is_asked_about_no_more(tmp_path: Path) -> None:
    database = Database(tmp_path / "test.sqlite3")
    index = SearchIndex(Embedder())
    records = Records(index)
    drafting = StealingDrafting(database)
    worker = ExtractionWorker(database, records, index, ToFolder(tmp_path), drafting)
    facts = {"name": "Facts", "namespaceTemplates": ["/{actorId}/{kind}/"]}
    memory = MemoryControl(database, records, "us-east-1").create_memory(
        {
            "name": "m",
            "eventExpiryDuration": 7,
            "memoryStrategies": [{"semanticMemoryStrategy": facts}],
            "namespaceKeys": [{"key": "kind"}],
        }
    )["memory"]
    events = EventOperations(database, lambda: None)
    for kind in ("home", "work"):
        events.create_event(
            {
                "memoryId": memory["id"],
                "actorId": "alice",
                "sessionId": "s-1",
                "eventTimestamp": datetime.now(UTC),
                "extractionConfig": {"namespaceVariables": {"kind": kind}},
                "payload": [{"conversational": {"content": {"text": "I am 30."}, "role": "USER"}}],
            }
        )
    worker.start()
    wait_until(lambda: drafting.asked)
    worker.stop()
    assert drafting.asked == 1
    with database.read() as db:
        assert db.execute("SELECT count(*) FROM records").fetchone()[0] == 0
        assert db.execute("SELECT lease FROM extraction_jobs").fetchone()[0] == "another"
    database.close()
