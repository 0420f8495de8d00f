"""Runs one turn and yields it as typed items, made from what Strands reports while it runs."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC
from time import perf_counter
from typing import Any

from strands.agent import AgentResult
from strands.types.content import Message
from strands.types.tools import ToolResult, ToolUse

from build import Conversation
from errors import FAILURES
from log import get_logger
from recall import Recall, RecalledRecord
from request import TurnRequest
from tracing import finished, trace_item

logger = get_logger("turn")

Item = dict[str, Any]

NO_MEMORY = (
    "Note: no memory is configured (BEDROCK_AGENTCORE_MEMORY_ID is not set), so nothing said here "
    "will be remembered.\n\n"
)


async def run_turn(conversation: Conversation, request: TurnRequest) -> AsyncIterator[Item]:
    """The turn's items, as they come: `memory`, `context`, `text` and `tool`, then `done`.

    Before the end, be it `done` or an error, `trace` has the spans, where the request asks for it.
    Raises what the SDKs raise (errors.FAILURES); what came before stays said.
    """
    if not request.show_trace:
        async for item in _answered(conversation, request):
            yield item
        return
    with finished.watch(request.actor_id, request.session_id) as spans:
        ends: list[Item] = []
        try:
            # The turn's own span ends after its last item: that one waits.
            async for item in _answered(conversation, request):
                if item["type"] == "done":
                    ends.append(item)
                else:
                    yield item
        except FAILURES:
            yield trace_item(spans)
            raise
        yield trace_item(spans)
        for item in ends:
            yield item


async def _answered(conversation: Conversation, request: TurnRequest) -> AsyncIterator[Item]:
    turn = TurnReader(conversation, request)
    if conversation.memory:
        conversation.memory.enabled = request.long_term_memory
    elif not conversation.agent.messages:
        yield turn.text(NO_MEMORY)
    async for event in conversation.agent.stream_async(request.prompt):
        for item in turn.read(event):
            yield item


class TurnReader:
    """Reads a turn's events, and keeps its clock and the tool calls that have no result yet."""

    def __init__(self, conversation: Conversation, request: TurnRequest) -> None:
        self._conversation = conversation
        self._request = request
        self._first_text_ms: float | None = None
        self._retrieval_ms: float | None = None
        self._calls: dict[str, ToolUse] = {}

    def read(self, event: dict[str, Any]) -> Iterator[Item]:
        """The items that one of Strands' events stands for: most stand for none."""
        recall = self._conversation.memory and self._conversation.memory.take_recall()
        if recall:
            self._retrieval_ms = recall.milliseconds
            yield memory_item(recall)
        if self._request.show_context and "messageStart" in event.get("event", {}):
            yield context_item(self._conversation)
        elif event.get("data"):
            yield self.text(event["data"])
        elif "message" in event:
            yield from self._tools(event["message"])
        elif "result" in event:
            yield self._done(event["result"])

    def text(self, text: str) -> Item:
        """A `text` item; the first one stops the clock that is waited for."""
        if self._first_text_ms is None:
            self._first_text_ms = self._milliseconds()
        return {"type": "text", "text": text}

    def _tools(self, message: Message) -> Iterator[Item]:
        for block in message["content"]:
            if "toolUse" in block:
                call = block["toolUse"]
                self._calls[call["toolUseId"]] = call
                yield _tool_item(call, status="running")
            elif "toolResult" in block:
                result = block["toolResult"]
                call = self._calls.pop(result["toolUseId"])
                yield _tool_item(call, status=result["status"], result=_text_of(result))

    def _done(self, result: AgentResult) -> Item:
        total_ms = self._milliseconds()
        invocation = result.metrics.latest_agent_invocation
        usage: dict[str, Any] = {**invocation.usage} if invocation else {}
        logger.info(
            "stop_reason=<%s>, milliseconds=<%.1f> | turn answered", result.stop_reason, total_ms
        )
        return {
            "type": "done",
            "model": self._conversation.agent.model.get_config()["model_id"],
            "usage": {k: usage.get(k, 0) for k in ("inputTokens", "outputTokens", "totalTokens")},
            "timings": {
                "firstTextMs": self._first_text_ms,
                "retrievalMs": self._retrieval_ms,
                "totalMs": total_ms,
            },
            "stopReason": result.stop_reason,
            "calls": self._conversation.calls.take(),
        }

    def _milliseconds(self) -> float:
        return round((perf_counter() - self._request.started) * 1000, 1)


def context_item(conversation: Conversation) -> Item:
    """The `context` item: all that the model has been given when it begins to answer."""
    agent = conversation.agent
    return {
        "type": "context",
        "system": agent.system_prompt or "",
        "messages": json.loads(json.dumps(agent.messages, default=str)),
        "tools": list(agent.tool_names),
    }


def memory_item(recall: Recall) -> Item:
    """The `memory` item: what a turn recalled, from where, and what could not be read."""
    return {
        "type": "memory",
        "namespaces": list(recall.namespaces),
        "records": [_record_item(record) for record in recall.records],
        "failures": [
            {"namespace": failure.namespace, "message": failure.message, "code": failure.code}
            for failure in recall.failures
        ],
        "milliseconds": recall.milliseconds,
    }


def _record_item(record: RecalledRecord) -> Item:
    return {
        "id": record.record_id,
        "text": record.text,
        "strategyId": record.strategy_id,
        "namespace": record.namespace,
        "score": record.score,
        "createdAt": record.created_at.astimezone(UTC).isoformat(),
    }


def _tool_item(call: ToolUse, **outcome: str) -> Item:
    return {
        "type": "tool",
        "id": call["toolUseId"],
        "name": call["name"],
        "input": call["input"],
        **outcome,
    }


def _text_of(result: ToolResult) -> str:
    return "\n".join(
        content["text"] if "text" in content else json.dumps(content, default=str)
        for content in result["content"]
    )
