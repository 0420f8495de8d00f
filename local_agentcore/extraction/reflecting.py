"""Writes what the episodes of an episodic strategy teach together."""

from dataclasses import replace
from sqlite3 import Connection

from local_agentcore.clock import now_ms
from local_agentcore.extraction.batching import Batch, new_record
from local_agentcore.extraction.labels import OFFLINE, way_label
from local_agentcore.extraction.reflections import reflect
from local_agentcore.extraction.scheduling import reflection_namespace_of
from local_agentcore.search import SearchIndex
from local_agentcore.store.records import BASE, REFLECTION, Record, Records, Scope


def reflect_upon(records: Records, index: SearchIndex, db: Connection, batch: Batch) -> None:
    """Write what the episodes of an episodic strategy teach together, as they are now."""
    if batch.way != "EPISODIC":
        return
    namespace = reflection_namespace_of(batch.strategy, batch.events[-1])
    if namespace is None:
        return
    memory_id = batch.events[0].session.memory_id
    below = Scope(memory_id, None, namespace, batch.strategy.id)
    found = sorted(records.all(db, below), key=lambda record: record.created_ms)
    episodes = [record.text for record in found if record.record_type == BASE]
    existing = [
        record
        for record in found
        if record.record_type == REFLECTION and record.namespace == namespace
    ]
    for reflection in reflect(episodes, [record.text for record in existing]):
        prepared = index.prepare(reflection.text)
        if reflection.updates is None:
            records.insert(db, _made(batch, namespace, reflection.text), prepared)
        else:
            known = existing[reflection.updates]
            changed = replace(known, text=reflection.text, updated_ms=now_ms())
            records.rewrite(db, changed, prepared)


def _made(batch: Batch, namespace: str, text: str) -> Record:
    made = new_record(batch, namespace, text)
    return replace(made, record_type=REFLECTION, metadata=way_label(OFFLINE))
