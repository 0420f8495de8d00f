"""Chat: talk to the agent; beside each turn, what it recalled and what it taught."""

import streamlit as st

from studio.ui import actors, chat, errors, sessions, state
from studio.ui.connection import services

connected = services()
place = state.place()
if place is None:
    actors.first_visit()
else:
    chat.prompt_input()
    with errors.shown():
        conversation = state.conversation(connected.memory, place)
        sessions.sidebar(connected.memory, conversation)
        # A key of its own, so that no session shows through another while its turn runs.
        with st.container(key=f"session-{place.session_id}"):
            chat.show(conversation, connected)
