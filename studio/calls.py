"""The API calls that the app itself makes, counted from botocore's events."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from threading import Lock
from typing import ParamSpec, TypeVar

from botocore.model import OperationModel

from studio.clients import Client

P = ParamSpec("P")
T = TypeVar("T")


class Calls:
    """How often each operation was called. Threads may add to it at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """The calls so far, by operation."""
        with self._lock:
            return dict(self._counts)

    def add(self, operation: str) -> None:
        """Count one call."""
        with self._lock:
            self._counts[operation] += 1


# The clients are shared by all browsers: a call belongs to who made it, which its context tells.
_recording: ContextVar[Calls | None] = ContextVar("recording", default=None)


def watch(client: Client) -> None:
    """Have a client's calls counted by whoever records them. A call that is retried is one."""
    client.meta.events.register("before-call", _count, unique_id="studio-calls")


@contextmanager
def recorded(into: Calls) -> Iterator[None]:
    """Count the calls of the block in `into`. Not for a block that yields to others."""
    token = _recording.set(into)
    try:
        yield
    finally:
        _recording.reset(token)


def carried(function: Callable[P, T]) -> Callable[P, T]:
    """The function, to be run in other threads for whoever records calls in this one."""
    context = copy_context()

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        return context.copy().run(function, *args, **kwargs)

    return run


def _count(model: OperationModel, **_: object) -> None:
    if (calls := _recording.get()) is not None:
        calls.add(model.name)
