from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.aws import connect
from studio.conversation import STOPPED, Conversation, Exchange
from studio.ids import new_session_id
from studio.learning import NOT_STORED, State
from studio.memory import Memory
from studio.runtime import Runtime
from studio.settings import Settings
from studio.types import Done, Failed, Recalled, Text
from tests.waiting import wait_until

pytestmark = pytest.mark.long

TEACH = "My name is Alice and I like chocolate ice cream"
NAME, LIKING = "The user's name is Alice.", "The user likes chocolate ice cream."
SECONDS = 30.0
SCRIPTED = Path(__file__).parent / "agents" / "scripted.py"


@pytest.fixture
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    return Memory(memory_client, control_client, agentcore.memory_id)


@pytest.fixture
def runtime(agentcore: EmbeddedAgentCore, memory_client: Any, memory: Memory) -> Runtime:
    return Runtime(memory_client, agentcore.agent_runtime_arn, "DEFAULT", memory.strategy_type)


@pytest.fixture
def conversation(memory: Memory) -> Conversation:
    return Conversation.load(memory, f"actor-{uuid4().hex[:8]}", new_session_id())


def take(
    conversation: Conversation,
    prompt: str,
    memory: Memory,
    runtime: Runtime,
    patience: float = SECONDS,
) -> Exchange:
    exchange = conversation.begin(prompt)
    for _ in conversation.answer(exchange, memory, runtime, patience):
        assert conversation.exchanges[-1] is exchange
    return exchange


def watch_to_the_end(conversation: Conversation, exchange: Exchange, memory: Memory) -> None:
    def is_over() -> bool:
        conversation.watch(exchange, memory)
        return not exchange.is_learning

    wait_until(is_over, SECONDS + 1)


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
    greeted = take(conversation, "How are you?", memory, runtime, patience=3.0)
    watch_to_the_end(conversation, greeted, memory)

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


def test_a_stopped_turn_keeps_what_came_and_can_be_asked_again(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    exchange = conversation.begin(TEACH)
    with closing(conversation.answer(exchange, memory, runtime, patience=SECONDS)) as events:
        next(event for event in events if isinstance(event, Text))
    conversation.stop(memory, patience=SECONDS)
    assert (exchange.turn.end, exchange.is_stopped) == (STOPPED, True)
    assert exchange.turn.parts
    # The agent goes on, and memory with it: what was said before the stop is learned all the same.
    watch_to_the_end(conversation, exchange, memory)
    assert NAME in texts(exchange)
    assert conversation.drop_failed() == TEACH


def test_stopping_when_nothing_runs_changes_nothing(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    exchange = take(conversation, "Hello", memory, runtime)
    conversation.stop(memory, patience=SECONDS)
    assert isinstance(exchange.turn.end, Done)


def test_the_actors_records_are_at_hand_for_what_comes_next(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    assert not conversation.known
    watch_to_the_end(conversation, take(conversation, TEACH, memory, runtime), memory)
    assert NAME in {record.text for record in conversation.known}
    later = Conversation.load(memory, conversation.actor_id, new_session_id())
    assert NAME in {record.text for record in later.known}


def test_what_is_no_longer_true_is_told_with_what_ended_it(
    conversation: Conversation, memory: Memory, runtime: Runtime
) -> None:
    watch_to_the_end(conversation, take(conversation, "I live in Berlin", memory, runtime), memory)
    moved = take(conversation, "I moved to Lisbon", memory, runtime)
    watch_to_the_end(conversation, moved, memory)
    assert moved.learning
    ((old, new),) = moved.learning.changes.superseded
    assert (old.text, new.text) == ("The user lives in Berlin.", "The user moved to Lisbon.")
    assert moved.learning.changes.ended_by(new) == (old,)


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Memory, Runtime]]:
    """The memory and the runtime of an agent that uses no memory, and does as its prompt says."""
    folder = tmp_path_factory.mktemp("scripted")
    settings = Settings.from_env({"STUDIO_DATA_DIR": str(folder), "STUDIO_AGENT": str(SCRIPTED)})
    made = connect(settings)
    memory = Memory(made.memory, made.control, made.memory_id)
    arn = made.agent_runtime_arn
    yield memory, Runtime(made.runtime, arn, made.qualifier, memory.strategy_type)
    made.close()


def talk(scripted: tuple[Memory, Runtime], prompt: str) -> Exchange:
    memory, runtime = scripted
    conversation = Conversation.load(memory, "alice", new_session_id())
    exchange = take(conversation, prompt, memory, runtime)
    watch_to_the_end(conversation, exchange, memory)
    return exchange


@pytest.mark.parametrize("prompt", ["answer JSON", "hello"])
def test_an_agent_that_stores_nothing_is_told_from_one_that_taught_nothing(
    scripted: tuple[Memory, Runtime], prompt: str
) -> None:
    exchange = talk(scripted, prompt)
    assert isinstance(exchange.turn.end, Done)
    assert exchange.learning
    assert (exchange.learning.state, exchange.learning.problem) == (State.FAILED, NOT_STORED)
    assert exchange.turn.end.calls is None
    assert exchange.calls.counts["InvokeAgentRuntime"] == 1


def test_an_agent_that_looks_where_no_strategy_writes_is_astray(
    scripted: tuple[Memory, Runtime],
) -> None:
    assert talk(scripted, "look elsewhere").turn.recalled == Recalled(
        (), namespaces=("/people/alice/",), strays=("/people/alice/",)
    )


def test_an_agent_that_may_not_read_its_memory_is_not_astray(
    scripted: tuple[Memory, Runtime],
) -> None:
    recalled = talk(scripted, "be denied").turn.recalled
    assert recalled
    assert recalled.strays == ()
    assert [failure.code for failure in recalled.failures] == ["AccessDeniedException"]
