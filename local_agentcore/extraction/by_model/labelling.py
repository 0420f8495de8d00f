"""The keys of a strategy's metadata schema that a model gives values for."""

from collections.abc import Mapping, Sequence
from typing import Any

from local_agentcore.extraction.by_model.errors import ModelExtractionError
from local_agentcore.extraction.labels import (
    MAX_CHARACTERS,
    MAX_LISTED_CHARACTERS,
    Metadata,
    is_fit,
    label_value,
)
from local_agentcore.schemas import consistent_keys

Json = dict[str, Any]
Entry = Mapping[str, Any]


def inferred_keys(record_schema: Mapping[str, Any]) -> list[Entry]:
    """The schema's entries that are inferred and say what they mean."""
    passed_on = consistent_keys(record_schema)
    entries: list[Entry] = record_schema.get("metadataSchema", [])
    return [entry for entry in entries if entry["key"] not in passed_on and _told(entry)]


def label_schema(entries: Sequence[Entry]) -> Json:
    """The part of a tool's input that has the values, each as a text."""
    return {
        "type": "object",
        "description": "Values for the keys that the messages say something about.",
        "properties": {entry["key"]: _property(entry) for entry in entries},
    }


def labels_of(given: Any, entries: Sequence[Entry]) -> Metadata:
    """The values that a model gave, by their keys; what breaks the schema's rules is left out.

    Raises:
        ModelExtractionError: there is a key that was not asked for, or a value that is no text.
    """
    if given is None:
        return {}
    by_key = {entry["key"]: entry for entry in entries}
    if not isinstance(given, dict) or not given.keys() <= by_key.keys():
        raise ModelExtractionError("labels are none of the schema's")
    found: Metadata = {}
    for key, text in given.items():
        if not isinstance(text, str):
            raise ModelExtractionError("a label is no text")
        value = _value(by_key[key], text)
        if value is not None:
            found[key] = value
    return found


def _value(entry: Entry, text: str) -> dict[str, Any] | None:
    listed = entry.get("type") == "STRINGLIST"
    limit = MAX_LISTED_CHARACTERS if listed else MAX_CHARACTERS
    return label_value(entry, text) if is_fit(text, limit) else None


def _told(entry: Entry) -> Mapping[str, Any]:
    found: Mapping[str, Any] = entry.get("extractionConfig", {}).get("llmExtractionConfig", {})
    return found


def _property(entry: Entry) -> Json:
    told = _told(entry)
    kind = entry.get("type", "STRING")
    parts = [told["definition"], told.get("llmExtractionInstruction", "")]
    if kind == "NUMBER":
        parts.append("A number, written as text.")
    described: Json = {"type": "string", "description": " ".join(filter(None, parts))}
    validation = told.get("validation", {})
    allowed = validation.get("stringValidation", validation.get("stringListValidation", {}))
    if allowed.get("allowedValues"):
        described["enum"] = list(allowed["allowedValues"])
    return described
