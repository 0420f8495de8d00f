from dataclasses import replace

import pytest

from studio import editing
from studio.contents import Content, Topic, content, written
from studio.editing import Draft
from studio.filters import Filter
from studio.lineage import find
from studio.listing import walk
from studio.memory import Memory
from studio.types import Record, StrategyType
from tests.studio.memories import FACT, PREFERENCE, SUMMARY, put, someone, strategy


def texts(memory: Memory, actor_id: str) -> list[str]:
    return sorted(record.text for record in walk(memory, actor_id, Filter()))


def the_one(memory: Memory, record_id: str) -> Record:
    record = find(memory, record_id)
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("kind", "decoded"),
    [
        (FACT, Content("The user has <two> dogs & a cat.")),
        (PREFERENCE, Content("Tea.", "Said so: “tea”.", ("drinks", "food"))),
        (SUMMARY, Content("A & b: Tea <hot>.", topics=(Topic("A & b", "Tea <hot>."),))),
    ],
)
def test_what_is_written_reads_as_it_was_meant(kind: StrategyType, decoded: Content) -> None:
    record = Record("mem-1", written(decoded, kind), kind, "s", "/")
    assert content(record) == decoded


def test_a_changed_record_keeps_all_but_its_text(memory: Memory) -> None:
    actor = someone()
    (record_id,) = put(memory, actor, FACT, "The user lives in Rome.")
    before = the_one(memory, record_id)
    assert editing.change(memory, before, "The user lives in Milan.").done == (record_id,)
    after = the_one(memory, record_id)
    assert after == replace(before, text="The user lives in Milan.")


def test_more_than_a_batch_is_deleted_and_what_was_gone_is_named(memory: Memory) -> None:
    actor = someone()
    ids = [
        record_id
        for part in range(3)
        for record_id in put(memory, actor, FACT, *(f"{part}.{number}" for number in range(50)))
    ]
    editing.delete(memory, ids[:1])
    outcome = editing.delete(memory, [*ids, ids[0]])
    assert len(outcome.done) == 149
    assert [failure.name for failure in outcome.failed] == [ids[0]]
    assert (outcome.gone, outcome.failed[0].why) == (1, "It is not there any more.")
    assert texts(memory, actor) == []


def test_a_record_that_was_deleted_meanwhile_is_not_changed(memory: Memory) -> None:
    actor = someone()
    (record_id,) = put(memory, actor, FACT, "The user lives in Rome.")
    record = the_one(memory, record_id)
    editing.delete(memory, [record_id])
    outcome = editing.change(memory, record, "The user lives in Milan.")
    assert (outcome.done, outcome.gone) == ((), 1)


def test_records_are_added_and_the_one_that_cannot_be_is_named(memory: Memory) -> None:
    actor, facts = someone(), strategy(memory, FACT)
    good = Draft("The user has a dog.", f"/users/{actor}/facts/", facts.id)
    outcome = editing.add(memory, [good, replace(good, strategy_id="none-0123456789")])
    assert len(outcome.done) == 1
    assert [failure.name for failure in outcome.failed] == ["1"]
    assert texts(memory, actor) == ["The user has a dog."]


def test_of_a_batch_that_the_service_refuses_each_record_failed(memory: Memory) -> None:
    draft = Draft("x" * (editing.LONGEST_TEXT + 1), "/users/x/facts/", strategy(memory, FACT).id)
    outcome = editing.add(memory, [draft, draft])
    assert [failure.name for failure in outcome.failed] == ["0", "1"]
    assert {failure.why for failure in outcome.failed} == {"AgentCore did not accept the request."}
