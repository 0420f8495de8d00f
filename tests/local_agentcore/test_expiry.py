"""What expires: events after eventExpiryDuration days, records after their own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_agentcore.errors import ValidationException
from local_agentcore.expiry import expires_ms, expiry_of_update, new_expiry
from local_agentcore.server import DATABASE_FILE, EmbeddedAgentCore
from tests.conftest import client, serving
from tests.waiting import wait_until

NOW = datetime(2026, 1, 15, tzinfo=UTC)
SAID = {"conversational": {"content": {"text": "I live in Lisbon."}, "role": "USER"}}
SESSION = {"actorId": "alice", "sessionId": "first"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedAgentCore, Path]]:
    """An embedded AgentCore whose file a test can age."""
    folder = tmp_path_factory.mktemp("expiry")
    with serving(folder) as started:
        yield started, folder / DATABASE_FILE


@pytest.fixture
def memory_id(server: tuple[EmbeddedAgentCore, Path]) -> str:
    """A memory whose events live for 7 days and facts for 31."""
    control = client("bedrock-agentcore-control", server[0].endpoint)
    made = control.create_memory(
        name="m" + str(len(control.list_memories()["memories"])),
        eventExpiryDuration=7,
        memoryStrategies=[
            {
                "semanticMemoryStrategy": {
                    "name": "Facts",
                    "namespaceTemplates": ["/facts/{actorId}/"],
                    "recordExpirySpecification": {"recordExpiryDurationDays": 31},
                }
            }
        ],
    )["memory"]
    assert made["strategies"][0]["recordExpiryDurationDays"] == 31
    return str(made["id"])


def age(file: Path, days: int) -> None:
    """Let all that is stored be so many days older."""
    past = days * 86_400_000
    with sqlite3.connect(file) as db:
        db.execute("UPDATE events SET expires_ms = expires_ms - ?", (past,))
        db.execute("UPDATE records SET expires_ms = expires_ms - ?", (past,))
    db.close()


def facts(memory: Any, memory_id: str) -> list[dict[str, Any]]:
    found = memory.list_memory_records(memoryId=memory_id, namespace="/facts/alice/")
    records: list[dict[str, Any]] = found["memoryRecordSummaries"]
    return records


def test_events_and_records_live_for_their_days(
    server: tuple[EmbeddedAgentCore, Path], memory_id: str
) -> None:
    memory = client("bedrock-agentcore", server[0].endpoint)
    event = memory.create_event(memoryId=memory_id, **SESSION, eventTimestamp=NOW, payload=[SAID])
    (record,) = wait_until(lambda: facts(memory, memory_id))
    age(server[1], days=6)
    assert len(memory.list_events(memoryId=memory_id, **SESSION)["events"]) == 1
    age(server[1], days=1)
    assert memory.list_events(memoryId=memory_id, **SESSION)["events"] == []
    assert memory.list_sessions(memoryId=memory_id, actorId="alice")["sessionSummaries"] == []
    assert memory.list_actors(memoryId=memory_id)["actorSummaries"] == []
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        memory.get_event(memoryId=memory_id, **SESSION, eventId=event["event"]["eventId"])
    assert facts(memory, memory_id) == [record]
    age(server[1], days=24)
    assert facts(memory, memory_id) == []
    found = memory.retrieve_memory_records(
        memoryId=memory_id, namespacePath="/", searchCriteria={"searchQuery": "Where do I live?"}
    )
    assert found["memoryRecordSummaries"] == []
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        memory.get_memory_record(memoryId=memory_id, memoryRecordId=record["memoryRecordId"])


def test_what_expired_is_removed_at_the_next_start(tmp_path: Path) -> None:
    with serving(tmp_path) as started:
        memory = client("bedrock-agentcore", started.endpoint)
        given = {"memoryId": started.memory_id, "eventTimestamp": NOW, "payload": [SAID]}
        memory.create_event(**given, **SESSION, extractionMode="SKIP")
    age(tmp_path / DATABASE_FILE, days=90)
    with serving(tmp_path), closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as db:
        wait_until(lambda: db.execute("SELECT count(*) FROM events").fetchone() == (0,))


def test_days_are_given_kept_and_removed() -> None:
    assert new_expiry({}) is None
    assert new_expiry({"recordExpiryDurationDays": 40}) == 40
    assert expiry_of_update(None, 40) == 40
    assert expiry_of_update({"recordExpiryDurationDays": 50}, 40) == 50
    assert expiry_of_update({"action": "REMOVE"}, 40) is None
    assert expires_ms(2, 1_000) == 1_000 + 2 * 86_400_000
    assert expires_ms(None, 1_000) is None


@pytest.mark.parametrize(
    "specification", [{"action": "REMOVE"}, {"recordExpiryDurationDays": 36_501}]
)
def test_what_cannot_be_is_refused(specification: dict[str, Any]) -> None:
    with pytest.raises(ValidationException):
        new_expiry(specification)
