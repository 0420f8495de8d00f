"""Asks the configured model from the worker's thread, and waits for no longer than a limit."""

import asyncio
import threading
from collections.abc import Mapping
from typing import Any, Protocol

from local_agentcore.errors import ServiceError
from local_agentcore.extraction.by_model.errors import AbandonedError, NoAnswerError
from local_agentcore.model.converse import converse
from local_agentcore.model.types import ConverseRequest, Model

Output = Mapping[str, Any]


class Asker(Protocol):
    """Something that answers one request at a time, within `seconds`."""

    seconds: float

    def name(self, model_id: str | None) -> str:
        """What answers a strategy that asks for this model, for the record."""
        ...

    def ask(self, request: ConverseRequest, model_id: str | None) -> Output:
        """Converse's output.

        Raises:
            NoAnswerError: there is none; the reason has nobody's words in it.
            AbandonedError: nobody waits for it any more.
        """
        ...

    def abandon(self) -> None:
        """Answer nothing any more: the server stops. From any thread."""
        ...


class ConfiguredModel:
    """The model that answers Converse here; whichever one a strategy asks for, this one answers."""

    def __init__(self, model: Model, label: str, seconds: float) -> None:
        self.seconds = seconds
        self._model = model
        self._label = label
        self._lock = threading.Lock()
        self._abandoned = False
        self._asking: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    def name(self, model_id: str | None) -> str:
        """The configured model's name."""
        return self._label

    def ask(self, request: ConverseRequest, model_id: str | None) -> Output:
        """Converse's output, from a loop of this thread's own.

        Raises:
            NoAnswerError: there is none within the limit.
            AbandonedError: `abandon` was called.
        """
        try:
            return asyncio.run(self._ask(request))
        except asyncio.CancelledError:
            raise AbandonedError from None
        except TimeoutError:
            raise NoAnswerError(f"no answer within {self.seconds:g} s") from None
        except ServiceError as error:
            # Its message may have what the server was sent; its kinds have not.
            cause = type(error.__cause__).__name__ if error.__cause__ else "no cause given"
            raise NoAnswerError(f"{error.code}, {cause}") from None
        except Exception as error:
            # Whatever else a provider's library makes of what a server sent.
            raise NoAnswerError(type(error).__name__) from error

    def abandon(self) -> None:
        """Answer nothing any more, a request that is under way included."""
        with self._lock:
            self._abandoned = True
            if self._asking:
                loop, task = self._asking
                loop.call_soon_threadsafe(task.cancel)

    async def _ask(self, request: ConverseRequest) -> Output:
        task = asyncio.current_task()
        assert task is not None
        with self._lock:
            if self._abandoned:
                raise asyncio.CancelledError
            self._asking = (asyncio.get_running_loop(), task)
        try:
            async with asyncio.timeout(self.seconds):
                return await converse(self._model, request)
        finally:
            # The loop outlives this, so that it is never closed while `abandon` knows it.
            with self._lock:
                self._asking = None
