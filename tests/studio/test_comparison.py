from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.comparison import (
    ASK,
    TEACH,
    Act,
    Asked,
    Comparison,
    Halted,
    Said,
    Told,
    Waited,
    story_actor,
)
from studio.ids import valid_actor_id
from studio.memory import Memory
from studio.runtime import Runtime
from studio.types import Done, Failed, Text, Turn

pytestmark = pytest.mark.long

SECONDS = 30.0


@pytest.fixture
def memory(agentcore: EmbeddedAgentCore, memory_client: Any, control_client: Any) -> Memory:
    return Memory(memory_client, control_client, agentcore.memory_id)


@pytest.fixture
def runtime(agentcore: EmbeddedAgentCore, memory_client: Any, memory: Memory) -> Runtime:
    return Runtime(memory_client, agentcore.agent_runtime_arn, "DEFAULT", memory.strategy_type)


def someone() -> str:
    return f"actor-{uuid4().hex[:8]}"


def answer(turn: Turn) -> str:
    return "".join(part.text for part in turn.parts if isinstance(part, Text))


def asked(comparison: Comparison) -> list[tuple[str, Turn, Turn]]:
    entries = [entry for entry in comparison.entries if isinstance(entry, Asked)]
    return [(each.prompt, each.exchanges[0].turn, each.exchanges[1].turn) for each in entries]


def kinds(told: Iterable[Told | None]) -> set[type]:
    return {type(each) for each in told}


def test_the_story_is_that_one_side_forgets(memory: Memory, runtime: Runtime) -> None:
    comparison = Comparison.of(valid_actor_id(story_actor()))
    told = list(comparison.story(memory, runtime, SECONDS))

    assert kinds(told) >= {Act, Asked, Said, Waited}
    assert Halted not in kinds(told)
    (_, *taught), (question, without, with_memory) = asked(comparison)
    assert [isinstance(turn.end, Done) for turn in taught] == [True, True]
    assert question == ASK
    assert "vegetarian" not in answer(without)
    assert without.recalled is None
    assert "vegetarian" in answer(with_memory)
    assert "Emma" in answer(with_memory)
    last = comparison.entries[-1]
    assert isinstance(last, Act)
    assert last.title == "The difference"


def test_the_context_is_all_that_the_model_was_given(memory: Memory, runtime: Runtime) -> None:
    comparison = Comparison.of(story_actor())
    list(comparison.story(memory, runtime, SECONDS))
    _, (_, without, with_memory) = asked(comparison)

    assert without.context is not None
    assert with_memory.context is not None
    assert without.context.system == with_memory.context.system
    assert [message["role"] for message in without.context.messages] == ["user"]
    (only,) = without.context.messages[0]["content"]
    assert only == {"text": ASK}
    recalled, prompt = with_memory.context.messages[0]["content"]
    assert "The user is vegetarian." in recalled["text"]
    assert prompt == {"text": ASK}


def test_each_side_has_sessions_of_its_own(memory: Memory, runtime: Runtime) -> None:
    comparison = Comparison.of(someone())
    list(comparison.ask("Hello", memory, runtime, SECONDS))
    first = [side.session_id for side in comparison.sides]
    assert comparison.renew(runtime) is None
    second = [side.session_id for side in comparison.sides]
    assert len({*first, *second}) == 4
    assert {session.id for session in memory.sessions(comparison.actor_id)} == set(first)


def test_a_story_that_cannot_go_on_says_why(memory: Memory, runtime: Runtime) -> None:
    unknown = replace(runtime, agent_runtime_arn=runtime.agent_runtime_arn[:-1] + "0")
    comparison = Comparison.of(story_actor())
    told = list(comparison.story(memory, unknown, SECONDS))
    assert Waited not in kinds(told)
    ((prompt, *turns),) = asked(comparison)
    assert prompt == TEACH
    assert all(isinstance(turn.end, Failed) for turn in turns)
    problem = comparison.renew(unknown)
    assert problem is not None
    assert problem.code == "ResourceNotFoundException"


def test_what_is_left_is_marked(memory: Memory, runtime: Runtime) -> None:
    comparison = Comparison.of(someone())
    with closing(comparison.ask("Hello", memory, runtime, SECONDS)) as told:
        next(told)
    comparison.settle()
    ((_, *turns),) = asked(comparison)
    assert all(isinstance(turn.end, Failed) for turn in turns)
