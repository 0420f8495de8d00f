"""Paging tokens: where a listing goes on. Opaque to the caller, stable while items are added."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import TypeVar

from local_agentcore.errors import ValidationException

Item = TypeVar("Item")
Position = tuple[int | str, ...]

DEFAULT_PAGE_SIZE = 20
MAX_INTEGER = (1 << 63) - 1
"""The largest that SQLite takes."""


def encode(position: Position) -> str:
    """The token that goes on after `position`, the sort key of the last item of a page."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def decode(token: str | None, kinds: Sequence[type]) -> Position | None:
    """The position in a token, None for none. `kinds` are the types of its parts.

    Raises:
        ValidationException: not a token of this listing.
    """
    if token is None:
        return None
    try:
        position = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
        # Half of a surrogate pair is JSON, but no text that a query could be made with.
        json.dumps(position, ensure_ascii=False).encode()
    except (ValueError, binascii.Error, RecursionError) as error:
        raise ValidationException("The nextToken is not valid", field="nextToken") from error
    if not isinstance(position, list) or [type(part) for part in position] != [*kinds]:
        raise ValidationException("The nextToken is not one of this listing", field="nextToken")
    if any(isinstance(part, int) and abs(part) > MAX_INTEGER for part in position):
        raise ValidationException("The nextToken is not valid", field="nextToken")
    return tuple(position)


def page(items: Sequence[Item], size: int) -> tuple[Sequence[Item], bool]:
    """The first `size` of items that were fetched with one to spare, and whether more follow."""
    return items[:size], len(items) > size
