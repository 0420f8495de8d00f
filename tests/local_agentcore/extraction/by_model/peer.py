"""A server that speaks OpenAI's protocol and Ollama's, and answers what a test tells it to."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Json = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A request, read: the system prompt, the tool and the material that came with it."""

    system: str
    tool: str
    choice: Any
    properties: Json
    messages: list[Json]
    records: list[Json]


Script = Callable[[Asked], Json | str]


def nothing(asked: Asked) -> Json:
    """Nothing to keep."""
    return {"topics": []} if asked.tool == "write_summary" else {"operations": []}


@dataclass
class Peer:
    """Answers by its `script`: an object as a call of the tool, a text as text.

    With a `status` it answers that error instead, and while `hangs` it answers nothing before
    `let_go`. `raw` is answered as it is.
    """

    script: Script = nothing
    status: int | None = None
    hangs: bool = False
    raw: str | None = None
    seen: list[Asked] = field(default_factory=list)
    _gone: threading.Event = field(default_factory=threading.Event)

    @property
    def app(self) -> Starlette:
        """The server as an ASGI app."""
        return Starlette(
            routes=[
                Route("/v1/chat/completions", self._answer, methods=["POST"]),
                Route("/api/chat", self._answer_ollama, methods=["POST"]),
            ]
        )

    def let_go(self) -> None:
        """End what hangs."""
        self._gone.set()

    async def _answer(self, request: Request) -> Response:
        asked = _read(await request.json())
        self.seen.append(asked)
        if self.hangs:
            await asyncio.to_thread(self._gone.wait)
        if self.status is not None:
            return JSONResponse({"error": {"message": "The user lives in Oslo"}}, self.status)
        if self.raw is not None:
            return Response(self.raw, media_type="text/event-stream")
        return StreamingResponse(_events(asked, self.script(asked)), media_type="text/event-stream")

    async def _answer_ollama(self, request: Request) -> Response:
        asked = _read(await request.json())
        self.seen.append(asked)
        return StreamingResponse(_lines(self.script(asked), asked.tool))


def _read(body: Json) -> Asked:
    system, user = body["messages"]
    content = user["content"]
    text = content if isinstance(content, str) else content[0]["text"]
    material = json.loads(text)
    (tool,) = body["tools"]
    return Asked(
        system=system["content"] if isinstance(system["content"], str) else str(system["content"]),
        tool=tool["function"]["name"],
        choice=body.get("tool_choice"),
        properties=tool["function"]["parameters"]["properties"],
        messages=material["messages"],
        records=material["records"],
    )


async def _events(asked: Asked, answer: Json | str) -> AsyncIterator[str]:
    if isinstance(answer, str):
        delta: Json = {"content": answer}
    else:
        call = {"name": asked.tool, "arguments": json.dumps(answer)}
        delta = {"tool_calls": [{"index": 0, "id": "c", "type": "function", "function": call}]}
    yield _sse({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    reason = "stop" if isinstance(answer, str) else "tool_calls"
    yield _sse({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
    yield "data: [DONE]\n\n"


def _sse(chunk: Json) -> str:
    whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake", **chunk}
    return f"data: {json.dumps(whole)}\n\n"


async def _lines(answer: Json | str, tool: str) -> AsyncIterator[str]:
    said: Json = {"content": answer}
    if not isinstance(answer, str):
        call = {"function": {"name": tool, "arguments": answer}}
        said = {"content": "", "tool_calls": [call]}
    yield _line({"message": {"role": "assistant", **said}, "done": False})
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    yield _line({**end, "prompt_eval_count": 7, "eval_count": 3, "total_duration": 5_000_000})


def _line(part: Json) -> str:
    return json.dumps({"model": "m", "created_at": "2025-01-01T00:00:00Z", **part}) + "\n"
