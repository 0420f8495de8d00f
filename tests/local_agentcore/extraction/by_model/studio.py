"""An embedded AgentCore whose model is a peer's, and a memory of one strategy in it."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local_agentcore.runtime import Limits
from local_agentcore.server import EmbeddedAgentCore, Options
from tests.conftest import AGENT_FILE, client
from tests.waiting import wait_until

Record = dict[str, Any]
NAMESPACE = "/{actorId}/{sessionId}/"
LABEL = "openai:fake"


@contextmanager
def started(
    folder: Path, model: str, seconds: str = "20", **environment: str
) -> Iterator[EmbeddedAgentCore]:
    """An embedded AgentCore with this model, which may take so many seconds."""
    options = Options(
        data_dir=folder,
        agent_file=AGENT_FILE,
        model=model,
        limits=Limits(keep_spare=False),
        environment={**os.environ, "AGENTCORE_EXTRACTION_SECONDS": seconds, **environment},
    )
    core = EmbeddedAgentCore(options).start()
    try:
        yield core
    finally:
        core.stop()


@dataclass(frozen=True)
class Session:
    """A session of an actor's in a memory of its own."""

    core: EmbeddedAgentCore
    memory_id: str
    actor_id: str
    session_id: str = "s-1"

    @property
    def _client(self) -> Any:
        return client("bedrock-agentcore", self.core.endpoint)

    def at(self, core: EmbeddedAgentCore) -> "Session":
        """The same session, after a new start."""
        return replace(self, core=core)

    def say(self, *texts: str, role: str = "USER") -> str:
        """Store an event with these messages; its ID as records have it."""
        payload = [{"conversational": {"content": {"text": t}, "role": role}} for t in texts]
        return self.store(payload)

    def store(self, payload: list[Any]) -> str:
        """Store an event; its ID as records have it."""
        event = self._client.create_event(
            memoryId=self.memory_id,
            actorId=self.actor_id,
            sessionId=self.session_id,
            eventTimestamp=datetime.now(UTC),
            payload=payload,
        )
        return str(event["event"]["eventId"]).replace("#", ":")

    def records(self) -> list[Record]:
        """The session's records, newest first."""
        found: list[Record] = self._client.list_memory_records(
            memoryId=self.memory_id, namespacePath=f"/{self.actor_id}/{self.session_id}/"
        )["memoryRecordSummaries"]
        return found

    def texts(self) -> set[str]:
        """The records' texts."""
        return {record["content"]["text"] for record in self.records()}

    def wait_for(self, is_there: Callable[[list[Record]], bool]) -> list[Record]:
        """The records, once they are so."""
        (found,) = wait_until(lambda: (seen,) if is_there(seen := self.records()) else None)
        return found

    def delete(self, record: Record) -> None:
        """Delete a record."""
        self._client.delete_memory_record(
            memoryId=self.memory_id, memoryRecordId=record["memoryRecordId"]
        )


def session_of(core: EmbeddedAgentCore, kind: str, **settings: Any) -> Session:
    """A session in a new memory whose one strategy is of this kind."""
    strategy = {kind: {"name": "Kept", "namespaceTemplates": [NAMESPACE], **settings}}
    memory = client("bedrock-agentcore-control", core.endpoint).create_memory(
        name=f"m{uuid.uuid4().hex}", eventExpiryDuration=7, memoryStrategies=[strategy]
    )["memory"]
    return Session(core, memory["id"], f"actor-{uuid.uuid4().hex}")


def by(record: Record) -> str:
    """Which way a record says that it came."""
    return str(record["metadata"]["extractedBy"]["stringValue"])
