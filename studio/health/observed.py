"""What the service says of the memory, the runtime and its endpoint, asked at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from studio.aws import Connection
from studio.clients import Response
from studio.problems import CALL_ERRORS, UNREACHABLE, Problem, explain

Answer = Response | Problem
"""What an operation answered, or why it did not."""


@dataclass(frozen=True)
class Observed:
    """The answers to one look.

    `skew` is by how many seconds this machine's clock is ahead of the service's, None where no
    answer said the time; `milliseconds` is how long the look took.
    """

    memory: Answer
    endpoint: Answer
    runtime: Answer
    actors: Answer
    skew: float | None
    milliseconds: float


def observe(connection: Connection) -> Observed:
    """Look at all at once; each failure is kept as the answer of its call alone."""
    began = monotonic()
    with ThreadPoolExecutor(max_workers=3) as pool:
        memory = pool.submit(_memory_of, connection)
        actors = pool.submit(_actors_of, connection)
        runtime = pool.submit(_endpoint_and_runtime, connection)
        endpoint, found = runtime.result()
        answers = (memory.result(), endpoint, found, actors.result())
    return Observed(*answers, _skew(answers[0]), (monotonic() - began) * 1000)


def endpoint_of(connection: Connection) -> Answer:
    """GetAgentRuntimeEndpoint of the connection's qualifier, or why there is no answer."""
    return _asked(
        connection.control.get_agent_runtime_endpoint,
        agentRuntimeId=runtime_id(connection.agent_runtime_arn),
        endpointName=connection.qualifier,
    )


def runtime_id(arn: str) -> str:
    """The ID that a runtime's ARN ends with."""
    return arn.rsplit(":runtime/", 1)[-1].split("/")[0]


def _endpoint_and_runtime(connection: Connection) -> tuple[Answer, Answer]:
    """The endpoint, then the runtime in the version that the endpoint answers with."""
    endpoint = endpoint_of(connection)
    if isinstance(endpoint, Problem) and endpoint.code == UNREACHABLE:
        return endpoint, endpoint
    live = endpoint.get("liveVersion") if not isinstance(endpoint, Problem) else None
    version: dict[str, Any] = {"agentRuntimeVersion": live} if live else {}
    asked = {"agentRuntimeId": runtime_id(connection.agent_runtime_arn)} | version
    return endpoint, _asked(connection.control.get_agent_runtime, **asked)


def _memory_of(connection: Connection) -> Answer:
    return _asked(connection.control.get_memory, memoryId=connection.memory_id)


def _actors_of(connection: Connection) -> Answer:
    return _asked(connection.memory.list_actors, memoryId=connection.memory_id, maxResults=1)


def _asked(operation: Callable[..., Response], **request: object) -> Answer:
    try:
        return operation(**request)
    except CALL_ERRORS as error:
        return explain(error)


def _skew(answer: Answer) -> float | None:
    """From the HTTP header Date, which has whole seconds."""
    if isinstance(answer, Problem):
        return None
    stamped = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
    if not stamped:
        return None
    try:
        return (datetime.now(UTC) - parsedate_to_datetime(stamped)).total_seconds()
    except ValueError:
        return None
