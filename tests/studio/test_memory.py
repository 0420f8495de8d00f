import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.ids import new_session_id
from studio.memory import Memory
from studio.types import Record, StrategyType

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SECONDS = 30.0

Say = Callable[..., None]


@pytest.fixture
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    return Memory(memory_client, control_client, agentcore.memory_id)


@pytest.fixture
def say(agentcore: EmbeddedAgentCore, memory_client: Any) -> Say:
    """Store events, one for each text, a second apart."""

    def store(actor_id: str, session_id: str, *texts: str) -> None:
        for number, text in enumerate(texts):
            memory_client.create_event(
                memoryId=agentcore.memory_id,
                actorId=actor_id,
                sessionId=session_id,
                eventTimestamp=NOON + timedelta(seconds=number),
                payload=[{"conversational": {"role": "USER", "content": {"text": text}}}],
            )

    return store


def someone() -> str:
    return f"actor-{uuid4().hex[:8]}"


def records_once(memory: Memory, actor_id: str, strategies: set[StrategyType]) -> list[Record]:
    """The actor's records as soon as there are some of each of the strategies."""
    deadline = time.monotonic() + SECONDS
    while True:
        found = memory.records(actor_id)
        if strategies <= {record.strategy for record in found}:
            return found
        assert time.monotonic() < deadline, found


def test_the_strategies_are_typed_with_their_templates(memory: Memory) -> None:
    by_type = {strategy.type: strategy for strategy in memory.strategies}
    assert set(by_type) == {
        StrategyType.SEMANTIC,
        StrategyType.USER_PREFERENCE,
        StrategyType.SUMMARIZATION,
    }
    facts = by_type[StrategyType.SEMANTIC]
    assert facts.namespace_templates == ("/users/{actorId}/facts/",)
    assert memory.strategy_type(facts.id) is StrategyType.SEMANTIC
    assert memory.strategy_type("gone-0123456789") is StrategyType.CUSTOM


def test_actors_sessions_and_events_are_found_again_in_order(memory: Memory, say: Say) -> None:
    actor, older, newer = someone(), new_session_id(), new_session_id()
    say(actor, older, "one", "two", "three")
    say(actor, newer, "four")

    assert actor in memory.actors()
    assert [session.id for session in memory.sessions(actor)] == [newer, older]
    events = memory.events(actor, older)
    assert [said(event.raw) for event in events] == ["one", "two", "three"]
    assert [said(event.raw) for event in memory.events(actor, older, newest=2)] == ["two", "three"]


def said(raw: Any) -> str:
    text: str = raw["payload"][0]["conversational"]["content"]["text"]
    return text


def test_more_events_than_one_page_are_all_listed(memory: Memory, say: Say) -> None:
    actor, session = someone(), new_session_id()
    texts = [f"number {number}" for number in range(105)]
    say(actor, session, *texts)
    assert [said(event.raw) for event in memory.events(actor, session)] == texts


def test_nobody_has_no_sessions_events_or_records(memory: Memory) -> None:
    actor = someone()
    assert memory.sessions(actor) == []
    assert memory.events(actor, new_session_id()) == []
    assert memory.records(actor) == []


def test_records_of_all_strategies_name_where_they_come_from(memory: Memory, say: Say) -> None:
    actor, session = someone(), new_session_id()
    say(actor, session, "My name is Alice and I like chocolate ice cream")
    found = records_once(memory, actor, {strategy.type for strategy in memory.strategies})
    by_strategy = {record.strategy: record for record in found}

    fact = by_strategy[StrategyType.SEMANTIC]
    assert fact.text == "The user's name is Alice."
    assert fact.namespace == f"/users/{actor}/facts/"
    assert fact.score is None
    (event,) = memory.events(actor, session)
    assert fact.source_event_ids == {event.id}
    assert by_strategy[StrategyType.SUMMARIZATION].namespace == f"/summaries/{actor}/{session}/"


def test_what_is_retrieved_is_scored_and_sorted(memory: Memory, say: Say) -> None:
    actor = someone()
    say(actor, new_session_id(), "My name is Alice and I like chocolate ice cream")
    records_once(memory, actor, {strategy.type for strategy in memory.strategies})
    found = memory.retrieve(actor, "What is the user's name?")
    scores = [record.score or 0.0 for record in found]
    assert "The user's name is Alice." in found[0].text
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[0] <= 1
    assert len(memory.retrieve(actor, "What is the user's name?", top_k=1)) == 1


def test_an_actor_whose_id_begins_anothers_sees_only_their_own(memory: Memory, say: Say) -> None:
    team = someone()
    member = f"{team}/alice"
    say(member, new_session_id(), "My name is Alice and I like chocolate ice cream")
    records_once(memory, member, {strategy.type for strategy in memory.strategies})
    assert memory.records(team) == []
    assert memory.retrieve(team, "What is the user's name?") == []
