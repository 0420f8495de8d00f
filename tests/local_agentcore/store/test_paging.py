"""Paging tokens: what goes in comes out, and nothing else gets in."""

import base64
from typing import Any

import pytest

from local_agentcore.errors import ValidationException
from local_agentcore.store import paging


def token(content: str) -> str:
    return base64.urlsafe_b64encode(content.encode()).decode()


def test_a_position_comes_out_as_it_went_in() -> None:
    position = (1_768_471_200_000, "mem-ü/?")
    assert paging.decode(paging.encode(position), (int, str)) == position
    assert paging.decode(None, (int, str)) is None


@pytest.mark.parametrize(
    "given",
    [
        "",
        "not base64!",
        "ünïcode",
        token(""),
        token("not json"),
        token("[" * 100_000),
        token("7"),
        token('{"a": 1}'),
        token('["a", 1]'),
        token('[1, "a", 2]'),
        token("[1, null]"),
        token('[1.5, "a"]'),
        token('[true, "a"]'),
        token('[1, ["a"]]'),
        token('[9223372036854775808, "a"]'),
        token('[1, "\\ud800"]'),
        base64.b64encode(b'\xff\xfe[1, "a"]').decode(),
    ],
)
def test_what_is_no_token_of_the_listing_is_refused(given: str) -> None:
    with pytest.raises(ValidationException):
        paging.decode(given, (int, str))


@pytest.mark.parametrize(
    ("items", "size", "shown", "more"),
    [([], 2, [], False), ([1, 2], 2, [1, 2], False), ([1, 2, 3], 2, [1, 2], True)],
)
def test_one_to_spare_says_that_more_follow(
    items: list[Any], size: int, shown: list[Any], more: bool
) -> None:
    assert paging.page(items, size) == (shown, more)
