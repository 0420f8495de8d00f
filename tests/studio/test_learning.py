from dataclasses import replace

from studio.learning import Changes, Learning, State
from studio.problems import Problem
from studio.types import Record, StrategyType

TURN = ("1#a", "2#b")


def record(
    record_id: str,
    text: str,
    *sources: str,
    strategy: StrategyType = StrategyType.SEMANTIC,
) -> Record:
    named = [source.replace("#", ":") for source in sources]
    metadata = {"sourceEventIds": {"stringListValue": named}} if named else {}
    return Record(record_id, text, strategy, "s-1", "/users/alice/facts/", metadata=metadata)


NAME = record("mem-name", "The user's name is Alice.")
TEA = record("mem-tea", "The user likes tea.", "2#b")
SUMMARY = record("mem-sum", "<topic/>", "2#b", strategy=StrategyType.SUMMARIZATION)


def begin(*before: Record, patience: float = 20.0) -> Learning:
    return Learning.begin(before, TURN, now=100.0, patience=patience)


def test_it_is_pending_until_something_came_and_has_settled() -> None:
    nothing_yet = begin(NAME).observe([NAME], 101.0)
    assert (nothing_yet.state, nothing_yet.changes) == (State.PENDING, Changes())

    seen = nothing_yet.observe([NAME, TEA], 102.0)
    assert (seen.state, seen.changes.added) == (State.PENDING, (TEA,))
    assert seen.observe([NAME, TEA], 103.0).state is State.PENDING

    settled = seen.observe([NAME, TEA], 105.0)
    assert settled.state is State.LEARNED
    assert settled.seconds == 2.0


def test_what_comes_later_is_waited_for_too() -> None:
    first = begin().observe([TEA], 101.0)
    second = first.observe([TEA, NAME], 103.0)
    assert second.observe([TEA, NAME], 104.0).state is State.PENDING
    settled = second.observe([TEA, NAME], 106.0)
    assert set(settled.changes.added) == {TEA, NAME}
    assert settled.seconds == 3.0


def test_changed_and_removed_records_are_told_apart() -> None:
    coffee = replace(TEA, text="The user likes coffee, no longer tea.")
    seen = begin(TEA, NAME).observe([coffee], 101.0)
    assert seen.changes == Changes(changed=(coffee,), removed=(NAME,))
    assert seen.changes.count == 2


def test_what_ended_another_record_is_told_with_it() -> None:
    home = record("mem-home", "The user lives in Berlin.")
    moved = record("mem-moved", "The user moved to Lisbon.", "2#b")
    moved = replace(
        moved, metadata={**moved.metadata, "supersedes": {"stringListValue": ["mem-home"]}}
    )
    seen = begin(home, NAME).observe([moved], 101.0)
    assert seen.changes == Changes(added=(moved,), removed=(NAME,), superseded=((home, moved),))
    assert seen.changes.ended_by(moved) == (home,)
    assert seen.changes.ended_by(NAME) == ()


def test_patience_ends_with_nothing() -> None:
    assert begin(NAME, patience=3.0).observe([NAME], 102.9).state is State.PENDING
    assert begin(NAME, patience=3.0).observe([NAME], 103.0).state is State.NOTHING


def test_a_summary_alone_says_that_extraction_came_by_and_found_nothing() -> None:
    seen = begin().observe([SUMMARY], 101.0)
    assert seen.changes == Changes(has_summary=True)
    assert seen.observe([SUMMARY], 104.0).state is State.NOTHING


def test_slow_extraction_has_longer_to_settle() -> None:
    seen = begin(patience=120.0).observe([SUMMARY], 110.0)
    assert seen.observe([SUMMARY], 120.0).state is State.PENDING
    later = seen.observe([SUMMARY, TEA], 121.0)
    assert later.observe([SUMMARY, TEA], 136.0).state is State.LEARNED


def test_a_record_that_comes_from_other_turns_is_not_this_turns() -> None:
    other = record("mem-other", "The user is a nurse.", "9#f")
    assert begin().observe([other], 101.0).changes == Changes()
    changed = replace(other, text="The user was a nurse.")
    assert begin(other).observe([changed], 101.0).changes == Changes()


def test_once_over_the_earlier_records_are_let_go() -> None:
    over = begin(NAME).observe([NAME, TEA], 101.0).observe([NAME, TEA], 104.0)
    assert (over.state, over.before) == (State.LEARNED, {})


def test_a_failure_is_kept_with_its_problem() -> None:
    problem = Problem("AgentCore cannot be reached.", "Check the network.")
    failed = begin().failed(problem)
    assert (failed.state, failed.problem) == (State.FAILED, problem)


def test_a_past_turn_taught_what_names_its_events() -> None:
    past = Learning.past([NAME, TEA, SUMMARY], TURN)
    assert past is not None
    assert past.changes.added == (TEA,)
    assert past.state is State.LEARNED


def test_a_past_turn_that_no_record_names_taught_nothing_that_is_known() -> None:
    assert Learning.past([NAME], TURN) is None
    assert Learning.past([SUMMARY], TURN) is None
    assert Learning.past([TEA], ()) is None
