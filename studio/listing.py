"""An actor's records page by page, newest first, narrowed by a filter; never all at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from studio.filters import Filter
from studio.memory import Memory, age_key
from studio.streams import Position, Stream, ask
from studio.types import Record

PAGE_SIZE = 25
MOST_LOOKED_AT = 2_000
"""So many records are looked through for one page, where few of them fit: twenty calls."""
MOST_LISTED = 100
"""Records in one answer of ListMemoryRecords at most (service model)."""

Cursor = tuple[Position | None, ...]
"""A position for each namespace path; None for one that has come to its end."""
Failures = tuple[tuple[str, ClientError | BotoCoreError], ...]
"""Namespace paths that could not be read, and why."""


@dataclass(frozen=True)
class Page:
    """Some records and where the next page begins, None after the last.

    `looked_at` counts the records that were read for it, those that did not fit included; it
    `is_cut_short` where that was enough before it was full. `failures` are the namespace paths that
    could not be read, while others could.
    """

    records: tuple[Record, ...]
    following: Cursor | None
    looked_at: int
    failures: Failures = ()
    is_cut_short: bool = False


def read(
    memory: Memory,
    actor_id: str,
    chosen: Filter,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
    most: int = MOST_LOOKED_AT,
) -> Page:
    """The page that begins at the cursor, or the first; for it, `most` records are looked at.

    Raises:
        ClientError, BotoCoreError: no namespace path could be read.
    """
    streams = _opened(memory, actor_id, chosen, cursor, MOST_LISTED if chosen.text else size)
    failed = [stream.error for stream in streams if stream.error]
    if failed and len(failed) == len(streams):
        raise failed[0]
    found, looked_at = _newest(streams, partial(chosen.takes, memory, actor_id), size, most)
    following = tuple(stream.position for stream in streams)
    return Page(
        tuple(found),
        following if any(following) else None,
        looked_at,
        tuple((stream.path, stream.error) for stream in streams if stream.error),
        is_cut_short=any(following) and len(found) < size,
    )


def _opened(
    memory: Memory, actor_id: str, chosen: Filter, cursor: Cursor | None, size: int
) -> list[Stream]:
    paths = chosen.paths(memory, actor_id)
    width = min(size, MOST_LISTED)
    streams = [
        Stream(partial(ask, memory, path, chosen, width), path, position)
        for path, position in zip(paths, cursor or [Position()] * len(paths), strict=True)
    ]
    # One call a namespace would add up to a second before each page on AWS.
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(Stream.fill, streams))
    return streams


def walk(
    memory: Memory, actor_id: str, chosen: Filter, most: int | None = None
) -> Iterator[Record]:
    """The records one after the other, read as they are needed; `most` at most.

    Raises:
        ClientError, BotoCoreError: a namespace path could not be read.
    """
    cursor: Cursor | None = None
    left = most
    while left is None or left > 0:
        page = read(memory, actor_id, chosen, cursor, min(left or MOST_LISTED, MOST_LISTED))
        if page.failures:
            raise page.failures[0][1]
        yield from page.records
        left = None if left is None else left - len(page.records)
        cursor = page.following
        if cursor is None:
            return


def _newest(
    streams: Sequence[Stream], takes: Callable[[Record], bool], size: int, most: int
) -> tuple[list[Record], int]:
    """The newest records that are taken, and how many were looked at for them."""
    found: list[Record] = []
    looked_at = 0
    while len(found) < size and looked_at < most:
        heads = [(record, stream) for stream in streams if (record := stream.fill())]
        if not heads:
            break
        record, stream = max(heads, key=lambda head: age_key(head[0]))
        stream.advance()
        looked_at += 1
        if takes(record):
            found.append(record)
    for stream in streams:
        stream.fill()
    return found, looked_at
