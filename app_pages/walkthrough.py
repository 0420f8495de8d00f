"""Walkthrough: the proof that the agent remembers, step by step."""

import streamlit as st

from studio.ui import state, walkthrough
from studio.ui.connection import services

connected = services()
st.title("Walkthrough", anchor=False)
walkthrough.show(state.walk(), connected)
