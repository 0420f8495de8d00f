import pytest

from studio.traces import Span
from studio.ui.waterfall import BAR, GAP, WIDTH, bar


@pytest.mark.parametrize(
    ("start", "took", "first", "length"),
    [
        (0, 240, 0, WIDTH),
        (0, 0, 0, 1),
        (120, 60, 8, 4),
        (239, 1, WIDTH - 1, 1),
        (240, 0, WIDTH - 1, 1),
        (90, 900, 6, WIDTH - 6),
    ],
)
def test_a_bar_says_when_in_the_turn(start: float, took: float, first: int, length: int) -> None:
    drawn = bar(Span("a", "", "chat", start, took), 240)
    assert drawn == GAP * first + BAR * length + GAP * (WIDTH - first - length)


def test_a_turn_of_no_time_is_all_bar() -> None:
    assert bar(Span("a", "", "chat", 0, 0), 0) == BAR * WIDTH
