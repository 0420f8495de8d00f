"""Chat: talk to the agent; beside each turn, what it recalled and what it taught."""

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
        chat.show(conversation, connected)
