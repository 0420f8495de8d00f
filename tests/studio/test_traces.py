"""Spans as agents send them, and as they stand below each other."""

from typing import Any

import pytest

from studio.traces import MOST_SPANS, TOKENS_IN, TOKENS_OUT, Span, Trace, read

TURN = {"id": "a", "parentId": "gone", "traceId": "t1", "name": "invoke_agent", "startMs": 0.0}
LOOK = {"id": "b", "parentId": "a", "traceId": "t1", "name": "recall", "startMs": 10}
ASK = {
    "id": "c",
    "parentId": "b",
    "name": "RetrieveMemoryRecords",
    "startMs": 12.5,
    "milliseconds": 30.0,
    "failed": True,
    "attributes": {"memory.namespace": "/users/a/facts/", "memory.records": 2},
}
CHAT = {"id": "d", "parentId": "a", "name": "chat", "startMs": 50, "milliseconds": 45}


def trace(*spans: dict[str, Any]) -> Trace:
    found = read({"type": "trace", "spans": [{"milliseconds": 100, **each} for each in spans]})
    assert found
    return found


def test_spans_stand_below_those_that_they_are_part_of() -> None:
    found = trace(TURN, LOOK, ASK, CHAT)
    assert (found.id, found.milliseconds) == ("t1", 110)
    assert [(depth, span.name) for depth, span in found.rows()] == [
        (0, "invoke_agent"),
        (1, "recall"),
        (2, "RetrieveMemoryRecords"),
        (1, "chat"),
    ]
    assert [span.is_failed for span in found.spans] == [False, False, True, False]


@pytest.mark.parametrize(
    ("attributes", "about"),
    [
        ({}, ""),
        ({"memory.namespace": "/users/a/", "memory.records": 2}, "2 records, /users/a/"),
        ({TOKENS_IN: 9, TOKENS_OUT: 4}, "9 tokens in, 4 out"),
    ],
)
def test_what_a_span_worked_on(attributes: dict[str, Any], about: str) -> None:
    assert Span("a", "", "chat", 0, 1, attributes=attributes).about == about


def test_spans_that_are_each_other_s_parents_come_to_an_end() -> None:
    round_about = trace({**TURN, "parentId": "b"}, {**LOOK, "parentId": "a"})
    assert list(round_about.rows()) == []


@pytest.mark.parametrize(
    "spans",
    [
        None,
        "many",
        [],
        ["span"],
        [{"name": "without times"}],
        [{"startMs": "0", "milliseconds": 1}],
        [{"startMs": float("nan"), "milliseconds": 1}],
    ],
)
def test_what_is_no_trace_is_none(spans: object) -> None:
    assert read({"type": "trace", "spans": spans}) is None


def test_what_is_odd_is_made_even() -> None:
    found = read({"spans": ["x", {"startMs": -5, "milliseconds": -1, "attributes": 3}]})
    assert found
    assert found.spans == (Span("", "", "", 0.0, 0.0),)


def test_only_so_many_are_kept() -> None:
    assert len(trace(*[TURN] * (MOST_SPANS + 9)).spans) == MOST_SPANS
