from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from studio.overview import Trait, subjects
from studio.timeline import LEAST_STEPS, Step, timeline
from studio.types import StrategyType

NOON = datetime(2026, 3, 10, 12, 7, 30, tzinfo=UTC)


def trait(made: datetime | None, kind: StrategyType = StrategyType.SEMANTIC, *about: str) -> Trait:
    return Trait(kind, "strategy", "/users/a/facts/", made, about)


@pytest.mark.parametrize(
    ("span", "step", "begin"),
    [
        (timedelta(minutes=3), Step.MINUTE, datetime(2026, 3, 10, 12, 7, tzinfo=UTC)),
        (timedelta(hours=30), Step.HOUR, datetime(2026, 3, 10, 12, tzinfo=UTC)),
        (timedelta(days=30), Step.DAY, datetime(2026, 3, 10, tzinfo=UTC)),
        (timedelta(days=400), Step.MONTH, datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_the_longer_the_time_the_longer_the_steps(
    span: timedelta, step: Step, begin: datetime
) -> None:
    found = timeline([trait(NOON), trait(NOON - span)], UTC)
    assert found is not None
    assert (found.step, found.bars[-1].begin) == (step, begin)
    assert found.begin <= NOON - span
    assert found.end == step.end(begin) > NOON


def test_records_of_a_step_are_counted_by_strategy() -> None:
    kinds = (StrategyType.SEMANTIC, StrategyType.SEMANTIC, StrategyType.SUMMARIZATION)
    found = timeline([trait(NOON, kind) for kind in kinds], UTC)
    assert found is not None
    assert [(bar.strategy, bar.count) for bar in found.bars] == [
        (StrategyType.SEMANTIC, 2),
        (StrategyType.SUMMARIZATION, 1),
    ]


def test_one_moment_stands_in_a_time_that_shows_when_it_was() -> None:
    found = timeline([trait(NOON)], UTC)
    assert found is not None
    assert found.end - found.begin == LEAST_STEPS * Step.MINUTE.length


def test_days_begin_at_midnight_where_the_person_is() -> None:
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    found = timeline([trait(late), trait(late - timedelta(days=20))], ZoneInfo("Asia/Tokyo"))
    assert found is not None
    assert f"{found.bars[-1].begin:%d %H:%M}" == "11 00:00"


def test_a_month_ends_where_the_next_begins() -> None:
    for month in range(1, 12):
        begin = datetime(2027, month, 1, tzinfo=UTC)
        assert Step.MONTH.end(begin) == datetime(2027, month + 1, 1, tzinfo=UTC)


def test_without_a_moment_there_is_no_timeline() -> None:
    assert timeline([trait(None)], UTC) is None
    assert timeline([], UTC) is None


def test_the_most_frequent_subjects_come_first_however_they_are_written() -> None:
    kind = StrategyType.USER_PREFERENCE
    traits = [
        trait(NOON, kind, "Travel"),
        trait(NOON, kind, "Food", "travel"),
        trait(NOON, kind, "music", "TRAVEL"),
        trait(NOON, kind, "food"),
    ]
    assert subjects(traits, 2) == [("Travel", 3), ("Food", 2)]
