"""What is to become of a record: what drafting hands to writing."""

from dataclasses import dataclass, field
from datetime import datetime

from local_agentcore.extraction.labels import Metadata
from local_agentcore.store.records import Record


@dataclass(frozen=True)
class Draft:
    """A record's text, the events it comes from, and the record that it is of, if one is known.

    `supersedes` are records that are no longer true because of it and `replaces` earlier drafts of
    the same batch, by their positions; what is no record itself only ends these (`is_record`).
    `valid_from` is when it began to be true, and `labels` are values for its strategy's metadata
    schema, as far as somebody gave any.
    """

    text: str
    event_ids: tuple[str, ...]
    known: Record | None
    supersedes: tuple[Record, ...] = ()
    valid_from: datetime | None = None
    labels: Metadata = field(default_factory=dict)
    replaces: tuple[int, ...] = ()
    is_record: bool = True
