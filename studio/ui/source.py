"""Agent: the source of the agent, and whether that is what runs."""

import streamlit as st

from studio.agent_source import SourceFile, files
from studio.deployment import Deployment, deployment
from studio.problems import CALL_ERRORS, explain
from studio.ui import errors
from studio.ui.connection import Services
from studio.ui.text import inline_code, one_line, when

LONGEST = 200


def show(services: Services) -> None:
    """What runs, in words; then the files, one at a time."""
    try:
        found = files(services.settings.agent_file)
        _running(services, found)
    except OSError as error:
        st.error(str(error), title="The agent's files cannot be read.")
        return
    name = st.selectbox("File", [file.name for file in found], key="source_file")
    shown = next((file for file in found if file.name == name), None)
    if shown:
        # Streamlit's colours for Python and for line numbers cannot be set: too little contrast.
        st.code(shown.text, language=None, wrap_lines=True)


def _running(services: Services, found: tuple[SourceFile, ...]) -> None:
    try:
        runs = deployment(services.settings, services.connection, found)
    except CALL_ERRORS as error:
        errors.problem(explain(error))
        return
    st.markdown(
        f"Runtime version **{one_line(runs.version)}**, {when(runs.updated)}: "
        f"{inline_code(runs.artifact, LONGEST)}"
    )
    _compared(runs)


def _compared(runs: Deployment) -> None:
    if runs.is_same is None:
        st.info(
            "AgentCore tells version, artifact and time, not the program itself. What follows is "
            "the agent on this machine; whether it is what was deployed cannot be compared.",
            icon=":material/info:",
        )
    elif not runs.is_same:
        st.warning("The runtime runs other files than these.", icon=":material/difference:")
    elif runs.changed_since:
        names = ", ".join(map(inline_code, runs.changed_since))
        st.info(
            f"Changed since this version was made: {names}. New sessions run them as they are now; "
            "a session that is going on keeps what it began with.",
            icon=":material/history:",
        )
    else:
        st.caption(":material/check: These are the files that it runs.")
