"""The tools work, and are quiet about nothing but their calculator's end."""

import asyncio
import logging
from typing import Any

import pytest
from strands.types.tools import ToolUse

from toolset import TOOLS


async def call(name: str, **arguments: object) -> dict[str, Any]:
    (tool,) = [tool for tool in TOOLS if tool.tool_name == name]
    use: ToolUse = {"toolUseId": "t", "name": name, "input": arguments}
    *_, result = [event async for event in tool.stream(use, {})]
    found: dict[str, Any] = result["tool_result"]
    return found


def test_the_calculator_calculates() -> None:
    result = asyncio.run(call("calculator", expression="0.18 * 2340"))
    assert (result["status"], result["content"]) == ("success", [{"text": "Result: 421.2"}])


def test_an_expression_that_makes_no_sense_is_an_error() -> None:
    assert asyncio.run(call("calculator", expression="import os"))["status"] == "error"


def test_only_the_announcement_of_its_end_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    asyncio.run(call("calculator", expression="1 + 1"))
    assert caplog.records == []
    logging.getLogger("strands_tools.calculator").warning("something else")
    assert [record.getMessage() for record in caplog.records] == ["something else"]
