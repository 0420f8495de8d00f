"""A pause after a failure, so that a dead model server delays one job and not each."""

from collections.abc import Callable

PAUSE_SECONDS = 30.0


class Breaker:
    """Says whether the model may be asked. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float], pause: float = PAUSE_SECONDS) -> None:
        self._clock = clock
        self._pause = pause
        self._closed_from: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the last failure is so recent that the model is not to be asked."""
        return self._closed_from is not None and self._clock() < self._closed_from

    def trip(self) -> None:
        """Note a failure: the model is asked again after the pause."""
        self._closed_from = self._clock() + self._pause
