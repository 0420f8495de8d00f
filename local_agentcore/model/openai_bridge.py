"""The bridge to a server that speaks OpenAI's Chat Completions."""

from typing import Any

import openai
from strands.models.openai import OpenAIModel

from local_agentcore.errors import (
    AccessDeniedException,
    ResourceNotFoundException,
    ServiceError,
    ValidationException,
)
from local_agentcore.model.bridge import Bridge
from local_agentcore.model.types import (
    ModelErrorException,
    ServiceUnavailableException,
)

_PARAMETERS = {
    "maxTokens": "max_tokens",
    "temperature": "temperature",
    "topP": "top_p",
    "stopSequences": "stop",
}


class OpenAIBridge(Bridge):
    """A model on the server at `url` (up to and with `/v1`), by its ID there."""

    failures = (openai.OpenAIError,)

    def __init__(self, url: str, model_id: str, api_key: str | None) -> None:
        super().__init__(f"openai: {model_id} at {url}")
        self._url = url
        self._model_id = model_id
        # The client insists on a key; servers on one's own machine ask for none.
        self._api_key = api_key or "none"

    def provider(self, inference: dict[str, Any]) -> OpenAIModel:
        """Strands' OpenAI provider. It does not retry: whoever calls Converse does."""
        parameters = {
            theirs: inference[ours] for ours, theirs in _PARAMETERS.items() if ours in inference
        }
        client = {"base_url": self._url, "api_key": self._api_key, "max_retries": 0}
        return OpenAIModel(client_args=client, model_id=self._model_id, params=parameters)

    def tool_choice(self, tools: dict[str, Any]) -> Any:
        """OpenAI knows all of Bedrock's choices; without tools there is none to make."""
        return tools.get("toolChoice") if tools.get("tools") else None

    def explain(self, error: Exception) -> ServiceError:
        """What the client raised, in Bedrock's terms."""
        if isinstance(error, openai.APIConnectionError):
            return ModelErrorException(
                f"No model server answers at {self._url}. Check that it runs and that the address "
                "is right; it usually ends with /v1."
            )
        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            return AccessDeniedException(
                f"The model server at {self._url} refuses the key. Set OPENAI_API_KEY to a valid "
                f"one. It says: {error.message}"
            )
        if isinstance(error, openai.NotFoundError):
            return ResourceNotFoundException(
                f"The model server at {self._url} has no model {self._model_id!r}, or the address "
                f"is wrong. It says: {error.message}"
            )
        if isinstance(error, openai.APIStatusError):
            return self._refusal(error)
        return ModelErrorException(f"The model server at {self._url} failed: {error}")

    def _refusal(self, error: openai.APIStatusError) -> ServiceError:
        said = f"The model server at {self._url} says: {error.message}"
        if error.status_code in (400, 413, 422):
            return ValidationException(said)
        if error.status_code == 503:
            return ServiceUnavailableException(said)
        return ModelErrorException(said)
