"""What the app is connected to, shared by all browsers."""

import os
from dataclasses import dataclass

import streamlit as st

from studio.aws import Connection, connect
from studio.memory import Memory
from studio.owners import EVERYBODY, Owner
from studio.runtime import Runtime
from studio.settings import Settings
from studio.ui import signin

MOST_OWNERS = 100
"""So many people have clients at hand, about a megabyte each."""


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
    """The services that the environment asks for, connected once; kept to whoever signed in.

    Raises:
        SettingsError: the environment asks for something that cannot be.
        PermissionError: somebody has to sign in first.
        OSError, ValueError: the embedded AgentCore could not start.
    """
    owner = signin.owner()
    shared = _connected(Settings.from_env(os.environ))
    if owner == EVERYBODY:
        return shared
    return _kept(shared, shared.connection.memory.meta.endpoint_url, shared.settings, owner.tag)


def _release(connected: Services) -> None:
    connected.connection.close()


@st.cache_resource(show_spinner="Connecting to AgentCore…", on_release=_release)
def _connected(settings: Settings) -> Services:
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
