"""Asks a model on Amazon Bedrock, with the credentials of whoever started the server."""

from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from strands.models.bedrock import DEFAULT_BEDROCK_MODEL_ID

from local_agentcore.extraction.by_model.caller import Output
from local_agentcore.extraction.by_model.errors import AbandonedError, NoAnswerError
from local_agentcore.extraction.labels import made_fit
from local_agentcore.model.types import ConverseRequest

CONNECT_SECONDS = 5.0
MAX_TOKENS = 4_000
"""How long an answer may be: the default of some models on Bedrock is too short for a summary."""


def default_model(environment: Mapping[str, str]) -> str:
    """What extracts where a strategy names no model: what was set for that, else the agent's."""
    return (
        environment.get("AGENTCORE_EXTRACTION_MODEL_ID")
        or environment.get("BEDROCK_MODEL_ID")
        or DEFAULT_BEDROCK_MODEL_ID
    )


class BedrockModels:
    """The models of a region. The endpoint is what the server's own environment says of it.

    The agent's processes are pointed at the embedded AgentCore in their environment alone.
    """

    def __init__(self, model_id: str, region: str, seconds: float) -> None:
        self.seconds = seconds
        self._model_id = model_id
        config = Config(
            connect_timeout=min(CONNECT_SECONDS, seconds),
            read_timeout=seconds,
            retries={"total_max_attempts": 1},
        )
        self._client: Any = boto3.Session(region_name=region).client(
            "bedrock-runtime", config=config
        )
        self._abandoned = False

    def name(self, model_id: str | None) -> str:
        """The model that a strategy asks for, else the default."""
        return made_fit(f"bedrock:{model_id or self._model_id}")

    def ask(self, request: ConverseRequest, model_id: str | None) -> Output:
        """Converse's output. Not retried: what failed is extracted offline.

        Raises:
            NoAnswerError: Bedrock refused, or could not be reached in time.
            AbandonedError: `abandon` was called before.
        """
        if self._abandoned:
            raise AbandonedError
        limit = {"maxTokens": MAX_TOKENS}
        try:
            answer: Output = self._client.converse(
                modelId=model_id or self._model_id, inferenceConfig=limit, **request
            )
        except ClientError as error:
            raise NoAnswerError(f"Bedrock: {error.response['Error']['Code']}") from None
        except BotoCoreError as error:
            raise NoAnswerError(f"Bedrock: {type(error).__name__}") from None
        return answer

    def abandon(self) -> None:
        """Ask no more. A request that is under way ends by its own limit."""
        self._abandoned = True
