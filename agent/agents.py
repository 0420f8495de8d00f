"""The agents at hand, one for each actor and session, each answering one turn at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from errors import AgentError

T = TypeVar("T")


@dataclass
class _Slot(Generic[T]):
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    agent: T | None = None


class Agents(Generic[T]):
    """Builds agents when they are first needed and keeps the `capacity` last used.

    `build(actor_id, session_id)` may block: it runs in a thread. `patience` is how many seconds
    a turn waits for the one before it in its session.
    """

    def __init__(
        self, build: Callable[[str, str], T], capacity: int = 32, patience: float = 60
    ) -> None:
        self._build = build
        self._capacity = capacity
        self._patience = patience
        self._slots: OrderedDict[tuple[str, str], _Slot[T]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, actor_id: str, session_id: str) -> AsyncIterator[T]:
        """The session's agent, for one turn and no other meanwhile.

        An agent whose turn failed is not kept: the next turn builds it again from memory.
        Raises AgentError (SessionBusy) when the turn before does not end in time.
        """
        slot = self._slot(actor_id, session_id)
        await self._wait_for(slot.lock)
        try:
            agent, slot.agent = slot.agent, None
            if agent is None:
                agent = await asyncio.to_thread(self._build, actor_id, session_id)
            yield agent
            slot.agent = agent
        finally:
            slot.lock.release()

    def _slot(self, actor_id: str, session_id: str) -> _Slot[T]:
        key = (actor_id, session_id)
        slot = self._slots.setdefault(key, _Slot())
        self._slots.move_to_end(key)
        excess = max(0, len(self._slots) - self._capacity)
        others = [other for other in self._slots if other != key]
        for unused in [other for other in others if not self._slots[other].lock.locked()][:excess]:
            del self._slots[unused]
        return slot

    async def _wait_for(self, lock: asyncio.Lock) -> None:
        try:
            await asyncio.wait_for(lock.acquire(), self._patience)
        except TimeoutError:
            raise AgentError(
                "SessionBusy",
                "This session is still answering the prompt before. Wait for that answer, "
                "then ask again.",
            ) from None
