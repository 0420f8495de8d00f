"""The memories and runtimes of a region, to pick from."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from studio.aws import control_client
from studio.clients import ControlClient
from studio.problems import CALL_ERRORS, Problem, explain

MOST = 100
"""So many of each are shown."""


@dataclass(frozen=True)
class Found:
    """Runtime ARNs and memory IDs, and why some could not be listed."""

    runtimes: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def discover(region: str) -> Found:
    """What there is in the region, as far as it may be listed."""
    client = control_client(region)
    try:
        with ThreadPoolExecutor(max_workers=2) as pool:
            runtimes = pool.submit(_listed, lambda: _runtimes(client))
            memories = pool.submit(_listed, lambda: _memories(client))
            answers = (runtimes.result(), memories.result())
    finally:
        client.close()
    problems = tuple(dict.fromkeys(each for each in answers if isinstance(each, Problem)))
    found = [() if isinstance(each, Problem) else each for each in answers]
    return Found(found[0], found[1], problems)


def _listed(names: Callable[[], Iterator[str]]) -> tuple[str, ...] | Problem:
    try:
        return tuple(islice(names(), MOST))
    except CALL_ERRORS as error:
        return explain(error)


def _runtimes(client: ControlClient) -> Iterator[str]:
    for page in client.get_paginator("list_agent_runtimes").paginate():
        yield from (each["agentRuntimeArn"] for each in page["agentRuntimes"])


def _memories(client: ControlClient) -> Iterator[str]:
    for page in client.get_paginator("list_memories").paginate():
        yield from (each["id"] for each in page["memories"] if "id" in each)
