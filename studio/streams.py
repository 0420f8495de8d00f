"""The records of one namespace path, read a page of the service's at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from botocore.exceptions import BotoCoreError, ClientError

from studio.filters import Filter
from studio.memory import Memory
from studio.problems import CALL_ERRORS
from studio.types import Record


@dataclass(frozen=True)
class Position:
    """Where a listing goes on: in which of the service's pages, after how many of its records.

    `asks` is whether the service filters by metadata; a token holds for the request it came with.
    """

    token: str = ""
    skipped: int = 0
    asks: bool = True


@dataclass(frozen=True)
class Answer:
    """One page of the service's, and the token of the next."""

    records: Sequence[Record]
    token: str
    asks: bool


Ask = Callable[[Position], Answer]


class Stream:
    """The records from a position on; `position` is that of the head, None after the last."""

    def __init__(self, ask: Ask, path: str, position: Position | None) -> None:
        self._ask = ask
        self._answer: Answer | None = None
        self.path = path
        self.position = position
        self.error: ClientError | BotoCoreError | None = None

    def fill(self) -> Record | None:
        """The record at the head, read if need be; None at the end, or where reading failed."""
        while self.position is not None:
            answer = self._answered(self.position)
            if answer is None:
                return None
            if self.position.skipped < len(answer.records):
                return answer.records[self.position.skipped]
            self._answer = None
            self.position = Position(answer.token, 0, answer.asks) if answer.token else None
        return None

    def advance(self) -> None:
        """Go past the head."""
        if self.position is not None:
            self.position = replace(self.position, skipped=self.position.skipped + 1)

    def _answered(self, position: Position) -> Answer | None:
        if self._answer is None:
            try:
                self._answer = self._ask(position)
            except CALL_ERRORS as error:
                self.error, self.position = error, None
                return None
            self.position = replace(position, asks=self._answer.asks)
        return self._answer


def is_refused(error: ClientError) -> bool:
    """Whether the service took the request for wrong, as it does with filters it does not know."""
    return error.response.get("Error", {}).get("Code") == "ValidationException"


def ask(memory: Memory, path: str, chosen: Filter, size: int, position: Position) -> Answer:
    """One page of ListMemoryRecords; without metadata filters where the service refuses them.

    AWS filters by the keys that a memory declares; what it does not know, we look at ourselves.

    Raises:
        ClientError, BotoCoreError: the path could not be read.
    """
    request = {"memoryId": memory.memory_id, "namespacePath": path, "maxResults": size}
    asked = {"memoryStrategyId": chosen.strategy_id, "nextToken": position.token}
    request |= {name: value for name, value in asked.items() if value}
    conditions = chosen.conditions(path) if position.asks else []
    try:
        filters = {"metadataFilters": conditions} if conditions else {}
        given = memory.client.list_memory_records(**request, **filters)
    except ClientError as error:
        if not conditions or not is_refused(error):
            raise
        conditions = []
        given = memory.client.list_memory_records(**request)
    records = [memory.record(item) for item in given["memoryRecordSummaries"]]
    return Answer(records, str(given.get("nextToken", "")), bool(conditions))
