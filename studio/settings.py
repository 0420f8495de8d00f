"""What the app connects to and how, read once from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RUNTIME_ARN = re.compile(r"arn:[a-z-]+:bedrock-agentcore:(?P<region>[a-z0-9-]+):\d{12}:runtime/.+")
MEMORY_ARN = re.compile(r"arn:[a-z-]+:bedrock-agentcore:(?P<region>[a-z0-9-]+):\d{12}:memory/.+")
MODEL = re.compile(r"offline|bedrock|openai:https?://[^#]+#.+|ollama:.+")


class SettingsError(ValueError):
    """A setting that cannot be used; its message says which and what it should be."""


class Target(StrEnum):
    """Where memory and runtime are."""

    LOCAL = "local"
    AWS = "aws"


# Extraction on AWS takes 20 to 40 seconds, a minute or more at times; locally a second or two.
PATIENCE_SECONDS = {Target.LOCAL: 20.0, Target.AWS: 120.0}


@dataclass(frozen=True)
class Settings:
    """Everything that a deployment of the app can choose.

    `agent_runtime_arn` and `memory_id` are empty for the local target, which makes its own, and the
    former where no agent was asked for; `learning_patience` is how many seconds a turn may take to
    become memory records; `origin` says in words where agent and memory were named.
    """

    target: Target
    region: str
    agent_runtime_arn: str
    qualifier: str
    memory_id: str
    data_dir: Path
    agent_file: Path
    model: str
    learning_patience: float
    origin: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str], *, needs_agent: bool = True) -> "Settings":
        """The settings that the variables in `environ` ask for; blank ones count as unset.

        Where no agent is needed, a memory is enough for AWS, and none is taken.

        Raises:
            SettingsError: a value cannot be used, or one that the target needs is missing.
        """
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        target = _target(given, needs_agent=needs_agent)
        return cls(
            target=target,
            region=_region(given, target, needs_agent=needs_agent),
            agent_runtime_arn=_runtime_arn(given, target) if needs_agent else "",
            qualifier=given.get("AGENT_QUALIFIER", "DEFAULT"),
            memory_id=_memory_id(given) if target is Target.AWS else "",
            data_dir=Path(given.get("STUDIO_DATA_DIR", PROJECT / ".data")).expanduser(),
            agent_file=Path(given.get("STUDIO_AGENT", PROJECT / "agent" / "app.py")).expanduser(),
            model=_model(given),
            learning_patience=_seconds(given, PATIENCE_SECONDS[target]),
        )


def _target(given: Mapping[str, str], *, needs_agent: bool) -> Target:
    is_aws = "MEMORY_ID" in given and ("AGENT_ARN" in given or not needs_agent)
    value = given.get("STUDIO_TARGET", Target.AWS if is_aws else Target.LOCAL)
    try:
        return Target(value.lower())
    except ValueError:
        raise SettingsError(f"STUDIO_TARGET is {value!r}; it can be local or aws.") from None


def _required(given: Mapping[str, str], name: str) -> str:
    if name not in given:
        raise SettingsError(f"{name} is missing: set it to connect to AWS, or STUDIO_TARGET=local.")
    return given[name]


def _runtime_arn(given: Mapping[str, str], target: Target) -> str:
    if target is Target.LOCAL:
        return ""
    arn = _required(given, "AGENT_ARN")
    if not RUNTIME_ARN.fullmatch(arn):
        raise SettingsError(
            f"AGENT_ARN is {arn!r}; it should look like "
            "arn:aws:bedrock-agentcore:REGION:ACCOUNT:runtime/NAME."
        )
    return arn


def _memory_id(given: Mapping[str, str]) -> str:
    """The memory's ID, also where its ARN is given: the control plane takes IDs alone."""
    return _required(given, "MEMORY_ID").rsplit(":memory/", 1)[-1]


def _region(given: Mapping[str, str], target: Target, *, needs_agent: bool) -> str:
    named = [RUNTIME_ARN.fullmatch(given.get("AGENT_ARN", ""))]
    if not needs_agent:
        named.insert(0, MEMORY_ARN.fullmatch(given.get("MEMORY_ID", "")))
    if target is Target.AWS and (found := next(filter(None, named), None)):
        return found["region"]
    return given.get("AWS_REGION") or given.get("AWS_DEFAULT_REGION") or "us-east-1"


def _model(given: Mapping[str, str]) -> str:
    model = given.get("STUDIO_MODEL", "offline")
    if not MODEL.fullmatch(model):
        raise SettingsError(
            f"STUDIO_MODEL is {model!r}; it can be offline, bedrock, openai:URL#MODEL or "
            "ollama:MODEL."
        )
    return model


def _seconds(given: Mapping[str, str], default: float) -> float:
    value = given.get("STUDIO_LEARNING_SECONDS", str(default))
    if not re.fullmatch(r"\d+(\.\d+)?", value) or not float(value):
        raise SettingsError(
            f"STUDIO_LEARNING_SECONDS is {value!r}; it should be a number of seconds above 0."
        )
    return float(value)
