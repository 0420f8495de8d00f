"""What the agent did in a turn, span by span: when each began, how long it took, below what."""

import altair as alt
import pandas as pd
import streamlit as st

from studio.traces import Span, Trace
from studio.ui.text import counted, inline_code

ROW_HEIGHT, AXIS_HEIGHT = 24, 40
LABEL_WIDTH = 216
LONGEST_NAME = 26
INDENT = "· "
APART = "\N{ZERO WIDTH SPACE}"
"""Told so many times at a label's end, it is another row's: a chart has a row for each label."""
MEMORY, MODEL, TOOL, AGENT, FAILED = "#0d9488", "#3b82f6", "#dd6b20", "#7c8698", "#dc2626"
"""The colours of what works, each 3:1 at least against the page, light and dark."""
SHADES = {
    "recall": MEMORY,
    "RetrieveMemoryRecords": MEMORY,
    "CreateEvent": MEMORY,
    "chat": MODEL,
    "execute_tool": TOOL,
}
COLUMNS = ["label", "name", "about", "start", "end", "began", "took", "shade"]


def waterfall(trace: Trace) -> None:
    """A fold with the spans as bars, each below the one that it is part of."""
    label = f"Trace of {counted(len(trace.spans), 'span')} in {trace.milliseconds / 1000:.2f} s"
    with st.expander(label, type="compact", icon=":material/waterfall_chart:"):
        st.caption(
            "Green is memory, blue the model, orange a tool, grey the agent, red what failed. "
            "Point at a bar for more."
        )
        rows = frame(trace)
        told = ", ".join(rows["name"] + " " + rows["took"])
        st.altair_chart(_chart(rows), alt=f"{label}: {told}")
        st.caption(f"OpenTelemetry spans, as the agent made them; trace {inline_code(trace.id)}.")


def frame(trace: Trace) -> pd.DataFrame:
    """A row for each span, in order, with what its bar and its label say."""
    rows = [_row(index, depth, span) for index, (depth, span) in enumerate(trace.rows())]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(index: int, depth: int, span: Span) -> list[str | float]:
    name = f"{INDENT * depth}{span.name or '–'}"
    shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return [
        f"{shown}  {span.milliseconds:,.0f} ms{APART * index}",
        span.name,
        span.about,
        span.start_ms,
        span.start_ms + span.milliseconds,
        f"{span.start_ms:,.0f} ms",
        f"{span.milliseconds:,.0f} ms{', failed' if span.is_failed else ''}",
        FAILED if span.is_failed else SHADES.get(span.name.split(" ")[0], AGENT),
    ]


def _chart(rows: pd.DataFrame) -> alt.Chart:
    labels = alt.Axis(
        ticks=False, domain=False, labelFontSize=13, labelAlign="left", labelLimit=LABEL_WIDTH
    )
    labels.labelPadding = LABEL_WIDTH
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(height=12, cornerRadius=2, minBandSize=2)
        .encode(
            y=alt.Y("label:N", sort=None, title=None, axis=labels),
            x=alt.X("start:Q", title=None).axis(tickCount=3, labelExpr="datum.label + ' ms'"),
            x2="end:Q",
            color=alt.Color("shade:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="Span"),
                alt.Tooltip("about:N", title="On"),
                alt.Tooltip("began:N", title="Began"),
                alt.Tooltip("took:N", title="Took"),
            ],
        )
        .properties(height=ROW_HEIGHT * len(rows) + AXIS_HEIGHT)
    )
    return chart
