"""The wire: HTTP requests to operations and back, derived from botocore's service models.

Nothing of the API is retyped here: routes, members, their places (path, query, header, body) and
status codes are read from the models of the three services (rest-json).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

import botocore.session
from botocore.model import ListShape, OperationModel, Shape, StructureShape

from local_agentcore import shapes
from local_agentcore.errors import (
    ServiceError,
    UnknownOperationException,
    ValidationException,
)

HEADERS = "x-headers"
"""An output's key for headers that the service's model does not have; AWS clients pass them on."""
SERVICES = ("bedrock-agentcore", "bedrock-agentcore-control", "bedrock-runtime")


@dataclass(frozen=True)
class Operation:
    """One operation of a service, with the segments of its path."""

    service: str
    model: OperationModel
    segments: tuple[str, ...]

    @property
    def name(self) -> str:
        """The operation's name, e.g. `CreateEvent`."""
        return str(self.model.name)

    def labels(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """The path's labels, percent-decoded, or None when the path is another operation's."""
        if len(segments) != len(self.segments):
            return None
        found = {}
        for pattern, segment in zip(self.segments, segments, strict=True):
            if pattern.startswith("{"):
                found[pattern.strip("{}")] = unquote(segment)
            elif pattern != segment:
                return None
        return found


@dataclass(frozen=True)
class Request:
    """What came over HTTP, as far as an operation needs it. Header names are lower-case."""

    labels: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    """What goes back over HTTP for an operation that answers in one piece."""

    status: int
    headers: dict[str, str]
    body: bytes


class Router:
    """Finds the operation that a request is for."""

    def __init__(self) -> None:
        self._by_method: dict[str, list[Operation]] = {}
        for operation in load_operations():
            method = operation.model.http["method"]
            self._by_method.setdefault(method, []).append(operation)
        for operations in self._by_method.values():
            # A literal segment wins over a label: /memories/create is no memory called "create".
            operations.sort(key=lambda found: [part.startswith("{") for part in found.segments])

    def match(self, method: str, raw_path: str) -> tuple[Operation, dict[str, str]]:
        """The operation and its path's labels. `raw_path` is as it came, percent-encoded.

        Raises:
            UnknownOperationException: no operation of the services has this path.
        """
        segments = _segments(raw_path)
        for operation in self._by_method.get(method, []):
            labels = operation.labels(segments)
            if labels is not None:
                return operation, labels
        raise UnknownOperationException(
            f"No operation of {', '.join(SERVICES)} is {method} {raw_path}. "
            "Check the endpoint and the client's version."
        )


def load_operations() -> Iterator[Operation]:
    """All operations of the three services."""
    session = botocore.session.get_session()
    for service in SERVICES:
        model = session.get_service_model(service)
        for name in model.operation_names:
            operation = model.operation_model(name)
            yield Operation(service, operation, _segments(operation.http["requestUri"]))


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.strip("/").split("/"))


def parse(operation: Operation, request: Request) -> dict[str, Any]:
    """The operation's input, read and checked.

    Raises:
        ValidationException: the request is not what the service model asks for.
    """
    shape = operation.model.input_shape
    if shape is None:
        return {}
    found = _read_body(shape, request.body)
    for name, member in shape.members.items():
        value = _located(member, name, request)
        if value is not None:
            found[name] = value
    shapes.check(shape, found)
    return found


def _read_body(shape: StructureShape, body: bytes) -> dict[str, Any]:
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name == "blob":
        return {payload: body}
    if payload:
        return {payload: shapes.read(shape.members[payload], _json(body), payload)}
    content = _json(body) if body else {}
    if not isinstance(content, Mapping):
        raise ValidationException("The request's body must be a JSON object", reason="CannotParse")
    in_body = {
        name: member
        for name, member in shape.members.items()
        if not member.serialization.get("location")
    }
    return shapes.read_members(in_body, content, "")


def _json(body: bytes) -> Any:
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
        if b"\\ud" in body.lower():
            # Half of a surrogate pair is JSON, but no text: it could never be stored.
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValidationException(
            f"The request's body is not JSON: {error}", reason="CannotParse"
        ) from error
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _located(member: Shape, name: str, request: Request) -> Any:
    """A member that travels in the path, the query or a header; None when absent."""
    location = member.serialization.get("location")
    wire_name = member.serialization.get("name", name)
    if location == "querystring":
        return _from_query(member, request.query.get(wire_name), name)
    source = {"uri": request.labels, "header": request.headers}
    if location not in source:
        return None
    text = source[location].get(wire_name.lower() if location == "header" else wire_name)
    return None if text is None else _from_text(member, text, name)


def _from_query(member: Shape, values: Sequence[str] | None, name: str) -> Any:
    """A member of the query, where a list is a parameter given several times."""
    if values is None:
        return None
    if isinstance(member, ListShape):
        return [_from_text(member.member, text, name) for text in values]
    return _from_text(member, values[-1], name)


def _from_text(shape: Shape, text: str, at: str) -> Any:
    """A value that travels as text, in the path, the query or a header."""
    if shape.type_name in ("string", "timestamp"):
        return shapes.read(shape, text, at)
    try:
        return shapes.read(shape, json.loads(text), at)
    except ValueError as error:
        raise ValidationException(
            f"Value at '{at}' is not a {shape.type_name}", field=at
        ) from error


def serialise(operation: Operation, output: Mapping[str, Any]) -> Response:
    """The HTTP response of an operation's output."""
    status = int(operation.model.http.get("responseCode", 200))
    headers = {"content-type": "application/json", **output.get(HEADERS, {})}
    shape = operation.model.output_shape
    if shape is None:
        return Response(status, headers, b"")
    body = {}
    for name, member in shape.members.items():
        if output.get(name) is None:
            continue
        location = member.serialization.get("location")
        if location == "header":
            headers[member.serialization["name"].lower()] = str(output[name])
        elif location == "statusCode":
            status = int(output[name])
        else:
            body[member.serialization.get("name", name)] = shapes.write(member, output[name])
    if status == HTTPStatus.NO_CONTENT:
        return Response(status, {}, b"")
    return Response(status, headers, json.dumps(body, ensure_ascii=False).encode())


def error_body(error: ServiceError) -> bytes:
    """The body of an error's response."""
    return json.dumps(error.body(), ensure_ascii=False).encode()
