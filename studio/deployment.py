"""What can be known of the agent that runs, beside the files of it on this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.agent_source import SourceFile, files, fingerprint
from studio.aws import Connection
from studio.health.observed import runtime_id
from studio.settings import Settings, Target


@dataclass(frozen=True)
class Deployment:
    """The runtime's newest version, and how its files compare with those on this machine.

    `is_same` is None where the service does not show the files. `changed_since` are the names of
    files that were changed after the version was made.
    """

    version: str
    artifact: str
    updated: datetime
    is_same: bool | None
    changed_since: tuple[str, ...]


def deployment(
    settings: Settings, connection: Connection, here: Sequence[SourceFile]
) -> Deployment:
    """The runtime as GetAgentRuntime answers it, compared with the files `here`.

    Raises:
        ClientError, BotoCoreError: the runtime could not be read.
        OSError: a file of the local runtime's cannot be read.
    """
    found = connection.control.get_agent_runtime(
        agentRuntimeId=runtime_id(connection.agent_runtime_arn)
    )
    artifact, updated = found.get("agentRuntimeArtifact", {}), found["lastUpdatedAt"]
    is_local = settings.target is Target.LOCAL
    changed = [file.name for file in here if file.changed > updated] if is_local else []
    return Deployment(
        version=found["agentRuntimeVersion"],
        artifact=str(_entrypoint(artifact)) if is_local else _artifact(artifact),
        updated=updated,
        is_same=_is_same(artifact, here) if is_local else None,
        changed_since=tuple(changed),
    )


def _artifact(artifact: dict[str, Any]) -> str:
    """Where the runtime has its program from, in one line."""
    if container := artifact.get("containerConfiguration"):
        return str(container.get("containerUri", ""))
    code = artifact.get("codeConfiguration", {})
    location = code.get("code", {}).get("s3", {})
    place = "/".join(filter(None, (location.get("bucket"), location.get("prefix", "").strip("/"))))
    return f"{place}: {' '.join(code.get('entryPoint', []))}"


def _is_same(artifact: dict[str, Any], here: Sequence[SourceFile]) -> bool:
    """Whether the local runtime's folder has these files."""
    return fingerprint(files(_entrypoint(artifact))) == fingerprint(here)


def _entrypoint(artifact: dict[str, Any]) -> Path:
    """The file that the local runtime starts: its prefix is a folder of this machine."""
    code = artifact["codeConfiguration"]
    return Path(code["code"]["s3"]["prefix"], code["entryPoint"][-1])
