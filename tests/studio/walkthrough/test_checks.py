"""What each check takes for evidence, and what it does not."""

import pytest

from studio.types import Done, Recalled, Record, StrategyType, Text, Turn
from studio.walkthrough import checks
from studio.walkthrough.entries import Check, Did, Said, Waited, with_entry


def record(text: str, strategy: StrategyType = StrategyType.SEMANTIC) -> Record:
    return Record("mem-1", text, strategy, "facts-1", "/users/alice/facts/", score=0.9)


def said(answer: str, *recalled: str) -> Said:
    found = Recalled(tuple(map(record, recalled)))
    return Said("alice", "s", Turn("?", (Text(answer),), found, Done()))


@pytest.mark.parametrize(
    ("text", "name", "is_said"),
    [
        ("Your boat is called Velorin.", "Velorin", True),
        ("velorin!", "Velorin", True),
        ("**Velorin**", "Velorin", True),
        ("It is Velorin's.", "Velorin", True),
        ("Velorina", "Velorin", False),
        ("a Velo-rin", "Velorin", False),
        ("blue \n moon", "blue moon", True),
        ("a.b", "a.b", True),
        ("axb", "a.b", False),
        ("", "Velorin", False),
    ],
)
def test_a_name_is_said_as_words_of_its_own(text: str, name: str, is_said: bool) -> None:
    assert checks.says(text, name) is is_said


@pytest.mark.parametrize(
    ("check", "passed"),
    [
        (checks.told(said("It is Velorin."), "Velorin"), True),
        (checks.told(said("I do not know."), "Velorin"), False),
        (checks.not_told(said("I do not know."), "Velorin"), True),
        (checks.not_told(said("It is Velorin."), "Velorin"), False),
        (checks.not_told(said(""), "Velorin"), False),
        (checks.stored([record("The boat is Velorin.")], "Velorin"), True),
        (checks.stored([record("The boat is red.")], "Velorin"), False),
        (checks.stored([], "Velorin"), False),
        (checks.not_stored([record("The boat is red.")], "Velorin"), True),
        (checks.not_stored([record("The boat is Velorin.")], "Velorin"), False),
        (checks.retrieved([record("The boat is Velorin.")], "Velorin"), True),
        (checks.retrieved([], "Velorin"), False),
        (checks.not_retrieved([], "Velorin", "Bob"), True),
        (checks.not_retrieved([record("The boat is Velorin.")], "Velorin", "Bob"), False),
        (checks.kept(["a", "b"], ["a", "b"]), True),
        (checks.kept(["b", "a"], ["a", "b"]), False),
        (checks.kept(["a"], ["a", "b"]), False),
        (checks.no_events(0), True),
        (checks.no_events(2), False),
        (checks.process_ended(200), True),
        (checks.process_ended(500), False),
    ],
)
def test_a_check_holds_on_what_it_saw_and_says_it(check: Check, passed: bool) -> None:
    assert check.passed is passed
    assert check.claim
    assert check.expected
    assert check.seen


def test_what_an_agent_recalled_is_checked_where_it_says_so() -> None:
    silent = Said("alice", "s", Turn("?", (Text("It is Velorin."),), None, Done()))
    assert [*checks.recalled(silent, "Velorin"), *checks.not_recalled(silent, "Velorin")] == []
    telling = said("It is Velorin.", "The boat is Velorin.")
    assert [each.passed for each in checks.recalled(telling, "Velorin")] == [True]
    assert [each.passed for each in checks.not_recalled(telling, "Velorin")] == [False]
    assert [each.passed for each in checks.recalled(said("?"), "Velorin")] == [False]


def test_a_preference_is_told_from_a_fact() -> None:
    kinds = {strategy: checks.is_preference(record("x", strategy)) for strategy in StrategyType}
    assert [kind for kind, is_one in kinds.items() if is_one] == ["USER_PREFERENCE", "CUSTOM"]


def test_many_records_are_described_by_the_first() -> None:
    text = checks.described([record(f"number {n}") for n in range(5)])
    assert text.endswith("; 2 more")
    assert checks.described([]) == "nothing"


def test_what_goes_on_takes_the_place_of_what_was() -> None:
    asked, answered = Said("alice", "s", Turn("?")), said("Yes")
    waits, waited = Waited("Learning", 1, 9), Waited("Learning", 2, 9, is_over=True)
    entries = with_entry(with_entry((), asked), answered)
    for entry in (waits, waited, Did("Deleted"), Did("Stopped")):
        entries = with_entry(entries, entry)
    assert entries == (answered, waited, Did("Deleted"), Did("Stopped"))
