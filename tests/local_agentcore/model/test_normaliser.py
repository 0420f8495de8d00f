"""Providers' events brought into Converse's form."""

from typing import Any

import pytest

from local_agentcore.model.normaliser import Normaliser
from tests.local_agentcore.model.talk import check_event

START: dict[str, Any] = {"messageStart": {"role": "assistant"}}
OPEN: dict[str, Any] = {"contentBlockStart": {"start": {}}}
CLOSE: dict[str, Any] = {"contentBlockStop": {}}


def tool_start(name: str) -> dict[str, Any]:
    return {"contentBlockStart": {"start": {"toolUse": {"name": name, "toolUseId": name}}}}


def delta(**content: Any) -> dict[str, Any]:
    return {"contentBlockDelta": {"delta": content}}


def normal(*events: dict[str, Any]) -> list[dict[str, Any]]:
    ticks = iter([10.0, 10.25])
    normaliser = Normaliser(8, lambda: next(ticks))
    found = [out for event in events for out in normaliser.add(event)]
    found.extend(normaliser.end())
    for event in found:
        check_event(event)
    return found


def shape_of(events: list[dict[str, Any]]) -> list[tuple[str, int | None]]:
    return [(kind, value.get("contentBlockIndex")) for e in events for kind, value in e.items()]


def test_tools_inside_an_open_text_are_blocks_of_their_own() -> None:
    used = [tool_start("a"), delta(toolUse={"input": "{}"}), CLOSE]
    events = normal(START, OPEN, delta(text="Hm"), *used, delta(text=""), CLOSE)
    assert shape_of(events)[:-2] == [
        ("messageStart", None),
        ("contentBlockDelta", 0),
        ("contentBlockStop", 0),
        ("contentBlockStart", 1),
        ("contentBlockDelta", 1),
        ("contentBlockStop", 1),
    ]


def test_reasoning_and_text_are_two_blocks() -> None:
    thought = delta(reasoningContent={"text": "Hm"})
    events = normal(START, OPEN, thought, CLOSE, OPEN, delta(text="Hi"), CLOSE)
    assert shape_of(events)[1:5] == [
        ("contentBlockDelta", 0),
        ("contentBlockStop", 0),
        ("contentBlockDelta", 1),
        ("contentBlockStop", 1),
    ]


def test_nothing_is_said_before_the_provider_has_something() -> None:
    normaliser = Normaliser(8, lambda: 0.0)
    assert list(normaliser.add(START)) == []
    assert list(normaliser.add(OPEN)) == []
    assert list(normaliser.add(delta(text="Hi")))[0] == START


def test_an_empty_answer_is_a_message_all_the_same() -> None:
    assert shape_of(normal(START)) == [
        *(("messageStart", None), ("messageStop", None), ("metadata", None))
    ]


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [(None, (8, 1, 9)), ({"inputTokens": 5, "outputTokens": 6, "totalTokens": 11}, (5, 6, 11))],
)
def test_usage_is_the_providers_or_an_estimate(
    usage: dict[str, int] | None, tokens: tuple[int, int, int]
) -> None:
    reported = [{"metadata": {"usage": usage, "metrics": {"latencyMs": 0}}}] if usage else []
    stop = {"messageStop": {"stopReason": "max_tokens"}}
    events = normal(START, delta(text="Hi"), stop, *reported)

    assert events[-2] == stop
    assert tuple(events[-1]["metadata"]["usage"].values()) == tokens
    assert events[-1]["metadata"]["metrics"] == {"latencyMs": 250}
