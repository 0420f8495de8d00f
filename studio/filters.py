"""Which of an actor's records are asked for: what the service filters by, and what we look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from studio import namespaces
from studio.contents import content
from studio.memory import Memory
from studio.types import Record

CREATED = "x-amz-agentcore-memory-createdAt"
SESSION = "sourceSessionId"
ENDED = "validUntil"


@dataclass(frozen=True)
class Filter:
    """What must hold of a record; what is empty does not matter.

    Records are taken that were made at `since` or later, and before `until`.
    """

    strategy_id: str = ""
    namespace: str = ""
    session_id: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    is_ended: bool = False
    """Only what is no longer true, which a listing leaves out otherwise; AWS does not keep it."""

    @property
    def is_empty(self) -> bool:
        """Whether it lets all of the actor's records through."""
        return self == Filter()

    def paths(self, memory: Memory, actor_id: str) -> tuple[str, ...]:
        """The namespace paths to list, none of which lies below another."""
        if self.namespace:
            return (self.namespace,)
        return namespaces.outermost(
            path
            for each in memory.strategies
            for path in namespaces.paths(each, actor_id, self.session_id)
        )

    def conditions(self, path: str) -> list[dict[str, Any]]:
        """What the service can be asked below a path, as `metadataFilters`."""
        found = []
        if self.session_id and self.session_id not in path:
            found.append(_condition(SESSION, "EQUALS_TO", {"stringValue": self.session_id}))
        if self.since:
            before = self.since - timedelta(milliseconds=1)
            found.append(_condition(CREATED, "AFTER", {"dateTimeValue": before}))
        if self.until:
            found.append(_condition(CREATED, "BEFORE", {"dateTimeValue": self.until}))
        if self.is_ended:
            found.append({"left": {"metadataKey": ENDED}, "operator": "EXISTS"})
        return found

    def takes(self, memory: Memory, actor_id: str, record: Record) -> bool:
        """Whether a record is the actor's and all of it holds."""
        return (
            memory.belongs(record, actor_id)
            and (not self.strategy_id or record.strategy_id == self.strategy_id)
            and (not self.session_id or memory.session_of(record) == self.session_id)
            and self._is_of_time(record)
            and (not self.is_ended or ENDED in record.metadata)
            and self.text.casefold() in content(record).everything.casefold()
        )

    def _is_of_time(self, record: Record) -> bool:
        made = record.created_at
        return made is None or (
            (self.since is None or made >= self.since) and (self.until is None or made < self.until)
        )


def _condition(key: str, operator: str, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "left": {"metadataKey": key},
        "operator": operator,
        "right": {"metadataValue": value},
    }
