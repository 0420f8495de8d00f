"""The operations whose answers stream: InvokeAgentRuntime, Converse and ConverseStream."""

import uuid
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from local_agentcore import wire
from local_agentcore.errors import ResourceNotFoundException, ServiceError, ValidationException
from local_agentcore.eventstream import encode_event, encode_exception
from local_agentcore.fleet import Fleet
from local_agentcore.model.converse import converse
from local_agentcore.model.types import Model
from local_agentcore.runtime import SESSION_HEADER
from local_agentcore.runtimes import DEFAULT, find_runtime, find_version
from local_agentcore.store import runtimes
from local_agentcore.store.database import Database
from local_agentcore.store.runtimes import Version
from local_agentcore.wire import Operation

Input = Mapping[str, Any]
EVENT_STREAM = "application/vnd.amazon.eventstream"


class RuntimeEndpoints:
    """InvokeAgentRuntime and StopRuntimeSession."""

    def __init__(self, database: Database, fleet: Fleet) -> None:
        self._database = database
        self._fleet = fleet

    async def invoke(self, operation: Operation, given: Input, request: Request) -> Response:
        """InvokeAgentRuntime: the agent's answer, passed through as it comes."""
        version = await run_in_threadpool(self._version, given)
        session_id = given.get("runtimeSessionId") or str(uuid.uuid4())
        answer = await self._fleet.invoke(version, session_id, request.headers, given["payload"])
        headers = {SESSION_HEADER: session_id, "content-type": answer.content_type}
        return StreamingResponse(answer.body, headers=headers)

    async def stop_session(self, operation: Operation, given: Input, request: Request) -> Response:
        """StopRuntimeSession."""
        version = await run_in_threadpool(self._version, given)
        session_id = given["runtimeSessionId"]
        await self._fleet.stop_session(version.runtime.id, session_id)
        answer = wire.serialise(operation, {"runtimeSessionId": session_id, "statusCode": 200})
        return Response(answer.body, answer.status, answer.headers)

    def _version(self, given: Input) -> Version:
        """The version that a request is for: by its runtime's ARN or ID, and its qualifier."""
        resource = given["agentRuntimeArn"].rsplit(":", 1)[-1].removeprefix("runtime/")
        runtime_id, _, named = resource.partition("/runtime-endpoint/")
        qualifier = given.get("qualifier") or named or DEFAULT
        with self._database.read() as db:
            runtime = find_runtime(db, runtime_id)
            endpoint = runtimes.endpoint(db, runtime, qualifier)
            if endpoint is None:
                raise ResourceNotFoundException(
                    f"No endpoint {qualifier} of agent runtime {runtime_id}"
                )
            return find_version(db, runtime, str(endpoint.version))


class ModelEndpoints:
    """Converse and ConverseStream, answered by the model that was chosen at the start."""

    def __init__(self, model: Model | None) -> None:
        self._model = model

    async def converse(self, operation: Operation, given: Input, request: Request) -> Response:
        """Converse."""
        answer = wire.serialise(operation, await converse(self._chosen(), given))
        return Response(answer.body, answer.status, answer.headers)

    async def converse_stream(
        self, operation: Operation, given: Input, request: Request
    ) -> Response:
        """ConverseStream. An error before the first event is an ordinary error response."""
        events = self._chosen().stream(given)
        first = await anext(events)
        return StreamingResponse(_frames(first, events), media_type=EVENT_STREAM)

    def _chosen(self) -> Model:
        if self._model is None:
            raise ValidationException(
                "The embedded AgentCore was started without a model of its own (--model bedrock)"
            )
        return self._model


async def _frames(
    first: dict[str, Any], rest: AsyncIterator[dict[str, Any]]
) -> AsyncIterator[bytes]:
    yield encode_event(first)
    try:
        async for event in rest:
            yield encode_event(event)
    except ServiceError as error:
        yield encode_exception(error.code, error.message)
