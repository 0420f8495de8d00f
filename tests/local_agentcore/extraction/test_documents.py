"""JSON payloads: a sentence about the actor for each value worth one."""

from typing import Any

import pytest

from local_agentcore.extraction.documents import MAX_SENTENCES, statements_of


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"customer_tier": "gold"}, ["The user's customer tier is gold."]),
        ({"loyaltyPoints": 48200}, ["The user's loyalty points is 48200."]),
        (
            {"preferences": {"seat": "window", "meal": None}},
            ["The user's preferences: seat is window."],
        ),
        ({"languages": ["English", "German"]}, ["The user's languages is English, German."]),
        ({"newsletter": True}, ["The user's newsletter is yes."]),
        (
            {"orders": [{"item": "tea"}, {"item": "cups"}]},
            ["The user's orders: item is tea.", "The user's orders: item is cups."],
        ),
        ({"id": "0b8c2f1e-9a77-4e1c-8d6e-2f0a1b2c3d4e"}, []),
        ({"token": "A1B2C3D4E5F6G7H8I9J0K1L2"}, []),
        ({"empty": "", "none": None, "list": []}, []),
        ("just text", []),
        (7, []),
        ([1, 2], []),
    ],
)
def test_what_a_document_says(document: Any, found: list[str]) -> None:
    assert statements_of(document) == found


def test_a_large_document_is_bounded() -> None:
    document = {f"key {number}": "x" * 1_000 for number in range(1_000)}
    found = statements_of(document)
    assert len(found) == MAX_SENTENCES
    assert max(map(len, found)) < 300


def test_a_deep_document_ends() -> None:
    document: Any = "deep"
    for _ in range(500):
        document = {"a": document}
    assert statements_of(document) == []
