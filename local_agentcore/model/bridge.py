"""What the bridges to real models share: a Strands provider's stream as Converse's."""

import time
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, ClassVar

from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException

from local_agentcore.errors import ServiceError, ValidationException
from local_agentcore.model.events import estimated_input_tokens
from local_agentcore.model.normaliser import Normaliser
from local_agentcore.model.transcript import require_messages
from local_agentcore.model.types import ConverseRequest, StreamEvent, ThrottlingException

if TYPE_CHECKING:
    from strands.models.model import Model as Provider


class Bridge(ABC):
    """A model behind one of Strands' providers."""

    failures: ClassVar[tuple[type[Exception], ...]]
    """What the provider raises when the server fails."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def stream(self, request: ConverseRequest) -> AsyncIterator[StreamEvent]:
        """The events of the answer, as they come from the server.

        Raises:
            ServiceError: there is no answer; the message says what to check.
        """
        require_messages(request)
        normaliser = Normaliser(estimated_input_tokens(request), time.perf_counter)
        try:
            async with aclosing(self._events(request)) as events:
                async for event in events:
                    for normal in normaliser.add(event):
                        yield normal
        except ContextWindowOverflowException as error:
            # Strands' BedrockModel knows an overflow by these words.
            message = f"Input is too long for requested model: {error}"
            raise ValidationException(message) from error
        except ModelThrottledException as error:
            raise ThrottlingException(f"{self.name} takes no more now: {error}") from error
        except TypeError as error:
            message = f"{self.name} takes no such content in a message: {error}"
            raise ValidationException(message) from error
        except self.failures as error:
            raise self.explain(error) from error
        for normal in normaliser.end():
            yield normal

    async def _events(self, request: ConverseRequest) -> AsyncGenerator[dict[str, Any], None]:
        provider = self.provider(request.get("inferenceConfig") or {})
        tools = request.get("toolConfig") or {}
        specs = [tool["toolSpec"] for tool in tools.get("tools", []) if "toolSpec" in tool]
        system = "\n\n".join(
            block["text"] for block in request.get("system") or [] if "text" in block
        )
        stream: Any = provider.stream(
            [_message(message) for message in request["messages"]],
            specs or None,
            system or None,
            tool_choice=self.tool_choice(tools),
        )
        async with aclosing(stream) as events:
            async for event in events:
                yield event

    @abstractmethod
    def provider(self, inference: dict[str, Any]) -> "Provider":
        """Strands' provider for a request with this `inferenceConfig`."""

    @abstractmethod
    def tool_choice(self, tools: dict[str, Any]) -> Any:
        """The request's `toolChoice`, as far as the provider knows such."""

    @abstractmethod
    def explain(self, error: Exception) -> ServiceError:
        """One of `failures`, as an error that says what to check."""


def _message(message: dict[str, Any]) -> Any:
    """A message without the blocks that only Bedrock understands."""
    content = [
        block for block in message["content"] if not {"cachePoint", "guardContent"} & {*block}
    ]
    return {"role": message["role"], "content": content}
