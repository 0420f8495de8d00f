"""The UI's state, in one place: who is talking, in which session, and what is on the screen.

Actor and session stand in the page's address too, so that a refresh, a link or another tab comes
back to the same place.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from studio.conversation import Conversation, Exchange
from studio.ids import InvalidActorError, is_session_id, new_session_id, valid_actor_id
from studio.memory import Memory
from studio.presentation import Presentation
from studio.suggestions import Suggestion
from studio.ui import signin
from studio.walkthrough.walk import Walk

ACTOR = "actor"
SESSION = "session"
RECORD = "record"
PRESENT = "present"
_MIRRORED = "studio.address"
_CONVERSATION = "studio.conversation"
_QUEUED = "studio.queued_prompt"
_IS_TYPED = "studio.queued_prompt_is_typed"
_COMPLAINT = "studio.complaint"
PICKED_ACTOR = "picked_actor"
TYPED_ACTOR = "typed_actor"
PICKED_SESSION = "picked_session"
FOUND_SESSION = "found_session"
SUGGESTION = "suggestion"
PROMPT = "prompt"
_BRANCH = "studio.branch"
_NOTICE = "studio.notice"
_WALK = "studio.walk"
_PRESENTATION = "studio.presentation"


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
    _restore_presentation("" if _is_foreign(address) else address.session_id)
    current = place()
    if current is not None and current != address:
        st.query_params.update({ACTOR: current.actor_id, SESSION: current.session_id})
    st.session_state[_MIRRORED] = current or address


def is_elsewhere() -> bool:
    """Whether the address names an actor or session of somebody else's, and nothing was picked."""
    address = Place(st.query_params.get(ACTOR, ""), st.query_params.get(SESSION, ""))
    return place() is None and _is_foreign(address)


def start_over() -> None:
    """Callback: forget what the address names."""
    st.query_params.clear()


def place() -> Place | None:
    """Where the person is; None on a first visit."""
    if ACTOR not in st.session_state:
        return None
    return Place(st.session_state[ACTOR], st.session_state[SESSION])


def go_to(actor_id: str, session_id: str | None = None) -> None:
    """Be this actor in this session, or in a new one. Raises InvalidActorError."""
    st.session_state[ACTOR] = valid_actor_id(actor_id)
    st.session_state[SESSION] = session_id or new_session_id(actor_id)
    st.session_state.pop(_QUEUED, None)


def pick_actor(widget: str) -> None:
    """Callback: be the person's actor that the widget of that key names; complain if none can be.

    A picker that was cleared names nobody: the actor stays.
    """
    picked = st.session_state.get(widget)
    if picked is None:
        return
    try:
        go_to(signin.owner().actor_id(valid_actor_id(picked)))
    except InvalidActorError as error:
        st.session_state[_COMPLAINT] = str(error)


def offer_actor() -> None:
    """Have the actor's widget show the actor that the person is."""
    current = place()
    st.session_state[PICKED_ACTOR] = current.actor_id if current else None


def offer_session(session_id: str) -> None:
    """Have the sessions' widget show the session that the person is in."""
    st.session_state[PICKED_SESSION] = session_id


def pick_session(widget: str = PICKED_SESSION) -> None:
    """Callback: be in the session that the widget of that key names."""
    if picked := st.session_state[widget]:
        go_to(st.session_state[ACTOR], picked)
    st.session_state.pop(FOUND_SESSION, None)


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


def queue(prompt: str, *, typed: bool = False) -> None:
    """Ask this as soon as the page has come to it.

    A prompt waits here rather than in its widget: a run that is cut short by another one would
    lose the widget's.
    """
    st.session_state[_QUEUED] = prompt
    st.session_state[_IS_TYPED] = typed


def queue_typed() -> None:
    """Callback: ask what was typed."""
    queue(st.session_state[PROMPT], typed=True)


def is_queued() -> bool:
    """Whether a prompt waits to be asked."""
    return _QUEUED in st.session_state


def is_typed() -> bool:
    """Whether the prompt that waits, or was taken last, came by the chat's input."""
    return bool(st.session_state.get(_IS_TYPED))


def queue_suggestion(offered: Mapping[str, Suggestion]) -> None:
    """Callback: ask what the picked suggestion stands for, in a new session where it says so."""
    picked = offered.get(st.session_state.pop(SUGGESTION, None) or "")
    if picked is None:
        return
    if picked.in_new_session:
        go_to(st.session_state[ACTOR])
    queue(picked.prompt)


def stop(memory: Memory, patience: float) -> None:
    """Callback: mark the running turn as stopped; the run that read it has ended by now."""
    held: Conversation = st.session_state[_CONVERSATION]
    held.stop(memory, patience)


def pause() -> None:
    """Let the run end here, if it is to: Streamlit looks for that whenever its state is read."""
    place()


def retry() -> None:
    """Callback: ask the failed last turn again."""
    held: Conversation = st.session_state[_CONVERSATION]
    queue(held.drop_failed())


def take_queued() -> str:
    """The prompt that waits; it is the caller's from here. KeyError when there is none."""
    prompt: str = st.session_state.pop(_QUEUED)
    return prompt


def record_address(record_id: str) -> dict[str, str] | None:
    """The Memories page's query parameters for a record of the actor's; None on a first visit."""
    at = place()
    if at is None:
        return None
    return {ACTOR: at.actor_id, SESSION: at.session_id, RECORD: record_id}


def _adopt(address: Place) -> None:
    """Be where the address says, as far as it names an actor that there can be.

    At an actor or a session of somebody else's, the person is nowhere.
    """
    if _is_foreign(address):
        for key in (ACTOR, SESSION, _QUEUED):
            st.session_state.pop(key, None)
        return
    with suppress(InvalidActorError):
        is_session = is_session_id(address.session_id)
        go_to(address.actor_id, address.session_id if is_session else None)


def _is_foreign(address: Place) -> bool:
    owner = signin.owner()
    is_session = is_session_id(address.session_id)
    return bool(address.actor_id) and not (
        owner.owns(address.actor_id) and (not is_session or owner.owns_session(address.session_id))
    )


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


def presentation() -> Presentation | None:
    """The presentation that is on, None where none is."""
    held: Presentation | None = st.session_state.get(_PRESENTATION)
    return held


def present(presentation: Presentation | None, prompt: str = "") -> None:
    """Be where this step of the presentation plays, and ask its prompt; None ends it."""
    st.session_state[_PRESENTATION] = presentation
    if presentation is None:
        st.query_params.pop(PRESENT, None)
        return
    go_to(presentation.actor_id, presentation.session_id)
    if prompt:
        queue(prompt)


def is_answering() -> bool:
    """Whether something is being asked."""
    return is_queued() or any(one.turn.end is None for one in _held())


def is_learning() -> bool:
    """Whether more may be learned from what was said."""
    return any(one.is_learning for one in _held())


def _held() -> Sequence[Exchange]:
    held: Conversation | None = st.session_state.get(_CONVERSATION)
    return held.exchanges if held else ()


def _restore_presentation(session_id: str) -> None:
    """Agree on the presentation as `restore` does on the place; once it is on, the state wins."""
    if _PRESENTATION not in st.session_state:
        named = st.query_params.get(PRESENT, "")
        present(Presentation.from_address(named, session_id, signin.owner()))
    if held := presentation():
        st.query_params[PRESENT] = held.address
