"""Memory taken out of one memory and put into another: what is the same there, and what is not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from studio.branches import branches
from studio.memory import Memory
from studio.sessions import delete_events
from studio.transfer.document import Document, InvalidDocumentError, read
from studio.transfer.exporting import export
from studio.transfer.importing import put
from studio.turns import opening, turns
from studio.types import Event
from tests.studio.memories import FACT, PREFERENCE, SUMMARY, someone, strategy
from tests.studio.memories import put as put_records
from tests.studio.transfer.conftest import ALIKE, FACTS, NOON, SESSION, Strategies, say
from tests.waiting import wait_until

Another = Callable[[Strategies], Memory]
TEA = '{"preference": "The user likes tea.", "context": "", "categories": ["drinks"]}'
BLOB = [{"blob": '["state", 1]'}, {"json": {"content": {"deep": [1, 2.5, None]}}}]


@pytest.fixture(scope="module")
def actor(memory: Memory) -> str:
    """Somebody who said three things, one on a branch of its own, with records of each kind."""
    actor_id = someone()
    first = say(memory, actor_id, 0, "My name is Alice.")
    say(memory, actor_id, 1, "I like tea.\nVery much: ☕", metadata={"kind": {"stringValue": "x"}})
    say(memory, actor_id, 2, "No, coffee.", branch={"name": "other", "rootEventId": first})
    memory.client.create_event(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId=SESSION,
        eventTimestamp=NOON,
        payload=BLOB,
        extractionMode="SKIP",
    )
    put_records(memory, actor_id, FACT, "The user's name is Alice.", "The user has a dog.")
    put_records(memory, actor_id, PREFERENCE, TEA)
    put_records(memory, actor_id, SUMMARY, '<topic name="Drinks">\nTea.\n</topic>')
    return actor_id


@pytest.fixture(scope="module")
def document(memory: Memory, actor: str) -> Document:
    return read(export(memory, actor))


def seen(event: Event) -> tuple[Any, ...]:
    """All of an event but its ID and whose memory it is in."""
    return (
        event.timestamp,
        event.raw["payload"],
        event.raw.get("metadata"),
        event.raw.get("branch", {}).get("name"),
    )


def test_a_line_is_one_event_or_record_and_the_last_one_counts(memory: Memory, actor: str) -> None:
    parsed = [json.loads(line) for line in export(memory, actor)]
    kinds = [each["type"] for each in parsed]
    assert kinds == ["agentcore-memory", *["event"] * 4, *["record"] * 4, "end"]
    assert parsed[0]["version"] == 1
    assert parsed[0]["memoryId"] == memory.memory_id
    assert parsed[-1] == {"type": "end", "events": 4, "records": 4}
    assert "score" not in parsed[-2]["record"]


def test_another_memory_has_the_same_afterwards(
    memory: Memory, document: Document, another: Another, actor: str
) -> None:
    other = another(ALIKE)
    came = put(other, document)
    assert (came.events, came.records, came.unseen, came.failed) == (4, 4, 0, ())
    assert [seen(each) for each in other.events(actor, SESSION)] == [
        seen(each) for each in memory.events(actor, SESSION)
    ]
    assert {(each.text, each.namespace, each.strategy) for each in other.records(actor)} == {
        (each.text, each.namespace, each.strategy) for each in memory.records(actor)
    }
    assert {each.raw["timestamp"].replace(microsecond=0) for each in other.records(actor)} == {
        each.raw["timestamp"].replace(microsecond=0) for each in memory.records(actor)
    }


def test_what_is_imported_can_be_retrieved(
    document: Document, another: Another, actor: str
) -> None:
    other = another(ALIKE)
    put(other, document)
    assert other.retrieve(actor, "What is my name?")[0].text == "The user's name is Alice."


def test_a_second_time_nothing_is_written(document: Document, another: Another, actor: str) -> None:
    other = another(ALIKE)
    put(other, document)
    came = put(other, document)
    assert (came.events, came.records) == (0, 0)
    assert (came.events_there, came.records_there) == (4, 4)
    assert len(other.events(actor, SESSION)) == 4
    assert len(other.records(actor)) == 4


def test_what_was_deleted_since_comes_back(
    document: Document, another: Another, actor: str
) -> None:
    other = another(ALIKE)
    put(other, document)
    gone = [each for each in other.events(actor, SESSION) if "Alice" in str(each.raw)]
    delete_events(other, actor, SESSION, (gone[0].id,))
    came = put(other, document)
    assert (came.events, came.events_there, came.records) == (1, 3, 0)
    assert "My name is Alice." in opening(other.events(actor, SESSION))


def test_a_branch_forks_from_the_same_event_by_its_new_id(
    document: Document, another: Another, actor: str
) -> None:
    other = another(ALIKE)
    put(other, document)
    main, fork = branches(other.events(actor, SESSION))
    assert (fork.name, fork.parent) == ("other", main.name)
    root = next(each for each in main.events if each.id == fork.root_event_id)
    assert turns([root])[0].prompt == "My name is Alice."


def test_a_branch_whose_root_is_gone_forks_from_what_was_said_before(
    memory: Memory, another: Another
) -> None:
    actor_id = someone()
    say(memory, actor_id, 0, "One")
    root = say(memory, actor_id, 1, "Two")
    for number, text in ((2, "Three"), (3, "Four")):
        say(memory, actor_id, number, text, branch={"name": "b", "rootEventId": root})
    delete_events(memory, actor_id, SESSION, (root,))
    other = another(ALIKE)
    assert put(other, read(export(memory, actor_id))).events == 3
    main, fork = branches(other.events(actor_id, SESSION))
    assert fork.root_event_id == main.events[-1].id
    assert [turn.prompt for turn in turns(fork.events)] == ["Three", "Four"]


def test_sources_are_named_by_their_new_ids(memory: Memory, another: Another) -> None:
    actor_id = someone()
    event_id = say(memory, actor_id, 0, "I have a cat.")
    chosen = strategy(memory, FACT)
    made = memory.client.batch_create_memory_records(
        memoryId=memory.memory_id,
        records=[
            {
                "requestIdentifier": "0",
                "namespaces": [f"/users/{actor_id}/facts/"],
                "content": {"text": "The user has a cat."},
                "timestamp": NOON,
                "metadata": {
                    "sourceEventIds": {"stringListValue": [event_id.replace("#", ":")]},
                    "weight": {"numberValue": 0.5},
                    "since": {"dateTimeValue": NOON},
                },
            }
        ],
    )
    assert not made["failedRecords"]
    assert chosen.id not in str(made)
    other = another(ALIKE)
    put(other, read(export(memory, actor_id)))
    (record,) = other.records(actor_id)
    (event,) = other.events(actor_id, SESSION)
    assert record.source_event_ids == {event.id}
    assert record.metadata["weight"] == {"numberValue": 0.5}
    assert record.metadata["since"] == {"dateTimeValue": NOON}


def test_records_go_where_the_other_memory_s_strategy_keeps_its_own(
    document: Document, another: Another, actor: str
) -> None:
    elsewhere = FACTS | {
        "name": "Known",
        "namespaceTemplates": ["/known/{memoryStrategyId}/{actorId}/"],
    }
    other = another([{"semanticMemoryStrategy": elsewhere}])
    came = put(other, document)
    (known,) = other.strategies
    assert {each.namespace for each in other.records(actor)} == {f"/known/{known.id}/{actor}/"}
    assert len(other.records(actor)) == 2
    assert (came.records, came.unseen) == (4, 2)
    assert put(other, document).records == 0


def test_without_extraction_nothing_is_learned_and_with_it_the_events_alone_are(
    memory: Memory, another: Another
) -> None:
    actor_id = someone()
    say(memory, actor_id, 0, "My name is Alice and I live in Berlin.")
    put_records(memory, actor_id, FACT, "Made by hand.")
    document = read(export(memory, actor_id))
    learning, told = another(ALIKE), another(ALIKE)
    assert put(told, document).records == 1
    came = put(learning, document, extracts=True)
    assert (came.events, came.records) == (1, 0)
    learned = wait_until(lambda: learning.records(actor_id))
    assert "Made by hand." not in {each.text for each in learned}
    assert [each.text for each in told.records(actor_id)] == ["Made by hand."]


def test_everybody_is_everybody_who_has_something(another: Another) -> None:
    source, target = another(ALIKE), another(ALIKE)
    one, two, silent = someone(), someone(), someone()
    say(source, one, 0, "Hello")
    say(source, two, 0, "Hello")
    put_records(source, silent, FACT, "The user says nothing.")
    came = put(target, read(export(source)))
    assert (came.events, came.records) == (2, 1)
    assert target.actors() == sorted([one, two])
    assert len(target.records(silent)) == 1


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda lines: [], "not a file that an export"),
        (lambda lines: lines[1:], "not a file that an export"),
        (lambda lines: [lines[0].replace('"version": 1', '"version": 2'), *lines[1:]], "version 2"),
        (lambda lines: lines[:-1], "not whole"),
        (lambda lines: [*lines[:2], *lines[3:]], "not whole"),
        (lambda lines: [lines[0], "{", *lines[2:]], "Line 2 is not JSON"),
        (
            lambda lines: [lines[0], '{"type": "event", "event": {}}', *lines[2:]],
            "Line 2 is neither",
        ),
        (lambda lines: [lines[0], "[]", *lines[2:]], "Line 2 is neither"),
        (lambda lines: [lines[0].replace("strategyId", "id"), *lines[1:]], "strategies"),
    ],
)
def test_a_file_that_is_not_right_is_refused(
    memory: Memory, actor: str, spoil: Callable[[list[str]], list[str]], why: str
) -> None:
    with pytest.raises(InvalidDocumentError, match=why):
        read(spoil(list(export(memory, actor))))
