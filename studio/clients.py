"""The parts of boto3's clients that are used here; boto3 makes them at run time, untyped."""

from collections.abc import Iterator
from typing import Any, Protocol

from botocore.client import ClientMeta

Response = dict[str, Any]


class Paginator(Protocol):
    """Walks through an operation's pages."""

    def paginate(self, **request: object) -> Iterator[Response]:
        """One response after the other, until there is no further token."""


class Client(Protocol):
    """What every boto3 client has."""

    @property
    def meta(self) -> ClientMeta:
        """Service model, region and event hooks."""

    def close(self) -> None:
        """Give the connections back."""

    def get_paginator(self, operation_name: str) -> Paginator:
        """The paginator of an operation, by its snake_case name."""


class MemoryClient(Client, Protocol):
    """`bedrock-agentcore`, as far as memory goes."""

    def list_actors(self, **request: object) -> Response:
        """One page of the actors that have events."""

    def create_event(self, **request: object) -> Response:
        """Something said, in the actor's session."""

    def get_event(self, **request: object) -> Response:
        """An event by its ID."""

    def delete_event(self, **request: object) -> Response:
        """An event, gone."""

    def list_memory_records(self, **request: object) -> Response:
        """One page of the records below a namespace path."""

    def retrieve_memory_records(self, **request: object) -> Response:
        """One page of the records that come closest to a query, scored."""

    def get_memory_record(self, **request: object) -> Response:
        """A record by its ID."""

    def delete_memory_record(self, **request: object) -> Response:
        """A record, gone."""

    def batch_create_memory_records(self, **request: object) -> Response:
        """Records, as they are given."""

    def batch_update_memory_records(self, **request: object) -> Response:
        """New contents for records."""

    def batch_delete_memory_records(self, **request: object) -> Response:
        """Records, gone."""


class ControlClient(Client, Protocol):
    """`bedrock-agentcore-control`."""

    def get_memory(self, **request: object) -> Response:
        """The memory and its strategies."""

    def update_memory(self, **request: object) -> Response:
        """The memory's settings, its strategies added, changed or removed."""

    def list_memories(self, **request: object) -> Response:
        """One page of the region's memories."""

    def list_agent_runtimes(self, **request: object) -> Response:
        """One page of the region's runtimes."""

    def get_agent_runtime(self, **request: object) -> Response:
        """The runtime: its state, artifact and settings."""

    def get_agent_runtime_endpoint(self, **request: object) -> Response:
        """A runtime's endpoint, by its name."""


class RuntimeClient(Client, Protocol):
    """`bedrock-agentcore`, as far as the runtime goes."""

    def invoke_agent_runtime(self, **request: object) -> Response:
        """One invocation; the response's body is a stream."""

    def stop_runtime_session(self, **request: object) -> Response:
        """The end of a runtime session."""
