"""Spans of a turn: marked with its actor and session, free of anyone's words, and kept to be shown.

Strands makes them (`invoke_agent`, `execute_event_loop_cycle`, `chat`, `execute_tool`), the look-up
in memory here. Where they go is the tracer provider's matter: on AWS to CloudWatch, by the
distribution that the agent is started with; without one nowhere but into the turn's `trace` item.
"""

import os
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider

ACTOR, SESSION = "actor.id", "session.id"
SHOWN = (
    "gen_ai.request.model",
    "gen_ai.server.time_to_first_token",
    "gen_ai.tool.name",
    "gen_ai.tool.status",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "memory.namespace",
    "memory.records",
    "memory.failures",
)
"""The attributes that a `trace` item has: none holds what somebody said."""

WORDS = "AGENT_TRACE_WORDS"
OPT_IN = "OTEL_SEMCONV_STABILITY_OPT_IN"
UNREDACTED = "gen_ai_unredacted_attributes="
"""Strands' token for what may stand in spans as it was said; an empty list is nothing at all."""
NANOSECONDS = 1_000_000
"""In a millisecond."""

Marks = Mapping[str, str]


def keep_words_out(environ: MutableMapping[str, str]) -> None:
    """Have Strands put REDACTED for words into its spans, unless AGENT_TRACE_WORDS is true.

    Only what is set before Strands makes its tracer, with the first agent, counts.
    """
    given = environ.get(OPT_IN, "")
    if environ.get(WORDS, "").strip().lower() != "true" and UNREDACTED not in given:
        environ[OPT_IN] = ",".join(filter(None, [given, UNREDACTED]))


def marks(actor_id: str, session_id: str) -> Marks:
    """The attributes that say whose a span is."""
    return {ACTOR: actor_id, SESSION: session_id}


class Finished(SpanProcessor):
    """Keeps the spans that end while their actor's session is watched."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._watched: dict[tuple[object, object], list[ReadableSpan]] = {}

    @contextmanager
    def watch(self, actor_id: str, session_id: str) -> Iterator[list[ReadableSpan]]:
        """The spans that have ended so far, in a list that grows. One turn a session at a time."""
        key = (actor_id, session_id)
        spans: list[ReadableSpan] = []
        with self._lock:
            self._watched[key] = spans
        try:
            yield spans
        finally:
            with self._lock:
                self._watched.pop(key, None)

    def on_end(self, span: ReadableSpan) -> None:
        """Called by OpenTelemetry in whichever thread the span ends."""
        attributes = span.attributes or {}
        with self._lock:
            spans = self._watched.get((attributes.get(ACTOR), attributes.get(SESSION)))
            if spans is not None:
                spans.append(span)


def trace_item(spans: Sequence[ReadableSpan]) -> dict[str, Any]:
    """The `trace` item: the spans by their start, in milliseconds from the first one's."""
    ordered = sorted(spans, key=lambda span: span.start_time or 0)
    began = (ordered[0].start_time or 0) if ordered else 0
    return {"type": "trace", "spans": [_span_item(span, began) for span in ordered]}


def _span_item(span: ReadableSpan, began: int) -> dict[str, Any]:
    start, end = span.start_time or began, span.end_time or began
    attributes = span.attributes or {}
    return {
        "id": f"{span.context.span_id:016x}" if span.context else "",
        "parentId": f"{span.parent.span_id:016x}" if span.parent else None,
        "traceId": f"{span.context.trace_id:032x}" if span.context else "",
        "name": span.name,
        "startMs": round((start - began) / NANOSECONDS, 1),
        "milliseconds": round((end - start) / NANOSECONDS, 1),
        "failed": not span.status.is_ok,
        "attributes": {name: attributes[name] for name in SHOWN if name in attributes},
    }


@contextmanager
def span(name: str, marked: Marks) -> Iterator[trace.Span]:
    """A span of the agent's own around a block, below the one that runs.

    Of an exception it tells the class alone: a message may quote what somebody said.
    """
    with trace.get_tracer("agent").start_as_current_span(
        name, attributes=marked, record_exception=False, set_status_on_exception=False
    ) as running:
        try:
            yield running
        except Exception as error:
            running.set_status(trace.StatusCode.ERROR, type(error).__name__)
            raise


def _keep() -> Finished:
    """Have finished spans kept; by a provider of our own where none was set."""
    provider = trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):
        provider = TracerProvider()
        trace.set_tracer_provider(provider)
    kept = Finished()
    provider.add_span_processor(kept)
    return kept


keep_words_out(os.environ)
finished = _keep()
