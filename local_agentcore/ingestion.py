"""IngestData: content that is extracted and never stored as an event."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from local_agentcore.control import find_memory
from local_agentcore.extraction.scheduling import schedule, waiting_strategies
from local_agentcore.memory import check_sizes, new_event
from local_agentcore.store import client_tokens, events
from local_agentcore.store.database import Database

MAX_INGESTED_BYTES = 100_000
"""The quota that AWS states for all of a request's content."""


class Ingestion:
    """The operation IngestData."""

    def __init__(self, database: Database, wake_extraction: Callable[[], None]) -> None:
        self._database = database
        self._wake_extraction = wake_extraction

    def ingest_data(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """IngestData: answers once the content is safe; its records follow.

        It is kept as an event that no operation shows, until every strategy has extracted it.
        """
        payload = given["source"]["inline"]["payload"]
        check_sizes(payload, MAX_INGESTED_BYTES)
        token = given.get("clientToken")
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            answer = client_tokens.find(db, memory.id, "IngestData", token)
            if answer is None:
                content = {**given, "payload": payload}
                event = replace(
                    new_event(db, memory, content, given["contentTimestamp"]), ingested=True
                )
                chosen = waiting_strategies(memory, event)
                if chosen:
                    event = events.insert(db, event, client_token=None, strategy_ids=chosen)
                    schedule(db, event, chosen)
                answer = {"sessionId": event.session.session_id}
                client_tokens.keep(db, memory.id, "IngestData", token, answer)
        self._wake_extraction()
        return answer
