"""Namespaces: for the actor, where records are written, how many, and whether the agent looks."""

import streamlit as st

from studio.agent_source import asked_templates
from studio.doctor import Count, Finding, Row, diagnose
from studio.settings import Settings, Target
from studio.ui import state
from studio.ui.connection import Services
from studio.ui.text import counted, inline_code, one_line

LONGEST = 300
WORDS = {
    Finding.READ: (":green[:material/check_circle:]", "The agent reads it."),
    Finding.READ_IN_SESSION: (
        ":green[:material/check_circle:]",
        "The agent reads that of the current session only.",
    ),
    Finding.UNREAD: (
        ":orange[:material/warning:]",
        "Nobody reads this: the agent looks elsewhere.",
    ),
    Finding.UNWRITTEN: (
        ":orange[:material/warning:]",
        "The agent reads here, where no strategy writes.",
    ),
    Finding.UNKNOWN: (":gray[:material/help:]", "It is not known where this agent looks."),
}
OPEN_ENDED = (
    "No slash at the end: by prefix, the namespace of Bob would be Bobby's as well. The embedded "
    "AgentCore and `namespacePath` compare whole segments; policies and other readers may not."
)


def show(services: Services) -> None:
    """The diagnosis, or what is needed for one.

    Raises:
        ClientError, BotoCoreError: the memory's strategies could not be read.
    """
    at = state.place()
    st.markdown(
        "Records lie in **namespaces**, which a strategy's template makes for each actor. The "
        "agent finds only what lies where it looks."
    )
    if at is None:
        st.info("Pick an actor in the sidebar to see theirs.", title="Whose namespaces?")
        return
    asked = asked_templates(services.settings.agent_file)
    _source(services.settings, asked)
    for row in diagnose(services.memory, at.actor_id, asked):
        _row(row)
    st.button("Look again", icon=":material/refresh:", key="diagnose")


def _source(settings: Settings, asked: tuple[str, ...]) -> None:
    if not asked:
        st.caption("This agent's source has no table of namespaces; a turn on Chat shows its own.")
    elif settings.target is Target.AWS:
        st.caption(
            "Where the agent looks is read from the agent's source on this machine. What is "
            "deployed may differ: a turn on Chat shows where it really looked."
        )


def _row(row: Row) -> None:
    with st.container(border=True, gap="xsmall"):
        mark, words = WORDS[row.finding]
        name = one_line(row.strategy) if row.strategy else "Only the agent"
        st.markdown(f"{mark} **{name}**: {words}")
        st.markdown(f"{inline_code(row.template, LONGEST)} → {inline_code(row.namespace, LONGEST)}")
        if row.finding is not Finding.UNWRITTEN:
            st.caption(_amount(row.count))
        if row.is_open_ended:
            st.caption(f":material/warning: {OPEN_ENDED}")


def _amount(count: Count) -> str:
    if count.problem:
        return f"Not counted: {one_line(count.problem.what, LONGEST)}"
    if count.has_more:
        return f"{count.records}+ records"
    return counted(count.records, "record") if count.records else "No records yet"
