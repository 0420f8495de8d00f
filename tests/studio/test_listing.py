from datetime import UTC, datetime, timedelta

from studio.filters import Filter
from studio.listing import Page, read, walk
from studio.memory import Memory, age_key
from tests.studio.memories import FACT, PREFERENCE, SESSION, SUMMARY, put, someone, strategy


def pages(memory: Memory, actor_id: str, chosen: Filter, size: int) -> list[Page]:
    found = [read(memory, actor_id, chosen, size=size)]
    while found[-1].following:
        found.append(read(memory, actor_id, chosen, found[-1].following, size))
    return found


def test_pages_hold_all_strategies_records_once_the_newest_first(memory: Memory) -> None:
    actor = someone()
    for round_number in range(4):
        for kind in (FACT, PREFERENCE):
            put(memory, actor, kind, *(f"{kind} {round_number}.{number}" for number in range(3)))
    put(memory, actor, SUMMARY, "One session.")
    found = pages(memory, actor, Filter(), size=10)
    records = [record for page in found for record in page.records]
    assert [len(page.records) for page in found] == [10, 10, 5]
    assert len({record.id for record in records}) == 25
    made = [age_key(record)[0] for record in records]
    assert made == sorted(made, reverse=True)


def test_a_page_reads_no_more_than_it_needs(memory: Memory) -> None:
    actor = someone()
    for hundred in range(3):
        put(memory, actor, FACT, *(f"Number {hundred}.{number}." for number in range(100)))
    first = read(memory, actor, Filter(), size=10)
    assert (len(first.records), first.looked_at) == (10, 10)
    assert len(list(walk(memory, actor, Filter(), most=250))) == 250
    assert len(list(walk(memory, actor, Filter()))) == 300


def test_it_is_narrowed_by_strategy_namespace_session_text_and_date(memory: Memory) -> None:
    actor = someone()
    put(memory, actor, FACT, "The user has a dog.", "The user has a CAT.")
    put(memory, actor, SUMMARY, '<topic name="Pets">A dog.</topic>')
    cases = {
        Filter(strategy_id=strategy(memory, FACT).id): 2,
        Filter(namespace=f"/users/{actor}/"): 2,
        Filter(namespace="/users/"): 2,
        Filter(session_id=SESSION): 1,
        Filter(session_id="session-2"): 0,
        Filter(text="cat"): 1,
        Filter(text="pets: a DOG"): 1,
        Filter(since=datetime.now(UTC) - timedelta(minutes=5)): 3,
        Filter(since=datetime.now(UTC) + timedelta(minutes=5)): 0,
        Filter(until=datetime.now(UTC) + timedelta(minutes=5)): 3,
        Filter(until=datetime.now(UTC) - timedelta(minutes=5)): 0,
    }
    counts = {chosen: len(read(memory, actor, chosen).records) for chosen in cases}
    assert counts == cases
    assert {memory.session_of(record) for record in read(memory, actor, Filter()).records} == {
        "",
        SESSION,
    }


def test_where_few_fit_a_page_ends_by_what_was_looked_at_and_goes_on(memory: Memory) -> None:
    actor = someone()
    put(memory, actor, FACT, "The user has a parrot.")
    put(memory, actor, FACT, *["The user is here."] * 30)
    chosen = Filter(text="parrot")
    first = read(memory, actor, chosen, most=20)
    second = read(memory, actor, chosen, first.following, most=20)
    assert (first.records, first.is_cut_short) == ((), True)
    assert [record.text for record in second.records] == ["The user has a parrot."]


def test_an_actor_whose_id_begins_anothers_sees_only_their_own(memory: Memory) -> None:
    team = someone()
    put(memory, f"{team}/alice", FACT, "The user's name is Alice.")
    assert read(memory, team, Filter()).records == ()
    assert len(read(memory, f"{team}/alice", Filter()).records) == 1
