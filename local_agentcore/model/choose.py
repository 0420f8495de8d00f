"""Chooses the model by the setting on the command line."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from local_agentcore.model.offline import OfflineModel
from local_agentcore.model.types import Model

ALLOWED = "offline, bedrock, openai:URL#MODEL or ollama:MODEL"


def choose_model(setting: str, environ: Mapping[str, str] = os.environ) -> Model | None:
    """The model of a setting; None for `bedrock`, where agents talk to Amazon Bedrock itself.

    `OPENAI_API_KEY` and `OLLAMA_HOST` are read from `environ`. Nothing is contacted yet.

    Raises:
        ValueError: the setting is none of those; the message says what is allowed.
    """
    kind, _, rest = setting.partition(":")
    if setting == "offline":
        return OfflineModel()
    if setting == "bedrock":
        return None
    if kind == "openai":
        return _openai(setting, rest, environ.get("OPENAI_API_KEY"))
    if kind == "ollama" and rest.strip():
        # The providers take seconds to import, which only their users should wait.
        from local_agentcore.model.ollama_bridge import OllamaBridge

        return OllamaBridge(rest.strip(), environ.get("OLLAMA_HOST"))
    raise ValueError(f"There is no model {setting!r}. Allowed: {ALLOWED}")


def _openai(setting: str, rest: str, api_key: str | None) -> Model:
    url, _, model_id = rest.partition("#")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or not model_id.strip():
        raise ValueError(
            f"{setting!r} does not name a server and a model. Write openai:URL#MODEL, "
            "for example openai:http://localhost:8080/v1#llama3"
        )
    from local_agentcore.model.openai_bridge import OpenAIBridge

    return OpenAIBridge(url, model_id.strip(), api_key)
