"""What a model is given to read: a batch's messages and the records nearest to them, numbered.

The numbers are the batch's own and begin at 1. No identifier leaves, so that none can come back.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local_agentcore.clock import from_ms
from local_agentcore.extraction.batching import Batch
from local_agentcore.extraction.by_model.errors import ModelExtractionError
from local_agentcore.extraction.payload import utterances
from local_agentcore.extraction.types import Utterance
from local_agentcore.record_metadata import written_time
from local_agentcore.store.events import Event
from local_agentcore.store.records import Record

DOCUMENT = "DOCUMENT"
"""The role of a JSON payload among the messages; its text is the JSON."""
TEACHING = frozenset({"USER", DOCUMENT})
"""The roles whose messages something can be learned from."""
MAX_RECORDS = 30
MAX_CONTEXT_CHARACTERS = 1_000
"""How much of a message is given that nothing is learned from, like an assistant's answer."""
MAX_CHARACTERS = 60_000
"""How much is given at most, about 15,000 tokens; a batch with more is extracted offline."""

_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Material:
    """Messages in time order and known records; number 1 is the first of each.

    `earlier` are the messages before them, from which everything is learned already.
    """

    messages: tuple[Utterance, ...]
    records: tuple[Record, ...]
    earlier: tuple[Utterance, ...] = ()

    @property
    def teaches(self) -> bool:
        """Whether there is a message that something can be learned from."""
        return any(message.role in TEACHING for message in self.messages)

    def written(self) -> str:
        """The material as JSON, in which no message can pass for another or for an instruction.

        Raises:
            ModelExtractionError: it is more than a model is given at once.
        """
        text = json.dumps(
            {
                "records": [
                    {"number": number, "text": record.text}
                    for number, record in enumerate(self.records, start=1)
                ],
                "earlier": [_told(message, MAX_CONTEXT_CHARACTERS) for message in self.earlier],
                "messages": [
                    _message(number, message)
                    for number, message in enumerate(self.messages, start=1)
                ],
            },
            ensure_ascii=False,
        )
        if len(text) > MAX_CHARACTERS:
            raise ModelExtractionError(f"{len(text)} characters are too many to ask about")
        return text


def _message(number: int, message: Utterance) -> dict[str, Any]:
    limit = None if message.role in TEACHING else MAX_CONTEXT_CHARACTERS
    return {"number": number, **_told(message, limit)}


def _told(message: Utterance, limit: int | None) -> dict[str, Any]:
    return {
        "role": message.role,
        "at": written_time(message.at),
        "text": message.text[:limit],
    }


def gathered(batch: Batch, known: Sequence[Record]) -> Material:
    """The material of a batch. JSON payloads teach facts, and nothing else."""
    messages: list[Utterance] = []
    for event in batch.events:
        messages += utterances(event)
        if batch.way == "SEMANTIC":
            messages += _documents(event)
    said = [message.text for message in messages if message.role in TEACHING]
    earlier = [message for event in batch.earlier for message in utterances(event)]
    return Material(tuple(messages), tuple(nearest(known, said)), tuple(earlier))


def _documents(event: Event) -> list[Utterance]:
    at = from_ms(event.timestamp_ms)
    return [
        Utterance(
            event.event_id,
            DOCUMENT,
            json.dumps(item["json"]["content"], ensure_ascii=False),
            at,
        )
        for item in event.payload
        if "json" in item
    ]


def nearest(known: Sequence[Record], said: Sequence[str]) -> list[Record]:
    """The records to compare with: those that share most words with what was said, then the newest.

    In the order in which they are known, 30 at most.
    """
    words = _words(" ".join(said))
    ranked = sorted(
        known, key=lambda record: (len(words & _words(record.text)), record.key), reverse=True
    )
    chosen = {record.key for record in ranked[:MAX_RECORDS]}
    return [record for record in known if record.key in chosen]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
