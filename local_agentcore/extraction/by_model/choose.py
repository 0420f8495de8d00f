"""Chooses how drafts are made, by the server's model setting."""

import time
from collections.abc import Mapping

from local_agentcore.extraction.by_model.breaker import Breaker
from local_agentcore.extraction.by_model.caller import Asker, ConfiguredModel
from local_agentcore.extraction.by_model.drafting import ByModel, Drafting
from local_agentcore.extraction.labels import made_fit
from local_agentcore.model.types import Model

SECONDS = 60.0
"""How long a model may take: what runs on one's own machine is slow."""
SECONDS_VARIABLE = "AGENTCORE_EXTRACTION_SECONDS"
MAX_SECONDS = 600.0


def choose_drafting(
    setting: str, model: Model | None, region: str, environment: Mapping[str, str]
) -> Drafting:
    """How a server with this model setting extracts. `model` is what `choose_model` made of it.

    Reads AGENTCORE_EXTRACTION_SECONDS and, for Bedrock, AGENTCORE_EXTRACTION_MODEL_ID and
    BEDROCK_MODEL_ID. Nothing is contacted yet.

    Raises:
        ValueError: the time is no number of seconds up to 600.
    """
    if setting == "offline":
        return Drafting()
    return ByModel(_asker(setting, model, region, environment), Breaker(time.monotonic))


def label_of(setting: str) -> str:
    """A setting as a record names it, without the server's address: `openai:MODEL`."""
    kind, _, rest = setting.partition(":")
    model_id = rest.partition("#")[2] if kind == "openai" else rest
    return made_fit(f"{kind}:{model_id.strip()}")


def _asker(setting: str, model: Model | None, region: str, environment: Mapping[str, str]) -> Asker:
    seconds = _seconds(environment)
    if model is not None:
        return ConfiguredModel(model, label_of(setting), seconds)
    # boto3's clients and Strands' providers take long to import, which only their users wait for.
    from local_agentcore.extraction.by_model.bedrock import BedrockModels, default_model

    return BedrockModels(default_model(environment), region, seconds)


def _seconds(environment: Mapping[str, str]) -> float:
    given = environment.get(SECONDS_VARIABLE) or SECONDS
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_SECONDS:
        raise ValueError(
            f"{SECONDS_VARIABLE} is {given!r}; it is a number of seconds up to {MAX_SECONDS:g}"
        )
    return seconds
