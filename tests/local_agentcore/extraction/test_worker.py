"""Extraction behind the answer, through boto3: what is learned, once, also after a kill."""

import json
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local_agentcore.server import EmbeddedAgentCore
from tests.conftest import AGENT_FILE, ROOT, client
from tests.waiting import wait_until

Record = dict[str, Any]


@pytest.fixture
def session(agentcore: EmbeddedAgentCore) -> dict[str, str]:
    return {
        "memoryId": agentcore.memory_id,
        "actorId": f"actor-{uuid.uuid4().hex}",
        "sessionId": uuid.uuid4().hex,
    }


def say(memory_client: Any, session: dict[str, str], *texts: str, role: str = "USER") -> str:
    payload = [{"conversational": {"content": {"text": text}, "role": role}} for text in texts]
    event = memory_client.create_event(**session, eventTimestamp=datetime.now(UTC), payload=payload)
    return str(event["event"]["eventId"])


def listed(memory_client: Any, session: dict[str, str], path: str) -> list[Record]:
    found: list[Record] = memory_client.list_memory_records(
        memoryId=session["memoryId"], namespacePath=path.format(**session)
    )["memoryRecordSummaries"]
    return found


def facts(memory_client: Any, session: dict[str, str]) -> list[Record]:
    return listed(memory_client, session, "/users/{actorId}/facts/")


def wait_for(look: Callable[[], list[Record]], count: int = 1) -> list[Record]:
    """The records, once there are as many."""
    return wait_until(lambda: found if len(found := look()) >= count else [])


def test_each_strategy_learns_in_its_namespace(memory_client: Any, session: dict[str, str]) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    event_id = say(memory_client, session, "My name is Alice and I like chocolate ice cream.")
    after = datetime.now(UTC)
    (fact,) = wait_for(lambda: facts(memory_client, session))
    (preference,) = wait_for(lambda: listed(memory_client, session, "/users/{actorId}/preferences"))
    (summary,) = wait_for(
        lambda: listed(memory_client, session, "/summaries/{actorId}/{sessionId}/")
    )
    assert fact["content"]["text"] == "The user's name is Alice."
    assert json.loads(preference["content"]["text"])["preference"] == (
        "The user likes chocolate ice cream."
    )
    assert summary["content"]["text"].startswith('<topic name="')
    assert fact["namespaces"] == [f"/users/{session['actorId']}/facts/"]
    for record in (fact, preference):
        assert before <= record["metadata"].pop("validFrom")["dateTimeValue"] <= after
    for record in (fact, preference, summary):
        assert record["metadata"] == {
            "x-amz-agentcore-memory-recordType": {"stringValue": "BASE"},
            "sourceSessionId": {"stringValue": session["sessionId"]},
            "sourceEventIds": {"stringListValue": [event_id.replace("#", ":")]},
            "extractedBy": {"stringValue": "offline"},
        }


def test_the_same_thing_said_twice_is_one_record(
    memory_client: Any, session: dict[str, str]
) -> None:
    first = say(memory_client, session, "I live in Berlin.")
    (before,) = wait_for(lambda: facts(memory_client, session))
    second = say(memory_client, session, "I live in Berlin. My cat is called Miso.")
    wait_for(lambda: facts(memory_client, session), 2)
    after = {record["memoryRecordId"]: record for record in facts(memory_client, session)}
    assert len(after) == 2
    kept = after[before["memoryRecordId"]]
    assert kept["content"] == before["content"]
    sources = kept["metadata"]["sourceEventIds"]["stringListValue"]
    assert sources == [first.replace("#", ":"), second.replace("#", ":")]


def test_a_session_keeps_one_summary_that_grows(
    memory_client: Any, session: dict[str, str]
) -> None:
    def summaries() -> list[Record]:
        return listed(memory_client, session, "/summaries/{actorId}/")

    say(memory_client, session, "I work as a nurse.")
    (first,) = wait_for(summaries)
    say(memory_client, session, "I have two dogs.")
    wait_for(lambda: [found for found in summaries() if "dogs" in found["content"]["text"]])
    (second,) = summaries()
    assert second["memoryRecordId"] == first["memoryRecordId"]
    assert "nurse" in second["content"]["text"]


def test_actors_records_are_their_own(memory_client: Any, session: dict[str, str]) -> None:
    other = session | {"actorId": session["actorId"] + "-other"}
    say(memory_client, session, "I live in Berlin.")
    say(memory_client, other, "I live in Paris.")
    (mine,) = wait_for(lambda: facts(memory_client, session))
    (others,) = wait_for(lambda: facts(memory_client, other))
    assert "Berlin" in mine["content"]["text"]
    assert "Paris" in others["content"]["text"]


def test_nothing_is_learned_where_extraction_is_skipped(
    memory_client: Any, session: dict[str, str]
) -> None:
    payload = [{"conversational": {"content": {"text": "I am a pilot."}, "role": "USER"}}]
    memory_client.create_event(
        **session, eventTimestamp=datetime.now(UTC), payload=payload, extractionMode="SKIP"
    )
    say(memory_client, session, "I live in Berlin.")
    (fact,) = wait_for(lambda: facts(memory_client, session))
    assert "pilot" not in fact["content"]["text"]


def test_the_assistants_words_teach_nothing(memory_client: Any, session: dict[str, str]) -> None:
    say(memory_client, session, "I am a pilot and I live in Rome.", role="ASSISTANT")
    say(memory_client, session, "I live in Berlin.")
    (fact,) = wait_for(lambda: facts(memory_client, session))
    assert "Berlin" in fact["content"]["text"]


def test_a_deleted_record_is_gone(memory_client: Any, session: dict[str, str]) -> None:
    say(memory_client, session, "I live in Berlin.")
    (fact,) = wait_for(lambda: facts(memory_client, session))
    about = {"memoryId": session["memoryId"], "memoryRecordId": fact["memoryRecordId"]}
    assert memory_client.get_memory_record(**about)["memoryRecord"]["content"] == fact["content"]
    memory_client.delete_memory_record(**about)
    assert facts(memory_client, session) == []
    with pytest.raises(memory_client.exceptions.ResourceNotFoundException):
        memory_client.get_memory_record(**about)


def serve(data_dir: Path) -> tuple["subprocess.Popen[str]", dict[str, str]]:
    """The command, as a process of its own, and what it says of itself."""
    command = [sys.executable, "-m", "local_agentcore", "--data", str(data_dir)]
    process = subprocess.Popen(
        [*command, "--agent", str(AGENT_FILE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    about: dict[str, str] = json.loads(process.stdout.readline())
    return process, about


def test_no_acknowledged_event_is_lost_to_a_kill(tmp_path: Path) -> None:
    process, about = serve(tmp_path)
    memory_client = client("bedrock-agentcore", about["endpoint"])
    session = {"memoryId": about["memoryId"], "actorId": "alice", "sessionId": "session"}
    cities = ["Berlin", "Paris", "Rome", "Oslo"]
    for city in cities:
        say(memory_client, session, f"My friend lives in {city}.")
    process.send_signal(signal.SIGKILL)
    process.communicate()

    process, about = serve(tmp_path)
    try:
        assert about["memoryId"] == session["memoryId"]
        memory_client = client("bedrock-agentcore", about["endpoint"])
        found = wait_for(lambda: facts(memory_client, session), len(cities))
        told = sorted(record["content"]["text"] for record in found)
        assert [city for city in sorted(cities) for text in told if city in text] == sorted(cities)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()
    assert process.returncode == 0
