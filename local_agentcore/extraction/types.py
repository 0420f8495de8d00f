"""What goes into the extractors and what comes out of them."""

from dataclasses import dataclass
from datetime import datetime

MAX_RECORD_CHARACTERS = 16_000
"""The longest text of a memory record (service model: MemoryContent.text)."""


@dataclass(frozen=True)
class Utterance:
    """What one message of an event said, and who said it: USER, ASSISTANT, TOOL or OTHER."""

    event_id: str
    role: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Extracted:
    """The text of a memory record and the events it was learned from, oldest first.

    It is true since it `begins`, as far as that is known.
    """

    text: str
    event_ids: tuple[str, ...]
    begins: datetime | None = None
