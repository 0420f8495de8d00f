"""A strategy's waiting events, in the parts that are extracted apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from local_agentcore import ids
from local_agentcore.clock import now_ms
from local_agentcore.expiry import expires_ms
from local_agentcore.extraction.labels import Metadata, consistent_labels
from local_agentcore.extraction.scheduling import namespace_of
from local_agentcore.store.events import Event
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import BASE, Record, Scope
from local_agentcore.strategies import way_of


@dataclass(frozen=True)
class Batch:
    """Events of one session that are extracted together: one namespace, the same fixed labels.

    `earlier` are those right before them, extracted already: what was said is understood by them.
    """

    strategy: Strategy
    namespace: str
    labels: Metadata
    events: tuple[Event, ...]
    earlier: tuple[Event, ...] = ()

    @property
    def way(self) -> str:
        """How the batch is extracted."""
        return way_of(self.strategy)

    @property
    def actor_id(self) -> str:
        """Whose events they are."""
        return self.events[0].session.actor_id

    @property
    def scope(self) -> Scope:
        """Where the batch's records are."""
        return Scope(self.events[0].session.memory_id, self.namespace, None, self.strategy.id)

    def takes(self, record: Record) -> bool:
        """Whether a record of the scope may be merged with what the batch says."""
        # A record that has a label which the batch lacks is of another group, too.
        labels = consistent_labels(self.strategy, record.metadata)
        same = labels == self.labels and record.record_type == BASE
        return same and self._of_its(record) and self._of_actor(record)

    def _of_actor(self, record: Record) -> bool:
        """Where actors share a namespace, each one's statements are of that actor alone."""
        if record.actor_id is None:
            return "{actorId}" in self.strategy.namespace_template
        return record.actor_id == self.actor_id

    def _of_its(self, record: Record) -> bool:
        """Episodes are a session's own, also where their namespace is the actor's."""
        source = record.metadata.get("sourceSessionId", {}).get("stringValue")
        return self.way != "EPISODIC" or source == self.events[0].session.session_id


def batches(
    strategy: Strategy, events: Sequence[Event], earlier: Sequence[Event] = ()
) -> list[Batch]:
    """The events in the parts that are extracted apart, oldest first.

    `earlier` are the session's events before them; those of the same branch are each part's own.
    """
    found: list[Batch] = []
    for event in events:
        namespace, labels = (
            namespace_of(strategy, event),
            consistent_labels(strategy, event.metadata),
        )
        if namespace is None:
            continue
        same = [b for b in found if (b.namespace, b.labels) == (namespace, labels)]
        if same:
            found.remove(same[0])
            found.append(replace(same[0], events=(*same[0].events, event)))
        else:
            before = tuple(e for e in earlier if e.branch_name == event.branch_name)
            found.append(Batch(strategy, namespace, labels, (event,), before))
    return found


def new_record(batch: Batch, namespace: str, text: str) -> Record:
    """A record of the batch's strategy, with nothing said of where it came from."""
    strategy = batch.strategy
    now = now_ms()
    return Record(
        key=0,
        record_id=ids.record_id(),
        memory_id=batch.events[0].session.memory_id,
        strategy_id=strategy.id,
        strategy_type=way_of(strategy),
        namespace=namespace,
        text=text,
        metadata={},
        created_ms=now,
        timestamp_ms=now,
        updated_ms=now,
        expiry_days=strategy.record_expiry_days,
        expires_ms=expires_ms(strategy.record_expiry_days, now),
    )
