"""Strategies: what the memory extracts, to add, change and remove."""

from collections.abc import Callable

import streamlit as st

from studio import strategies
from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain
from studio.strategies import ACTIVE, TEMPLATES, Details, InvalidStrategyError
from studio.types import StrategyType
from studio.ui import errors, state
from studio.ui.connection import Services, services
from studio.ui.text import inline_code, one_line

LONGEST = 300
KINDS = {
    StrategyType.SEMANTIC: "Facts (semantic)",
    StrategyType.USER_PREFERENCE: "Preferences",
    StrategyType.SUMMARIZATION: "Summary of each session",
    StrategyType.EPISODIC: "Episodes, and what they teach",
}
OTHER = "Custom"
VARIABLES = (
    "A path that ends in a slash. {actorId}, {sessionId} and {memoryStrategyId} stand for what "
    "they name."
)


def show(connected: Services) -> None:
    """The memory's strategies, each with what can be done about it.

    Raises:
        ClientError, BotoCoreError: the memory could not be read.
    """
    found = strategies.read(connected.memory)
    st.markdown(
        "A strategy turns what is said into memory records. It learns from what is said **after** "
        "it was added, and writes where its namespace template says."
    )
    if not found:
        st.info("Without one, nothing is remembered beyond a session.", title="No strategy yet")
    for each in found:
        _card(each)
    if st.button("Add a strategy", icon=":material/add:", type="primary"):
        _added()


def _card(each: Details) -> None:
    kind = {str(known): label for known, label in KINDS.items()}.get(each.kind, OTHER)
    with st.container(border=True, gap="xsmall", key=f"strategy-{each.id}"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.subheader(one_line(each.name), anchor=False, width="content")
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                if each.status != ACTIVE:
                    st.badge(each.status, color="orange")
                label, name = ":material/edit:", one_line(each.name)
                if st.button(
                    f"Change {name}", key=f"change-{each.id}", icon=label, type="tertiary"
                ):
                    _changed(each)
                if st.button(
                    f"Remove {name}",
                    key=f"remove-{each.id}",
                    icon=":material/delete:",
                    type="tertiary",
                ):
                    _removed(each)
        st.markdown(f"{kind}, to {inline_code(each.template, LONGEST)}")
        if each.description:
            st.caption(one_line(each.description, LONGEST))


@st.dialog("Add a strategy", icon=":material/add:")
def _added() -> None:
    kind = st.selectbox("What it extracts", list(KINDS), format_func=KINDS.__getitem__)
    with st.form("add_strategy", border=False):
        name = st.text_input("Name", placeholder="Facts", help="Letters, digits and _ only.")
        template = st.text_input(
            "Namespace template", TEMPLATES[kind], key=f"template-{kind}", help=VARIABLES
        )
        description = st.text_input("Description", placeholder="Optional")
        is_sent = st.form_submit_button("Add", type="primary")
    if is_sent:
        memory = services().memory
        _done(
            memory,
            lambda: strategies.add(memory, kind, name, template, description),
            f"{name.strip()} is there. It learns from what is said from now on.",
        )


@st.dialog("Change a strategy", icon=":material/edit:")
def _changed(each: Details) -> None:
    st.caption(
        "Its type and name stay. A new template counts for new records; those that there are stay "
        "where they are."
    )
    with st.form("change_strategy", border=False):
        st.text_input("Name", each.name, disabled=True)
        template = st.text_input("Namespace template", each.template, help=VARIABLES)
        description = st.text_input("Description", each.description)
        is_sent = st.form_submit_button("Change", type="primary")
    if is_sent:
        memory = services().memory
        _done(
            memory,
            lambda: strategies.change(memory, each, template, description),
            f"{each.name} was changed.",
        )


@st.dialog("Remove this strategy?", icon=":material/delete:")
def _removed(each: Details) -> None:
    st.markdown(
        f"**{one_line(each.name)}** learns nothing more. It goes for all who use this memory."
    )
    st.markdown(
        "Its records are not deleted with it. They stay under "
        f"{inline_code(each.template, LONGEST)}, where an agent that looks there still finds them, "
        "but Memories no longer lists them. To be rid of them, delete them there first."
    )
    if st.button("Remove the strategy", type="primary", key="remove_strategy"):
        memory = services().memory
        _done(memory, lambda: strategies.remove(memory, each.id), f"{each.name} was removed.")


def _done(memory: Memory, act: Callable[[], None], notice: str) -> None:
    """Do it, wait until it is in effect, and close the dialog; or say in it why not."""
    try:
        with st.spinner("Updating the memory. A new strategy takes AWS a minute or three…"):
            act()
            strategies.wait_until_settled(memory)
    except InvalidStrategyError as error:
        st.warning(str(error))
    except CALL_ERRORS as error:
        errors.problem(explain(error))
    else:
        state.tell(notice)
        st.rerun()
