"""Actors who share a namespace: what one says changes nothing of what is known of another."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_agentcore.embedding import Embedder
from local_agentcore.extraction.batching import batches
from local_agentcore.extraction.by_model.drafting import Drafting
from local_agentcore.extraction.learning import Learner
from local_agentcore.search import SearchIndex
from local_agentcore.store import memories
from local_agentcore.store.database import Database
from local_agentcore.store.events import Event, SessionKey
from local_agentcore.store.memories import Memory, Strategy
from local_agentcore.store.records import Records, Scope

SHARED = Strategy("Facts-0123456789", "Facts", "SEMANTIC", None, "/shared/", 0, 0)
SAID = (
    *("I live in Rome.", "I moved to Oslo.", "I have a dog.", "My dog died.", "I'm 34."),
    *("I turned 35.", "I work at Shell.", "I quit my job.", "Scratch that, I have a cat."),
)
Turns = Sequence[tuple[str, str]]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(Embedder())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("shared") / "a.db"
    opened = Database(path)
    with opened.write() as db:
        memories.insert(db, Memory("one", "one", None, 7, 0, 0, (SHARED,)), None)
    yield opened
    opened.close()


def learned(database: Database, index: SearchIndex, turns: Turns) -> dict[str, list[str]]:
    """What is known of each actor after these turns, in a namespace that was empty before."""
    records = Records(index)
    learner = Learner(records, index, Drafting())
    with database.write() as db:
        records.delete_all(db, "one")
        for number, (actor_id, text) in enumerate(turns):
            _learn(learner, db, _event(number, actor_id, text))
        found = records.all(db, Scope("one"))
    return {
        actor_id: sorted(record.text for record in found if record.actor_id == actor_id)
        for actor_id in ("ann", "bob")
    }


def _learn(learner: Learner, db: sqlite3.Connection, event: Event) -> None:
    for batch in batches(SHARED, [event]):
        learner.write(db, batch, learner.changes(batch, learner.known(db, batch)))


def _event(number: int, actor_id: str, text: str) -> Event:
    payload = [{"conversational": {"content": {"text": text}, "role": "USER"}}]
    return Event(
        seq=number,
        session=SessionKey("one", actor_id, "the-same-session"),
        event_id=f"{number}#ab",
        timestamp_ms=number,
        branch_name=None,
        root_event_id=None,
        payload=payload,
        metadata={},
        created_ms=number,
        expires_ms=1 << 50,
        namespace_variables={},
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["ann", "bob"]), st.sampled_from(SAID)), max_size=7))
def test_each_actor_is_known_as_if_alone(
    database: Database, index: SearchIndex, turns: Turns
) -> None:
    together = learned(database, index, turns)
    for actor_id, known in together.items():
        alone = [turn for turn in turns if turn[0] == actor_id]
        assert learned(database, index, alone)[actor_id] == known
