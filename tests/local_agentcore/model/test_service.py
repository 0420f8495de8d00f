"""Converse and ConverseStream as boto3 sees them."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, EventStreamError

from local_agentcore.asgi import AgentCoreApp
from local_agentcore.endpoints import ModelEndpoints
from local_agentcore.model.offline import OfflineModel
from local_agentcore.model.types import (
    ConverseRequest,
    Model,
    ModelErrorException,
    StreamEvent,
)
from tests.conftest import client
from tests.local_agentcore.model.serving import served
from tests.local_agentcore.model.talk import CALCULATOR, text_of


class BreakingModel:
    """Fails after its first words, or before them."""

    name = "Breaking model"

    async def stream(self, request: ConverseRequest) -> AsyncIterator[StreamEvent]:
        """Say something, then fail."""
        if request["messages"][0]["content"][0]["text"] != "at once":
            yield {"messageStart": {"role": "assistant"}}
            yield {"contentBlockDelta": {"delta": {"text": "Well"}, "contentBlockIndex": 0}}
        raise ModelErrorException("The server is gone")


def runtime(model: Model) -> Iterator[Any]:
    endpoints = ModelEndpoints(model)
    app = AgentCoreApp(
        {}, {"Converse": endpoints.converse, "ConverseStream": endpoints.converse_stream}
    )
    with served(app) as address:
        yield client("bedrock-runtime", address)


@pytest.fixture(scope="module")
def offline() -> Iterator[Any]:
    yield from runtime(OfflineModel())


@pytest.fixture(scope="module")
def breaking() -> Iterator[Any]:
    yield from runtime(BreakingModel())


def said(text: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": [{"text": text}]}]


def test_the_answer_streams_word_by_word(offline: Any) -> None:
    response = offline.converse_stream(modelId="any", messages=said("My name is Alice"))
    events = list(response["stream"])

    assert text_of(events) == "Nice to meet you, Alice."
    assert sum("contentBlockDelta" in event for event in events) == 5
    assert events[0] == {"messageStart": {"role": "assistant"}}
    assert events[-2] == {"messageStop": {"stopReason": "end_turn"}}
    assert events[-1]["metadata"]["usage"] == {
        "inputTokens": 4,
        "outputTokens": 6,
        "totalTokens": 10,
    }


def test_converse_is_the_same_answer_in_one_piece(offline: Any) -> None:
    response = offline.converse(modelId="any", messages=said("My name is Alice"))

    content = [{"text": "Nice to meet you, Alice."}]
    assert response["output"]["message"] == {"role": "assistant", "content": content}
    assert response["stopReason"] == "end_turn"
    assert response["metrics"]["latencyMs"] >= 0


def test_a_tool_is_called_and_its_result_told(offline: Any) -> None:
    messages = said("what is 18% of 2,340?")
    tools = {"tools": [CALCULATOR]}
    asked = offline.converse(modelId="any", messages=messages, toolConfig=tools)
    assert asked["stopReason"] == "tool_use"

    [block] = asked["output"]["message"]["content"]
    assert block["toolUse"]["name"] == "calculator"
    result = {"toolUseId": block["toolUse"]["toolUseId"], "content": [{"text": "Result: 421.2"}]}
    messages += [
        asked["output"]["message"],
        {"role": "user", "content": [{"toolResult": result}]},
    ]
    told = offline.converse(modelId="any", messages=messages, toolConfig=tools)
    assert told["output"]["message"]["content"] == [{"text": "18% of 2,340 is 421.2."}]


def test_no_messages_is_the_callers_mistake(offline: Any) -> None:
    for operation in (offline.converse, offline.converse_stream):
        with pytest.raises(ClientError) as failure:
            operation(modelId="any", messages=[])
        assert failure.value.response["Error"]["Code"] == "ValidationException"


def test_a_failure_before_the_first_word_is_an_error_response(breaking: Any) -> None:
    with pytest.raises(ClientError) as failure:
        breaking.converse_stream(modelId="any", messages=said("at once"))
    assert failure.value.response["Error"] == {
        "Code": "ModelErrorException",
        "Message": "The server is gone",
    }


def test_a_failure_in_mid_stream_ends_the_stream_with_it(breaking: Any) -> None:
    stream = breaking.converse_stream(modelId="any", messages=said("go"))["stream"]
    heard = []
    with pytest.raises(EventStreamError, match="The server is gone"):
        for event in stream:
            heard.append(event)
    stream.close()
    assert text_of(heard) == "Well"


@pytest.mark.parametrize("document", ["text", 7, ["a", "list"], True])
def test_documents_that_are_no_objects_do_no_harm(offline: Any, document: Any) -> None:
    call = {"toolUseId": "one", "name": "calculator", "input": document}
    result = {"toolUseId": "one", "content": [{"json": document}, {"text": "4"}]}
    answer = offline.converse(
        modelId="offline",
        messages=[
            {"role": "user", "content": [{"text": "What is 2 + 2?"}]},
            {"role": "assistant", "content": [{"toolUse": call}]},
            {"role": "user", "content": [{"toolResult": result}]},
        ],
        toolConfig={
            "tools": [{"toolSpec": {"name": "calculator", "inputSchema": {"json": document}}}]
        },
    )
    assert answer["stopReason"] in ("end_turn", "tool_use")
