"""Where a record came from, and what it took the place of."""

import time
from datetime import UTC, datetime

import pytest

from studio import editing
from studio.filters import Filter
from studio.ids import new_session_id
from studio.lineage import earlier, find, successor
from studio.listing import walk
from studio.memory import Memory
from studio.sources import sources
from studio.types import Record
from tests.studio.memories import FACT, put, someone

SAID = ("I live in Seattle.", "I moved to Boston last week.", "I moved to Denver last week.")
SECONDS = 30.0


def say(memory: Memory, actor_id: str, session_id: str, text: str) -> None:
    memory.client.create_event(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId=session_id,
        eventTimestamp=datetime.now(UTC),
        payload=[{"conversational": {"role": "USER", "content": {"text": text}}}],
    )


def once(memory: Memory, actor_id: str, word: str) -> Record:
    """The actor's fact that has the word, as soon as it is there."""
    deadline = time.monotonic() + SECONDS
    while True:
        found = [
            record
            for record in walk(memory, actor_id, Filter(text=word))
            if record.strategy is FACT
        ]
        if found:
            return found[0]
        assert time.monotonic() < deadline
        time.sleep(0.1)


class Mover:
    """Somebody who moved twice, and said so in one session."""

    def __init__(self, memory: Memory) -> None:
        self.actor_id, self.session_id = someone(), new_session_id()
        for text, place in zip(SAID, ("Seattle", "Boston", "Denver"), strict=True):
            say(memory, self.actor_id, self.session_id, text)
            self.home = once(memory, self.actor_id, place)


@pytest.fixture(scope="module")
def mover(memory: Memory) -> Mover:
    return Mover(memory)


def test_a_records_history_goes_all_the_way_back(memory: Memory, mover: Mover) -> None:
    found = earlier(memory, mover.home)
    assert ["Boston" in found[0].record.text, "Seattle" in found[1].record.text] == [True, True]
    assert all(old.until for old in found)
    assert successor(found[0].record) == mover.home.id
    assert successor(mover.home) == ""


def test_what_taught_a_record_is_the_message_in_its_session(memory: Memory, mover: Mover) -> None:
    (source,) = sources(memory, mover.actor_id, mover.home)
    assert source.session_id == mover.session_id
    assert [(message.role, message.text) for message in source.said] == [("user", SAID[2])]
    assert source.at


def test_a_source_that_was_deleted_meanwhile_is_known_by_its_id(memory: Memory) -> None:
    actor, session = someone(), new_session_id()
    say(memory, actor, session, "My name is Alice.")
    record = once(memory, actor, "Alice")
    (event_id,) = record.source_event_ids
    memory.client.delete_event(
        memoryId=memory.memory_id, actorId=actor, sessionId=session, eventId=event_id
    )
    (source,) = sources(memory, actor, record)
    assert (source.event_id, source.at, source.said) == (event_id, None, ())


def test_a_record_that_was_put_there_by_hand_has_neither(memory: Memory) -> None:
    (record_id,) = put(memory, actor := someone(), FACT, "The user has a dog.")
    record = find(memory, record_id)
    assert record
    assert (earlier(memory, record), sources(memory, actor, record)) == ([], [])
    editing.delete(memory, [record_id])
    assert find(memory, record_id) is None
