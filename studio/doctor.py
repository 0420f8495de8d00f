"""For one actor: where each strategy writes, what lies there, and whether the agent looks there."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from studio import namespaces
from studio.memory import Memory
from studio.problems import CALL_ERRORS, Problem, explain
from studio.types import Strategy

MOST_COUNTED = 100
"""Records in one answer of ListMemoryRecords at most (service model)."""
SESSION = "{sessionId}"


class Finding(StrEnum):
    """What becomes of a namespace."""

    READ = "read"
    READ_IN_SESSION = "read in its session"
    UNREAD = "unread"
    UNWRITTEN = "unwritten"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Count:
    """How many records were found; with `has_more`, there are others. `problem` says why none."""

    records: int = 0
    has_more: bool = False
    problem: Problem | None = None


@dataclass(frozen=True)
class Row:
    """A namespace template and what it comes to for the actor.

    `strategy` is empty where only the agent names the template. `is_open_ended` where it has no
    slash at its end, so that by prefix it is that of longer names too.
    """

    strategy: str
    template: str
    namespace: str
    count: Count
    finding: Finding
    is_open_ended: bool


def diagnose(memory: Memory, actor_id: str, asked: Sequence[str]) -> tuple[Row, ...]:
    """A row for each template of the strategies, then for each that only the agent has.

    `asked` are the templates that the agent retrieves from; none where that is not known.

    Raises:
        ClientError, BotoCoreError: the memory's strategies could not be read.
    """
    templates = [
        (strategy, template)
        for strategy in memory.strategies
        for template in strategy.namespace_templates
    ]
    written = [namespaces.resolved(each, of.id, actor_id) for of, each in templates]
    reads = [namespaces.resolved(each, "", actor_id) for each in asked]
    with ThreadPoolExecutor(max_workers=8) as pool:
        count = partial(_count, memory, actor_id)
        counts = list(pool.map(count, *zip(*templates, strict=True))) if templates else []
    rows = [
        Row(
            strategy.name,
            template,
            namespace,
            counted,
            _finding(namespace, reads),
            not template.endswith("/"),
        )
        for (strategy, template), namespace, counted in zip(templates, written, counts, strict=True)
    ]
    return (*rows, *_unwritten(asked, reads, written))


def _finding(namespace: str, reads: Sequence[str]) -> Finding:
    leading = [each for each in reads if namespaces.leads_to(each, namespace)]
    if not reads:
        return Finding.UNKNOWN
    if not leading:
        return Finding.UNREAD
    in_session = all(SESSION in each for each in leading)
    return Finding.READ_IN_SESSION if in_session else Finding.READ


def _unwritten(
    asked: Sequence[str], reads: Sequence[str], written: Sequence[str]
) -> tuple[Row, ...]:
    return tuple(
        Row("", template, namespace, Count(), Finding.UNWRITTEN, not template.endswith("/"))
        for template, namespace in zip(asked, reads, strict=True)
        if not any(namespaces.leads_to(namespace, each) for each in written)
    )


def _count(memory: Memory, actor_id: str, strategy: Strategy, template: str) -> Count:
    """The actor's records in one answer; what lies there of other actors is not counted."""
    path = namespaces.path(template, strategy.id, actor_id) or "/"
    try:
        answer = memory.client.list_memory_records(
            memoryId=memory.memory_id, namespacePath=path, maxResults=MOST_COUNTED
        )
    except CALL_ERRORS as error:
        return Count(problem=explain(error))
    records = map(memory.record, answer["memoryRecordSummaries"])
    mine = sum(1 for record in records if namespaces.belongs(record.namespace, strategy, actor_id))
    return Count(mine, has_more=bool(answer.get("nextToken")))
