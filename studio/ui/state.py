"""The UI's state, in one place: who is talking, in which session, and what is on the screen.

Actor and session stand in the page's address too, so that a refresh, a link or another tab comes
back to the same place.
"""

from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from studio.conversation import Conversation
from studio.ids import InvalidActorError, is_session_id, new_session_id, valid_actor_id
from studio.memory import Memory
from studio.walkthrough.walk import Walk

ACTOR = "actor"
SESSION = "session"
_MIRRORED = "studio.address"
_CONVERSATION = "studio.conversation"
_QUEUED = "studio.queued_prompt"
_COMPLAINT = "studio.complaint"
PICKED_ACTOR = "picked_actor"
TYPED_ACTOR = "typed_actor"
PICKED_SESSION = "picked_session"
SUGGESTION = "suggestion"
PROMPT = "prompt"
_BRANCH = "studio.branch"
_NOTICE = "studio.notice"
_WALK = "studio.walk"


@dataclass(frozen=True)
class Place:
    """An actor and one of their sessions."""

    actor_id: str
    session_id: str


def restore() -> None:
    """Agree state and address; call once a run, before anything reads the place.

    The address wins when the browser changed it: on a first visit, a link, back and forward.
    Streamlit drops it when the page changes; then the state wins and is written back.
    """
    address = Place(st.query_params.get(ACTOR, ""), st.query_params.get(SESSION, ""))
    if address != st.session_state.get(_MIRRORED):
        _adopt(address)
    current = place()
    if current is not None and current != address:
        st.query_params.update({ACTOR: current.actor_id, SESSION: current.session_id})
    st.session_state[_MIRRORED] = current


def place() -> Place | None:
    """Where the person is; None on a first visit."""
    if ACTOR not in st.session_state:
        return None
    return Place(st.session_state[ACTOR], st.session_state[SESSION])


def go_to(actor_id: str, session_id: str | None = None) -> None:
    """Be this actor in this session, or in a new one. Raises InvalidActorError."""
    st.session_state[ACTOR] = valid_actor_id(actor_id)
    st.session_state[SESSION] = session_id or new_session_id()
    st.session_state.pop(_QUEUED, None)


def pick_actor(widget: str) -> None:
    """Callback: be the actor that the widget of that key names; complain if there can be none.

    A picker that was cleared names nobody: the actor stays.
    """
    picked = st.session_state.get(widget)
    if picked is None:
        return
    try:
        go_to(picked)
    except InvalidActorError as error:
        st.session_state[_COMPLAINT] = str(error)


def offer_actor() -> None:
    """Have the actor's widget show the actor that the person is."""
    current = place()
    st.session_state[PICKED_ACTOR] = current.actor_id if current else None


def offer_session(at: Place) -> None:
    """Have the sessions' widget show the session that the person is in."""
    st.session_state[PICKED_SESSION] = at.session_id


def pick_session() -> None:
    """Callback: be in the session that the sessions' widget names."""
    go_to(st.session_state[ACTOR], st.session_state[PICKED_SESSION])


def take_complaint() -> str | None:
    """What was wrong with the actor that was picked last; said once."""
    complaint: str | None = st.session_state.pop(_COMPLAINT, None)
    return complaint


def conversation(memory: Memory, at: Place) -> Conversation:
    """The conversation at this place: the one in hand, or loaded from memory.

    Raises:
        ClientError, BotoCoreError: memory could not be read.
    """
    held: Conversation | None = st.session_state.get(_CONVERSATION)
    if held is None or (held.actor_id, held.session_id) != (at.actor_id, at.session_id):
        held = Conversation.load(memory, at.actor_id, at.session_id)
        st.session_state[_CONVERSATION] = held
    return held


def queue(prompt: str) -> None:
    """Ask this as soon as the page has come to it.

    A prompt waits here rather than in its widget: a run that is cut short by another one would
    lose the widget's.
    """
    st.session_state[_QUEUED] = prompt


def queue_typed() -> None:
    """Callback: ask what was typed."""
    queue(st.session_state[PROMPT])


def is_queued() -> bool:
    """Whether a prompt waits to be asked."""
    return _QUEUED in st.session_state


def queue_suggestion(prompts: dict[str, str]) -> None:
    """Callback: ask what the picked suggestion stands for."""
    if picked := st.session_state.get(SUGGESTION):
        queue(prompts[picked])


def retry() -> None:
    """Callback: ask the failed last turn again."""
    held: Conversation = st.session_state[_CONVERSATION]
    queue(held.drop_failed())


def take_queued() -> str:
    """The prompt that waits; it is the caller's from here. KeyError when there is none."""
    prompt: str = st.session_state.pop(_QUEUED)
    return prompt


def _adopt(address: Place) -> None:
    """Be where the address says, as far as it names an actor that there can be."""
    with suppress(InvalidActorError):
        is_session = is_session_id(address.session_id)
        go_to(address.actor_id, address.session_id if is_session else None)


def pick_branch(at: Place, branch: str) -> None:
    """Have a session read along this branch."""
    st.session_state[_BRANCH] = (at, branch)


def picked_branch(at: Place) -> str:
    """The branch along which the session is read; empty where none was picked."""
    picked_at, branch = st.session_state.get(_BRANCH, (None, ""))
    return branch if picked_at == at else ""


def tell(notice: str) -> None:
    """Have the page say this once, after what is running now."""
    st.session_state[_NOTICE] = notice


def take_notice() -> str | None:
    """What the page is to say once."""
    notice: str | None = st.session_state.pop(_NOTICE, None)
    return notice


def walk() -> Walk:
    """This browser's walkthrough; one without results on a first visit."""
    held: Walk = st.session_state.setdefault(_WALK, Walk())
    return held


def leave_walk() -> None:
    """End the walkthrough that is going on, if one is: the person has gone to another page."""
    if _WALK in st.session_state:
        walk().stop()
