"""Chat: talk to the agent; beside each turn, what it recalled and what it taught."""

import streamlit as st

from studio.ui import actors, chat, errors, sessions, state
from studio.ui.connection import services

connected = services()
place = state.place()
if place is None:
    actors.first_visit()
else:
    st.chat_input(
        "Say something",
        key=state.PROMPT,
        on_submit=state.queue_typed,
        submit_mode="disable",
        disabled=state.is_queued(),
    )
    with errors.shown():
        sessions.sidebar(connected.memory.sessions(place.actor_id), place)
        chat.show(state.conversation(connected.memory, place), connected)
