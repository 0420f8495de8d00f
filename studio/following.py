"""Follows a running turn without being held up by it: who follows can do other things, and stop."""

from collections.abc import Generator
from queue import Empty, SimpleQueue
from threading import Thread

from studio.calls import carried
from studio.runtime import Invocation
from studio.types import TurnEvent

PATIENCE_SECONDS = 0.25

Events = Generator[TurnEvent | None]


def follow(invocation: Invocation, patience: float = PATIENCE_SECONDS) -> Events:
    """The events as they come, and None whenever none has come for `patience` seconds.

    The turn is asked for at once. Closed before its end, this ends the invocation's stream.
    """
    queue: SimpleQueue[TurnEvent | None] = SimpleQueue()

    def read() -> None:
        try:
            for event in invocation:
                queue.put(event)
        finally:
            queue.put(None)

    Thread(target=carried(read), name="turn", daemon=True).start()
    return _taken(queue, invocation, patience)


def _taken(queue: SimpleQueue[TurnEvent | None], invocation: Invocation, patience: float) -> Events:
    try:
        while True:
            try:
                event = queue.get(timeout=patience)
            except Empty:
                yield None
                continue
            if event is None:
                return
            yield event
    finally:
        invocation.close()
