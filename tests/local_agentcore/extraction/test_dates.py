import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local_agentcore.extraction.absolute_dates import on_weekday
from local_agentcore.extraction.consolidation import find_same
from local_agentcore.extraction.dates import dated
from local_agentcore.extraction.facts import extract_facts
from local_agentcore.extraction.statements import read
from local_agentcore.extraction.types import Utterance
from local_agentcore.searchable import undated

MONDAY = datetime(2023, 5, 8, 13, 56, tzinfo=UTC)
PAST = """
went yesterday. | went on 7 May 2023. | 2023-05-07
went there today. | went there on 8 May 2023. | 2023-05-08
ran yesterday morning. | ran on the morning of 7 May 2023. | 2023-05-07
ran yesterday evening. | ran on the evening of 7 May 2023. | 2023-05-07
cooked last night. | cooked on the night of 7 May 2023. | 2023-05-07
ran this morning. | ran on the morning of 8 May 2023. | 2023-05-08
slept this afternoon. | slept on the afternoon of 8 May 2023. | 2023-05-08
ran early this morning. | ran early on the morning of 8 May 2023. | 2023-05-08
arrived the day before yesterday. | arrived on 6 May 2023. | 2023-05-06
went hiking last week. | went hiking in the week of 1 May 2023. | 2023-05-01
went hiking this week. | went hiking in the week of 8 May 2023. | 2023-05-08
moved this past week. | moved in the week of 1 May 2023. | 2023-05-01
moved the week before last. | moved in the week of 24 April 2023. | 2023-04-24
went hiking last weekend. | went hiking on the weekend of 6 May 2023. | 2023-05-06
went hiking this weekend. | went hiking on the weekend of 6 May 2023. | 2023-05-06
hiked this past weekend. | hiked on the weekend of 6 May 2023. | 2023-05-06
camped over the weekend. | camped over the weekend of 6 May 2023. | 2023-05-06
hiked two weekends ago. | hiked on the weekend of 29 April 2023. | 2023-04-29
moved last month. | moved in April 2023. | 2023-04-01
moved this month. | moved in May 2023. | 2023-05-01
moved last year. | moved in 2022. | 2022-01-01
moved this year. | moved in 2023. | 2023-01-01
moved earlier this year. | moved earlier in 2023. | 2023-01-01
sailed last summer. | sailed in summer 2022. | 2022-06-01
sailed last spring. | sailed in spring 2022. | 2022-03-01
skied last winter. | skied in winter 2022/23. | 2022-12-01
broke an arm last fall. | broke an arm in fall 2022. | 2022-09-01
met Ann last Friday. | met Ann on Friday 5 May 2023. | 2023-05-05
met Ann last Monday. | met Ann on Monday 1 May 2023. | 2023-05-01
met Ann last Tues. | met Ann on Tuesday 2 May 2023. | 2023-05-02
met Ann last Fri at noon. | met Ann on Friday 5 May 2023 at noon. | 2023-05-05
danced last Friday night. | danced on the night of Friday 5 May 2023. | 2023-05-05
met Ann on Friday. | met Ann on Friday 5 May 2023. | 2023-05-05
met Ann on Monday. | met Ann on Monday 1 May 2023. | 2023-05-01
met Ann on Sunday evening. | met Ann on the evening of Sunday 7 May 2023. | 2023-05-07
met Ann on Friday last week. | met Ann on Friday 5 May 2023. | 2023-05-05
met Ann last week on Tuesday. | met Ann on Tuesday 2 May 2023. | 2023-05-02
moved two years ago. | moved in 2021. | 2021-01-01
moved a year ago. | moved in 2022. | 2022-01-01
moved 10 years ago. | moved in 2013. | 2013-01-01
moved three weeks ago. | moved around 17 April 2023. | 2023-04-17
moved a week ago. | moved around 1 May 2023. | 2023-05-01
moved two months ago. | moved in March 2023. | 2023-03-01
moved a month ago. | moved in April 2023. | 2023-04-01
moved 3 days ago. | moved on 5 May 2023. | 2023-05-05
moved a few days ago. | moved around 5 May 2023. | 2023-05-05
moved a few weeks ago. | moved around 17 April 2023. | 2023-04-17
moved a few months ago. | moved around February 2023. | 2023-02-01
moved a couple of months ago. | moved around March 2023. | 2023-03-01
moved a few years ago. | moved around 2020. | 2020-01-01
moved about two months ago. | moved around March 2023. | 2023-03-01
moved two decades ago. | moved around 2003. | 2003-01-01
moved a year ago today. | moved on 8 May 2022. | 2022-05-08
moved two weeks ago on Friday. | moved around 24 April 2023 on Friday. | 2023-04-24
moved in May. | moved in May 2023. | 2023-05-01
moved in June. | moved in June 2022. | 2022-06-01
moved in early March. | moved in early March 2023. | 2023-03-01
moved in mid-March. | moved in mid-March 2023. | 2023-03-01
moved at the end of March. | moved at the end of March 2023. | 2023-03-01
moved in Sept. with Ann. | moved in September 2022 with Ann. | 2022-09-01
moved last May. | moved in May 2022. | 2022-05-01
moved last March. | moved in March 2023. | 2023-03-01
moved in May last year. | moved in May 2022. | 2022-05-01
moved last year in March. | moved in March 2022. | 2022-03-01
started on the 3rd. | started on 3 May 2023. | 2023-05-03
started on the 31st. | started on 31 March 2023. | 2023-03-31
started on May 3rd. | started on 3 May 2023. | 2023-05-03
started on 3 May. | started on 3 May 2023. | 2023-05-03
started on the 3rd of June. | started on 3 June 2022. | 2022-06-03
started June 3. | started on 3 June 2022. | 2022-06-03
lived there until last week. | lived there until the week of 1 May 2023. | -
lived there from last year on. | lived there from 2022 on. | 2022-01-01
has photos from yesterday. | has photos from 7 May 2023. | 2023-05-07
has lived there since last year. | has lived there since 2022. | 2022-01-01
has lived there since March. | has lived there since March 2023. | 2023-03-01
has been ill since Friday. | has been ill since Friday 5 May 2023. | 2023-05-05
liked the end of last year. | liked the end of 2022. | 2022-01-01
said that yesterday was fun. | said that 7 May 2023 was fun. | 2023-05-07
decided to leave tomorrow. | decided to leave on 9 May 2023. | -
spent last week in Rome. | spent the week of 1 May 2023 in Rome. | 2023-05-01
took yesterday off. | took 7 May 2023 off. | 2023-05-07
did not sleep at all last night. | did not sleep at all on the night of 7 May 2023. | 2023-05-07
came by yesterday. | came by on 7 May 2023. | 2023-05-07
moved in 2019. | moved in 2019. | 2019-01-01
moved on 3 May 2019. | moved on 3 May 2019. | 2019-05-03
moved on May 3rd, 2019. | moved on May 3rd, 2019. | 2019-05-03
finished it in two weeks. | finished it in two weeks. | -
just moved. | just moved. | -
recently moved. | recently moved. | -
moved the other day. | moved the other day. | -
moved a while back. | moved a while back. | -
ate last night's leftovers. | ate last night's leftovers. | -
won this year's race. | won this year's race. | -
liked the last week of May 2022. | liked the last week of May 2022. | 2022-05-01
was here last week of all. | was here last week of all. | -
enjoyed their last year at school. | enjoyed their last year at school. | -
slept the next day. | slept the next day. | -
read "See you tomorrow" aloud. | read "See you tomorrow" aloud. | -
watched Tomorrow Never Dies. | watched Tomorrow Never Dies. | -
read USA Today. | read USA Today. | -
watched Last Week Tonight. | watched Last Week Tonight. | -
watched Good Friday on the roof. | watched Good Friday on the roof. | -
sat in the sun for a second. | sat in the sun for a second. | -
was born in May. | was born in May. | -
lived there for five years. | lived there for five years. | -
left at 7 pm. | left at 7 pm. | -
moved two or three weeks ago. | moved two or three weeks ago. | -
waited 2-3 weeks ago. | waited 2-3 weeks ago. | -
"""
AHEAD = """
leaves tomorrow. | leaves on 9 May 2023. | 2023-05-09
leaves tomorrow morning. | leaves on the morning of 9 May 2023. | 2023-05-09
leaves tonight. | leaves on the evening of 8 May 2023. | 2023-05-08
leaves the day after tomorrow. | leaves on 10 May 2023. | 2023-05-10
leaves next week. | leaves in the week of 15 May 2023. | 2023-05-15
leaves this weekend. | leaves on the weekend of 13 May 2023. | 2023-05-13
leaves next weekend. | leaves on the weekend of 20 May 2023. | 2023-05-20
leaves next month. | leaves in June 2023. | 2023-06-01
leaves next year. | leaves in 2024. | 2024-01-01
leaves next summer. | leaves in summer 2024. | 2024-06-01
leaves this summer. | leaves in summer 2023. | 2023-06-01
leaves next Friday at 7 pm. | leaves on Friday 12 May 2023 at 7 pm. | 2023-05-12
leaves next Monday. | leaves on Monday 15 May 2023. | 2023-05-15
leaves this Friday. | leaves on Friday 12 May 2023. | 2023-05-12
leaves on Sat. at noon. | leaves on Saturday 13 May 2023 at noon. | 2023-05-13
has plans for next Friday. | has plans for Friday 12 May 2023. | 2023-05-12
will be away until next week. | will be away until the week of 15 May 2023. | -
will be done by tomorrow. | will be done by 9 May 2023. | -
leaves in two weeks. | leaves around 22 May 2023. | 2023-05-22
leaves in two weeks' time. | leaves around 22 May 2023. | 2023-05-22
leaves in 3 days. | leaves on 11 May 2023. | 2023-05-11
leaves in a few days. | leaves around 11 May 2023. | 2023-05-11
leaves in 3 months. | leaves in August 2023. | 2023-08-01
leaves in a year. | leaves in 2024. | 2024-01-01
leaves a month from now. | leaves in June 2023. | 2023-06-01
is getting married in May. | is getting married in May 2023. | 2023-05-01
is getting married in March. | is getting married in March 2024. | 2024-03-01
leaves next June. | leaves in June 2023. | 2023-06-01
leaves on the 3rd. | leaves on 3 June 2023. | 2023-06-03
leaves on May 3rd. | leaves on 3 May 2024. | 2024-05-03
leaves on Friday, May 12th. | leaves on Friday, 12 May 2023. | 2023-05-12
leaves on Feb. 29. | leaves on 29 February 2024. | 2024-02-29
leaves on the 3rd floor. | leaves on the 3rd floor. | -
will always remember last year. | will always remember 2022. | -
will always think of last year. | will always think of 2022. | -
will march 3 miles. | will march 3 miles. | -
has a birthday in June. | has a birthday in June. | -
"""
GENERAL = """
has worked there for 3 years. | has worked there for 3 years. | 2020-05-08
has lived here for five years now. | has lived here for five years now. | 2018-05-08
has been ill for a few days. | has been ill for a few days. | 2023-05-05
has to rest for 3 weeks. | has to rest for 3 weeks. | -
has not called in a few days. | has not called in a few days. | -
has a meeting on Tuesday. | has a meeting on Tuesday 9 May 2023. | 2023-05-09
may move. | may move. | -
skis in March. | skis in March. | -
skis in winter. | skis in winter. | -
skis in the mornings. | skis in the mornings. | -
swims every Monday. | swims every Monday. | -
swims on Mondays. | swims on Mondays. | -
swims on Monday mornings. | swims on Monday mornings. | -
swims on Monday and Friday. | swims on Monday and Friday. | -
always swims on Monday. | always swims on Monday. | -
sat on the sun deck. | sat on the sun deck. | -
is still a fan today. | is still a fan today. | -
can run a marathon in 4 days. | can run a marathon in 4 days. | -
likes tomorrow's world. | likes tomorrow's world. | -
lives in Berlin. | lives in Berlin. | -
"""


def cases(table: str, past: bool | None) -> list[tuple[str, str, str, bool | None]]:
    rows = [line.split(" | ") for line in table.strip().splitlines()]
    return [(said, written, begins, past) for said, written, begins in rows]


@pytest.mark.parametrize(
    ("said", "written", "begins", "past"),
    [*cases(PAST, True), *cases(AHEAD, False), *cases(GENERAL, None)],
)
def test_phrases(said: str, written: str, begins: str, past: bool | None) -> None:
    found = dated(f"The user {said}", MONDAY, past)

    assert found.text == f"The user {written}"
    day = None if begins == "-" else datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert found.begins == day


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Last week, the user left.", "In the week of 1 May 2023, the user left."),
        ("Yesterday Ann Lee left.", "Yesterday Ann Lee left."),
        ("In May, the user left.", "In May 2023, the user left."),
        ("Two years ago the user left.", "In 2021 the user left."),
        ("On Friday the user left.", "On Friday 5 May 2023 the user left."),
        ("Last year was hard for the user.", "2022 was hard for the user."),
        ("This week was hard.", "The week of 8 May 2023 was hard."),
        ("Tomorrow Never Dies is good.", "Tomorrow Never Dies is good."),
        ("The user left. Yesterday it rained.", "The user left. On 7 May 2023 it rained."),
    ],
)
def test_a_sentence_keeps_its_capital(said: str, written: str) -> None:
    assert dated(said, MONDAY, past=True).text == written


@pytest.mark.parametrize(
    ("at", "said", "written"),
    [
        (datetime(2023, 5, 14, tzinfo=UTC), "rests this weekend", "on the weekend of 13 May 2023"),
        (datetime(2023, 5, 14, tzinfo=UTC), "rests last weekend", "on the weekend of 6 May 2023"),
        (datetime(2023, 5, 12, tzinfo=UTC), "rests next Friday", "on Friday 19 May 2023"),
        (datetime(2023, 5, 13, tzinfo=UTC), "rests next Friday", "on Friday 19 May 2023"),
        (datetime(2023, 5, 12, tzinfo=UTC), "rests last Friday", "on Friday 5 May 2023"),
        (datetime(2024, 1, 3, tzinfo=UTC), "rests last week", "in the week of 25 December 2023"),
        (datetime(2024, 1, 3, tzinfo=UTC), "rests this winter", "in winter 2023/24"),
        (datetime(2024, 1, 3, tzinfo=UTC), "rests last winter", "in winter 2022/23"),
        (datetime(2024, 1, 3, tzinfo=UTC), "rests last month", "in December 2023"),
        (datetime(2023, 12, 3, tzinfo=UTC), "rests last summer", "in summer 2023"),
        (datetime(2024, 3, 31, tzinfo=UTC), "rests a month ago", "in February 2024"),
        (datetime(1, 1, 1, tzinfo=UTC), "rests 900 years ago", "900 years ago"),
    ],
)
def test_the_day_counts_on_which_it_was_said(at: datetime, said: str, written: str) -> None:
    assert dated(f"The user {said}.", at).text == f"The user rests {written}."


def test_the_time_counts_in_utc() -> None:
    late = datetime(2023, 5, 8, 20, tzinfo=timezone(timedelta(hours=-7)))
    assert dated("The user left today.", late).text == "The user left on 9 May 2023."


PIECES = st.sampled_from(
    """The user|went|has been|last|next|this|week|weekend|year|May|march|in|on|since|until|by|Friday
    |Sun|sat|Mon.|yesterday|today|tonight|tomorrow|morning|two|3|a few|weeks|days|ago|for|the|3rd
    |of|2019|summer|winter|,|.|"|and|from now|past|'s|before|after|every|Dec|29|Feb""".replace(
        "\n    ", ""
    ).split("|")
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=16).map(" ".join))
TIMES = st.datetimes(timezones=st.just(UTC))
OURS = st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))
TENSES = st.sampled_from([True, False, None])


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, at=TIMES, past=TENSES)
def test_nothing_upsets_it(text: str, at: datetime, past: bool | None) -> None:
    dated(text, at, past)


@pytest.mark.parametrize(
    ("said", "written", "begins", "past"),
    [*cases(PAST, True), *cases(AHEAD, False), *cases(GENERAL, None)],
)
def test_what_is_dated_stays(said: str, written: str, begins: str, past: bool | None) -> None:
    del written, begins
    once = dated(f"The user {said}", MONDAY, past)
    for later in (MONDAY, MONDAY + timedelta(days=400)):
        assert dated(once.text, later, past).text == once.text
    assert dated(once.text, MONDAY, past) == once


SAID = st.sampled_from(
    [said.rstrip(".") for table in (PAST, AHEAD, GENERAL) for said, *_ in cases(table, None)]
)


@settings(max_examples=600, deadline=None)
@given(said=st.lists(SAID, min_size=1, max_size=3), at=OURS, past=TENSES)
def test_twice_is_once(said: list[str], at: datetime, past: bool | None) -> None:
    once = dated(f"The user {', and '.join(said)}.", at, past)
    assert dated(once.text, at, past) == once


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="bcdfgjklmpqvxz BCD.,'\"", max_size=80), at=TIMES, past=TENSES)
def test_what_says_no_time_stays(text: str, at: datetime, past: bool | None) -> None:
    found = dated(text, at, past)
    assert (found.text, found.begins) == (text, None)


def said_on(day: int, text: str) -> list[Utterance]:
    return [Utterance(f"event-{day}", "USER", text, datetime(2023, 5, day, 9, tzinfo=UTC))]


def test_a_statement_begins_on_the_date_that_it_names() -> None:
    (hiking,) = read(said_on(8, "I went hiking last week.")).statements
    (home,) = read(said_on(8, "I live in Berlin.")).statements

    assert hiking.text == "The user went hiking in the week of 1 May 2023."
    assert hiking.begins == datetime(2023, 5, 1, tzinfo=UTC)
    assert home.begins is None


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("I moved here in March.", "The user moved here in March 2023."),
        ("I'm flying to Rome in March.", "The user is flying to Rome in March 2024."),
        ("I will start a new job in March.", "The user will start a new job in March 2024."),
        ("I met my boss on Friday.", "The user met their boss on Friday 5 May 2023."),
        ("My exam is on Friday.", "The user's exam is on Friday 12 May 2023."),
    ],
)
def test_the_verb_says_which_one(said: str, fact: str) -> None:
    assert [found.text for found in extract_facts(said_on(8, said))] == [fact]


def test_what_is_said_again_later_is_the_same_unless_it_names_another_day() -> None:
    (home,) = extract_facts([*said_on(8, "I live in Berlin."), *said_on(20, "I live in Berlin.")])
    assert home.event_ids == ("event-8", "event-20")

    (first,) = extract_facts(said_on(8, "I went hiking last week."))
    (other,) = extract_facts(said_on(20, "I went hiking last week."))
    assert find_same(other.text, [first.text]) is None


@pytest.mark.parametrize(
    ("text", "weekday", "moved"),
    [
        ("on Monday 4 May 2026 at 9", "Tuesday", "on Tuesday 5 May 2026 at 9"),
        ("on Monday 4 May 2026", "sunday", "on Sunday 3 May 2026"),
        ("on Monday 4 May 2026", "Thurs", "on Thursday 7 May 2026"),
        ("on Monday 4 May 2026", "Friday", "on Friday 1 May 2026"),
        ("on Thursday 31 December 2026", "Friday", "on Friday 1 January 2027"),
        ("on Mondays", "Tuesday", None),
        ("on 4 May 2026", "Tuesday", None),
    ],
)
def test_another_weekday_is_the_nearest_one(text: str, weekday: str, moved: str | None) -> None:
    assert on_weekday(text, weekday) == moved


WRITTEN_IN = re.compile(r"\b(?:on|in|around|over|at) (?:\w|[ -])*\d{4}(?! on)")
"""A date that says only when something was."""


@pytest.mark.parametrize("table", [PAST, AHEAD])
def test_what_is_searched_by_meaning_has_no_date_that_was_written_in(table: str) -> None:
    for said, written, _ in (row.split(" | ") for row in table.strip().splitlines()):
        if said != written and WRITTEN_IN.search(written):
            assert not re.search(r"\d{4}|/\d\d", undated(f"The user {written}")), written
