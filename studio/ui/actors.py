"""Who is talking: the picker in the sidebar, and the first visit."""

import streamlit as st

from studio.aws import Connection
from studio.ids import free_actor_id
from studio.memory import Memory
from studio.owners import name_of
from studio.problems import CALL_ERRORS, NOT_THEIRS, explain
from studio.ui import samples, state
from studio.ui.connection import Services, services

HELP = (
    "Who is talking. Each actor has memories of their own. Type to search, or type a new name "
    "to create one."
)
FRESH_SECONDS = 15
GREETING = "My name is Alice and I like chocolate ice cream"


def sidebar(services: Services) -> None:
    """The actor's picker, and what the app is connected to."""
    with st.sidebar:
        st.markdown("**AgentCore Memory Studio**")
        _picker(services.memory)
        _connected_to(services.connection)


def refresh() -> None:
    """Forget the listed actors: there may be a new one."""
    _listed.clear()


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
        format_func=name_of,
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
        return _listed(memory, memory.scope)
    except CALL_ERRORS as error:
        st.caption(f":material/cloud_off: {explain(error).what}")
        return []


@st.cache_data(ttl=FRESH_SECONDS, show_spinner=False)
def _listed(_memory: Memory, scope: tuple[str, str]) -> list[str]:
    # The picker is drawn at each run, and listing many actors takes a call for each hundred.
    return _memory.actors()


def first_visit() -> None:
    """What this is, in a few sentences, and the one step to take."""
    _, middle, _ = st.columns([1, 4, 1])
    with middle:
        st.space("small")
        st.title("An agent that remembers")
        st.markdown(
            "Talk to an AI agent, and see what Amazon Bedrock AgentCore Memory makes of it: "
            "the :blue[**facts**] and :violet[**preferences**] it learns from each message, the "
            ":orange[**summary**] it keeps of each session, and what it recalls when you come back."
        )
        _try_it()
        st.space("small")
        st.markdown("Or be somebody else: each actor has memories of their own.")
        _name_form()
        if complaint := state.take_complaint():
            st.warning(complaint)
        st.space("small")
        samples.offer()


def refused() -> None:
    """In place of what the address names and is not the person's."""
    st.warning(NOT_THEIRS.remedy, title=NOT_THEIRS.what, icon=":material/lock:")
    st.button("Start over", icon=":material/home:", on_click=state.start_over)


def _try_it() -> None:
    is_chosen = st.button(
        "Try it as Alice", key="try_it", type="primary", icon=":material/play_arrow:"
    )
    st.caption(f"Starts a chat and says: “{GREETING}”. Watch what is learned from it.")
    if is_chosen:
        # Not in a callback: there the pages are not known yet.
        memory = services().memory
        state.go_to(free_actor_id(memory.owner.actor_id("alice"), _known(memory)))
        state.queue(GREETING)
        st.switch_page("app_pages/chat.py")


def _name_form() -> None:
    form = st.form("first_visit", border=False)
    with form.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Your name", key=state.TYPED_ACTOR, placeholder="sam")
        st.form_submit_button(
            "Start chatting",
            icon=":material/arrow_forward:",
            on_click=state.pick_actor,
            args=(state.TYPED_ACTOR,),
        )
