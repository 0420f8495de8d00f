"""Reads a Converse request: who said what, which tools there are, what they answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local_agentcore.errors import ValidationException
from local_agentcore.model.types import ConverseRequest


@dataclass(frozen=True)
class Tool:
    """A tool that the agent offers: its name and the JSON schema of its input."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What a tool gave back, and the call that it answers (empty when that is not there)."""

    tool_use_id: str
    name: str
    input: Mapping[str, Any]
    text: str
    failed: bool


@dataclass(frozen=True)
class Said:
    """The texts of one message of the actor's, block by block."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Transcript:
    """A request, read. `said` are the actor's messages that have text, oldest first.

    `outcomes` are the results of tools in the last message: empty when it asks something new.
    `forced` is the tool that must be called, "" for any, None for none.
    """

    system: str
    said: tuple[Said, ...]
    outcomes: tuple[Outcome, ...]
    tools: tuple[Tool, ...]
    forced: str | None
    length: int


def require_messages(request: ConverseRequest) -> None:
    """Refuse a request that leaves nothing to answer.

    Raises:
        ValidationException: there are no messages, or the first is not the user's.
    """
    messages = request.get("messages") or []
    if not messages:
        raise ValidationException("There are no messages: send at least one from the user")
    if messages[0]["role"] != "user":
        raise ValidationException("A conversation must start with a user message")


def read_transcript(request: ConverseRequest) -> Transcript:
    """What the request says.

    Raises:
        ValidationException: there are no messages, or the first is not the user's.
    """
    require_messages(request)
    messages = request["messages"]
    config = request.get("toolConfig") or {}
    return Transcript(
        system="\n".join(_texts(request.get("system") or [])),
        said=tuple(_said(messages)),
        outcomes=tuple(_outcomes(messages)),
        tools=tuple(_tools(config)),
        forced=_forced(config.get("toolChoice") or {}),
        length=len(messages),
    )


def _said(messages: list[dict[str, Any]]) -> Iterator[Said]:
    for message in messages:
        texts = tuple(_texts(message["content"]))
        if message["role"] == "user" and texts:
            yield Said(texts)


def _texts(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block.get("text", "").strip():
            yield block["text"]


def _outcomes(messages: list[dict[str, Any]]) -> Iterator[Outcome]:
    calls = {
        block["toolUse"]["toolUseId"]: block["toolUse"]
        for message in messages
        for block in message["content"]
        if "toolUse" in block
    }
    for block in messages[-1]["content"]:
        if "toolResult" in block:
            result = block["toolResult"]
            call = calls.get(result["toolUseId"], {})
            yield Outcome(
                tool_use_id=result["toolUseId"],
                name=call.get("name", ""),
                input=_object(call.get("input")),
                text="\n".join(_result_texts(result.get("content", []))),
                failed=result.get("status") == "error",
            )


def _result_texts(contents: list[dict[str, Any]]) -> Iterator[str]:
    for content in contents:
        if "text" in content:
            yield content["text"]
        elif "json" in content:
            found = content["json"]
            values = found.values() if isinstance(found, Mapping) else [found]
            yield from (str(value) for value in values)


def _tools(config: Mapping[str, Any]) -> Iterator[Tool]:
    for tool in config.get("tools", []):
        if "toolSpec" in tool:
            spec = tool["toolSpec"]
            yield Tool(spec["name"], _object(spec.get("inputSchema", {}).get("json")))


def _object(document: Any) -> dict[str, Any]:
    """A document that should be an object; empty when it is some other JSON."""
    return document if isinstance(document, dict) else {}


def _forced(choice: Mapping[str, Any]) -> str | None:
    if "tool" in choice:
        return str(choice["tool"]["name"])
    return "" if "any" in choice else None
