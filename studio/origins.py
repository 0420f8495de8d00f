"""Where settings come from: the environment, secrets.toml, then the files of deployment tools."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio import projects
from studio.settings import Settings, SettingsError, Target

NAMES = (
    "STUDIO_TARGET",
    "AGENT_ARN",
    "AGENT_QUALIFIER",
    "MEMORY_ID",
    "AWS_REGION",
    "STUDIO_DATA_DIR",
    "STUDIO_AGENT",
    "STUDIO_MODEL",
    "STUDIO_LEARNING_SECONDS",
    "STUDIO_PROJECT",
)
"""The settings that secrets.toml may have."""
CONNECTION = ("AGENT_ARN", "MEMORY_ID")
TABLE = "agentcore"
"""The table of secrets.toml in which they may stand, as well as outside of any table."""
SECRETS = Path(".streamlit") / "secrets.toml"
ENVIRONMENT = "the environment"


@dataclass(frozen=True)
class Gathered:
    """Variables, and in words where the agent and the memory come from; empty if from nowhere."""

    variables: Mapping[str, str]
    origin: str = ""

    def without(self, name: str) -> "Gathered":
        """The same, one variable left out."""
        kept = {each: value for each, value in self.variables.items() if each != name}
        return replace(self, variables=kept)

    def settings(self, *, needs_agent: bool = True) -> Settings:
        """The settings that they ask for.

        Raises:
            SettingsError: they cannot be.
        """
        found = Settings.from_env(self.variables, needs_agent=needs_agent)
        return replace(found, origin=self.origin)


def gather(environ: Mapping[str, str], secrets: Mapping[str, Any], folder: Path) -> Gathered:
    """What the environment says, else the secrets, else the deployment tools' files in the folder.

    Those files are looked at where neither an agent nor a memory was named, unless the target is to
    be this machine; STUDIO_PROJECT names another folder for them.

    Raises:
        SettingsError: a file cannot be used, or there is none in the folder that STUDIO_PROJECT
            names.
    """
    given = {name: value for name, value in environ.items() if value.strip()}
    kept = of_secrets(secrets)
    found = {**kept, **given}
    if found.get("STUDIO_TARGET", "").strip().lower() == Target.LOCAL:
        return Gathered(found)
    if any(name in found for name in CONNECTION):
        return Gathered(found, _origin(found, kept))
    named = found.get("STUDIO_PROJECT", "")
    project = projects.read(Path(named).expanduser() if named else folder)
    if project is None and named:
        raise SettingsError(
            f"STUDIO_PROJECT is {named!r}; in that folder is neither {projects.STATE} nor "
            f"{projects.TOOLKIT}: deploy the agent from it first."
        )
    return Gathered({**project.variables, **found}, project.file) if project else Gathered(found)


def of_secrets(secrets: Mapping[str, Any]) -> dict[str, str]:
    """The settings in secrets.toml; a key outside of the table goes before one in it."""
    table = secrets.get(TABLE, {})
    both = {**(table if isinstance(table, Mapping) else {}), **secrets}
    return {name: str(both[name]) for name in NAMES if str(both.get(name, "")).strip()}


def read_secrets(folder: Path) -> dict[str, Any]:
    """What stands in the folder's secrets.toml and, where that is silent, in the person's own.

    Raises:
        SettingsError: a file cannot be read.
    """
    found: dict[str, Any] = {}
    for path in (Path.home() / SECRETS, folder / SECRETS):
        try:
            with path.open("rb") as file:
                found |= tomllib.load(file)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise SettingsError(f"{path} cannot be read: {error}") from error
    return found


def _origin(found: Mapping[str, str], kept: Mapping[str, str]) -> str:
    # Streamlit makes environment variables of the keys outside of a table: equal is from there.
    places = [
        str(SECRETS) if kept.get(name) == found[name] else ENVIRONMENT
        for name in CONNECTION
        if name in found
    ]
    return " and ".join(dict.fromkeys(places))
