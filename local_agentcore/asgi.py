"""The ASGI app: each request to its operation, each error to its response, in one place each."""

import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from local_agentcore import wire
from local_agentcore.errors import (
    AccessDeniedException,
    InternalServerException,
    ServiceError,
    ServiceException,
    UnknownOperationException,
    ValidationException,
)
from local_agentcore.wire import Operation, Router

MAX_BODY_BYTES = 100_000_000
"""InvokeAgentRuntime's payload, the largest of all inputs (service model)."""
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

Handler = Callable[[Mapping[str, Any]], dict[str, Any]]
Endpoint = Callable[[Operation, Mapping[str, Any], Request], Awaitable[Response]]

logger = logging.getLogger(__name__)


class AgentCoreApp:
    """The ASGI app. `handlers` answer in one piece; `endpoints` build their own response."""

    def __init__(self, handlers: Mapping[str, Handler], endpoints: Mapping[str, Endpoint]) -> None:
        self._handlers = handlers
        self._endpoints = endpoints
        self._router = Router()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        if scope["type"] != "http":
            raise RuntimeError(f"Only HTTP is served, not {scope['type']}")
        response = await self._respond(Request(scope, receive))
        response.headers["x-amzn-requestid"] = str(uuid.uuid4())
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        try:
            return await self._dispatch(request)
        except ServiceError as error:
            return error_response(error)

    async def _dispatch(self, request: Request) -> Response:
        _refuse_strangers(request)
        operation, labels = self._router.match(
            request.method, request.scope["raw_path"].decode("ascii", "replace")
        )
        try:
            return await self._answer(operation, labels, request)
        except ServiceError:
            raise
        except Exception as error:
            # A defect of ours must reach the caller as the service's own error, and the log whole.
            logger.exception("operation=<%s> | request failed", operation.name)
            raise _defect(operation) from error

    async def _answer(
        self, operation: Operation, labels: Mapping[str, str], request: Request
    ) -> Response:
        handler = self._handlers.get(operation.name)
        endpoint = self._endpoints.get(operation.name)
        if handler is None and endpoint is None:
            raise UnknownOperationException(
                f"The embedded AgentCore does not have {operation.name} of {operation.service}."
            )
        query = parse_qs(request.url.query, keep_blank_values=True)
        body = await _read_body(request)
        given = wire.parse(operation, wire.Request(labels, query, request.headers, body))
        if endpoint:
            return await endpoint(operation, given, request)
        assert handler is not None
        answer = wire.serialise(operation, await run_in_threadpool(handler, given))
        return Response(answer.body, answer.status, answer.headers)


def _defect(operation: Operation) -> ServiceError:
    """The error that the operation's model has for a failure of the service itself."""
    names = {shape.name for shape in operation.model.error_shapes}
    kind = ServiceException if ServiceException.code in names else InternalServerException
    return kind("The embedded AgentCore failed; see its log")


def error_response(error: ServiceError) -> Response:
    """A service error as rest-json has it: the code in a header, the message in the body."""
    return Response(
        wire.error_body(error),
        error.status,
        {"content-type": "application/json", "x-amzn-errortype": error.code},
    )


def _refuse_strangers(request: Request) -> None:
    """Refuse what a web page in somebody's browser could send here.

    A page can make a browser ask a loopback address, by a name of its own that resolves to it; then
    `Host` is that name, or the request carries the page's `Origin`. AWS clients do neither.
    """
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    if host not in LOOPBACK_HOSTS or "origin" in request.headers:
        raise AccessDeniedException(
            "The embedded AgentCore answers programs on this machine only, not web pages"
        )


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise ValidationException(f"The body is over {MAX_BODY_BYTES} bytes")
    return bytes(body)
