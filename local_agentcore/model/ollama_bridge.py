"""The bridge to Ollama."""

from typing import Any

import httpx
import ollama
from strands.models.ollama import OllamaModel

from local_agentcore.errors import ResourceNotFoundException, ServiceError, ValidationException
from local_agentcore.model.bridge import Bridge
from local_agentcore.model.types import (
    ModelErrorException,
    ServiceUnavailableException,
)

DEFAULT_HOST = "http://127.0.0.1:11434"

_PARAMETERS = {
    "maxTokens": "max_tokens",
    "temperature": "temperature",
    "topP": "top_p",
    "stopSequences": "stop_sequences",
}


class OllamaBridge(Bridge):
    """A model that Ollama has; `host` is where it serves, else its usual port here."""

    failures = (ollama.ResponseError, ConnectionError, httpx.HTTPError)

    def __init__(self, model_id: str, host: str | None) -> None:
        self._host = host or DEFAULT_HOST
        super().__init__(f"ollama: {model_id} at {self._host}")
        self._model_id = model_id

    def provider(self, inference: dict[str, Any]) -> OllamaModel:
        """Strands' Ollama provider."""
        parameters: Any = {
            theirs: inference[ours] for ours, theirs in _PARAMETERS.items() if ours in inference
        }
        # Strands opens a client for each request and closes none.
        client = {"headers": {"Connection": "close"}}
        return OllamaModel(
            self._host, ollama_client_args=client, model_id=self._model_id, **parameters
        )

    def tool_choice(self, tools: dict[str, Any]) -> Any:
        """Ollama always chooses for itself."""
        return None

    def explain(self, error: Exception) -> ServiceError:
        """What the client raised, in Bedrock's terms."""
        if not isinstance(error, ollama.ResponseError):
            return ModelErrorException(
                f"Ollama does not answer at {self._host}. Start it with `ollama serve`, or set "
                f"OLLAMA_HOST to where it runs. ({error})"
            )
        said = f"Ollama at {self._host} says: {error.error}"
        if error.status_code == 404:
            hint = f"Get the model with `ollama pull {self._model_id}`."
            return ResourceNotFoundException(f"{said}. {hint}")
        if error.status_code == 400:
            return ValidationException(said)
        if error.status_code == 503:
            return ServiceUnavailableException(said)
        return ModelErrorException(said)
