"""A turn's spans, as an agent sends them that makes any: what it did, when, and below what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, TypeGuard

MOST_SPANS = 200
"""So many of a turn are kept."""
TOKENS_IN, TOKENS_OUT = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"


@dataclass(frozen=True)
class Span:
    """One span: when it began, from the trace's beginning, and how long it took."""

    id: str
    parent_id: str
    name: str
    start_ms: float
    milliseconds: float
    is_failed: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """What it worked on, in a few words; empty where its name says it all."""
        parts = []
        if "memory.records" in self.attributes:
            parts.append(f"{self.attributes['memory.records']} records")
        if TOKENS_IN in self.attributes:
            parts.append(f"{self.attributes[TOKENS_IN]} tokens in")
        if TOKENS_OUT in self.attributes:
            parts.append(f"{self.attributes[TOKENS_OUT]} out")
        if "memory.namespace" in self.attributes:
            parts.append(str(self.attributes["memory.namespace"]))
        return ", ".join(parts)


@dataclass(frozen=True)
class Trace:
    """The spans of a turn, by their start. `id` is the one that they have in the agent's traces."""

    id: str
    spans: tuple[Span, ...]

    @property
    def milliseconds(self) -> float:
        """From the beginning of the first to the end of the last."""
        return max((span.start_ms + span.milliseconds for span in self.spans), default=0.0)

    def rows(self) -> Iterator[tuple[int, Span]]:
        """Each span below the one that it is part of, and how deep it lies."""
        known = {span.id for span in self.spans}
        below: dict[str, list[Span]] = {}
        for span in self.spans:
            below.setdefault(span.parent_id if span.parent_id in known else "", []).append(span)
        yield from _rows("", 0, below)


def _rows(parent: str, depth: int, below: dict[str, list[Span]]) -> Iterator[tuple[int, Span]]:
    # Taken out, so that spans that name each other as parents come to an end.
    for span in below.pop(parent, ()):
        yield depth, span
        yield from _rows(span.id, depth + 1, below)


def read(item: Mapping[str, Any]) -> Trace | None:
    """The trace of a stream's `trace` item; None where it has no span that can be read."""
    given = item.get("spans")
    listed: Sequence[Any] = given if isinstance(given, list) else ()
    spans = tuple(filter(None, map(_span, listed[:MOST_SPANS])))
    if not spans:
        return None
    named = (each.get("traceId") for each in listed if isinstance(each, dict))
    return Trace(str(next(filter(None, named), "")), spans)


def _span(item: object) -> Span | None:
    if not isinstance(item, dict):
        return None
    start, took = item.get("startMs"), item.get("milliseconds")
    attributes = item.get("attributes")
    if not _is_time(start) or not _is_time(took):
        return None
    return Span(
        id=str(item.get("id") or ""),
        parent_id=str(item.get("parentId") or ""),
        name=str(item.get("name") or ""),
        start_ms=max(start, 0.0),
        milliseconds=max(took, 0.0),
        is_failed=item.get("failed") is True,
        attributes=attributes if isinstance(attributes, dict) else {},
    )


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and isfinite(value)
