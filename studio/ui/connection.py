"""What the app is connected to: the connections are shared by all browsers, each has its choice."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from studio.aws import Connection, connect
from studio.memory import Memory
from studio.origins import gather
from studio.owners import EVERYBODY, Owner
from studio.runtime import Runtime
from studio.settings import Settings
from studio.ui import signin, state_connection

MOST_OWNERS = 100
"""So many people have clients at hand, about a megabyte each."""
CHOSEN = "the form below, in this browser"


@dataclass(frozen=True)
class Services:
    """A connection with its memory and its agent. Holds nothing that belongs to one browser.

    Where people sign in, each has services of their own, which refuse what is others'.
    """

    settings: Settings
    connection: Connection
    memory: Memory
    runtime: Runtime


def services() -> Services:
    """The services that this browser chose, else those that the environment asks for.

    Where people sign in, nobody chooses, and each person's are kept to what is theirs.

    Raises:
        SettingsError: the environment asks for something that cannot be.
        PermissionError: somebody has to sign in first.
        OSError, ValueError: the embedded AgentCore could not start, or secrets.toml be read.
    """
    owner = signin.owner()
    if owner == EVERYBODY:
        return connected_to(settings_with(state_connection.chosen()))
    shared = connected_to(settings_with({}))
    return _kept(shared, shared.connection.memory.meta.endpoint_url, shared.settings, owner.tag)


def settings_with(variables: Mapping[str, str]) -> Settings:
    """The settings that the app was started with, with these variables in place of its own.

    Raises:
        SettingsError: they cannot be, or a deployment tool's file cannot be used.
        OSError: secrets.toml cannot be read.
    """
    found = gather({**os.environ, **variables}, _secrets(), Path.cwd())
    return (replace(found, origin=CHOSEN) if variables and found.origin else found).settings()


def _secrets() -> dict[str, Any]:
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        if error.error_id == "no-secrets-found":
            return {}
        raise


def _release(connected: Services) -> None:
    connected.connection.close()


@st.cache_resource(show_spinner="Connecting to AgentCore…", on_release=_release)
def connected_to(settings: Settings) -> Services:
    """The services of these settings, connected once for all browsers.

    Raises:
        OSError, ValueError: the embedded AgentCore could not start.
    """
    return _services(settings, connect(settings))


@st.cache_resource(show_spinner=False, max_entries=MOST_OWNERS, on_release=_release)
def _kept(_shared: Services, endpoint_url: str, settings: Settings, tag: str) -> Services:
    """An owner's services on a connection that others share."""
    return _services(settings, _shared.connection.kept_to(Owner(tag)))


def _services(settings: Settings, connection: Connection) -> Services:
    memory = Memory(connection.memory, connection.control, connection.memory_id, connection.owner)
    runtime = Runtime(
        connection.runtime,
        connection.agent_runtime_arn,
        connection.qualifier,
        memory.strategy_type,
    )
    return Services(settings, connection, memory, runtime)
