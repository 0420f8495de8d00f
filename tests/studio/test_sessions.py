from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.branches import branches, line
from studio.ids import new_session_id
from studio.memory import Memory
from studio.sessions import (
    Deleted,
    InvalidBranchError,
    delete_events,
    delete_session,
    fork,
    valid_branch,
)
from studio.turns import turns

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    return Memory(memory_client, control_client, agentcore.memory_id)


@pytest.fixture
def place(memory: Memory) -> tuple[str, str]:
    """An actor and their session, in which three things were said."""
    actor_id, session_id = f"actor-{uuid4().hex[:8]}", new_session_id()
    for number, text in enumerate(("Hello", "I live in Berlin.", "Bye")):
        memory.client.create_event(
            memoryId=memory.memory_id,
            actorId=actor_id,
            sessionId=session_id,
            eventTimestamp=NOON + timedelta(seconds=number),
            payload=[{"conversational": {"role": "USER", "content": {"text": text}}}],
        )
    return actor_id, session_id


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (" ", "needs a name"),
        ("main", "already"),
        ("taken", "already"),
        ("a b", "letters"),
        ("-a", "letters"),
        ("../x", "letters"),
        ("é", "letters"),
        ("x" * 101, "at most 100"),
    ],
)
def test_a_name_that_no_branch_can_have_says_why(typed: str, why: str) -> None:
    with pytest.raises(InvalidBranchError, match=why):
        valid_branch(typed, frozenset({"taken"}))


def test_a_fork_shares_what_was_said_before(memory: Memory, place: tuple[str, str]) -> None:
    told = memory.events(*place)[1]
    fork(memory, *place, told.id, valid_branch(" what-if "), "I live in Oslo.")
    found = branches(memory.events(*place))
    assert [branch.name for branch in found] == ["main", "what-if"]
    said = [turn.prompt for turn in turns(line(found, "what-if"))]
    assert said == ["Hello", "I live in Berlin.", "I live in Oslo."]
    assert [turn.prompt for turn in turns(line(found, "main"))][-1] == "Bye"


def test_one_event_goes_and_the_others_stay(memory: Memory, place: tuple[str, str]) -> None:
    first = memory.events(*place)[0].id
    assert delete_events(memory, *place, (first,)) == Deleted(1)
    assert delete_events(memory, *place, (first,)) == Deleted(1)
    assert [turn.prompt for turn in turns(memory.events(*place))] == ["I live in Berlin.", "Bye"]


def test_a_deleted_session_is_no_longer_listed(memory: Memory, place: tuple[str, str]) -> None:
    assert delete_session(memory, *place) == Deleted(3)
    assert memory.events(*place) == []
    assert memory.sessions(place[0]) == []


def test_what_cannot_be_deleted_is_told(memory: Memory, place: tuple[str, str]) -> None:
    events = tuple(event.id for event in memory.events(*place))
    done = delete_events(memory, *place, (events[0], "not-an-id", events[1]))
    assert done.count == 1
    assert done.problems[0].code == "ValidationException"
    unknown = replace(memory, memory_id="Nobody-0123456789")
    done = delete_events(unknown, *place, events[:1])
    assert (done.count, done.problems[0].code) == (0, "ResourceNotFoundException")
