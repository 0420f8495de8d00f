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


def encode(position: Position) -> str:
    """The token that goes on after `position`, the sort key of the last item of a page."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def decode(token: str | None, length: int) -> Position | None:
    """The position in a token, None for none; it must have `length` parts.

    Raises:
        ValidationException: not a token of this listing.
    """
    if token is None:
        return None
    try:
        position = json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise ValidationException("The nextToken is not valid") from error
    if not isinstance(position, list) or len(position) != length:
        raise ValidationException("The nextToken is not one of this operation")
    return tuple(position)


def page(items: Sequence[Item], size: int) -> tuple[Sequence[Item], bool]:
    """The first `size` of items that were fetched with one to spare, and whether more follow."""
    return items[:size], len(items) > size
