"""A memory's actors, sessions, events and records, as typed values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from studio import calls, namespaces
from studio.clients import ControlClient, MemoryClient
from studio.owners import EVERYBODY, Owner
from studio.types import Event, Record, Session, Strategy, StrategyType

PAGE_SIZE = 100
MOST_RECORDS = 1000
"""So many records a namespace are listed at most: ten calls."""


@dataclass(frozen=True)
class Memory:
    """One memory, as its owner's clients see it.

    All methods raise botocore's ClientError or BotoCoreError on failure.
    """

    client: MemoryClient
    control: ControlClient
    memory_id: str
    owner: Owner = EVERYBODY

    @property
    def scope(self) -> tuple[str, str]:
        """What is the same for all who may see the same: the key of anything that is kept."""
        return self.memory_id, self.owner.tag

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        """The memory's strategies; asked once, and after `ask_anew` once more."""
        return strategies_of(self.control.get_memory(memoryId=self.memory_id)["memory"])

    def ask_anew(self) -> None:
        """Ask for the strategies again when they are needed next: they have changed."""
        self.__dict__.pop("strategies", None)

    def actors(self) -> list[str]:
        """IDs of all the owner's actors that have events, in alphabetical order."""
        summaries = self._list("list_actors", "actorSummaries")
        return sorted((item["actorId"] for item in summaries), key=str.casefold)

    def sessions(self, actor_id: str) -> list[Session]:
        """The actor's sessions, newest first."""
        summaries = self._list("list_sessions", "sessionSummaries", actorId=actor_id)
        found = [Session(item["sessionId"], item["createdAt"]) for item in summaries]
        return sorted(found, key=lambda session: session.created_at, reverse=True)

    def events(self, actor_id: str, session_id: str, newest: int | None = None) -> list[Event]:
        """The session's events, oldest first; only the `newest` so many where that is given."""
        listed = self._list(
            "list_events",
            "events",
            newest,
            actorId=actor_id,
            sessionId=session_id,
            includePayloads=True,
        )
        found = [Event(item["eventId"], item["eventTimestamp"], item) for item in listed]
        # The service lists the newest first, also within one timestamp.
        return found[::-1]

    def records(self, actor_id: str) -> list[Record]:
        """All of the actor's records, newest first."""
        found = self._each_path("list_memory_records", actor_id, MOST_RECORDS, {})
        return sorted(found, key=age_key, reverse=True)

    def records_below(self, path: str) -> Iterator[Record]:
        """All records below a namespace path, whosever they are, as the service lists them."""
        listed = self._list("list_memory_records", "memoryRecordSummaries", namespacePath=path)
        yield from map(self.record, listed)

    def records_in(self, namespace: str) -> list[Record]:
        """All records of one namespace, as the service lists them."""
        listed = self._list("list_memory_records", "memoryRecordSummaries", namespace=namespace)
        return [self.record(item) for item in listed]

    def retrieve(self, actor_id: str, query: str, top_k: int = 20) -> list[Record]:
        """The actor's records that come closest to the query, best first, with their scores."""
        criteria = {"searchCriteria": {"searchQuery": query, "topK": top_k}}
        found = self._each_path("retrieve_memory_records", actor_id, top_k, criteria)
        return sorted(found, key=lambda record: record.score or 0.0, reverse=True)[:top_k]

    def record(self, item: Mapping[str, Any]) -> Record:
        """A record from its wire form."""
        strategy_id = str(item.get("memoryStrategyId", ""))
        namespace = next(iter(item.get("namespaces", [])), "")
        return Record(
            id=item["memoryRecordId"],
            text=str(item.get("content", {}).get("text", "")),
            strategy=self.strategy_type(strategy_id),
            strategy_id=strategy_id,
            namespace=namespace,
            created_at=item.get("createdAt"),
            score=item.get("score"),
            metadata=item.get("metadata", {}),
            raw=item,
        )

    def strategy_type(self, strategy_id: str) -> StrategyType:
        """The type of a strategy; CUSTOM for one that the memory no longer has."""
        types = {strategy.id: strategy.type for strategy in self.strategies}
        return types.get(strategy_id, StrategyType.CUSTOM)

    def _each_path(
        self, operation: str, actor_id: str, limit: int, request: Mapping[str, object]
    ) -> Iterable[Record]:
        """The actor's records from each namespace path, asked at the same time."""
        paths = {path for each in self.strategies for path in namespaces.paths(each, actor_id)}

        def ask(path: str) -> Sequence[Record]:
            found = self._list(
                operation, "memoryRecordSummaries", limit, namespacePath=path, **request
            )
            return [self.record(item) for item in found]

        # One call a namespace would add up to a second before each answer on AWS.
        with ThreadPoolExecutor(max_workers=8) as pool:
            found = [
                record
                for records in pool.map(calls.carried(ask), sorted(paths))
                for record in records
            ]
        mine = (record for record in found if self.belongs(record, actor_id))
        return {record.id: record for record in mine}.values()

    def belongs(self, record: Record, actor_id: str) -> bool:
        """Whether it lies where a strategy writes the actor's records."""
        return any(
            namespaces.belongs(record.namespace, strategy, actor_id) for strategy in self.strategies
        )

    def is_shared(self, record: Record, actor_id: str) -> bool:
        """Whether it lies where other actors' records may lie too."""
        return namespaces.is_shared(record.namespace, self.strategies, actor_id)

    def session_of(self, record: Record) -> str:
        """The session that it was learned in, as far as it or its namespace says so, or empty."""
        named = record.metadata.get("sourceSessionId", {}).get("stringValue", "")
        return str(named) or namespaces.session_of(record.namespace, self.strategies)

    def _list(
        self, operation: str, result: str, limit: int | None = None, **request: object
    ) -> Iterator[dict[str, Any]]:
        paging = {"PageSize": min(limit or PAGE_SIZE, PAGE_SIZE), "MaxItems": limit}
        pages = self.client.get_paginator(operation).paginate(
            memoryId=self.memory_id, PaginationConfig=paging, **request
        )
        for page in pages:
            yield from page.get(result, [])


def strategies_of(memory: Mapping[str, Any]) -> tuple[Strategy, ...]:
    """The strategies of a memory as GetMemory answers it."""
    return tuple(map(_strategy, memory.get("strategies", [])))


def _strategy(item: Mapping[str, Any]) -> Strategy:
    # `namespaces` is the older name of the same list; a response may carry either.
    templates = [*_templates(item), *_reflections(item.get("configuration", {}))]
    known = item["type"] in StrategyType.__members__
    return Strategy(
        id=item["strategyId"],
        name=item["name"],
        type=StrategyType(item["type"]) if known else StrategyType.CUSTOM,
        namespace_templates=tuple(templates),
    )


def _templates(item: Mapping[str, Any]) -> list[str]:
    return item.get("namespaceTemplates") or item.get("namespaces") or []


def _reflections(configuration: Mapping[str, Any]) -> list[str]:
    """Where what several episodes teach goes: an episodic strategy has templates for that too."""
    ways = configuration.get("reflection", {}).values()
    return [template for way in ways for template in _templates(way)]


def age_key(record: Record) -> tuple[float, str]:
    """What sorts records by when they were made, the oldest first."""
    created = record.created_at
    return (created.timestamp() if isinstance(created, datetime) else 0.0, record.id)
