"""The app's settings in `.streamlit/secrets.toml`: written and removed, all else left as it is."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from deploy.problems import DeployError

TABLE = re.compile(r"^\s*\[", re.M)
"""Where the keys of the top level end."""


def write(file: Path, values: Mapping[str, str]) -> None:
    """Set these keys at the file's top level; it is made where there is none.

    Raises:
        DeployError: the file is no TOML, or cannot be changed safely.
        OSError: it cannot be read or written.
    """
    _change(file, values)


def remove(file: Path, names: set[str]) -> bool:
    """Take these keys away from the top level. Returns whether any was there.

    Raises:
        DeployError: the file is no TOML, or cannot be changed safely.
        OSError: it cannot be read or written.
    """
    if not file.exists() or not names & _parse(file, file.read_text(encoding="utf-8")).keys():
        return False
    _change(file, dict.fromkeys(names))
    return True


def read(file: Path) -> dict[str, object]:
    """The file's top level; empty where there is none.

    Raises:
        DeployError: the file is no TOML.
        OSError: it cannot be read.
    """
    return _parse(file, file.read_text(encoding="utf-8")) if file.exists() else {}


def _change(file: Path, values: Mapping[str, str | None]) -> None:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    before = _parse(file, text)
    table = TABLE.search(text)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    for name, value in values.items():
        line = "" if value is None else f'{name} = "{value}"\n'
        top, many = re.subn(rf"^{re.escape(name)}[ \t]*=.*\n?", line, top, flags=re.M)
        top = top if many else line + top
    wanted = {key: value for key, value in before.items() if key not in values}
    wanted |= {key: value for key, value in values.items() if value is not None}
    if not _says(top + rest, wanted):
        lines = " ".join(f'{name} = "{value}"' for name, value in values.items() if value)
        raise DeployError(
            f"{file} cannot be changed without risk to what else it holds.",
            f"Change it yourself, above its first table: {lines or 'remove ' + ', '.join(values)}",
        )
    _replace(file, top + rest)


def _says(text: str, wanted: dict[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _replace(file: Path, text: str) -> None:
    """Write the file in one step, readable by its owner alone: others keep passwords in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    if file.exists():
        new.chmod(file.stat().st_mode & 0o777)
    new.replace(file)


def _parse(file: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeployError(f"{file} is no TOML: {error}.", "Mend it, then run this again.") from None
