"""Sessions: the actor's conversations, turn by turn, as people read them and as they are stored."""

import streamlit as st

from studio.ui import actors, errors, history, state
from studio.ui.connection import services

connected = services()
place = state.place()
if place is None:
    actors.first_visit()
else:
    st.title("Sessions", anchor=False)
    with errors.shown():
        history.show(connected.memory, place)
