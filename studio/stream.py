"""What an agent's answer says, item by item: our agent's typed items, and other agents' too."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from studio import traces
from studio.types import (
    Context,
    Done,
    Failed,
    LookupFailure,
    Recalled,
    Record,
    StrategyType,
    Text,
    ToolCall,
    TurnEvent,
)

CUT_OFF = Failed(
    "The answer stopped before it was complete.",
    "The connection to the agent was cut. What arrived is shown; try again for the rest.",
    "StreamCut",
)
AGENT_FAILED = "The agent stopped with an error."
ANSWER_KEYS = ("response", "result", "message", "output", "text", "data")
"""Where agents that answer JSON commonly put their text."""

OPERATION = re.compile(r"[A-Z][A-Za-z]{1,60}")

StrategyTypes = Callable[[str], StrategyType]


def stream_events(lines: Iterable[bytes], strategy_type: StrategyTypes) -> Iterator[TurnEvent]:
    """The events of a text/event-stream; the last is Done or Failed.

    A stream of typed items ends with one that says so. Other agents' streams have no end mark:
    there the end of the connection is the end of the answer.
    """
    is_typed = False
    for item in _items(lines):
        is_typed = is_typed or (isinstance(item, dict) and "type" in item)
        for event in _events(item, strategy_type):
            yield event
            if isinstance(event, Done | Failed):
                return
    yield CUT_OFF if is_typed else Done()


def json_events(body: bytes) -> Iterator[TurnEvent]:
    """The events of an answer in one piece: JSON of any shape, or plain text."""
    text = body.decode(errors="replace")
    try:
        document = json.loads(text)
    except ValueError:
        document = text
    if isinstance(document, dict) and "error" in document:
        yield _failed(document)
        return
    yield Text(_answer(document))
    yield Done()


def _items(lines: Iterable[bytes]) -> Iterator[Any]:
    for line in lines:
        if line.startswith(b"data:"):
            # The SDK writes one JSON document a line; others may send bare words.
            text = line[5:].decode(errors="replace").strip()
            try:
                yield json.loads(text)
            except ValueError:
                yield text


def _events(item: Any, strategy_type: StrategyTypes) -> Iterator[TurnEvent]:
    if isinstance(item, str):
        yield Text(item)
    elif isinstance(item, dict):
        yield from _document_events(item, strategy_type)


def _document_events(item: Mapping[str, Any], strategy_type: StrategyTypes) -> Iterator[TurnEvent]:
    match item.get("type"):
        case "text":
            yield Text(str(item.get("text", "")))
        case "tool":
            yield _tool_call(item)
        case "memory":
            yield _recalled(item, strategy_type)
        case "context":
            yield _context(item)
        case "trace":
            yield from filter(None, [traces.read(item)])
        case "done":
            yield _done(item)
        case "error":
            yield Failed(AGENT_FAILED, str(item.get("message", "")), str(item.get("code", "")))
        case _:
            yield from _untyped_events(item)


def _untyped_events(item: Mapping[str, Any]) -> Iterator[TurnEvent]:
    if "error" in item:
        yield _failed(item)
        return
    delta = item.get("event", {})
    if isinstance(delta, dict) and "contentBlockDelta" in delta:
        text = delta["contentBlockDelta"].get("delta", {}).get("text")
    else:
        text = next((item[key] for key in ANSWER_KEYS if isinstance(item.get(key), str)), None)
    if isinstance(text, str):
        yield Text(text)


def _answer(document: Any) -> str:
    """The text in a JSON answer: a string, under a common key, or a message's content blocks."""
    if isinstance(document, str):
        return document
    if isinstance(document, dict):
        for key in ANSWER_KEYS:
            if key in document:
                return _answer(document[key])
        blocks = document.get("content")
        if isinstance(blocks, list):
            texts = (block.get("text", "") for block in blocks if isinstance(block, dict))
            return "".join(map(str, texts))
    return json.dumps(document, ensure_ascii=False, indent=2)


def _failed(item: Mapping[str, Any]) -> Failed:
    # The SDK writes {"error": text, "error_type": class, "message": a general sentence}.
    return Failed(AGENT_FAILED, str(item["error"]), str(item.get("error_type", "")))


def _tool_call(item: Mapping[str, Any]) -> ToolCall:
    return ToolCall(
        id=str(item.get("id", "")),
        name=str(item.get("name", "")),
        input=item.get("input", {}),
        status=str(item.get("status", "running")),
        result=str(item.get("result", "")),
    )


def _recalled(item: Mapping[str, Any], strategy_type: StrategyTypes) -> Recalled:
    return Recalled(
        records=tuple(_record(each, strategy_type) for each in item.get("records", [])),
        failures=tuple(_failure(each) for each in item.get("failures", [])),
        milliseconds=item.get("milliseconds"),
        namespaces=tuple(map(str, item.get("namespaces", []))),
    )


def _context(item: Mapping[str, Any]) -> Context:
    messages = item.get("messages", [])
    return Context(
        system=str(item.get("system", "")),
        messages=tuple(each for each in messages if isinstance(each, dict)),
        tools=tuple(map(str, item.get("tools", []))),
    )


def _failure(item: Mapping[str, Any]) -> LookupFailure:
    return LookupFailure(*(str(item.get(name, "")) for name in ("namespace", "message", "code")))


def _record(item: Mapping[str, Any], strategy_type: StrategyTypes) -> Record:
    created = item.get("createdAt")
    strategy_id = str(item.get("strategyId", ""))
    return Record(
        id=str(item.get("id", "")),
        text=str(item.get("text", "")),
        strategy=strategy_type(strategy_id),
        strategy_id=strategy_id,
        namespace=str(item.get("namespace", "")),
        created_at=datetime.fromisoformat(created) if isinstance(created, str) else None,
        score=item.get("score"),
        raw=item,
    )


def _done(item: Mapping[str, Any]) -> Done:
    timings = item.get("timings") or {}
    return Done(
        model=str(item.get("model", "")),
        total_ms=timings.get("totalMs"),
        first_text_ms=timings.get("firstTextMs"),
        usage=item.get("usage") or {},
        retrieval_ms=timings.get("retrievalMs"),
        calls=_calls(item.get("calls")),
    )


def _calls(counts: object) -> Mapping[str, int] | None:
    """The calls that an agent counted, without what is no operation's name or no number."""
    if not isinstance(counts, dict):
        return None
    return {
        name: count
        for name, count in counts.items()
        if isinstance(count, int) and OPERATION.fullmatch(name)
    }
