"""The presenter's mode: larger type, no sidebar, and the main story by one key."""

from pathlib import Path

import streamlit as st

from studio.presentation import STEPS, Presentation
from studio.ui import signin, state

LARGE_TYPE = Path(__file__).parents[2] / "assets" / "presenting.css"
HELP = "For a room: larger type, no sidebar, and the main story, one key a step."


def offer() -> None:
    """A button that starts the presentation, with actors that nobody has heard of."""
    with st.sidebar:
        begins = st.button("Present", key="present_begin", icon=":material/slideshow:", help=HELP)
    if begins:
        _show(_new())


def bar(presentation: Presentation) -> None:
    """What the step shows, and the ways on, back and out; sets the page for a room."""
    st.html(LARGE_TYPE)
    step = presentation.step
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="stage"):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"**{presentation.index + 1} / {len(STEPS)} · {step.title}**")
            st.caption(step.look)
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            _ways(presentation)


def _ways(presentation: Presentation) -> None:
    # Page Up and Page Down are what a presenter's remote control sends.
    if st.button("Back", key="stage_back", shortcut="PageUp", disabled=presentation.is_first):
        _show(presentation.back())
    if presentation.is_last:
        if st.button("Start over", key="stage_again", icon=":material/replay:", type="primary"):
            _show(_new())
    elif _next(presentation):
        _show(*presentation.on())
    st.button(
        "Leave",
        key="stage_leave",
        shortcut="Esc",
        type="tertiary",
        on_click=state.present,
        args=(None,),
    )


def _next(presentation: Presentation) -> bool:
    """The way on, once the answer is there, and learned from where the story builds on that."""
    is_learning = presentation.step.teaches and state.is_learning()
    is_waiting = is_learning or state.is_answering()
    return st.button(
        "Learning…" if is_learning else "Next",
        key="stage_next",
        shortcut="PageDown",
        type="primary",
        icon=":material/hourglass_top:" if is_waiting else ":material/arrow_forward:",
        disabled=is_waiting,
    )


def _new() -> Presentation:
    return Presentation.begin(signin.owner())


def _show(presentation: Presentation, prompt: str = "") -> None:
    """Go where the step plays, and have its prompt said."""
    state.present(presentation, prompt)
    st.switch_page(presentation.step.page)
