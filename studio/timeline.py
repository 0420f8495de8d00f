"""When an actor's memory was learned: records counted by minute, hour, day or month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from studio.overview import Trait
from studio.types import StrategyType

LEAST_STEPS = 12
"""So many steps a timeline spans at least: a single one would say nothing of when."""


class Step(StrEnum):
    """What a bar of the timeline stands for."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"

    @property
    def length(self) -> timedelta:
        """How long it lasts; a month as long as the longest."""
        return LENGTHS[self]

    def begin(self, moment: datetime) -> datetime:
        """When the step began that the moment lies in."""
        whole = moment.replace(second=0, microsecond=0)
        if self is Step.MINUTE:
            return whole
        if self is Step.HOUR:
            return whole.replace(minute=0)
        day = whole.replace(hour=0, minute=0)
        return day if self is Step.DAY else day.replace(day=1)

    def end(self, begin: datetime) -> datetime:
        """When the step ends that begins then."""
        return self.begin(begin + self.length)


LENGTHS = {
    Step.MINUTE: timedelta(minutes=1),
    Step.HOUR: timedelta(hours=1),
    Step.DAY: timedelta(days=1),
    Step.MONTH: timedelta(days=31),
}
SPANS = {
    Step.MINUTE: timedelta(minutes=45),
    Step.HOUR: timedelta(days=2),
    Step.DAY: timedelta(days=90),
}
"""For how long a time steps of that length are still few enough to be told apart."""


@dataclass(frozen=True)
class Bar:
    """How many records of a type were made in the step that begins then."""

    begin: datetime
    strategy: StrategyType
    count: int


@dataclass(frozen=True)
class Timeline:
    """The bars, oldest first, and from when to when they are to be drawn."""

    step: Step
    bars: tuple[Bar, ...]
    begin: datetime
    end: datetime


def timeline(traits: Iterable[Trait], zone: tzinfo | None) -> Timeline | None:
    """The records by when they were made, on the clocks of a time zone; None where none says so."""
    made = [
        (trait.created_at.astimezone(zone), trait.strategy) for trait in traits if trait.created_at
    ]
    if not made:
        return None
    moments = [moment for moment, _ in made]
    first, last = min(moments), max(moments)
    step = _step(last - first)
    counts = Counter((step.begin(moment), strategy) for moment, strategy in made)
    end = step.end(step.begin(last))
    return Timeline(
        step,
        tuple(Bar(begin, strategy, counts[begin, strategy]) for begin, strategy in sorted(counts)),
        min(step.begin(first), step.begin(end - LEAST_STEPS * step.length)),
        end,
    )


def _step(span: timedelta) -> Step:
    fitting = (step for step, longest in SPANS.items() if span <= longest)
    return next(fitting, Step.MONTH)
