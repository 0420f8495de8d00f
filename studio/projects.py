"""The agent and the memory that a deployment tool noted in its project's files.

Read are the AgentCore CLI's (npm, `@aws/agentcore`) and the older starter toolkit's (PyPI), the
former first: it is the latter's successor, and upgraded projects have both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from studio.settings import SettingsError

STATE = "agentcore/.cli/deployed-state.json"
"""Where the CLI notes what it deployed. Its version 0 names runtimes and memories, and a project
that was migrated keeps them; what version 1 deploys is noted as a CloudFormation stack alone."""
TOOLKIT = ".bedrock_agentcore.yaml"
DEFAULT_TARGET = "default"
INSTEAD = "set AGENT_ARN and MEMORY_ID instead, or STUDIO_TARGET=local to use neither"

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Project:
    """The file, and what it names: AGENT_ARN, MEMORY_ID, both or neither."""

    file: str
    variables: Mapping[str, str]


def read(folder: Path) -> Project | None:
    """What the folder's project names, None where there is no such project.

    Raises:
        SettingsError: its file is broken, or does not say which of several agents or memories.
    """
    for name, find in ((STATE, _deployed), (TOOLKIT, _configured)):
        path = folder / name
        if path.is_file():
            try:
                found = find(_parsed(path))
            except SettingsError as error:
                raise SettingsError(f"{path}: {error}; {INSTEAD}.") from error
            return Project(str(path), {key: value for key, value in found.items() if value})
    return None


def _parsed(path: Path) -> Item:
    try:
        text = path.read_text(encoding="utf-8")
        found = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"it cannot be read ({' '.join(str(error).split())})") from error
    return _mapping(found, "it")


def _deployed(state: Item) -> dict[str, str]:
    """Of the AgentCore CLI's: the target named default, else the only one."""
    targets = _mapping(state.get("targets", {}), "targets")
    target = targets.get(DEFAULT_TARGET) or _only(targets, "targets")
    resources = _mapping(target.get("resources", {}), "resources")
    runtimes = _mapping(resources.get("runtimes", {}), "runtimes")
    memories = _mapping(resources.get("memories", {}), "memories")
    memory = _only(memories, "memories")
    return {
        "AGENT_ARN": str(_only(runtimes, "runtimes").get("runtimeArn", "")),
        "MEMORY_ID": str(memory.get("memoryArn") or memory.get("memoryId", "")),
    }


def _configured(config: Item) -> dict[str, str]:
    """Of the starter toolkit's: the agent that is its default, else the only one."""
    agents = _mapping(config.get("agents"), "agents")
    agent = agents.get(str(config.get("default_agent"))) or _only(agents, "agents")
    deployed = _mapping(agent.get("bedrock_agentcore") or {}, "bedrock_agentcore")
    memory = _mapping(agent.get("memory") or {}, "memory")
    return {
        "AGENT_ARN": str(deployed.get("agent_arn") or ""),
        "MEMORY_ID": str(memory.get("memory_arn") or memory.get("memory_id") or ""),
    }


def _only(items: Item, what: str) -> Item:
    """The only one of them, an empty one if there is none."""
    if len(items) > 1:
        raise SettingsError(f"it has several {what}, {', '.join(sorted(items))}")
    return _mapping(next(iter(items.values()), {}), what)


def _mapping(value: object, what: str) -> Item:
    if not isinstance(value, Mapping):
        raise SettingsError(f"{what} should be a table of names and values")
    return value
