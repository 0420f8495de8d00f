"""Compare: the same prompts to the same agent, without long-term memory and with it."""

import streamlit as st

from studio.ui import comparison, errors
from studio.ui.connection import services

connected = services()
st.title("Compare", anchor=False)
with errors.shown():
    comparison.show(connected)
