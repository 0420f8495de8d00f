"""What a turn taught: the records before it compared with the records since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from studio.problems import Problem
from studio.types import Record, StrategyType

NO_STRATEGY = Problem(
    "Nothing can be learned: this memory has no strategy.",
    "Add one to the memory, for example a semantic strategy for facts.",
    "NoStrategy",
)
NOT_STORED = Problem(
    "The agent stored nothing of this turn, so nothing can be learned from it.",
    "Give the agent a memory: set BEDROCK_AGENTCORE_MEMORY_ID to the memory that this app shows.",
    "NotStored",
)
SETTLING_SHARE = 8
LEAST_SETTLING_SECONDS = 2.0


class State(StrEnum):
    """How far learning from a turn has come."""

    PENDING = "pending"
    LEARNED = "learned"
    NOTHING = "nothing"
    FAILED = "failed"


@dataclass(frozen=True)
class Changes:
    """The facts, preferences and the like that differ, and whether a summary does.

    `superseded` are pairs: a record that is no longer true, and the one that ended it.
    """

    added: tuple[Record, ...] = ()
    changed: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    superseded: tuple[tuple[Record, Record], ...] = ()
    has_summary: bool = False

    @property
    def count(self) -> int:
        """How many records were added, changed, superseded or removed, summaries aside."""
        groups = (self.added, self.changed, self.removed, self.superseded)
        return sum(map(len, groups))

    def ended_by(self, record: Record) -> tuple[Record, ...]:
        """The records that this one ended."""
        return tuple(old for old, new in self.superseded if new.id == record.id)


@dataclass(frozen=True)
class Learning:
    """What came of one turn so far. Times are seconds on a monotonic clock.

    `seconds` is how long after the turn the last change was seen.
    """

    before: Mapping[str, Record] = field(default_factory=dict)
    event_ids: frozenset[str] = frozenset()
    started: float = 0.0
    patience: float = 0.0
    state: State = State.PENDING
    changes: Changes = Changes()
    seconds: float = 0.0
    problem: Problem | None = None

    @classmethod
    def begin(
        cls, before: Iterable[Record], event_ids: Iterable[str], now: float, patience: float
    ) -> "Learning":
        """Start to watch; `before` are the records from before the turn.

        `event_ids` are the turn's: a record that says it comes from other events is not counted.
        """
        known = {record.id: record for record in before}
        return cls(before=known, event_ids=frozenset(event_ids), started=now, patience=patience)

    @classmethod
    def past(cls, records: Iterable[Record], event_ids: Sequence[str]) -> "Learning | None":
        """What an earlier turn taught, told by the events that records name; None if nothing."""
        ids = frozenset(event_ids)
        taught = tuple(each for each in records if ids & each.source_event_ids)
        facts = tuple(each for each in taught if not _is_summary(each))
        return cls(state=State.LEARNED, changes=Changes(added=facts)) if facts else None

    def observe(self, records: Iterable[Record], now: float) -> "Learning":
        """The learning after one more look at the records."""
        changes = self._compare(records)
        passed = now - self.started
        seen = replace(self, changes=changes)
        if changes != self.changes:
            return replace(seen, seconds=passed)
        if passed >= self.patience or self._has_settled(passed):
            state = State.LEARNED if changes.count else State.NOTHING
            return replace(seen, state=state, before={})
        return seen

    def failed(self, problem: Problem) -> "Learning":
        """The learning when looking was not possible."""
        return replace(self, state=State.FAILED, problem=problem)

    def _has_settled(self, passed: float) -> bool:
        # A summary alone also tells that extraction has come by; facts may follow it.
        came = bool(self.changes.count) or self.changes.has_summary
        rest = max(LEAST_SETTLING_SECONDS, self.patience / SETTLING_SHARE)
        return came and passed - self.seconds >= rest

    def _compare(self, records: Iterable[Record]) -> Changes:
        now = {record.id: record for record in records}
        differing = [each for each in now.values() if self._differs(each)]
        facts = [each for each in differing if not _is_summary(each)]
        gone = [
            each for each in self.before.values() if each.id not in now and not _is_summary(each)
        ]
        superseded = tuple((old, new) for new in facts for old in gone if old.id in new.supersedes)
        ended = {old.id for old, _ in superseded}
        return Changes(
            added=tuple(each for each in facts if each.id not in self.before),
            changed=tuple(each for each in facts if each.id in self.before),
            removed=tuple(each for each in gone if each.id not in ended),
            superseded=superseded,
            has_summary=len(facts) < len(differing),
        )

    def _differs(self, record: Record) -> bool:
        known = self.before.get(record.id)
        if known is not None and known.text == record.text:
            return False
        sources = record.source_event_ids
        return not sources or not self.event_ids or bool(self.event_ids & sources)


def _is_summary(record: Record) -> bool:
    return record.strategy is StrategyType.SUMMARIZATION
