import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from studio import editing
from studio.filters import Filter
from studio.forgetting import Forgetting, Holdings, Report, holdings
from studio.ids import new_session_id
from studio.listing import walk
from studio.memory import Memory
from tests.conftest import client, serving
from tests.studio.memories import FACT, PREFERENCE, put, someone, strategy

SECONDS = 30.0


def say(memory: Memory, actor_id: str, session_id: str, *texts: str, ago: float = 0) -> None:
    for number, text in enumerate(texts):
        memory.client.create_event(
            memoryId=memory.memory_id,
            actorId=actor_id,
            sessionId=session_id,
            eventTimestamp=datetime.now(UTC) - timedelta(seconds=ago - number / 1000),
            payload=[{"conversational": {"role": "USER", "content": {"text": text}}}],
        )


def forget(memory: Memory, actor_id: str, patience: float) -> Report:
    forgetting = Forgetting(memory, actor_id, patience)
    for _ in forgetting.rounds():
        pass
    return forgetting.report


def wait_for_records(memory: Memory, actor_id: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not list(walk(memory, actor_id, Filter())):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_is_kept_is_counted_then_forgotten_and_nobody_elses(memory: Memory) -> None:
    actor, other = someone(), someone()
    for name in (actor, other):
        put(memory, name, FACT, *(f"The user has {number} dogs." for number in range(2, 100)))
        put(memory, name, PREFERENCE, *(f"Tea number {number}" for number in range(10)))
        for _ in range(2):
            say(memory, name, new_session_id(), "Hello.", "How are you?", "Bye.", ago=3600)
    assert holdings(memory, actor) == Holdings(sessions=2, events=6, records=108, shared=0)
    report = forget(memory, actor, patience=0)
    assert (report.is_clean, report.events, len(report.sessions)) == (True, 6, 2)
    assert (report.records >= 108, report.failures) == (True, {})
    assert holdings(memory, actor).is_empty
    assert holdings(memory, other).records >= 108
    assert forget(memory, actor, patience=0).is_clean


def test_what_extraction_still_learns_is_forgotten_too(memory: Memory) -> None:
    actor = someone()
    say(memory, actor, new_session_id(), "My name is Alice and I like chocolate ice cream.")
    report = forget(memory, actor, patience=4)
    assert report.is_clean
    end = time.monotonic() + 3
    while time.monotonic() < end:
        assert holdings(memory, actor).is_empty
        time.sleep(0.2)


def test_what_is_no_longer_true_is_forgotten_with_the_rest(memory: Memory) -> None:
    actor, session = someone(), new_session_id()
    say(memory, actor, session, "I live in Seattle.")
    wait_for_records(memory, actor)
    say(memory, actor, session, "I moved to Boston last week.")
    deadline = time.monotonic() + SECONDS
    while not list(walk(memory, actor, Filter(is_ended=True))):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert forget(memory, actor, patience=2).is_clean
    assert not list(walk(memory, actor, Filter(is_ended=True)))


@pytest.fixture
def shared(memory_client: Any, control_client: Any) -> Memory:
    """A memory whose actors share a namespace."""
    made = control_client.create_memory(
        name=f"Shared{someone()[-8:]}",
        eventExpiryDuration=30,
        memoryStrategies=[
            {"semanticMemoryStrategy": {"name": "team", "namespaceTemplates": ["/team/facts/"]}}
        ],
    )["memory"]
    return Memory(memory_client, control_client, made["id"])


def test_of_a_shared_namespace_only_what_came_from_the_actor_goes(shared: Memory) -> None:
    say(shared, "alice", new_session_id(), "My name is Alice.")
    wait_for_records(shared, "alice")
    facts = strategy(shared, FACT)
    editing.add(shared, [editing.Draft("The team meets on Monday.", "/team/facts/", facts.id)])
    before = holdings(shared, "alice")
    assert (before.records, before.shared) == (0, 2)
    report = forget(shared, "alice", patience=0)
    assert (report.is_clean, report.records, report.kept) == (True, 1, 1)
    left = [record.text for record in walk(shared, "bob", Filter())]
    assert left == ["The team meets on Monday."]


def test_an_outage_ends_it_with_the_reason(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        memory = Memory(
            client("bedrock-agentcore", server.endpoint),
            client("bedrock-agentcore-control", server.endpoint),
            server.memory_id,
        )
        put(memory, "alice", FACT, "The user has a dog.")
    report = forget(memory, "alice", patience=0)
    assert not report.is_clean
    assert report.problem
    assert report.problem.what == "AgentCore cannot be reached."
