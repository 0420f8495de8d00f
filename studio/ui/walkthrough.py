"""The Walkthrough page: what will be proven, the run as it goes on, and its report."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from studio.ui import errors, steps
from studio.ui.connection import Services
from studio.ui.text import counted
from studio.walkthrough.about import about
from studio.walkthrough.documents import as_json
from studio.walkthrough.page import page
from studio.walkthrough.results import Report, State
from studio.walkthrough.scene import Scene
from studio.walkthrough.steps import STEPS, Step
from studio.walkthrough.walk import Walk
from studio.walkthrough.wording import tidied, verdict

POLL_SECONDS = 0.5
TURNS = 14
"""Turns that all steps take together."""


def show(walk: Walk, services: Services) -> None:
    """The steps; while they run, a fragment that looks again and again."""
    walk.look()
    st.markdown(
        "Does the agent really remember? Six steps prove it. Each talks to the agent as a made-up "
        "person, looks at what memory stored, and passes or fails on **what it saw**. Your own "
        "actors are not touched."
    )
    if not walk.is_running:
        _idle(walk, services)
        return
    is_first = True

    @st.fragment(run_every=POLL_SECONDS)
    def live() -> None:
        nonlocal is_first
        walk.look()
        if not walk.is_running and not is_first:
            # The whole page, so that the next run leaves the polling out.
            st.rerun()
        is_first = False
        _running(walk, services)

    live()


def _idle(walk: Walk, services: Services) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        is_wanted = st.button(
            f"Run all {len(STEPS)} steps", type="primary", icon=":material/play_arrow:"
        )
        keep = _keep()
    patience = services.settings.learning_patience
    st.caption(
        f"Takes {_minutes(patience)} and {TURNS} turns with the agent. A step waits up to "
        f"{patience:.0f} s until memory has learned."
    )
    _report(walk.report())
    picked = _cards(walk, services, is_idle=True)
    if is_wanted or picked:
        _begin(walk, services, STEPS if is_wanted else picked, keep)


def _begin(walk: Walk, services: Services, wanted: Sequence[Step], keep: bool) -> None:
    scene = Scene(services.memory, services.runtime, services.settings.learning_patience)
    walk.begin(scene, wanted, partial(about, services.connection), keep=keep)
    st.rerun()


def _running(walk: Walk, services: Services) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Stopping…" if walk.is_stopping else "Stop",
            key="stop_walk",
            icon=":material/stop:",
            on_click=walk.stop,
            disabled=walk.is_stopping or walk.is_tidying,
        )
        _keep(disabled=True)
    st.progress(*_progress(walk))
    _cards(walk, services, is_idle=False)


def _cards(walk: Walk, services: Services, *, is_idle: bool) -> list[Step]:
    """A card for each step; those that are to be run."""
    label = services.connection.model_label
    return [
        step
        for number, step in enumerate(STEPS, 1)
        if steps.show(number, step, walk.results.get(step.key), is_idle=is_idle, model_label=label)
    ]


def _keep(*, disabled: bool = False) -> bool:
    return st.checkbox(
        "Keep what the steps write",
        key="walk_keep",
        disabled=disabled,
        help="Otherwise the made-up actors' events and memory records are removed at the end.",
    )


def _progress(walk: Walk) -> tuple[float, str]:
    """How far the run is, from 0 to 1, and in words."""
    planned = walk.planned
    done = sum(1 for key in planned if (found := walk.results.get(key)) and found.ended)
    share = done / len(planned)
    if walk.is_tidying:
        return share, "Removing what the steps wrote…"
    current = walk.current
    name = f": {current.title}" if current else ""
    return share, f"Step {min(done + 1, len(planned))} of {len(planned)}{name}"


def _minutes(patience: float) -> str:
    """About how long all steps take: most of it is waiting for memory to learn."""
    minutes = max(1, round(len(STEPS) * (4 + patience / 4) / 60))
    return "about a minute" if minutes == 1 else f"about {counted(minutes, 'minute')}"


def _report(report: Report | None) -> None:
    """The verdict, what was removed, and the report to take away."""
    if report is None:
        return
    if report.is_proof:
        st.success(tidied(report.tidied), title=verdict(report), icon=":material/verified:")
    elif any(result.state is State.FAILED for result in report.results):
        st.error(tidied(report.tidied), title=verdict(report), icon=":material/error:")
    else:
        st.info(tidied(report.tidied), title=verdict(report), icon=":material/stop_circle:")
    for problem in report.tidied.problems if report.tidied else ():
        errors.problem(problem)
    name = f"walkthrough-{report.started:%Y%m%d-%H%M}"
    with st.container(horizontal=True):
        _download("HTML report", page(report), f"{name}.html", "text/html")
        _download("JSON report", as_json(report), f"{name}.json", "application/json")


def _download(label: str, text: str, file_name: str, mime: str) -> None:
    st.download_button(label, text, file_name, mime, on_click="ignore", icon=":material/download:")
