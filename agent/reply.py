"""The two forms of a turn's answer: items as they come, or one JSON object at the end."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

from starlette.responses import JSONResponse

from errors import AgentError
from turn import Item

_running: set[asyncio.Task[None]] = set()


async def streamed(items: AsyncIterator[Item]) -> AsyncGenerator[Item, None]:
    """The items as they come, of a turn that runs to its end even when nobody listens any more.

    Otherwise a closed page would leave a prompt without an answer in short-term memory.
    """
    queue: asyncio.Queue[Item | None] = asyncio.Queue()

    async def run() -> None:
        try:
            async for item in items:
                queue.put_nowait(item)
        finally:
            queue.put_nowait(None)

    turn = asyncio.create_task(run())
    _running.add(turn)
    turn.add_done_callback(_running.discard)
    while (item := await queue.get()) is not None:
        yield item
    await turn


async def whole(items: AsyncIterator[Item]) -> JSONResponse:
    """`{"response": text}`, or `{"error": message, "code": code}` with its HTTP status.

    What is said before and after a tool call become paragraphs of the text.
    """
    paragraphs = [""]
    failure: AgentError | None = None
    async for item in items:
        match item["type"]:
            case "text":
                paragraphs[-1] += item["text"]
            case "tool":
                paragraphs.append("")
            case "error":
                failure = AgentError(item["code"], item["message"])
    if failure:
        body = {"error": failure.message, "code": failure.code}
        return JSONResponse(body, status_code=failure.status)
    return JSONResponse({"response": "\n\n".join(p.strip() for p in paragraphs if p.strip())})
