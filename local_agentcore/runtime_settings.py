"""What a version of an agent runtime is set to: checked when it is made, read when it is run."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bedrock_agentcore.runtime.models import is_forwardable_header

from local_agentcore.errors import ValidationException

Input = Mapping[str, Any]

LOCAL_BUCKET = "local"
"""The bucket whose prefixes are folders of this machine."""
LIFECYCLE = {"idleRuntimeSessionTimeout": 900, "maxLifetime": 28_800}
"""Seconds; AWS's defaults. The second is also the most that a runtime can have that does not run
on a capacity provider's instances (AWS documentation), although the service model allows more."""
ALWAYS_FORWARDED = frozenset(
    {
        "content-type",
        "accept",
        "baggage",
        "traceparent",
        "tracestate",
        "x-amzn-trace-id",
        "mcp-session-id",
        "mcp-protocol-version",
        "mcp-method",
        "mcp-name",
        "x-amzn-bedrock-agentcore-runtime-user-id",
    }
)
"""What InvokeAgentRuntime's own members travel in; other headers must be on the allow-list."""
OF_THE_REQUEST = frozenset({"agentRuntimeId", "agentRuntimeName", "clientToken", "tags"})


def settings_of(given: Input) -> dict[str, Any]:
    """The settings of a version that a CreateAgentRuntime or UpdateAgentRuntime asks for.

    Raises:
        ValidationException: the agent cannot run here, or a rule that AWS documents is broken.
    """
    entrypoint(given)
    _check_environment(given.get("environmentVariables", {}))
    _check_headers(_allowlist(given))
    kept = {name: value for name, value in given.items() if name not in OF_THE_REQUEST}
    return kept | {"lifecycleConfiguration": _lifecycle(given)}


def entrypoint(settings: Input) -> Path:
    """The entrypoint file that a version's artifact names.

    `code.s3` names a folder of this machine: the bucket is `local` and the prefix its path. The
    last element of `entryPoint` is the file's path below it; one before it, such as
    `opentelemetry-instrument`, plays no part here.

    Raises:
        ValidationException: the artifact is a container, lies in S3 or is not Python's, or there
            is no such file.
    """
    code: Input = settings["agentRuntimeArtifact"].get("codeConfiguration", {})
    location: Input = code.get("code", {}).get("s3", {})
    if location.get("bucket") != LOCAL_BUCKET:
        raise _refused(
            "agentRuntimeArtifact",
            "The embedded AgentCore runs files of this machine: give a codeConfiguration whose "
            f"code.s3 has the bucket {LOCAL_BUCKET} and as its prefix the folder",
        )
    if not code["runtime"].startswith("PYTHON"):
        raise _refused("agentRuntimeArtifact", f"There is no {code['runtime']} here, only Python")
    file = Path(location["prefix"], str(code["entryPoint"][-1]))
    try:
        exists = file.is_file()
    except (OSError, ValueError):
        exists = False
    if not exists:
        raise _refused("agentRuntimeArtifact", f"There is no file {file}")
    return file.resolve()


def artifact_of(file: Path) -> dict[str, Any]:
    """The artifact that names a local entrypoint file."""
    python = f"PYTHON_{sys.version_info.major}_{sys.version_info.minor}"
    return {
        "codeConfiguration": {
            "code": {"s3": {"bucket": LOCAL_BUCKET, "prefix": str(file.parent)}},
            "runtime": python,
            "entryPoint": [file.name],
        }
    }


def forwarded_headers(settings: Input) -> frozenset[str]:
    """The headers of an invocation that reach the agent, in lower case."""
    return ALWAYS_FORWARDED | {name.lower() for name in _allowlist(settings)}


def _allowlist(settings: Input) -> Sequence[str]:
    configuration: Input = settings.get("requestHeaderConfiguration", {})
    allowed: Sequence[str] = configuration.get("requestHeaderAllowlist", ())
    return allowed


def _check_headers(names: Sequence[str]) -> None:
    for name in names:
        # The SDK keeps the list of headers that AWS documents as restricted.
        if not is_forwardable_header(name):
            raise _refused("requestHeaderConfiguration", f"The header {name} cannot be passed on")
    if len({name.lower() for name in names}) < len(names):
        raise _refused("requestHeaderConfiguration", "A header is twice on the allow-list")


def _check_environment(variables: Mapping[str, str]) -> None:
    # The service model has no pattern for them, but no process can be started with these.
    broken = [name for name, value in variables.items() if "=" in name or "\0" in name + value]
    if broken:
        raise _refused("environmentVariables", f"{broken[0]!r} is no variable of an environment")


def _lifecycle(given: Input) -> dict[str, int]:
    """The lifecycle with AWS's defaults: a short lifetime alone also shortens the idle time."""
    asked: dict[str, int] = given.get("lifecycleConfiguration", {})
    found = LIFECYCLE | asked
    if "idleRuntimeSessionTimeout" not in asked:
        idle = min(found["idleRuntimeSessionTimeout"], found["maxLifetime"])
        found["idleRuntimeSessionTimeout"] = idle
    if found["idleRuntimeSessionTimeout"] > found["maxLifetime"]:
        raise _refused(
            "lifecycleConfiguration", "idleRuntimeSessionTimeout must not be over maxLifetime"
        )
    if found["maxLifetime"] > LIFECYCLE["maxLifetime"] and not given.get(
        "capacityProviderConfiguration"
    ):
        raise _refused(
            "lifecycleConfiguration", f"maxLifetime must not be over {LIFECYCLE['maxLifetime']}"
        )
    return found


def _refused(field: str, message: str) -> ValidationException:
    return ValidationException(message, field=field)
