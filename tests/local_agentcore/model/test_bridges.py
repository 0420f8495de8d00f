"""The bridges, against servers that speak OpenAI's and Ollama's protocols on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from local_agentcore.errors import ServiceError
from local_agentcore.model import choose_model
from local_agentcore.model.converse import converse
from local_agentcore.model.types import Model
from tests.local_agentcore.model.serving import refused, served
from tests.local_agentcore.model.talk import CALCULATOR, events_of, request, text_of

CALL = {"name": "calculator", "arguments": {"expression": "2 + 2"}}
STATUS_OF = {"missing": 404, "locked": 401, "loading": 503, "broken": 500, "busy": 429, "odd": 400}


class ModelServer:
    """Answers as both kinds of server do: `hi` in two pieces, or a tool call when tools come."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.app = Starlette(
            routes=[
                Route("/v1/chat/completions", self.openai, methods=["POST"]),
                Route("/api/chat", self.ollama, methods=["POST"]),
            ]
        )

    async def openai(self, asked: Request) -> Response:
        body = await self._read(asked)
        if body["model"] in STATUS_OF:
            error = {"error": {"message": f"{body['model']} it is"}}
            return JSONResponse(error, STATUS_OF[body["model"]])
        return StreamingResponse(_openai_events(body), media_type="text/event-stream")

    async def ollama(self, asked: Request) -> Response:
        body = await self._read(asked)
        if body["model"] in STATUS_OF:
            return JSONResponse({"error": f"{body['model']} it is"}, STATUS_OF[body["model"]])
        return StreamingResponse(_ollama_lines(body), media_type="application/x-ndjson")

    async def _read(self, asked: Request) -> dict[str, Any]:
        body: dict[str, Any] = await asked.json()
        self.seen.append({**body, "authorization": asked.headers.get("authorization")})
        return body


async def _openai_events(body: dict[str, Any]) -> AsyncIterator[str]:
    call = {**CALL, "arguments": json.dumps(CALL["arguments"])}
    if body["tools"]:
        deltas: list[dict[str, Any]] = [
            {"content": "One moment. "},
            {"tool_calls": [{"index": 0, "id": "call-1", "type": "function", "function": call}]},
        ]
    else:
        deltas = [{"reasoning_content": "hmm"}, {"content": "h"}, {"content": "i"}]
    for delta in deltas:
        yield _sse({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    reason = "tool_calls" if body["tools"] else "stop"
    yield _sse({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    if body["model"] != "thrifty":
        yield _sse({"choices": [], "usage": usage})
    yield "data: [DONE]\n\n"


def _sse(chunk: dict[str, Any]) -> str:
    whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", **chunk}
    return f"data: {json.dumps(whole)}\n\n"


async def _ollama_lines(body: dict[str, Any]) -> AsyncIterator[str]:
    said: list[dict[str, Any]] = [{"content": "h"}, {"content": "i"}]
    if body["tools"]:
        said = [{"content": "One moment. "}, {"content": "", "tool_calls": [{"function": CALL}]}]
    for message in said:
        yield _line({"message": {"role": "assistant", **message}, "done": False})
    if body["model"] == "fragile":
        yield _line({"error": "out of memory"})
    counts = {"prompt_eval_count": 7, "eval_count": 3, "total_duration": 5_000_000}
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    yield _line({**end, **counts})


def _line(part: dict[str, Any]) -> str:
    return json.dumps({"model": "m", "created_at": "2025-01-01T00:00:00Z", **part}) + "\n"


@pytest.fixture
def server() -> ModelServer:
    return ModelServer()


@pytest.fixture
def endpoint(server: ModelServer) -> Iterator[str]:
    with served(server.app) as address:
        yield address


def openai_model(endpoint: str, model_id: str = "llama3", **environ: str) -> Model:
    model = choose_model(f"openai:{endpoint}/v1#{model_id}", environ)
    assert model
    return model


def ollama_model(endpoint: str, model_id: str = "llama3") -> Model:
    model = choose_model(f"ollama:{model_id}", {"OLLAMA_HOST": endpoint})
    assert model
    return model


BOTH = pytest.mark.parametrize("build", [openai_model, ollama_model])


@BOTH
def test_text_comes_in_pieces_with_the_servers_usage(build: Any, endpoint: str) -> None:
    events = events_of(build(endpoint), request("hello"))

    assert text_of(events) == "hi"
    assert [next(iter(event)) for event in events][-2:] == ["messageStop", "metadata"]
    assert events[-2] == {"messageStop": {"stopReason": "end_turn"}}
    usage = {"inputTokens": 7, "outputTokens": 3, "totalTokens": 10}
    assert events[-1]["metadata"]["usage"] == usage


@BOTH
def test_a_tool_call_is_a_block_of_its_own(build: Any, endpoint: str) -> None:
    given = request("2+2?", toolConfig={"tools": [CALCULATOR], "toolChoice": {"auto": {}}})
    output = asyncio.run(converse(build(endpoint), given))

    said, called = output["output"]["message"]["content"]
    assert said == {"text": "One moment. "}
    assert called["toolUse"]["name"] == "calculator"
    assert called["toolUse"]["input"] == {"expression": "2 + 2"}
    assert output["stopReason"] == "tool_use"


@BOTH
def test_the_server_gets_all_of_the_request(build: Any, endpoint: str, server: ModelServer) -> None:
    given = request("hello", "and now?")
    given["messages"][0]["content"].append({"cachePoint": {"type": "default"}})
    given["system"] = [{"text": "Be brief."}, {"cachePoint": {"type": "default"}}]
    given["toolConfig"] = {"tools": [CALCULATOR]}
    given["inferenceConfig"] = {"maxTokens": 9, "temperature": 0.5, "stopSequences": ["END"]}
    events_of(build(endpoint), given)

    [seen] = server.seen
    assert [message["role"] for message in seen["messages"]] == [
        *("system", "user", "assistant", "user")
    ]
    assert seen["messages"][0]["content"] == "Be brief."
    assert seen["tools"][0]["function"]["name"] == "calculator"
    sent = {**seen, **seen.get("options", {})}
    assert (sent.get("max_tokens") or sent["num_predict"], sent["temperature"]) == (9, 0.5)
    assert sent["stop"] == ["END"]


@BOTH
def test_a_tools_result_reaches_the_server(build: Any, endpoint: str, server: ModelServer) -> None:
    given = request("2+2?")
    use = {"toolUseId": "t1", "name": "calculator", "input": {"expression": "2+2"}}
    result = {"toolUseId": "t1", "content": [{"text": "Result: 4"}], "status": "success"}
    given["messages"] += [
        {"role": "assistant", "content": [{"toolUse": use}]},
        {"role": "user", "content": [{"toolResult": result}]},
    ]
    events_of(build(endpoint), given)

    assert [message["role"] for message in server.seen[0]["messages"]][-2:] == ["assistant", "tool"]
    assert server.seen[0]["messages"][-1]["content"] == "Result: 4"


@BOTH
@pytest.mark.parametrize(
    ("model_id", "code", "hint"),
    [
        ("missing", "ResourceNotFoundException", "missing it is"),
        ("loading", "ServiceUnavailableException", "loading it is"),
        ("broken", "ModelErrorException", "broken it is"),
        ("odd", "ValidationException", "odd it is"),
    ],
)
def test_what_a_server_refuses_says_why(
    build: Any, endpoint: str, model_id: str, code: str, hint: str
) -> None:
    with pytest.raises(ServiceError) as failure:
        events_of(build(endpoint, model_id), request("hello"))

    assert failure.value.code == code
    assert hint in failure.value.message
    assert endpoint in failure.value.message


def test_openai_keys(endpoint: str, server: ModelServer) -> None:
    events_of(openai_model(endpoint, OPENAI_API_KEY="secret"), request("hello"))
    assert server.seen[0]["authorization"] == "Bearer secret"

    with pytest.raises(ServiceError, match="OPENAI_API_KEY") as failure:
        events_of(openai_model(endpoint, "locked"), request("hello"))
    assert failure.value.code == "AccessDeniedException"


def test_a_busy_server_is_throttling(endpoint: str) -> None:
    with pytest.raises(ServiceError) as failure:
        events_of(openai_model(endpoint, "busy"), request("hello"))
    assert (failure.value.code, failure.value.status) == ("ThrottlingException", 429)


def test_without_usage_tokens_are_estimated(endpoint: str) -> None:
    events = events_of(openai_model(endpoint, "thrifty"), request("hello"))
    usage = {"inputTokens": 2, "outputTokens": 2, "totalTokens": 4}
    assert events[-1]["metadata"]["usage"] == usage


def test_a_failure_in_mid_stream_keeps_what_was_said(endpoint: str) -> None:
    model = ollama_model(endpoint, "fragile")
    heard: list[dict[str, Any]] = []

    async def listen() -> None:
        async for event in model.stream(request("hello")):
            heard.append(event)

    with pytest.raises(ServiceError, match="out of memory"):
        asyncio.run(listen())
    assert text_of(heard) == "hi"


@BOTH
def test_nobody_there_says_what_to_check(build: Any) -> None:
    heard: list[dict[str, Any]] = []

    async def listen(model: Model) -> None:
        async for event in model.stream(request("hello")):
            heard.append(event)

    with refused() as endpoint, pytest.raises(ServiceError) as failure:
        asyncio.run(listen(build(endpoint)))
    assert (failure.value.code, failure.value.status) == ("ModelErrorException", 424)
    assert endpoint in failure.value.message
    assert heard == [], "an error before the first event must be an ordinary response"


@BOTH
def test_content_that_the_provider_does_not_take(build: Any, endpoint: str) -> None:
    given = request("hello")
    given["messages"][0]["content"].append({"video": {"format": "mp4", "source": {"bytes": b""}}})
    with pytest.raises(ServiceError) as failure:
        events_of(build(endpoint), given)
    assert failure.value.code == "ValidationException"
