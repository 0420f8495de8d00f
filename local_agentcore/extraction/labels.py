"""What a record is labelled with: where it came from, and the keys of its strategy's schema."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from local_agentcore.schemas import consistent_keys
from local_agentcore.store.events import Event, SessionKey
from local_agentcore.store.memories import Strategy
from local_agentcore.store.record_history import SUPERSEDES

Metadata = dict[str, dict[str, Any]]

MAX_SOURCES = 5
"""A metadata list holds five strings at most (service model: StringValueList)."""
MAX_CHARACTERS = 256
"""The longest string that metadata takes (service model: StringValue)."""
MAX_LISTED_CHARACTERS = 64
"""The longest one in a list (service model: StringListMemberValue)."""
EXTRACTED_BY = "extractedBy"
"""The key that says which way a record's text came: `OFFLINE`, or a model's name."""
OFFLINE = "offline"

_UNFIT = re.compile(r"[^a-zA-Z0-9\s._:/=+@-]")


def consistent_labels(strategy: Strategy, metadata: Mapping[str, Any]) -> Metadata:
    """The values that an event passes on unchanged; its records mix with no others' (AWS).

    `metadata` is an event's, or that of a record that was made of one.
    """
    keys = consistent_keys(strategy.record_schema)
    return {key: dict(metadata[key]) for key in keys if key in metadata}


def carried_labels(strategy: Strategy, events: Sequence[Event]) -> Metadata:
    """The schema's other keys, from the metadata of the newest event that has them.

    AWS infers these with a language model, which prefers what an event says of itself; without
    one, what the events say is all there is, and with one it comes first (see `by_model`).
    """
    found: Metadata = {}
    for entry in strategy.record_schema.get("metadataSchema", []):
        for event in events:
            given = event.metadata.get(entry["key"])
            value = label_value(entry, given["stringValue"]) if given else None
            if value is not None:
                found[entry["key"]] = value
    return found


def label_value(entry: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """A text as the schema's type, None when it breaks the schema's validation."""
    rules = entry.get("extractionConfig", {}).get("llmExtractionConfig", {}).get("validation", {})
    kind = entry.get("type", "STRING")
    if not text:
        return None
    if kind == "NUMBER":
        return _number(rules.get("numberValidation", {}), text)
    name = "stringListValidation" if kind == "STRINGLIST" else "stringValidation"
    allowed = rules.get(name, {}).get("allowedValues")
    if allowed is not None and text not in allowed:
        return None
    return {"stringListValue": [text]} if kind == "STRINGLIST" else {"stringValue": text}


def is_fit(text: str, limit: int) -> bool:
    """Whether metadata takes a string as it is."""
    return 0 < len(text) <= limit and not _UNFIT.search(text)


def made_fit(text: str) -> str:
    """A string in the characters and the length that metadata takes."""
    return _UNFIT.sub("-", text)[:MAX_CHARACTERS]


def way_label(by: str) -> Metadata:
    """Which way a record's text came."""
    return {EXTRACTED_BY: {"stringValue": by}}


def superseded_labels(record_ids: Sequence[str], before: Mapping[str, Any]) -> Metadata:
    """What a record took the place of: the newest of the records that it superseded."""
    known = before.get(SUPERSEDES, {}).get("stringListValue", [])
    listed = list(dict.fromkeys([*known, *record_ids]))[-MAX_SOURCES:]
    return {SUPERSEDES: {"stringListValue": listed}} if listed else {}


def _number(rules: Mapping[str, float], text: str) -> dict[str, Any] | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    within = rules.get("minValue", number) <= number <= rules.get("maxValue", number)
    return {"numberValue": number} if within else None


def source_labels(
    session: SessionKey, event_ids: Sequence[str], before: Mapping[str, Any]
) -> Metadata:
    """Where a record came from: the session and the newest events, in characters metadata takes.

    `before` is the metadata that the record had.
    """
    known = before.get("sourceEventIds", {}).get("stringListValue", [])
    told = [event_id.replace("#", ":") for event_id in event_ids]
    return {
        "sourceSessionId": {"stringValue": session.session_id},
        "sourceEventIds": {"stringListValue": list(dict.fromkeys([*known, *told]))[-MAX_SOURCES:]},
    }
