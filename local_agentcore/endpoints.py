"""The operations whose answers stream: InvokeAgentRuntime, Converse and ConverseStream."""

import uuid
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from local_agentcore import wire
from local_agentcore.errors import ResourceNotFoundException, ServiceError, ValidationException
from local_agentcore.eventstream import encode_event, encode_exception
from local_agentcore.model.converse import converse
from local_agentcore.model.types import Model
from local_agentcore.runtime import SESSION_HEADER, AgentRuntime
from local_agentcore.wire import Operation

Input = Mapping[str, Any]
EVENT_STREAM = "application/vnd.amazon.eventstream"
DEFAULT_QUALIFIER = "DEFAULT"


class RuntimeEndpoints:
    """InvokeAgentRuntime and StopRuntimeSession of the one runtime there is."""

    def __init__(self, runtime: AgentRuntime, arn: str) -> None:
        self._runtime = runtime
        self._arn = arn

    async def invoke(self, operation: Operation, given: Input, request: Request) -> Response:
        """InvokeAgentRuntime: the agent's answer, passed through as it comes."""
        self._check(given)
        session_id = given.get("runtimeSessionId") or str(uuid.uuid4())
        answer = await self._runtime.invoke(session_id, request.headers, given["payload"])
        headers = {SESSION_HEADER: session_id, "content-type": answer.content_type}
        return StreamingResponse(answer.body, headers=headers)

    async def stop_session(self, operation: Operation, given: Input, request: Request) -> Response:
        """StopRuntimeSession."""
        self._check(given)
        session_id = given["runtimeSessionId"]
        await self._runtime.stop_session(session_id)
        answer = wire.serialise(operation, {"runtimeSessionId": session_id, "statusCode": 200})
        return Response(answer.body, answer.status, answer.headers)

    def _check(self, given: Input) -> None:
        arn, qualifier = given["agentRuntimeArn"], given.get("qualifier", DEFAULT_QUALIFIER)
        if arn not in (self._arn, self._arn.rsplit("/", 1)[-1]):
            raise ResourceNotFoundException(f"No agent runtime {arn}; there is {self._arn}")
        if qualifier != DEFAULT_QUALIFIER:
            raise ResourceNotFoundException(f"No endpoint {qualifier} of agent runtime {self._arn}")


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
