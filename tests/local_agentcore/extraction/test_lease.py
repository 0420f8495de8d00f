"""A job whose lease ran out while it was worked on is another worker's, and is left to it."""

from datetime import UTC, datetime
from pathlib import Path

from local_agentcore.control import MemoryControl
from local_agentcore.delivery_targets import ToFolder
from local_agentcore.embedding import Embedder
from local_agentcore.extraction.worker import ExtractionWorker
from local_agentcore.memory import EventOperations
from local_agentcore.search import Prepared, SearchIndex
from local_agentcore.store.database import Database
from local_agentcore.store.records import Records
from tests.waiting import wait_until

FACTS = {"semanticMemoryStrategy": {"name": "Facts", "namespaceTemplates": ["/{actorId}/"]}}
SAID = {"conversational": {"content": {"text": "I live in Oslo."}, "role": "USER"}}


class StolenFrom(SearchIndex):
    """An index so slow that another worker takes the job in the meantime."""

    def __init__(self, database: Database) -> None:
        super().__init__(Embedder())
        self._database = database
        self.stolen = False

    def prepare(self, text: str, context: str = "") -> Prepared:
        """Prepare a record, after the job was claimed by somebody else for a long time."""
        with self._database.write() as db:
            db.execute("UPDATE extraction_jobs SET lease = 'another', lease_ms = ?", (1 << 60,))
        self.stolen = True
        return super().prepare(text, context)


def test_a_worker_writes_nothing_for_a_job_that_it_lost(tmp_path: Path) -> None:
    database = Database(tmp_path / "test.sqlite3")
    index = StolenFrom(database)
    records = Records(index)
    worker = ExtractionWorker(database, records, index, ToFolder(tmp_path))
    control = MemoryControl(database, records, "us-east-1")
    memory = control.create_memory(
        {"name": "m", "eventExpiryDuration": 7, "memoryStrategies": [FACTS]}
    )["memory"]
    worker.start()
    EventOperations(database, worker.wake).create_event(
        {
            "memoryId": memory["id"],
            "actorId": "alice",
            "eventTimestamp": datetime.now(UTC),
            "payload": [SAID],
        }
    )
    wait_until(lambda: index.stolen)
    worker.stop()
    with database.read() as db:
        assert db.execute("SELECT count(*) FROM records").fetchone()[0] == 0
        assert db.execute("SELECT lease FROM extraction_jobs").fetchone()[0] == "another"
        assert db.execute("SELECT count(*) FROM awaiting_extraction").fetchone()[0] == 1
    database.close()
