"""The parts of boto3's clients that are used here; boto3 makes them at run time, untyped."""

from collections.abc import Iterator
from typing import Any, Protocol

from botocore.client import ClientMeta


class Paginator(Protocol):
    """Walks through an operation's pages."""

    def paginate(self, **request: object) -> Iterator[dict[str, Any]]:
        """One response after the other, until there is no further token."""


class Client(Protocol):
    """What every boto3 client has."""

    @property
    def meta(self) -> ClientMeta:
        """Service model, region and event hooks."""

    def close(self) -> None:
        """Give the connections back."""


class MemoryClient(Client, Protocol):
    """`bedrock-agentcore`, as far as memory goes."""

    def get_paginator(self, operation_name: str) -> Paginator:
        """The paginator of an operation, by its snake_case name."""


class ControlClient(Client, Protocol):
    """`bedrock-agentcore-control`."""

    def get_memory(self, **request: object) -> dict[str, Any]:
        """The memory and its strategies."""


class RuntimeClient(Client, Protocol):
    """`bedrock-agentcore`, as far as the runtime goes."""

    def invoke_agent_runtime(self, **request: object) -> dict[str, Any]:
        """One invocation; the response's body is a stream."""
