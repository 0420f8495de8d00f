"""An actor's records by meaning: those that answer a query, best first, and why each came."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from studio.contents import content
from studio.filters import Filter
from studio.listing import Failures
from studio.memory import Memory
from studio.problems import CALL_ERRORS
from studio.streams import is_refused
from studio.types import Record
from studio.why import Why, explain, read_header

MOST_FOUND = 100
"""RetrieveMemoryRecords' topK at most (service model)."""
Error = ClientError | BotoCoreError
Scored = list[tuple[Record, Mapping[str, Any] | None]]


@dataclass(frozen=True)
class Found:
    """Records, best first, and why each came, by its ID.

    `passed` counts those that came and were left out by the score or the filter; `failures` are the
    namespace paths that could not be searched, while others could.
    """

    records: tuple[Record, ...]
    why: Mapping[str, Why] = field(default_factory=dict)
    passed: int = 0
    failures: Failures = ()


def find(
    memory: Memory, actor_id: str, query: str, chosen: Filter, top_k: int, least: float
) -> Found:
    """The `top_k` records that answer the query best, of those that score `least` and fit.

    Raises:
        ClientError, BotoCoreError: no namespace path could be searched.
    """
    paths = chosen.paths(memory, actor_id)
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(partial(_attempt, memory, query, chosen, top_k), paths))
    errors = [answer for answer in answers if not isinstance(answer, list)]
    if errors and len(errors) == len(answers):
        raise errors[0]
    found = [each for answer in answers if isinstance(answer, list) for each in answer]
    mine = [each for each in found if memory.belongs(each[0], actor_id)]
    best = sorted(mine, key=lambda each: each[0].score or 0.0, reverse=True)[:top_k]
    kept = [
        each
        for each in best
        if (each[0].score or 0.0) >= least and chosen.takes(memory, actor_id, each[0])
    ]
    return Found(
        tuple(record for record, _ in kept),
        {each.id: explain(query, content(each).everything, reasons) for each, reasons in kept},
        len(best) - len(kept),
        tuple(
            (path, answer)
            for path, answer in zip(paths, answers, strict=True)
            if not isinstance(answer, list)
        ),
    )


def _attempt(memory: Memory, query: str, chosen: Filter, top_k: int, path: str) -> Scored | Error:
    try:
        return _retrieve(memory, query, chosen, top_k, path)
    except CALL_ERRORS as error:
        return error


def _retrieve(memory: Memory, query: str, chosen: Filter, top_k: int, path: str) -> Scored:
    criteria: dict[str, Any] = {"searchQuery": query, "topK": top_k}
    if chosen.strategy_id:
        criteria["memoryStrategyId"] = chosen.strategy_id
    conditions = chosen.conditions(path)
    ask = partial(
        memory.client.retrieve_memory_records,
        memoryId=memory.memory_id,
        namespacePath=path,
        maxResults=MOST_FOUND,
    )
    filters = {"metadataFilters": conditions} if conditions else {}
    try:
        answer = ask(searchCriteria=criteria | filters)
    except ClientError as error:
        if not conditions or not is_refused(error):
            raise
        answer = ask(searchCriteria=criteria)
    return _with_reasons(memory, answer)


def _with_reasons(memory: Memory, answer: Mapping[str, Any]) -> Scored:
    """An answer's records, each with what its score is made of where the service says so."""
    reasons = read_header(answer["ResponseMetadata"].get("HTTPHeaders", {}))
    records = [memory.record(item) for item in answer["memoryRecordSummaries"]]
    return list(zip_longest(records, reasons[: len(records)]))
