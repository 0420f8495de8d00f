"""From a model's operations to drafts of records: all of an answer, or nothing of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from local_agentcore.extraction.by_model.checks import items, line, moment, numbers
from local_agentcore.extraction.by_model.errors import ModelExtractionError
from local_agentcore.extraction.by_model.labelling import inferred_keys, labels_of
from local_agentcore.extraction.by_model.material import TEACHING, Material
from local_agentcore.extraction.by_model.schema import (
    MAX_CATEGORIES,
    MAX_CATEGORY_CHARACTERS,
    MAX_OPERATIONS,
    OPERATIONS,
)
from local_agentcore.extraction.draft import Draft
from local_agentcore.extraction.types import MAX_RECORD_CHARACTERS
from local_agentcore.store.memories import Strategy
from local_agentcore.store.records import Record
from local_agentcore.strategies import way_of

Json = Mapping[str, Any]


def drafts_of(answer: Json, material: Material, strategy: Strategy) -> list[Draft]:
    """What the answer's operations write.

    That texts begin with "The user" is asked for and not checked: a strategy's own instructions
    may want another form.

    Raises:
        ModelExtractionError: an operation breaks a rule, names a message or a record that was not
            given, rests on nothing that a user said, or changes a record that another one changes.
    """
    drafts = []
    changed: set[str] = set()
    for given in items(answer.get("operations"), "operations", MAX_OPERATIONS):
        if not isinstance(given, dict) or given.get("operation") not in OPERATIONS:
            raise ModelExtractionError("there is an unknown operation")
        operation = given["operation"]
        records = _records(given, operation, material)
        if operation in ("update", "supersede"):
            _note_changed(records, changed)
        draft = _draft(given, operation, records, material, strategy)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _records(given: Json, operation: str, material: Material) -> list[Record]:
    named = numbers(given.get("records"), "records", len(material.records))
    fits = {
        "add": not named,
        "update": len(named) == 1,
        "supersede": len(named) > 0,
        "skip": len(named) <= 1,
    }
    if not fits[operation]:
        raise ModelExtractionError(f"{operation} cannot name {len(named)} records")
    return [material.records[number - 1] for number in named]


def _note_changed(records: Sequence[Record], changed: set[str]) -> None:
    for record in records:
        if record.record_id in changed:
            raise ModelExtractionError("a record is changed twice")
        changed.add(record.record_id)


def _draft(
    given: Json, operation: str, records: list[Record], material: Material, strategy: Strategy
) -> Draft | None:
    event_ids = _sources(given, material)
    if operation == "skip":
        # Said again: the record keeps its text, with newer sources.
        return Draft(records[0].text, event_ids, records[0]) if records else None
    return Draft(
        _text(given, way_of(strategy)),
        event_ids,
        records[0] if operation == "update" else None,
        supersedes=tuple(records) if operation == "supersede" else (),
        valid_from=moment(given.get("validFrom")),
        labels=labels_of(given.get("labels"), inferred_keys(strategy.record_schema)),
    )


def _sources(given: Json, material: Material) -> tuple[str, ...]:
    named = numbers(given.get("messages"), "messages", len(material.messages))
    found = [material.messages[number - 1] for number in sorted(named)]
    if not any(message.role in TEACHING for message in found):
        raise ModelExtractionError("an operation rests on nothing that a user said")
    return tuple(dict.fromkeys(message.event_id for message in found))


def _text(given: Json, way: str) -> str:
    if way != "USER_PREFERENCE":
        return line(given.get("text"), "a text", MAX_RECORD_CHARACTERS)
    categories = [
        line(category, "a category", MAX_CATEGORY_CHARACTERS)
        for category in items(given.get("categories", []), "categories", MAX_CATEGORIES)
    ]
    preference = {
        "context": line(given.get("context"), "a context", MAX_RECORD_CHARACTERS),
        "preference": line(given.get("preference"), "a preference", MAX_RECORD_CHARACTERS),
        "categories": categories,
    }
    text = json.dumps(preference, ensure_ascii=False)
    if len(text) > MAX_RECORD_CHARACTERS:
        raise ModelExtractionError("a preference is longer than a record")
    return text
