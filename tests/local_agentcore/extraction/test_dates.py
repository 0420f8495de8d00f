"""Days told from the day of speaking, a Wednesday: 10 May 2023."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_agentcore.extraction.dates import dated

AT = datetime(2023, 5, 10, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "told", "begins"),
    [
        ("The user ran yesterday.", "The user ran on 9 May 2023.", date(2023, 5, 9)),
        ("The user ran the day before yesterday.", "The user ran on 8 May 2023.", date(2023, 5, 8)),
        ("The user flies tomorrow.", "The user flies on 11 May 2023.", date(2023, 5, 11)),
        ("The user flies the day after tomorrow.", "The user flies on 12 May 2023.",
         date(2023, 5, 12)),
        ("The user ran this morning.", "The user ran on the morning of 10 May 2023.",
         date(2023, 5, 10)),
        ("The user had a party last night.", "The user had a party on the night of 9 May 2023.",
         date(2023, 5, 9)),
        ("The user ran two weeks ago.", "The user ran around 26 April 2023.", date(2023, 4, 26)),
        ("The user ran 3 days ago.", "The user ran on 7 May 2023.", date(2023, 5, 7)),
        ("The user moved a couple of months ago.", "The user moved in March 2023.",
         date(2023, 3, 1)),
        ("The user moved three years ago.", "The user moved in 2020.", date(2020, 1, 1)),
        ("The user retires in two years.", "The user retires in 2025.", date(2025, 1, 1)),
        ("The user flies in 3 days.", "The user flies on 13 May 2023.", date(2023, 5, 13)),
        ("Last week, the user ran.", "In the week of 1 May 2023, the user ran.", date(2023, 5, 1)),
        ("The user is off until next week.", "The user is off until the week of 15 May 2023.",
         date(2023, 5, 15)),
        ("The user camped last weekend.", "The user camped on the weekend of 6 May 2023.",
         date(2023, 5, 6)),
        ("The user flies next month.", "The user flies in June 2023.", date(2023, 6, 1)),
        ("The user has been there since last year.", "The user has been there since 2022.",
         date(2022, 1, 1)),
        ("The user met Ann last Friday.", "The user met Ann on Friday 5 May 2023.",
         date(2023, 5, 5)),
        ("The user meets Ann next Tues.", "The user meets Ann on Tuesday 16 May 2023.",
         date(2023, 5, 16)),
        ("The user surfed last summer.", "The user surfed in summer 2022.", date(2022, 5, 10)),
        ("The user is moving to Lisbon in July.", "The user is moving to Lisbon in July 2023.",
         date(2023, 7, 1)),
        ("The user is moving to Lisbon in March.", "The user is moving to Lisbon in March 2024.",
         date(2024, 3, 1)),
        ("The user has lived there for five years.", "The user has lived there for five years.",
         date(2018, 5, 10)),
    ],
)  # fmt: skip
def test_a_day_is_told_as_a_date(said: str, told: str, begins: date) -> None:
    found = dated(said, AT)
    assert found.text == told
    assert found.begins is not None
    assert found.begins.date() == begins
    assert dated(told, AT).text == told


def test_the_past_tense_means_the_month_before() -> None:
    assert dated("The user moved in June.", AT, past=True).text == "The user moved in June 2022."


@pytest.mark.parametrize(
    "said",
    [
        "The user moved to Lisbon in May 2019.",
        "The user plays chess every Monday.",
        "The user may march with the band.",
        'The user saw "Tomorrow Never Dies".',
        "The user likes the last week of August.",
        "The user is second in line.",
        "The user loves the sun.",
        "The user eats yesterday's leftovers.",
        "The user recently got a dog.",
        "The user's flight is at 7 pm.",
    ],
)
def test_what_is_no_day_from_here_stays_as_it_is(said: str) -> None:
    found = dated(said, AT)
    assert (found.text, found.begins) == (said, None)


@given(st.text(max_size=200), st.datetimes(min_value=datetime(1990, 1, 1)))
def test_any_text_can_be_read_at_any_time(text: str, at: datetime) -> None:
    once = dated(text, at.replace(tzinfo=UTC)).text
    assert isinstance(once, str)
