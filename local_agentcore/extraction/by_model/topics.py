"""From a model's topics to the draft of a session's summary."""

from collections.abc import Mapping
from typing import Any

from local_agentcore.extraction import summary_text
from local_agentcore.extraction.by_model.checks import items, line
from local_agentcore.extraction.by_model.errors import ModelExtractionError
from local_agentcore.extraction.by_model.material import Material
from local_agentcore.extraction.by_model.schema import (
    MAX_STATEMENTS,
    MAX_TOPIC_CHARACTERS,
    MAX_TOPICS,
)
from local_agentcore.extraction.draft import Draft


def drafts_of(answer: Mapping[str, Any], material: Material) -> list[Draft]:
    """The summary as a model has it now, in the form and the bounds of ours; none when it is empty.

    Raises:
        ModelExtractionError: the answer breaks a rule.
    """
    topics: summary_text.Topics = {}
    for given in items(answer.get("topics"), "topics", MAX_TOPICS):
        if not isinstance(given, dict):
            raise ModelExtractionError("a topic is no object")
        name = line(given.get("name"), "a topic's name", MAX_TOPIC_CHARACTERS)
        topics.setdefault(name, []).extend(
            line(statement, "a statement", summary_text.MAX_CHARACTERS)
            for statement in items(given.get("statements"), "statements", MAX_STATEMENTS)
        )
    known = material.records[0] if material.records else None
    text = summary_text.bounded({name: lines for name, lines in topics.items() if lines})
    if not text or (known and known.text == text):
        return []
    event_ids = dict.fromkeys(message.event_id for message in material.messages)
    return [Draft(text, tuple(event_ids), known)]
