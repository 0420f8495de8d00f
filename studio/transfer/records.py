"""Memory records written into another memory, where its own strategies keep theirs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from studio import namespaces
from studio.editing import Draft
from studio.memory import Memory
from studio.transfer.document import Document, Item, moment
from studio.types import Strategy, StrategyType

RESERVED = "x-amz-agentcore-memory-"
"""Metadata keys that begin so are the service's own: it refuses them in what is created."""
SOURCES = "sourceEventIds"
REPLACED = ("supersedes", "supersededBy")
"""They name records that do not travel: those that are no longer true."""


def drafts(memory: Memory, document: Document, event_ids: Mapping[str, str]) -> list[Draft]:
    """The document's records as the memory is to have them.

    A record goes to the memory's strategy of the same type, the one of the same name if it has one,
    and to the namespace that this strategy makes of the same actor and session. `event_ids` are the
    new IDs of the document's events.
    """
    sources = {strategy.id: strategy for strategy in document.strategies}
    return [_draft(memory, item, sources, event_ids) for item in document.records]


def missing(memory: Memory, wanted: Iterable[Draft]) -> list[Draft]:
    """Those of the drafts of which the memory does not have the text in that namespace."""
    found = list(wanted)
    with ThreadPoolExecutor(max_workers=8) as pool:
        listed = pool.map(memory.records_in, {draft.namespace for draft in found})
        there = Counter((each.namespace, each.text) for records in listed for each in records)
    return list(_beyond(found, there))


def is_seen(memory: Memory, draft: Draft) -> bool:
    """Whether the draft's strategy is one of the memory's, and writes to its namespace."""
    return any(
        namespaces.moved(draft.namespace, strategy, strategy) is not None
        for strategy in memory.strategies
        if strategy.id == draft.strategy_id
    )


def _beyond(wanted: Iterable[Draft], there: Counter[tuple[str, str]]) -> Iterator[Draft]:
    for draft in wanted:
        key = (draft.namespace, draft.text)
        if there[key]:
            there[key] -= 1
        else:
            yield draft


def _draft(
    memory: Memory, item: Item, sources: Mapping[str, Strategy], event_ids: Mapping[str, str]
) -> Draft:
    source = sources.get(item.get("memoryStrategyId", ""))
    target = _counterpart(source, memory.strategies) if source else None
    namespace = next(iter(item["namespaces"]), "")
    if source and target:
        namespace = namespaces.moved(namespace, source, target) or namespace
    return Draft(
        item["content"]["text"],
        namespace,
        target.id if target else "",
        moment(item.get("timestamp") or item["createdAt"]),
        dict(_metadata(item.get("metadata", {}), event_ids)),
    )


def _counterpart(source: Strategy, known: Sequence[Strategy]) -> Strategy | None:
    """The strategy that does the same; a custom one is known by its name alone."""
    alike = [each for each in known if each.type is source.type]
    named = [each for each in alike if each.name == source.name]
    others = [] if source.type is StrategyType.CUSTOM else alike
    return next(iter([*named, *others]), None)


def _metadata(given: Item, event_ids: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for key, value in given.items():
        if key == SOURCES:
            old = [each.replace(":", "#") for each in value.get("stringListValue", [])]
            new = [event_ids[each].replace("#", ":") for each in old if each in event_ids]
            if new:
                yield key, {"stringListValue": new}
        elif key not in REPLACED and not key.startswith(RESERVED):
            yield key, value
