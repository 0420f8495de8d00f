"""The conversation on the Chat page: its turns, the running one, and how to begin."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.conversation import Conversation, Exchange
from studio.types import Failed
from studio.ui import state, turns
from studio.ui.connection import Services

POLL_SECONDS = 1.0
SUGGESTIONS = {
    ":material/lightbulb: Teach it something": "My name is Alice and I like chocolate ice cream",
    ":material/history: Ask what it remembers": "What is my name and what do I like?",
    ":material/calculate: Have it calculate": "What is 18% of 2,340?",
}


def show(conversation: Conversation, services: Services) -> None:
    """Everything said so far; then, if a prompt waits, the turn that it starts."""
    conversation.settle()
    for exchange in conversation.exchanges:
        _exchange(conversation, exchange, services)
    if state.is_queued():
        _take_turn(conversation, services)
    elif not conversation.exchanges:
        _beginning(conversation)


def _exchange(conversation: Conversation, exchange: Exchange, services: Services) -> None:
    said, evidence = _row()
    with said:
        if exchange.turn.prompt:
            turns.prompt(exchange.turn.prompt)
        turns.answer(exchange.turn, services.connection.model_label)
        is_last = exchange is conversation.exchanges[-1]
        if isinstance(exchange.turn.end, Failed) and is_last:
            st.button("Try again", icon=":material/replay:", on_click=state.retry)
    if exchange.turn.recalled is None and exchange.learning is None:
        return
    with evidence.container(border=True):
        if exchange.turn.recalled is not None:
            turns.recalled(exchange.turn.recalled)
        if exchange.learning is not None:
            _learned(conversation, exchange, services)


def _row() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Beside what is said, room for what memory did."""
    said, evidence = st.columns([3, 2], gap="large")
    return said, evidence


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
    said, evidence = _row()
    # From the queue into the conversation without a Streamlit call between, where a run may end.
    exchange = conversation.begin(state.take_queued())
    events = conversation.answer(
        exchange, services.memory, services.runtime, services.settings.learning_patience
    )
    with said:
        turns.prompt(exchange.turn.prompt)
        turns.stream(events, evidence)
    st.rerun()


def _beginning(conversation: Conversation) -> None:
    st.space("medium")
    st.header("Say something worth remembering", anchor=False)
    st.markdown(
        "Tell the agent about yourself. Then start a new session and ask: what it learned here "
        "comes back there."
    )
    st.pills(
        "Suggestions",
        list(SUGGESTIONS),
        key=state.SUGGESTION,
        label_visibility="collapsed",
        on_change=state.queue_suggestion,
        args=(SUGGESTIONS,),
    )
