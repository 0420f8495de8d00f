"""What the app is connected to, shared by all browsers."""

import os
from dataclasses import dataclass

import streamlit as st

from studio.aws import Connection, connect
from studio.memory import Memory
from studio.runtime import Runtime
from studio.settings import Settings


@dataclass(frozen=True)
class Services:
    """A connection with its memory and its agent. Holds nothing that belongs to one browser."""

    settings: Settings
    connection: Connection
    memory: Memory
    runtime: Runtime


def services() -> Services:
    """The services that the environment asks for, connected once.

    Raises:
        SettingsError: the environment asks for something that cannot be.
        OSError, ValueError: the embedded AgentCore could not start.
    """
    return _connected(Settings.from_env(os.environ))


def _release(connected: Services) -> None:
    connected.connection.close()


@st.cache_resource(show_spinner="Connecting to AgentCore…", on_release=_release)
def _connected(settings: Settings) -> Services:
    connection = connect(settings)
    memory = Memory(connection.memory, connection.control, connection.memory_id)
    runtime = Runtime(
        connection.runtime,
        connection.agent_runtime_arn,
        connection.qualifier,
        memory.strategy_type,
    )
    return Services(settings, connection, memory, runtime)
