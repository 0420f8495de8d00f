"""The tools by which a model answers: what their input must look like."""

from collections.abc import Mapping, Sequence
from typing import Any

from local_agentcore.extraction.by_model.labelling import inferred_keys, label_schema

Json = dict[str, Any]

OPERATIONS_TOOL = "keep_memories"
SUMMARY_TOOL = "write_summary"
OPERATIONS = ("add", "update", "supersede", "skip")
MAX_OPERATIONS = 50
MAX_CATEGORIES = 10
MAX_CATEGORY_CHARACTERS = 60
MAX_TOPICS = 20
MAX_STATEMENTS = 100
MAX_TOPIC_CHARACTERS = 80

_TEXT: Json = {"type": "string", "minLength": 1}
_FACT: Json = {"text": {**_TEXT, "description": "The record's text; not for skip."}}
_PREFERENCE: Json = {
    "preference": {**_TEXT, "description": "The preference in a sentence; not for skip."},
    "context": {**_TEXT, "description": "How one knows of it; not for skip."},
    "categories": {
        "type": "array",
        "items": _TEXT,
        "maxItems": MAX_CATEGORIES,
        "description": "What it is about; not for skip.",
    },
}


def tool_name(way: str) -> str:
    """The name of the tool by which the results of a way of extraction are answered."""
    return SUMMARY_TOOL if way == "SUMMARIZATION" else OPERATIONS_TOOL


def tool_config(way: str, record_schema: Mapping[str, Any]) -> Json:
    """Converse's `toolConfig` with this one tool, which must be called.

    `record_schema` is the strategy's memoryRecordSchema.
    """
    schema = _summary() if way == "SUMMARIZATION" else _operations(way, record_schema)
    name = tool_name(way)
    spec = {
        "name": name,
        "description": "Writes what is to be kept in memory.",
        "inputSchema": {"json": schema},
    }
    return {"tools": [{"toolSpec": spec}], "toolChoice": {"tool": {"name": name}}}


def _operations(way: str, record_schema: Mapping[str, Any]) -> Json:
    properties: Json = {
        "operation": {"type": "string", "enum": list(OPERATIONS)},
        "messages": _numbers("The numbers of the messages that it rests on."),
        "records": _numbers(
            "The records' numbers: one for update, those that no longer hold for supersede, "
            "the one that says it already for skip, none for add."
        ),
        **(_PREFERENCE if way == "USER_PREFERENCE" else _FACT),
        "validFrom": {
            "type": "string",
            "description": "The ISO 8601 date from which it holds, where the user says one.",
        },
    }
    keys = inferred_keys(record_schema)
    if keys:
        properties["labels"] = label_schema(keys)
    operation = _object(properties, ["operation", "messages"])
    listed = {"type": "array", "items": operation, "maxItems": MAX_OPERATIONS}
    return _object({"operations": listed}, ["operations"])


def _summary() -> Json:
    statements = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": MAX_STATEMENTS}
    topic = _object({"name": _TEXT, "statements": statements}, ["name", "statements"])
    topics = {"type": "array", "items": topic, "maxItems": MAX_TOPICS}
    return _object({"topics": topics}, ["topics"])


def _numbers(description: str) -> Json:
    return {"type": "array", "items": {"type": "integer"}, "description": description}


def _object(properties: Json, required: Sequence[str]) -> Json:
    return {"type": "object", "properties": properties, "required": list(required)}
