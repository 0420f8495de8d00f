from studio.memory import Memory
from studio.overview import overview
from tests.studio.memories import FACT, PREFERENCE, SUMMARY, put, someone, strategy

TEA = '{"preference": "Tea", "context": "", "categories": ["drinks", "food", "drinks"]}'


def test_records_are_counted_by_strategy_and_say_what_they_are_about(memory: Memory) -> None:
    actor = someone()
    put(memory, actor, FACT, "One.", "Two.")
    put(memory, actor, PREFERENCE, TEA)
    topics = ("Pets", "Work")
    put(memory, actor, SUMMARY, "".join(f'<topic name="{name}">A.</topic>' for name in topics))
    found = overview(memory, actor)
    assert found.is_whole
    assert found.counts == {
        strategy(memory, FACT).id: 2,
        strategy(memory, PREFERENCE).id: 1,
        strategy(memory, SUMMARY).id: 1,
    }
    subjects = {trait.strategy: trait.subjects for trait in found.traits}
    assert subjects == {FACT: (), PREFERENCE: ("drinks", "food"), SUMMARY: topics}


def test_what_is_more_than_counted_is_said_to_be_more(memory: Memory) -> None:
    actor = someone()
    put(memory, actor, FACT, *(f"Number {number}." for number in range(12)))
    put(memory, actor, PREFERENCE, TEA)
    found = overview(memory, actor, most=10)
    facts = strategy(memory, FACT).id
    assert (found.counts[facts], found.more, found.is_whole) == (10, frozenset({facts}), False)


def test_nobody_has_nothing(memory: Memory) -> None:
    assert overview(memory, someone()).counts == {}
