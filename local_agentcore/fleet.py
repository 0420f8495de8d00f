"""All agent runtimes in operation: which version a session runs on, and its process."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from local_agentcore.errors import ResourceNotFoundException
from local_agentcore.runtime import AgentAnswer, AgentRuntime, Limits
from local_agentcore.runtime_settings import LIFECYCLE, entrypoint, forwarded_headers
from local_agentcore.store.runtimes import Version

Key = tuple[str, int]


class Fleet:
    """Runs versions of runtimes, each started with its first session. Use from one event loop.

    A session stays on the version that it began on until it ends, as on AgentCore.
    """

    def __init__(self, environment: Mapping[str, str], limits: Limits) -> None:
        self._environment = environment
        self._limits = limits
        self._running: dict[Key, AgentRuntime] = {}
        self._starting = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._retiring: set[asyncio.Task[None]] = set()

    async def start(self, version: Version) -> None:
        """Begin, with one version whose spare process is kept warm."""
        self._loop = asyncio.get_running_loop()
        await self._runtime(version, keep_spare=self._limits.keep_spare)

    async def stop(self) -> None:
        """End all processes."""
        stopping = [runtime.stop() for runtime in self._running.values()]
        await asyncio.gather(*stopping, *self._retiring)
        self._running.clear()

    async def invoke(
        self, version: Version, session_id: str, headers: Mapping[str, str], body: bytes
    ) -> AgentAnswer:
        """Invoke the agent in its session; a new session starts on `version`.

        Raises:
            RuntimeClientError: the agent did not start, crashed, or answered an error.
            ThrottlingException: too many sessions are in use.
        """
        runtime = self._with_session(version.runtime.id, session_id)
        if runtime is None:
            runtime = await self._runtime(version, keep_spare=False)
        return await runtime.invoke(session_id, headers, body)

    async def stop_session(self, runtime_id: str, session_id: str) -> None:
        """End a session's process.

        Raises:
            ResourceNotFoundException: no such session runs.
        """
        runtime = self._with_session(runtime_id, session_id)
        if runtime is None:
            raise ResourceNotFoundException(f"No runtime session {session_id} is running")
        await runtime.stop_session(session_id)

    def retire(self, runtime_id: str, number: int | None) -> None:
        """End the processes of a runtime, or of one version of it. From any thread."""
        if self._loop is not None and not self._loop.is_closed():
            # A loop that closes in this moment ends all processes itself.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._retire, runtime_id, number)

    def _retire(self, runtime_id: str, number: int | None) -> None:
        for key in list(self._running):
            if key[0] == runtime_id and number in (None, key[1]):
                task = asyncio.create_task(self._running.pop(key).stop())
                self._retiring.add(task)
                task.add_done_callback(self._retiring.discard)

    def _with_session(self, runtime_id: str, session_id: str) -> AgentRuntime | None:
        found = [
            runtime
            for (running_id, _), runtime in self._running.items()
            if running_id == runtime_id and runtime.has(session_id)
        ]
        return found[0] if found else None

    async def _runtime(self, version: Version, *, keep_spare: bool) -> AgentRuntime:
        key = (version.runtime.id, version.number)
        async with self._starting:
            if key not in self._running:
                # The newest version keeps the spare: most new sessions are DEFAULT's.
                older = [
                    found
                    for (runtime_id, number), found in self._running.items()
                    if runtime_id == key[0] and number < key[1]
                ]
                keeps = [await found.cool() for found in older]
                runtime = self._new(version, keep_spare=keep_spare or any(keeps))
                await runtime.start()
                self._running[key] = runtime
        return self._running[key]

    def _new(self, version: Version, *, keep_spare: bool) -> AgentRuntime:
        settings = version.settings
        limits = replace(limits_of(settings, self._limits), keep_spare=keep_spare)
        environment = {**self._environment, **settings.get("environmentVariables", {})}
        return AgentRuntime(entrypoint(settings), environment, limits, forwarded_headers(settings))


def limits_of(settings: Mapping[str, Any], most: Limits) -> Limits:
    """The limits of a version's sessions: its lifecycleConfiguration's, and `most` at the most."""
    lifecycle = LIFECYCLE | settings.get("lifecycleConfiguration", {})
    return replace(
        most,
        idle_seconds=min(most.idle_seconds, lifecycle["idleRuntimeSessionTimeout"]),
        lifetime_seconds=min(most.lifetime_seconds, lifecycle["maxLifetime"]),
    )
