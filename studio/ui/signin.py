"""Signing in, where an OpenID provider is configured: asked first, shown in the sidebar, ended."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit.errors import (
    StreamlitAuthError,
    StreamlitMissingAuthlibError,
    StreamlitSecretNotFoundError,
)

from studio import identity
from studio.identity import DEFAULT, Person
from studio.owners import EVERYBODY, Owner
from studio.settings import SettingsError
from studio.ui import errors
from studio.ui.text import one_line


def owner() -> Owner:
    """Whose the actors are that may be seen here: everybody's where nobody has to sign in.

    Raises:
        SettingsError: signing in is configured in a way that cannot be used.
        PermissionError: somebody has to sign in first.
    """
    if not providers():
        return EVERYBODY
    found = _person()
    if found is None:
        raise PermissionError("Sign in first.")
    return found.owner


def is_open() -> bool:
    """Whether the pages may be shown."""
    try:
        owner()
    except (SettingsError, PermissionError):
        return False
    return True


def ask() -> None:
    """What this is, and the button to sign in; or why that cannot be used."""
    try:
        offered = providers()
    except SettingsError as error:
        errors.show_startup(error)
        return
    _, middle, _ = st.columns([1, 3, 1])
    with middle:
        st.space("large")
        st.caption("AgentCore Memory Studio")
        st.title("An agent that remembers", anchor=False)
        st.markdown(
            "Talk to an AI agent, and see what Amazon Bedrock AgentCore Memory makes of it. "
            "Sign in to begin: the actors that you make, their conversations and their memories "
            "are shown to you alone."
        )
        st.space("small")
        _buttons(offered)


def sidebar() -> None:
    """Who is signed in, and the way out; nothing where nobody has to."""
    found = _person() if providers() else None
    if found is None:
        return
    with st.sidebar.container(horizontal=True, vertical_alignment="center"):
        st.caption(f":material/account_circle: {one_line(found.name, 40)}", width="stretch")
        st.button("Sign out", key="sign_out", type="tertiary", on_click=st.logout)


def _buttons(offered: Sequence[str]) -> None:
    for provider in offered:
        label = "Sign in" if len(offered) == 1 else f"Sign in with {_called(provider)}"
        if st.button(label, key=f"sign_in_{provider}", type="primary", icon=":material/login:"):
            _sign_in(provider)


def _called(provider: str) -> str:
    return "the usual account" if provider == DEFAULT else one_line(provider.capitalize())


def _sign_in(provider: str) -> None:
    try:
        st.login(provider)
    except (StreamlitAuthError, StreamlitMissingAuthlibError) as error:
        st.error(
            "Whoever runs this app has to complete its settings.",
            title="Signing in is not set up completely.",
            icon=":material/settings_alert:",
        )
        st.text(str(error))


def _person() -> Person | None:
    return identity.person(st.user.to_dict(), datetime.now(UTC))


@st.cache_resource(show_spinner=False)
def providers() -> tuple[str, ...]:
    """Whom one can sign in with; empty where nobody has to.

    Read once: secrets that are just being written must not open the app to everybody.

    Raises:
        SettingsError: the secrets cannot be read, or not used to sign in.
    """
    try:
        secrets = st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise SettingsError(f"Streamlit's secrets cannot be read: {error}") from error
        return ()
    return identity.providers(secrets["auth"]) if "auth" in secrets else ()
