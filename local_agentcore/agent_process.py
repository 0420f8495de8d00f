"""One agent process, as AgentCore gives each runtime session a microVM of its own."""

import asyncio
import logging
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from local_agentcore.errors import RuntimeClientError

HOST_FILE = Path(__file__).with_name("agent_host.py")
START_SECONDS = 60.0
STOP_SECONDS = 5.0
LAST_WORDS = 12
OUTPUT_LINE_LIMIT = 1 << 20

logger = logging.getLogger(__name__)


class AgentProcess:
    """A started entrypoint, reached through /invocations and /ping on loopback."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self._client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            timeout=httpx.Timeout(None, connect=START_SECONDS),
            trust_env=False,
        )
        self._last_words: deque[str] = deque(maxlen=LAST_WORDS)
        self._reading = asyncio.create_task(self._read_output())
        self.started = self.last_used = time.monotonic()
        self.in_use = 0

    @classmethod
    async def start(cls, file: Path, environment: Mapping[str, str]) -> "AgentProcess":
        """Start the entrypoint `file` and wait until it answers /ping.

        Raises:
            RuntimeClientError: it ended, or did not answer within START_SECONDS.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            str(HOST_FILE),
            str(file),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=dict(environment),
            limit=OUTPUT_LINE_LIMIT,
        )
        assert process.stdout is not None
        first = await process.stdout.readline()
        started = cls(process, int(first) if first.strip().isdigit() else 0)
        if not first.strip().isdigit():
            started._last_words.append(first.decode(errors="replace").rstrip())
        await started._wait_until_ready()
        return started

    async def _wait_until_ready(self) -> None:
        ping = asyncio.create_task(self._client.get("/ping"))
        ended = asyncio.create_task(self._process.wait())
        await asyncio.wait({ping, ended}, timeout=START_SECONDS, return_when="FIRST_COMPLETED")
        ready = ping.done() and not ping.cancelled() and ping.exception() is None
        for task in (ping, ended):
            task.cancel()
        await asyncio.gather(ping, ended, return_exceptions=True)
        if not ready:
            await self.stop()
            raise RuntimeClientError(f"The agent did not start. {self.last_words()}")

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    def last_words(self) -> str:
        """What the process printed last, for an error's message."""
        if not self._last_words:
            return "It printed nothing."
        return "It last printed:\n" + "\n".join(self._last_words)

    @asynccontextmanager
    async def invoke(
        self, headers: Mapping[str, str], body: bytes
    ) -> AsyncIterator[httpx.Response]:
        """POST /invocations; the response's body is not yet read.

        Raises:
            RuntimeClientError: the process died, or closed the connection before it answered.
        """
        self.in_use += 1
        try:
            request = self._client.build_request(
                "POST", "/invocations", headers=dict(headers), content=body
            )
            response = await self._send(request)
            try:
                yield response
            finally:
                await response.aclose()
        finally:
            self.in_use -= 1
            self.last_used = time.monotonic()

    async def _send(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self._client.send(request, stream=True)
        except httpx.TransportError as error:
            await self._settle()
            raise RuntimeClientError(
                f"The agent's process failed during the invocation. {self.last_words()}"
            ) from error

    async def _settle(self) -> None:
        """Let a dying process say its last words."""
        await asyncio.wait({self._reading}, timeout=1.0)

    async def is_busy(self) -> bool:
        """Whether the agent answers HealthyBusy: it works on something although nobody waits."""
        try:
            answer = await self._client.get("/ping", timeout=START_SECONDS)
            return bool(answer.json().get("status") == "HealthyBusy")
        except (httpx.HTTPError, ValueError):
            return False

    async def stop(self) -> None:
        """End the process: asked first, then killed after STOP_SECONDS."""
        if self.alive:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        await self._client.aclose()
        await self._reading

    async def _read_output(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            text = line.decode(errors="replace").rstrip()
            self._last_words.append(text)
            logger.info("pid=<%s> | %s", self._process.pid, text)
