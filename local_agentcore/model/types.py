"""What goes into a model and what comes out: Converse's input and its stream's events."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Protocol

from local_agentcore.errors import ServiceError

ConverseRequest = Mapping[str, Any]
"""Converse's input, parsed: `messages`, and perhaps `system`, `toolConfig`, `inferenceConfig`."""

StreamEvent = dict[str, Any]
"""An event of ConverseStream, with one key: `messageStart`, `contentBlockStart`,
`contentBlockDelta`, `contentBlockStop`, `messageStop` or `metadata`."""


class Model(Protocol):
    """Answers conversations. `name` says to people what it is."""

    @property
    def name(self) -> str:
        """E.g. `Offline model`."""
        ...

    def stream(self, request: ConverseRequest) -> AsyncIterator[StreamEvent]:
        """The events of the answer, as they come.

        Raises:
            ServiceError: there is no answer; the message says what to check.
        """
        ...


class ModelErrorException(ServiceError):
    """The model behind the service failed or could not be reached."""

    code = "ModelErrorException"
    status = 424


class ThrottlingException(ServiceError):
    """The model takes no more requests at the moment."""

    code = "ThrottlingException"
    status = 429


class ServiceUnavailableException(ServiceError):
    """The model is there but not ready, e.g. because it is still being loaded."""

    code = "ServiceUnavailableException"
    status = 503
