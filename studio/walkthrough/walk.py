"""A walkthrough that runs in a thread of its own, while a page looks at it."""

from collections.abc import Callable, Sequence
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
        about: what the newest run was taken on; None before the first.
        tidied: what the newest run removed at its end; None when nothing was to be removed.
        is_tidying: whether it is removing that now.
    """

    def __init__(self) -> None:
        self.results: dict[str, StepResult] = {}
        self.planned: tuple[str, ...] = ()
        self.about: About | None = None
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

    def begin(
        self, scene: Scene, steps: Sequence[Step], describe: Callable[[], About], *, keep: bool
    ) -> None:
        """Play the steps, unless a run is going on already. `keep` leaves what they make.

        `describe` says what they are taken on; it may take its time.
        """
        if self.is_running:
            return
        self.look()
        self.planned = tuple(step.key for step in steps)
        for key in self.planned:
            self.results.pop(key, None)
        self.tidied = None
        self._scene = scene
        self._thread = Thread(
            target=self._run, args=(scene, steps, describe, keep), name="walkthrough", daemon=True
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

    @property
    def current(self) -> StepResult | None:
        """The step that is being played."""
        running = (each for each in self.results.values() if each.state is State.RUNNING)
        return next(running, None)

    def report(self) -> Report | None:
        """The report on the steps that have ended, in their order; None before there are any."""
        played = (self.results.get(step.key) for step in STEPS)
        ended = tuple(each for each in played if each is not None and each.ended)
        return Report(self.about, ended, self.tidied) if self.about and ended else None

    def _run(
        self, scene: Scene, steps: Sequence[Step], describe: Callable[[], About], keep: bool
    ) -> None:
        self.about = describe()
        try:
            self._play(scene, steps)
        finally:
            if not keep:
                self.is_tidying = True
                self.tidied = tidy(scene)
                self.is_tidying = False

    def _play(self, scene: Scene, steps: Sequence[Step]) -> None:
        try:
            for progress in run(scene, steps):
                self.results[progress.result.key] = progress.result
                if monotonic() - self._looked > DESERTED_SECONDS:
                    scene.stop.set()
        finally:
            # A step that an error of our own has ended must not look as if it went on.
            if current := self.current:
                self.results[current.key] = current.stopped()
