"""The app's entry: page config, navigation, and what is connected."""

from pathlib import Path

import streamlit as st

from studio.ui import actors, errors, presenting, signin, state
from studio.ui.connection import services

# A file of our own: a Material icon as the page's icon would be fetched from Google.
ICON = Path(__file__).parent / "assets" / "icon.svg"

st.set_page_config(page_title="AgentCore Memory Studio", page_icon=ICON, layout="wide")
st.logo(ICON, size="large")
is_open = signin.is_open()
if is_open:
    state.restore()
presentation = state.presentation()
page = st.navigation(
    [
        st.Page(
            "app_pages/chat.py",
            title="Chat",
            icon=":material/chat:",
            help="Talk to the agent, and see what it recalls and what each turn teaches it.",
        ),
        st.Page(
            "app_pages/memories.py",
            title="Memories",
            icon=":material/neurology:",
            help="What the agent knows about the actor: facts, preferences and summaries.",
        ),
        st.Page(
            "app_pages/sessions.py",
            title="Sessions",
            icon=":material/forum:",
            help="The actor's past conversations, turn by turn, and their raw events.",
        ),
        st.Page(
            "app_pages/walkthrough.py",
            title="Walkthrough",
            icon=":material/verified:",
            help="The proof that the agent remembers, in six steps that check themselves.",
        ),
        st.Page(
            "app_pages/compare.py",
            title="Compare",
            icon=":material/compare_arrows:",
            help="The same prompts to the same agent, without memory and with it.",
        ),
        st.Page(
            "app_pages/setup.py",
            title="Setup",
            icon=":material/settings:",
            help="What is connected and whether it is all right; strategies and sample data.",
        ),
    ],
    position="top" if is_open and not presentation else "hidden",
)
if not is_open:
    signin.ask()
    st.stop()
if page.url_path != "walkthrough":
    state.leave_walk()
try:
    connected = services()
except (OSError, ValueError) as error:
    errors.show_startup(error)
    st.stop()
actors.sidebar(connected)
signin.sidebar()
if presentation:
    presenting.bar(presentation)
else:
    presenting.offer()
if state.is_elsewhere():
    actors.refused()
    st.stop()
page.run()
