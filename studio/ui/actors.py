"""Who is talking: the picker in the sidebar, and the first visit."""

import streamlit as st

from studio.aws import Connection
from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain
from studio.ui import state
from studio.ui.connection import Services

HELP = "Who is talking. Each actor has memories of their own. Pick one, or type a new name."


def sidebar(services: Services) -> None:
    """The actor's picker, and what the app is connected to."""
    with st.sidebar:
        st.markdown("**AgentCore Memory Studio**")
        _picker(services.memory)
        _connected_to(services.connection)


def _connected_to(connection: Connection) -> None:
    model = connection.model_label or "The agent's own model"
    st.caption(f":material/lan: {connection.target_label}  \n:material/smart_toy: {model}")
    if connection.model_note:
        st.caption(connection.model_note)


def _picker(memory: Memory) -> None:
    current = state.place()
    known = _known(memory)
    if current and current.actor_id not in known:
        known.append(current.actor_id)
    state.offer_actor()
    st.selectbox(
        "Actor",
        known,
        key=state.PICKED_ACTOR,
        index=None,
        placeholder="Pick or type a name",
        accept_new_options=True,
        help=HELP,
        on_change=state.pick_actor,
        args=(state.PICKED_ACTOR,),
    )
    if current and (complaint := state.take_complaint()):
        st.warning(complaint)


def _known(memory: Memory) -> list[str]:
    # One line here: the page itself says at length what is wrong.
    try:
        return memory.actors()
    except CALL_ERRORS as error:
        st.caption(f":material/cloud_off: {explain(error).what}")
        return []


def first_visit() -> None:
    """What this is, in a few sentences, and the one step to take."""
    _, middle, _ = st.columns([1, 4, 1])
    with middle:
        st.space("medium")
        st.title("An agent that remembers")
        st.markdown(
            "Talk to an AI agent, and see what Amazon Bedrock AgentCore Memory makes of it: "
            "the :blue[**facts**] and :violet[**preferences**] it learns from each message, the "
            ":orange[**summary**] it keeps of each session, and what it recalls when you come back."
        )
        st.markdown("Each person who talks has memories of their own. Who are you?")
        form = st.form("first_visit", border=False)
        with form.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("Your name", key=state.TYPED_ACTOR, placeholder="alice")
            st.form_submit_button(
                "Start chatting",
                type="primary",
                icon=":material/arrow_forward:",
                on_click=state.pick_actor,
                args=(state.TYPED_ACTOR,),
            )
        if complaint := state.take_complaint():
            st.warning(complaint)
