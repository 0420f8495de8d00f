"""The Compare page's state: the comparison in hand, and what waits to be asked of both sides."""

import streamlit as st

from studio.comparison import Comparison

COMPARE_PROMPT = "compare_prompt"
STORY = ""
"""What is asked of both sides to have the story played."""
_COMPARISON = "studio.comparison"
_COMPARED = "studio.compared_prompt"


def comparison() -> Comparison | None:
    """The comparison in hand, None before there is one."""
    held: Comparison | None = st.session_state.get(_COMPARISON)
    return held


def compare(held: Comparison | None) -> None:
    """Have this comparison in hand, or none."""
    st.session_state[_COMPARISON] = held


def queue_compared(prompt: str | None = None) -> None:
    """Callback: ask both sides this, or what was typed; STORY plays the story."""
    st.session_state[_COMPARED] = st.session_state[COMPARE_PROMPT] if prompt is None else prompt


def is_comparing() -> bool:
    """Whether something waits to be asked of both sides."""
    return _COMPARED in st.session_state


def take_compared() -> str:
    """What waits to be asked of both sides; KeyError when there is nothing."""
    prompt: str = st.session_state.pop(_COMPARED)
    return prompt
