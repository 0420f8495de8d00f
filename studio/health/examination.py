"""One look at all that is connected."""

from dataclasses import dataclass

from studio.agent_source import asked_templates
from studio.aws import Connection
from studio.health.checks import judged
from studio.health.observed import observe
from studio.health.results import Check, Verdict, worst
from studio.settings import Settings


@dataclass(frozen=True)
class Health:
    """The checks of one look, and how many milliseconds it took."""

    checks: tuple[Check, ...]
    milliseconds: float

    @property
    def verdict(self) -> Verdict:
        """The verdict over all."""
        return worst(self.checks)


def examine(settings: Settings, connection: Connection) -> Health:
    """Ask the service, and judge what it answers; a failed call is a failed check."""
    seen = observe(connection)
    asked = asked_templates(settings.agent_file)
    return Health(judged(settings, connection, asked, seen), seen.milliseconds)
