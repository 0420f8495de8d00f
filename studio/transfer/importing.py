"""A file's events and records put into a memory; what is there already is left alone.

What is there is told by its contents. A client token would not do: the service ignores a request
whose token it has seen, also when what that request made was deleted since, and says nothing.
"""

from dataclasses import dataclass

from studio import editing
from studio.memory import Memory
from studio.transfer import events, records
from studio.transfer.document import Document


@dataclass(frozen=True)
class Imported:
    """What came of it: how many were written, and how many were there already.

    `failed` says why records were refused; `unseen` counts those written where no strategy of the
    memory writes, so that neither app nor agent looks there.
    """

    events: int
    events_there: int
    records: int
    records_there: int
    failed: tuple[str, ...] = ()
    unseen: int = 0


def put(memory: Memory, document: Document, *, extracts: bool = False) -> Imported:
    """Put the document's events and records into the memory.

    With `extracts`, the memory's strategies are to learn from the events themselves; the records
    are then left out, which would be learned twice. Otherwise nothing is extracted from the events.

    Raises:
        ClientError, BotoCoreError: memory could not be read or written. What was written stays,
            and the same import again goes on from there.
    """
    written = events.write(memory, document.events, extracts=extracts)
    if extracts:
        return Imported(written.count, written.there, 0, 0)
    drafts = records.drafts(memory, document, written.ids)
    missing = records.missing(memory, drafts)
    outcome = editing.add(memory, missing)
    return Imported(
        written.count,
        written.there,
        len(outcome.done),
        len(drafts) - len(missing),
        tuple(failure.why for failure in outcome.failed),
        sum(not records.is_seen(memory, draft) for draft in missing),
    )
