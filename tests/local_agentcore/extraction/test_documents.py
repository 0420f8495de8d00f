"""What a JSON payload states of the user."""

from typing import Any

import pytest

from local_agentcore.extraction.documents import MAX_STATEMENTS, statements_of

UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"


@pytest.mark.parametrize(
    ("document", "stated"),
    [
        ({"customer_tier": "gold"}, ["The user's customer tier is gold."]),
        ({"userProfile": {"firstName": "Ann"}}, ["The user's first name is Ann."]),
        ({"user": {"HomeCity": "Bern"}}, ["The user's home city is Bern."]),
        ({"preferences": {"seat": "window"}}, ["The user's seat preference is window."]),
        (
            {"travel": {"preferences": {"seatType": "aisle"}}},
            ["The user's travel seat type preference is aisle."],
        ),
        ({"order": {"order_status": "sent"}}, ["The user's order status is sent."]),
        ({"age": 34, "discount": 2.5}, ["The user's age is 34.", "The user's discount is 2.5."]),
        ({"loyaltyPoints": 48200}, ["The user's loyalty points are 48200."]),
        (
            {"is_premium": True, "isRetired": False},
            ["The user is premium.", "The user is not retired."],
        ),
        ({"hasChildren": False}, ["The user does not have children."]),
        ({"account": {"isActive": True}}, ["The user's account is active."]),
        ({"newsletter": True}, ["The user's newsletter is set to yes."]),
        (
            {"languages": ["German", "English", "French"]},
            ["The user's languages are German, English and French."],
        ),
        ({"favoriteColors": ["red"]}, ["The user's favorite color is red."]),
        (
            {"orders": [{"item": "lamp"}, {"item": "chair"}]},
            ["The user's order 1 item is lamp.", "The user's order 2 item is chair."],
        ),
        ({"orders": [{"item": "lamp"}]}, ["The user's order item is lamp."]),
        (
            {"notes": "Prefers to be called after six."},
            ['The user\'s notes say: "Prefers to be called after six."'],
        ),
        ({"address": {"zip": "00184"}}, ["The user's address zip is 00184."]),
        ({"birthDate": "1990-05-01"}, ["The user's birth date is 1990-05-01."]),
        ([{"city": "Rome"}], ["The user's entry city is Rome."]),
    ],
)
def test_values_become_sentences(document: Any, stated: list[str]) -> None:
    assert statements_of(document) == stated


@pytest.mark.parametrize(
    "document",
    [
        {"meal": None, "pets": [], "note": "", "blank": "  ", "more": {}},
        {"session": UUID, "sessions": [UUID]},
        {"customerId": "C-1", "order_id": 7, "apiKey": "s3cr3t", "password": "hunter2"},
        {"created_at": "2025-03-04", "updatedAt": 1741089600, "timestamp": 1},
        {"role": "arn:aws:iam::000000000000:role/x", "photo": "https://example.com/a.png"},
        {"cookie": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "trace": "00f067aa0ba902b7"},
        {"seen": 1741089600123, "score": float("nan")},
        {"essay": "word " * 200},
        {"": "x", "_": "y"},
        "just text",
        7,
        None,
        [1, 2],
    ],
)
def test_what_says_nothing_is_left_out(document: Any) -> None:
    assert statements_of(document) == []


def test_a_large_document_is_read_up_to_the_limit() -> None:
    found = statements_of({f"field {n}": f"value {n}" for n in range(1_000)})

    assert len(found) == MAX_STATEMENTS
    assert found[0] == "The user's field 0 is value 0."


def test_the_same_is_stated_once() -> None:
    assert statements_of([{"user": {"city": "Rome"}}, {"user": {"city": "Rome"}}]) == [
        "The user's entry 1 city is Rome.",
        "The user's entry 2 city is Rome.",
    ]
    assert len(statements_of({"user": {"city": "Rome"}, "profile": {"city": "Rome"}})) == 1


def test_a_deep_document_ends() -> None:
    document: Any = "deep"
    for _ in range(500):
        document = {"a": document}

    assert statements_of(document) == []


def test_sentences_stay_short() -> None:
    found = statements_of({"names": ["n " * 50] * 9, "a" * 100: "no name", "b " * 30: "w " * 200})

    assert len(found) == 2
    assert max(map(len, found)) < 600


def test_a_key_that_is_an_id_names_nothing() -> None:
    assert statements_of({"devices": {UUID: {"kind": "phone"}}}) == [
        "The user's devices kind is phone."
    ]
