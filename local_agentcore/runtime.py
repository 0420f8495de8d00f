"""The runtime: one agent process a runtime session, with a spare one kept warm."""

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from local_agentcore.agent_process import AgentProcess
from local_agentcore.errors import (
    ResourceNotFoundException,
    RuntimeClientError,
    ThrottlingException,
)

SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """When a runtime session ends at the latest, and how many a version may have at once.

    A runtime's own lifecycleConfiguration ends it sooner.
    """

    idle_seconds: float = math.inf
    lifetime_seconds: float = math.inf
    check_seconds: float = 5.0
    max_sessions: int = 32
    keep_spare: bool = True


@dataclass(frozen=True)
class AgentAnswer:
    """What an agent answers: its body comes as the agent sends it."""

    content_type: str
    body: AsyncIterator[bytes]


class AgentRuntime:
    """A runtime of one entrypoint file. Use it from one event loop only."""

    def __init__(
        self,
        file: Path,
        environment: Mapping[str, str],
        limits: Limits,
        forwarded: Collection[str],
    ) -> None:
        """`forwarded` are the headers that reach the agent, in lower case."""
        self._file = file
        self._environment = environment
        self._limits = limits
        self._keep_spare = limits.keep_spare
        self._forwarded = forwarded
        self._sessions: dict[str, AgentProcess] = {}
        self._starting: dict[str, asyncio.Task[AgentProcess]] = {}
        self._spare: asyncio.Task[AgentProcess] | None = None
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin: warm the spare process and watch the limits."""
        self._warm()
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """End all processes."""
        if self._sweeper:
            self._sweeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeper
        await asyncio.gather(*self._starting.values(), return_exceptions=True)
        processes = list(self._sessions.values())
        self._sessions.clear()
        if self._spare:
            with suppress(RuntimeClientError):
                processes.append(await self._spare)
        await asyncio.gather(*(process.stop() for process in processes))

    async def invoke(self, session_id: str, headers: Mapping[str, str], body: bytes) -> AgentAnswer:
        """Invoke the agent in its session, which starts if it is new or was ended.

        Raises:
            RuntimeClientError: the agent did not start, crashed, or answered an error.
            ThrottlingException: too many sessions are in use.
        """
        stack = AsyncExitStack()
        try:
            process = await self._process(session_id)
            passed = {name: headers[name] for name in headers if name in self._forwarded}
            forwarded = passed | {SESSION_HEADER: session_id}
            response = await stack.enter_async_context(process.invoke(forwarded, body))
            if response.is_error:
                raise RuntimeClientError(await _failure(response))
        except BaseException:
            await stack.aclose()
            raise
        content_type = response.headers.get("content-type", "application/octet-stream")
        return AgentAnswer(content_type, _body(response, stack, process))

    async def cool(self) -> bool:
        """Keep no spare process any longer; whether one was kept."""
        kept, self._keep_spare = self._keep_spare, False
        spare, self._spare = self._spare, None
        if spare:
            with suppress(RuntimeClientError):
                await (await spare).stop()
        return kept

    def has(self, session_id: str) -> bool:
        """Whether a session runs here."""
        process = self._sessions.get(session_id)
        return session_id in self._starting or (process is not None and process.alive)

    async def stop_session(self, session_id: str) -> None:
        """End a session's process.

        Raises:
            ResourceNotFoundException: no such session runs.
        """
        process = self._sessions.pop(session_id, None)
        if process is None:
            raise ResourceNotFoundException(f"No runtime session {session_id} is running")
        await process.stop()

    async def _process(self, session_id: str) -> AgentProcess:
        process = self._sessions.get(session_id)
        if process is None or not process.alive:
            starting = self._starting.get(session_id)
            if starting is None:
                starting = asyncio.create_task(self._begin(session_id))
                self._starting[session_id] = starting
            # Others may wait for the same start: it goes on when this caller is gone.
            process = await asyncio.shield(starting)
        process.last_used = time.monotonic()
        return process

    async def _begin(self, session_id: str) -> AgentProcess:
        try:
            await self._make_room()
            process = await self._take_spare()
            self._sessions[session_id] = process
            return process
        finally:
            del self._starting[session_id]

    async def _take_spare(self) -> AgentProcess:
        spare, self._spare = self._spare, None
        process = None
        if spare:
            with suppress(RuntimeClientError):
                process = await spare
        if process is None or not process.alive:
            process = await AgentProcess.start(self._file, self._environment)
        self._warm()
        return process

    def _warm(self) -> None:
        if self._spare is None and self._keep_spare:
            self._spare = asyncio.create_task(AgentProcess.start(self._file, self._environment))
            self._spare.add_done_callback(_log_failed_start)

    async def _make_room(self) -> None:
        if len(self._sessions) < self._limits.max_sessions:
            return
        idle = [(p.last_used, s) for s, p in self._sessions.items() if not p.in_use]
        if not idle:
            raise ThrottlingException(
                f"{self._limits.max_sessions} runtime sessions are in use. Try again in a moment."
            )
        await self._sessions.pop(min(idle)[1]).stop()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._limits.check_seconds)
            for session_id, process in list(self._sessions.items()):
                if await self._is_over(process) and self._sessions.get(session_id) is process:
                    del self._sessions[session_id]
                    logger.info("session_id=<%s> | runtime session ended", session_id)
                    await process.stop()

    async def _is_over(self, process: AgentProcess) -> bool:
        now = time.monotonic()
        if not process.alive or now - process.started > self._limits.lifetime_seconds:
            return True
        idle = not process.in_use and now - process.last_used > self._limits.idle_seconds
        return idle and not await process.is_busy()


def _log_failed_start(task: asyncio.Task[AgentProcess]) -> None:
    if not task.cancelled() and task.exception():
        logger.warning("the spare agent process did not start: %s", task.exception())


async def _failure(response: httpx.Response) -> str:
    said = (await response.aread()).decode(errors="replace")[:1000]
    return f"Received error ({response.status_code}) from runtime. The agent answered: {said}"


async def _body(
    response: httpx.Response, stack: AsyncExitStack, process: AgentProcess
) -> AsyncIterator[bytes]:
    async with stack:
        try:
            async for chunk in response.aiter_raw():
                yield chunk
        except httpx.TransportError as error:
            raise RuntimeClientError(
                f"The agent's process failed mid-answer. {process.last_words()}"
            ) from error
