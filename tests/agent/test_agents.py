"""Agents are built once, kept while they work, and answer one turn at a time."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from agents import Agents
from errors import AgentError


class Builder:
    """Builds names, and remembers which and in which thread."""

    def __init__(self) -> None:
        self.built: list[str] = []
        self.threads: set[int] = set()

    def __call__(self, actor_id: str, session_id: str) -> str:
        self.threads.add(threading.get_ident())
        self.built.append(f"{actor_id}/{session_id}")
        return self.built[-1]


async def take_turn(agents: Agents[str], actor_id: str, session_id: str = "s") -> str:
    async with agents.turn(actor_id, session_id) as agent:
        return agent


def test_an_agent_is_built_once_for_an_actor_and_session() -> None:
    build = Builder()

    async def scenario() -> None:
        agents = Agents(build)
        for actor, session in [("a", "1"), ("a", "1"), ("a", "2"), ("b", "1"), ("a", "1")]:
            assert await take_turn(agents, actor, session) == f"{actor}/{session}"

    asyncio.run(scenario())
    assert build.built == ["a/1", "a/2", "b/1"]


def test_building_does_not_hold_up_the_event_loop() -> None:
    build = Builder()
    asyncio.run(take_turn(Agents(build), "a"))
    assert threading.get_ident() not in build.threads


def test_an_agent_whose_turn_failed_is_built_again() -> None:
    build = Builder()

    async def scenario() -> None:
        agents = Agents(build)
        await take_turn(agents, "a")
        with pytest.raises(RuntimeError, match="broken"):
            async with agents.turn("a", "s"):
                raise RuntimeError("broken")
        await take_turn(agents, "a")

    asyncio.run(scenario())
    assert build.built == ["a/s", "a/s"]


def test_a_failed_build_leaves_the_session_usable() -> None:
    outcomes: list[Callable[[], str]] = [lambda: str(1 // 0), lambda: "built"]

    async def scenario() -> str:
        agents = Agents(lambda actor_id, session_id: outcomes.pop(0)())
        with pytest.raises(ZeroDivisionError):
            await take_turn(agents, "a")
        return await take_turn(agents, "a")

    assert asyncio.run(scenario()) == "built"


def test_the_least_recently_used_agent_makes_room() -> None:
    build = Builder()

    async def scenario() -> None:
        agents = Agents(build, capacity=2)
        for actor in ("a", "b", "a", "c", "a", "b"):
            await take_turn(agents, actor)

    asyncio.run(scenario())
    assert build.built == ["a/s", "b/s", "c/s", "b/s"]


def test_an_agent_at_work_is_not_dropped() -> None:
    build = Builder()

    async def scenario() -> None:
        agents = Agents(build, capacity=1)
        async with agents.turn("a", "s"):
            await take_turn(agents, "b")
        await take_turn(agents, "a")

    asyncio.run(scenario())
    assert build.built == ["a/s", "b/s"]


def test_a_second_turn_of_a_session_waits_for_the_first() -> None:
    order: list[str] = []

    async def turn(agents: Agents[str], name: str, started: asyncio.Event) -> None:
        async with agents.turn("a", "s"):
            started.set()
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    async def scenario() -> None:
        agents: Agents[str] = Agents(Builder())
        first, second = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(turn(agents, "first", first))
        await first.wait()
        await asyncio.gather(running, turn(agents, "second", second))

    asyncio.run(scenario())
    assert order == ["first begins", "first ends", "second begins", "second ends"]


def test_a_turn_does_not_wait_for_ever() -> None:
    async def scenario() -> AgentError:
        agents: Agents[str] = Agents(Builder(), patience=0.01)
        async with agents.turn("a", "s"):
            with pytest.raises(AgentError) as refused:
                await take_turn(agents, "a")
        await take_turn(agents, "a")
        return refused.value

    refused = asyncio.run(scenario())
    assert refused.code == "SessionBusy"
    assert "ask again" in refused.message
