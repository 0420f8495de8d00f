"""What the agent did in a turn, span by span: when each began, how long it took, below what."""

import streamlit as st

from studio.traces import Span, Trace
from studio.ui.text import counted, inline_code

WIDTH = 16
"""Characters that stand for the whole turn."""
BAR, GAP = "█", "·"
INDENT, NARROW = "\N{EM SPACE}", "\N{NO-BREAK SPACE}"
LONGEST_NAME, LONGEST_ABOUT = 40, 40


def waterfall(trace: Trace) -> None:
    """A fold with the spans as a table, in which a bar of characters says when each was at work."""
    label = f"Trace of {counted(len(trace.spans), 'span')} in {trace.milliseconds / 1000:.2f} s"
    with st.expander(label, type="compact", icon=":material/waterfall_chart:"):
        head = ["| Span | Began | Took | When |", "|---|--:|--:|---|"]
        rows = [_row(depth, span, trace.milliseconds) for depth, span in trace.rows()]
        st.markdown("\n".join([*head, *rows]))
        st.caption(f"OpenTelemetry spans, as the agent made them; trace {inline_code(trace.id)}.")


def bar(span: Span, whole: float) -> str:
    """Where in the whole turn the span lies; a short one has one character."""
    if not whole:
        return BAR * WIDTH
    first = min(int(span.start_ms / whole * WIDTH), WIDTH - 1)
    last = max(round((span.start_ms + span.milliseconds) / whole * WIDTH), first + 1)
    return GAP * first + BAR * (min(last, WIDTH) - first) + GAP * (WIDTH - min(last, WIDTH))


def _row(depth: int, span: Span, whole: float) -> str:
    name = inline_code(_cell(span.name), LONGEST_NAME) or "–"
    if span.is_failed:
        name += " :red-badge[failed]"
    if span.about:
        name += f" {inline_code(_cell(span.about), LONGEST_ABOUT)}"
    times = f"{span.start_ms:,.0f}{NARROW}ms | {span.milliseconds:,.0f}{NARROW}ms"
    return f"| {INDENT * depth}{name} | {times} | `{bar(span, whole)}` |"


def _cell(text: str) -> str:
    """Text without what would end a table's cell."""
    return text.replace("|", "¦")
