"""Extraction by Bedrock, against a server on loopback that answers Converse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from strands.models.bedrock import DEFAULT_BEDROCK_MODEL_ID

from local_agentcore.extraction.by_model.bedrock import BedrockModels, default_model
from local_agentcore.extraction.by_model.errors import AbandonedError, NoAnswerError
from tests.local_agentcore.extraction.by_model.studio import by, session_of, started
from tests.local_agentcore.model.serving import refused, served

OSLO = "The user lives in Oslo."
REQUEST = {"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}


class Bedrock:
    """Answers Converse with a call of the tool, or with an error of this status."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        path = "/model/{model_id:path}/converse"
        self.app = Starlette(routes=[Route(path, self._converse, methods=["POST"])])

    async def _converse(self, request: Request) -> Response:
        body = await request.json()
        self.seen.append((request.path_params["model_id"], body))
        if self.status != 200:
            error = {"message": f"You said {json.dumps(body)}"}
            header = {"x-amzn-ErrorType": "AccessDeniedException"}
            return JSONResponse(error, self.status, headers=header)
        operation = {"operation": "add", "messages": [1], "text": OSLO}
        call = {
            "toolUseId": "t-1",
            "name": "keep_memories",
            "input": {"operations": [operation]},
        }
        return JSONResponse(
            {
                "output": {"message": {"role": "assistant", "content": [{"toolUse": call}]}},
                "stopReason": "tool_use",
                "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
                "metrics": {"latencyMs": 1},
            }
        )


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of whoever starts the server: good for nothing here."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.fixture
def bedrock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bedrock]:
    peer = Bedrock()
    with served(peer.app) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address)
        yield peer


def test_bedrock_extracts_by_the_model_that_a_strategy_names(
    bedrock: Bedrock, tmp_path: Path
) -> None:
    step = {"appendToPrompt": "Only keep places.", "modelId": "us.amazon.nova-pro-v1:0"}
    override = {"semanticOverride": {"extraction": step}}
    model = {"AGENTCORE_EXTRACTION_MODEL_ID": "us.amazon.nova-lite-v1:0"}
    with started(tmp_path, "bedrock", **model) as core:
        plain = session_of(core, "semanticMemoryStrategy")
        custom = session_of(core, "customMemoryStrategy", configuration=override)
        for session in (plain, custom):
            session.say("I live in Oslo.")
        ((first,), (second,)) = (session.wait_for(bool) for session in (plain, custom))
    assert by(first) == "bedrock:us.amazon.nova-lite-v1:0"
    assert by(second) == "bedrock:us.amazon.nova-pro-v1:0"
    asked = dict(bedrock.seen)
    assert asked.keys() == {"us.amazon.nova-lite-v1:0", "us.amazon.nova-pro-v1:0"}
    body = asked["us.amazon.nova-pro-v1:0"]
    assert "Only keep places." in body["system"][0]["text"]
    assert body["toolConfig"]["toolChoice"] == {"tool": {"name": "keep_memories"}}
    assert body["inferenceConfig"] == {"maxTokens": 4000}


def test_a_refusal_names_the_error_and_nobodys_words(bedrock: Bedrock) -> None:
    bedrock.status = 403
    with pytest.raises(NoAnswerError) as raised:
        BedrockModels("m", "us-east-1", 5.0).ask(REQUEST, None)
    assert str(raised.value) == "Bedrock: AccessDeniedException"


def test_a_bedrock_that_cannot_be_reached_is_not_asked_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with refused() as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", address)
        with pytest.raises(NoAnswerError, match="EndpointConnectionError"):
            BedrockModels("m", "us-east-1", 5.0).ask(REQUEST, None)


def test_an_abandoned_bedrock_is_not_asked(bedrock: Bedrock) -> None:
    models = BedrockModels("m", "us-east-1", 5.0)
    models.abandon()
    with pytest.raises(AbandonedError):
        models.ask(REQUEST, None)
    assert bedrock.seen == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"AGENTCORE_EXTRACTION_MODEL_ID": "a", "BEDROCK_MODEL_ID": "b"}, "a"),
        ({"BEDROCK_MODEL_ID": "b"}, "b"),
        ({}, DEFAULT_BEDROCK_MODEL_ID),
    ],
)
def test_the_default_is_what_was_set_or_the_agents(
    environment: dict[str, str], expected: str
) -> None:
    assert default_model(environment) == expected
