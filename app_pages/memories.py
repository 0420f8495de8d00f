"""Memories: what the agent knows about the actor, to filter, search and open."""

from studio.ui import actors, errors, memories, state
from studio.ui.connection import services

connected = services()
place = state.place()
if place is None:
    actors.first_visit()
else:
    with errors.shown():
        memories.show(connected.memory, place)
