"""A walkthrough that runs in a thread of its own, while a page looks at it."""

from collections.abc import Sequence
from threading import Thread
from time import monotonic

from studio.walkthrough.results import About, Report, State, StepResult, Tidied
from studio.walkthrough.runner import run
from studio.walkthrough.scene import Scene
from studio.walkthrough.steps import STEPS, Step
from studio.walkthrough.tidying import tidy

DESERTED_SECONDS = 90.0
"""So long nobody has to look until a run ends; browsers let hidden tabs look once a minute."""


class Walk:
    """One browser's walkthrough: the newest result of each step, and the run that is going on.

    Attributes:
        results: by the step's key; while a step runs, what there is of it so far.
        planned: the keys of the steps of the newest run.
        tidied: what the newest run removed at its end; None when nothing was to be removed.
        is_tidying: whether it is removing that now.
    """

    def __init__(self) -> None:
        self.results: dict[str, StepResult] = {}
        self.planned: tuple[str, ...] = ()
        self.tidied: Tidied | None = None
        self.is_tidying = False
        self._scene: Scene | None = None
        self._thread: Thread | None = None
        self._looked = monotonic()

    @property
    def is_running(self) -> bool:
        """Whether steps are played, or what they left is removed."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def is_stopping(self) -> bool:
        """Whether it was stopped and has not ended yet."""
        return self.is_running and self._scene is not None and self._scene.stop.is_set()

    def begin(self, scene: Scene, steps: Sequence[Step], *, keep: bool) -> None:
        """Play the steps; no other run may be going on. `keep` leaves what they made."""
        self.look()
        self.planned = tuple(step.key for step in steps)
        for key in self.planned:
            self.results.pop(key, None)
        self.tidied = None
        self._scene = scene
        self._thread = Thread(
            target=self._play, args=(scene, steps, keep), name="walkthrough", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Have the step in hand end, and what was made removed; returns at once."""
        if self._scene is not None:
            self._scene.stop.set()

    def look(self) -> None:
        """Somebody is looking: without a look for a while, the run ends."""
        self._looked = monotonic()

    def wait(self, seconds: float) -> None:
        """Return when the run has ended, or after so many seconds."""
        if self._thread is not None:
            self._thread.join(seconds)

    def report(self, about: About) -> Report:
        """The report on the steps that have been played, in their order."""
        played = (self.results.get(step.key) for step in STEPS)
        ended = (each for each in played if each is not None and each.state is not State.RUNNING)
        return Report(about, tuple(ended), self.tidied)

    def _play(self, scene: Scene, steps: Sequence[Step], keep: bool) -> None:
        try:
            for progress in run(scene, steps):
                self.results[progress.result.key] = progress.result
                if monotonic() - self._looked > DESERTED_SECONDS:
                    scene.stop.set()
        finally:
            self._close()
            if not keep:
                self.is_tidying = True
                self.tidied = tidy(scene)
                self.is_tidying = False

    def _close(self) -> None:
        """A step that an error of our own has ended is no running one."""
        for key, result in self.results.items():
            if result.state is State.RUNNING:
                self.results[key] = result.stopped()
