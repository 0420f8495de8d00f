"""A picture of what an actor's memory is made of: which strategies, from when, about what."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.memory import Memory
from studio.overview import MOST_COUNTED, Overview, overview, subjects
from studio.timeline import Step, Timeline, timeline
from studio.types import Record, StrategyType
from studio.ui.records import LOOKS
from studio.ui.text import counted

KINDS, WHEN, ABOUT = "What is known", "When it was learned", "What it is about"
HELP = {
    KINDS: "How many memory records each strategy has made.",
    WHEN: "How many memory records were made when, each strategy in its colour.",
    ABOUT: "The most frequent categories of preferences and topics of summaries.",
}
CUT = f" There are very many: the newest {MOST_COUNTED} of each strategy are counted."
FRESH_SECONDS = 60
WIDTH, HEIGHT = 252, 132
MOST_SUBJECTS = 5
LONGEST_SUBJECT = 22
SHADES = {
    "blue": "#3b82f6",
    "violet": "#a855f7",
    "orange": "#dd6b20",
    "green": "#1f9d55",
    "gray": "#7c8698",
}
"""The strategies' colours in charts, each 3:1 at least against the page, light and dark."""
SUBJECT_SHADE = "#0d9488"
FORMATS = {
    Step.MINUTE: "%H:%M",
    Step.HOUR: "%a %H:%M",
    Step.DAY: "%-d %b",
    Step.MONTH: "%b %Y",
}
"""How a moment is written below the timeline."""
FILLED = 0.86
"""How much of its step a bar of the timeline fills."""


def refresh() -> None:
    """Forget what was counted: something has changed."""
    _seen.clear()


@st.cache_data(ttl=FRESH_SECONDS, max_entries=100, show_spinner=False)
def _seen(
    _memory: Memory, scope: tuple[str, str], actor_id: str, mark: tuple[tuple[str, str], ...]
) -> Overview:
    return overview(_memory, actor_id)


def place() -> DeltaGenerator:
    """Where the picture comes to stand, as high as it will be: what is below does not move."""
    return st.container(height=HEIGHT + 42, border=False)


def show(memory: Memory, actor_id: str, newest: Sequence[Record]) -> None:
    """The charts in a row, counted again once the `newest` records are others.

    Raises:
        ClientError, BotoCoreError: no namespace path could be read.
    """
    with st.skeleton(height=HEIGHT):
        mark = tuple((record.id, record.text) for record in newest)
        found = _seen(memory, memory.scope, actor_id, mark)
    about = subjects(found.traits, MOST_SUBJECTS)
    zone = st.context.timezone
    when = timeline(found.traits, ZoneInfo(zone) if zone else None)
    drawn: dict[str, Callable[[], None]] = {KINDS: partial(_kinds, found)}
    if when:
        drawn[WHEN] = partial(_timeline, when)
    if about:
        drawn[ABOUT] = partial(_subjects, about)
    # In one row also where it is narrow, to be scrolled: the table belongs on the first screen.
    with st.container(horizontal=True, wrap=False, gap="medium"):
        for title, draw in drawn.items():
            with st.container(gap="xxsmall", width=WIDTH):
                # The help also lets a keyboard come here, and so scroll the row.
                st.caption(title, help=HELP[title] + (CUT if found.more else ""))
                draw()


def _kinds(found: Overview) -> None:
    counts = Counter(trait.strategy for trait in found.traits)
    more = {trait.strategy for trait in found.traits if trait.strategy_id in found.more}
    labels = {
        strategy: f"{look.many}  {counts[strategy]:,}{'+' if strategy in more else ''}"
        for strategy, look in LOOKS.items()
        if counts[strategy]
    }
    frame = pd.DataFrame(
        {
            "label": list(labels.values()),
            "count": [counts[strategy] for strategy in labels],
            "shade": [_shade(strategy) for strategy in labels],
        }
    )
    _bars(frame, "Records by strategy: " + ", ".join(labels.values()))


def _subjects(about: Sequence[tuple[str, int]]) -> None:
    frame = pd.DataFrame(
        {
            "label": [f"{_short(subject)}  {count:,}" for subject, count in about],
            "count": [count for _, count in about],
            "shade": SUBJECT_SHADE,
        }
    )
    _bars(frame, "Most frequent subjects: " + ", ".join(frame["label"]))


def _bars(frame: pd.DataFrame, alternative: str) -> None:
    """Horizontal bars, each with its label and count at its left."""
    chart = (
        alt.Chart(frame)
        .mark_bar(cornerRadiusEnd=4, size=14)
        .encode(
            y=alt.Y("label:N", sort=None, title=None).axis(
                ticks=False, domain=False, labelFontSize=13, labelLimit=190, labelPadding=8
            ),
            x=alt.X("count:Q", axis=None).scale(domainMin=0),
            color=alt.Color("shade:N", scale=None, legend=None),
            tooltip=alt.Tooltip("label:N", title=" "),
        )
        .properties(height=HEIGHT)
    )
    st.altair_chart(chart, alt=alternative)


def _timeline(when: Timeline) -> None:
    form = FORMATS[when.step]
    frame = pd.DataFrame(
        {
            "begin": [bar.begin for bar in when.bars],
            "end": [
                bar.begin + FILLED * (when.step.end(bar.begin) - bar.begin) for bar in when.bars
            ],
            "count": [bar.count for bar in when.bars],
            "strategy": [LOOKS[bar.strategy].many for bar in when.bars],
            "shade": [_shade(bar.strategy) for bar in when.bars],
        }
    )
    drawn = [moment.timestamp() * 1000 for moment in (when.begin, when.end)]
    chart = (
        alt.Chart(frame)
        .mark_bar(orient="vertical")
        .encode(
            x=alt.X("begin:T", title=None)
            .axis(format=form, grid=False, tickCount=4, labelOverlap=True, labelFlush=True)
            .scale(domain=drawn),
            x2="end:T",
            y=alt.Y("count:Q", title=None, stack=True).axis(tickMinStep=1, tickCount=3),
            color=alt.Color("shade:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("begin:T", title="When", format=form),
                alt.Tooltip("strategy:N", title="Strategy"),
                alt.Tooltip("count:Q", title="Records"),
            ],
        )
        .properties(height=HEIGHT)
    )
    st.altair_chart(chart, alt=_said(when))


def _said(when: Timeline) -> str:
    """The timeline in words."""
    total = counted(sum(bar.count for bar in when.bars), "record")
    return f"{total} by {when.step}, the oldest of {when.bars[0].begin:%-d %b %Y %H:%M}"


def _shade(strategy: StrategyType) -> str:
    return SHADES[LOOKS[strategy].colour]


def _short(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1] + "…"
