"""Twenty people talk at once, through one connection: each is answered from what is theirs."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.conversation import Conversation, Exchange
from studio.ids import new_session_id
from studio.memory import Memory
from studio.runtime import Runtime
from studio.types import Done, Text
from tests.waiting import wait_until

pytestmark = pytest.mark.long

MANY = 20
PATIENCE_SECONDS = 120.0
NAMES = [f"Person{chr(ord('a') + number)}x" for number in range(MANY)]


@pytest.fixture
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    return Memory(memory_client, control_client, agentcore.memory_id)


@pytest.fixture
def runtime(agentcore: EmbeddedAgentCore, memory_client: Any, memory: Memory) -> Runtime:
    return Runtime(memory_client, agentcore.agent_runtime_arn, "DEFAULT", memory.strategy_type)


def answer(exchange: Exchange) -> str:
    return "".join(part.text for part in exchange.turn.parts if isinstance(part, Text))


def at_once(act: Callable[[int], str]) -> list[str]:
    """What each of the twenty gets, all having begun at the same moment."""
    together = threading.Barrier(MANY)

    def begin(number: int) -> str:
        together.wait()
        return act(number)

    with ThreadPoolExecutor(max_workers=MANY) as pool:
        return list(pool.map(begin, range(MANY)))


def say(talk: Conversation, prompt: str, memory: Memory, runtime: Runtime) -> str:
    """The answer; it recalled nothing that is not the actor's own."""
    exchange = talk.begin(prompt)
    for _ in talk.answer(exchange, memory, runtime, PATIENCE_SECONDS):
        pass
    assert isinstance(exchange.turn.end, Done), exchange.turn.end
    recalled = exchange.turn.recalled
    assert recalled is not None
    assert all(talk.actor_id in record.namespace for record in recalled.records)
    return answer(exchange)


def new_talks(run: str) -> list[Conversation]:
    return [Conversation(f"actor-{run}-{n:02}", new_session_id()) for n in range(MANY)]


def knows(memory: Memory, actor_id: str, name: str) -> bool:
    return any(name in record.text for record in memory.records(actor_id))


def named(answers: list[str]) -> list[list[str]]:
    """Whose names stand in each of the answers."""
    return [[name for name in NAMES if name in each] for each in answers]


@pytest.mark.timeout(300)
def test_twenty_people_at_once(memory: Memory, runtime: Runtime) -> None:
    run = uuid4().hex[:8]
    talks = new_talks(run)
    told = at_once(lambda n: say(talks[n], f"My name is {NAMES[n]}.", memory, runtime))
    assert named(told) == [[name] for name in NAMES]
    for talk, name in zip(talks, NAMES, strict=True):
        wait_until(partial(knows, memory, talk.actor_id, name), PATIENCE_SECONDS)
    # These sessions are new: all that is known in them comes from memory.
    fresh = new_talks(run)
    heard = at_once(lambda n: say(fresh[n], "What is my name?", memory, runtime))
    assert named(heard) == [[name] for name in NAMES]
