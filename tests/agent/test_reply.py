"""The two forms of an answer."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from starlette.responses import JSONResponse

from reply import streamed, whole
from turn import Item


async def items_of(*items: Item) -> AsyncIterator[Item]:
    for item in items:
        yield item


def text(words: str) -> Item:
    return {"type": "text", "text": words}


def body_of(response: JSONResponse) -> dict[str, str]:
    body: dict[str, str] = json.loads(bytes(response.body))
    return body


def test_a_whole_answer_is_its_text_in_paragraphs() -> None:
    tool = {"type": "tool", "status": "running"}
    done = {"type": "done"}
    response = asyncio.run(
        whole(items_of(text("Let "), text("me see. "), tool, tool, text("It is 4."), done))
    )
    assert response.status_code == 200
    assert body_of(response) == {"response": "Let me see.\n\nIt is 4."}


def test_a_whole_answer_that_failed_has_a_status() -> None:
    error = {"type": "error", "code": "ThrottlingException", "message": "Wait."}
    response = asyncio.run(whole(items_of(text("It"), error)))
    assert response.status_code == 429
    assert body_of(response) == {"error": "Wait.", "code": "ThrottlingException"}


def test_a_stream_passes_each_item_on_as_it_comes() -> None:
    async def scenario() -> list[Item]:
        go_on = asyncio.Event()

        async def items() -> AsyncIterator[Item]:
            yield text("one")
            await go_on.wait()
            yield text("two")

        stream = streamed(items())
        first = await anext(stream)
        go_on.set()
        return [first, *[item async for item in stream]]

    assert asyncio.run(scenario()) == [text("one"), text("two")]


def test_a_turn_ends_though_nobody_listens() -> None:
    async def scenario() -> None:
        go_on, ended = asyncio.Event(), asyncio.Event()

        async def items() -> AsyncIterator[Item]:
            yield text("one")
            await go_on.wait()
            yield text("two")
            ended.set()

        stream = streamed(items())
        await anext(stream)
        await stream.aclose()
        go_on.set()
        await asyncio.wait_for(ended.wait(), 5)

    asyncio.run(scenario())


def test_what_the_turn_raises_reaches_the_listener() -> None:
    async def items() -> AsyncIterator[Item]:
        yield text("one")
        raise RuntimeError("broken")

    async def scenario() -> None:
        stream = streamed(items())
        assert await anext(stream) == text("one")
        with pytest.raises(RuntimeError, match="broken"):
            await anext(stream)

    asyncio.run(scenario())
