"""The conversation on the Chat page: its turns, the running one, and what to say next."""

from collections.abc import Mapping
from contextlib import closing

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from studio.conversation import Conversation, Exchange
from studio.suggestions import Kind, Suggestion, suggestions
from studio.types import Failed
from studio.ui import actors, evidence, sessions, state, turns
from studio.ui.connection import Services

POLL_SECONDS = 1.0
ICONS: Mapping[Kind, str] = {
    Kind.TEACH: ":material/lightbulb:",
    Kind.RECALL: ":material/history:",
    Kind.COMPUTE: ":material/calculate:",
    Kind.NEXT: ":material/add_comment: New session, then ask:",
}


def prompt_input() -> None:
    """Where to type. While an answer to what was typed runs, its button stops it."""
    st.chat_input(
        "Say something",
        key=state.PROMPT,
        on_submit=state.queue_typed,
        submit_mode="stop",
        disabled=state.is_queued() and not state.is_typed(),
    )


def show(conversation: Conversation, services: Services) -> None:
    """Everything said so far; then, if a prompt waits, the turn that it starts."""
    conversation.settle()
    if conversation.problem is not None:
        problem = conversation.problem
        st.warning(problem.remedy, title=f"What is remembered cannot be read: {problem.what}")
    # One element, there or empty: until a run ends, what it leaves out shows dimmed.
    if conversation.exchanges or state.is_queued():
        st.empty()
    else:
        with st.container():
            _beginning(conversation)
    for exchange in conversation.exchanges:
        _exchange(conversation, exchange, services)
    if state.is_queued():
        _take_turn(conversation, services)
    else:
        _suggest(conversation)


def _exchange(conversation: Conversation, exchange: Exchange, services: Services) -> None:
    said, beside = turns.row()
    with said:
        turns.both(exchange, services.connection.model_label)
        is_last = exchange is conversation.exchanges[-1]
        if isinstance(exchange.turn.end, Failed) and is_last:
            st.button("Try again", icon=":material/replay:", on_click=state.retry)
    if turns.has_evidence(exchange):
        with beside.container(border=True):
            evidence.recalled_by(exchange)
            _learned(conversation, exchange, services)


def _learned(conversation: Conversation, exchange: Exchange, services: Services) -> None:
    if not state.is_queued():
        conversation.watch(exchange, services.memory)
    if not exchange.is_learning:
        _show_learned(exchange)
        return
    is_first = True

    @st.fragment(run_every=POLL_SECONDS)
    def watch() -> None:
        nonlocal is_first
        if not is_first:
            conversation.watch(exchange, services.memory)
        _show_learned(exchange)
        if not is_first and not exchange.is_learning:
            # The whole page, so that the next run leaves the polling out. Not from within a
            # whole run: that would cut it short, and with it the turn it may be taking.
            st.rerun()
        is_first = False

    watch()


def _show_learned(exchange: Exchange) -> None:
    if exchange.learning is not None:
        turns.learned(exchange.learning)


def _take_turn(conversation: Conversation, services: Services) -> None:
    said, beside = turns.row()
    # From the queue into the conversation without a Streamlit call between, where a run may end.
    exchange = conversation.begin(state.take_queued())
    _come_back_after_a_stop(exchange)
    patience = services.settings.learning_patience
    events = conversation.answer(exchange, services.memory, services.runtime, patience)
    try:
        with said, closing(events):
            turns.prompt(exchange.turn.prompt)
            stopping, answering, _ = (st.empty() for _ in range(3))
            _stop_button(stopping, services)
            with answering.container():
                turns.stream(events, beside)
    except StopException:
        # The input's stop button. The run ends with it: no Streamlit call is possible any more.
        conversation.stop(services.memory, patience)
        raise
    if len(conversation.exchanges) == 1:
        actors.refresh()
        sessions.refresh()
    st.rerun()


def _stop_button(place: st.delta_generator.DeltaGenerator, services: Services) -> None:
    """Beside the input's own button, which stops only what was typed there.

    The browser takes that one away when the prompt was sent before the page had settled.
    """
    place.button(
        "Stop",
        key="stop",
        icon=":material/stop_circle:",
        type="tertiary",
        on_click=state.stop,
        args=(services.memory, services.settings.learning_patience),
    )


def _come_back_after_a_stop(exchange: Exchange) -> None:
    """Have the browser ask for the page again once this turn was stopped by the input's button.

    That ends the run as it stands. A fragment's next run is asked for by the browser, and does not
    disturb a run that goes on.
    """

    @st.fragment(run_every=POLL_SECONDS)
    def look() -> None:
        if exchange.is_stopped:
            st.rerun()

    look()


def _beginning(conversation: Conversation) -> None:
    st.space("small")
    st.header("Say something worth remembering", anchor=False)
    if conversation.known:
        st.markdown(
            "Or ask what is remembered: this session is new, so all that the agent knows of "
            "earlier ones comes from memory."
        )
    else:
        st.markdown(
            "Tell the agent about yourself. Then start a new session and ask: what it learned "
            "here comes back there."
        )


def _suggest(conversation: Conversation) -> None:
    offered = {f"{ICONS[each.kind]} {each.prompt}": each for each in suggestions(conversation)}
    if offered:
        _pills(offered)


def _pills(offered: Mapping[str, Suggestion]) -> None:
    st.pills(
        "What to say next",
        list(offered),
        key=state.SUGGESTION,
        on_change=state.queue_suggestion,
        args=(offered,),
        wrap=True,
    )
