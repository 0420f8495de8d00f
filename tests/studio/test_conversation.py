import time
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.conversation import Conversation, Exchange
from studio.ids import new_session_id
from studio.learning import State
from studio.memory import Memory
from studio.runtime import Runtime
from studio.types import Done, Failed, Text

TEACH = "My name is Alice and I like chocolate ice cream"
NAME, LIKING = "The user's name is Alice.", "The user likes chocolate ice cream."
SECONDS = 30.0


@pytest.fixture
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    return Memory(memory_client, control_client, agentcore.memory_id)


@pytest.fixture
def runtime(agentcore: EmbeddedAgentCore, memory_client: Any, memory: Memory) -> Runtime:
    return Runtime(memory_client, agentcore.agent_runtime_arn, "DEFAULT", memory.strategy_type)


@pytest.fixture
def conversation(memory: Memory) -> Conversation:
    return Conversation.load(memory, f"actor-{uuid4().hex[:8]}", new_session_id())


def take(conversation: Conversation, prompt: str, memory: Memory, runtime: Runtime) -> Exchange:
    exchange = conversation.begin(prompt)
    for _ in conversation.answer(exchange, memory, runtime, patience=SECONDS):
        assert conversation.exchanges[-1] is exchange
    return exchange


def watch_to_the_end(conversation: Conversation, exchange: Exchange, memory: Memory) -> None:
    deadline = time.monotonic() + SECONDS
    while exchange.is_learning:
        conversation.watch(exchange, memory)
        assert time.monotonic() < deadline + 1


def texts(exchange: Exchange) -> set[str]:
    assert exchange.learning is not None
    return {record.text for record in exchange.learning.changes.added}


def test_a_turn_is_answered_and_teaches(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    exchange = take(conversation, TEACH, memory, runtime)
    assert any(isinstance(part, Text) for part in exchange.turn.parts)
    assert len(exchange.turn.event_ids) == 2
    assert exchange.is_learning

    watch_to_the_end(conversation, exchange, memory)
    assert exchange.learning is not None
    assert exchange.learning.state is State.LEARNED
    assert NAME in texts(exchange)
    assert any(LIKING in text for text in texts(exchange))


def test_loaded_again_it_says_what_each_turn_taught(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    watch_to_the_end(conversation, take(conversation, TEACH, memory, runtime), memory)
    watch_to_the_end(conversation, take(conversation, "How are you?", memory, runtime), memory)

    again = Conversation.load(memory, conversation.actor_id, conversation.session_id)
    first, second = again.exchanges
    assert (first.turn.prompt, second.turn.prompt) == (TEACH, "How are you?")
    assert NAME in texts(first)
    assert second.learning is None


def test_a_turn_left_before_its_end_is_marked_and_asked_again(conversation: Conversation) -> None:
    conversation.begin("Are you there?")
    conversation.settle()
    (exchange,) = conversation.exchanges
    assert isinstance(exchange.turn.end, Failed)
    assert exchange.turn.end.code == "Interrupted"
    assert conversation.drop_failed() == "Are you there?"
    assert conversation.exchanges == []


def test_a_turn_that_failed_teaches_nothing(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    unknown = replace(runtime, agent_runtime_arn=runtime.agent_runtime_arn + "x")
    exchange = take(conversation, TEACH, memory, unknown)
    assert isinstance(exchange.turn.end, Failed)
    assert exchange.learning is None


def test_a_turn_is_taken_even_when_memory_cannot_be_read(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    elsewhere = replace(memory, memory_id="Elsewhere-0123456789")
    exchange = take(conversation, TEACH, elsewhere, runtime)
    assert isinstance(exchange.turn.end, Done)
    assert exchange.learning is not None
    assert exchange.learning.state is State.FAILED
    assert exchange.learning.problem
