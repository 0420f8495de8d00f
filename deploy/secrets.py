"""The app's settings in `.streamlit/secrets.toml`: written and removed, all else left as it is."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.problems import DeployError

NAME = "agentcore"
"""The table of the settings: of keys outside of any table Streamlit makes environment variables."""
TABLE = re.compile(r"^\s*\[", re.M)
HEADER = re.compile(rf"^\[{NAME}\][ \t]*(?:#.*)?(?:\n|\Z)", re.M)


def write(file: Path, values: Mapping[str, str]) -> None:
    """Set these keys in the table; it, and the file, is made where there is none.

    The same keys outside of any table, which would go before them, are taken away.

    Raises:
        DeployError: the file is no TOML, or cannot be changed safely.
        OSError: it cannot be read or written.
    """
    _change(file, values)


def remove(file: Path, names: set[str]) -> bool:
    """Take these keys away, and the table with the last of its keys; whether any was there.

    Raises:
        DeployError: the file is no TOML, or cannot be changed safely.
        OSError: it cannot be read or written.
    """
    if not names & read(file).keys():
        return False
    _change(file, dict.fromkeys(names))
    return True


def read(file: Path) -> dict[str, object]:
    """The app's settings in the file, as it reads them; empty where there is none.

    Raises:
        DeployError: the file is no TOML.
        OSError: it cannot be read.
    """
    found = _parse(file, file.read_text(encoding="utf-8")) if file.exists() else {}
    return _table(found) | {key: value for key, value in found.items() if key != NAME}


def _table(found: Mapping[str, object]) -> dict[str, object]:
    table = found.get(NAME, {})
    return dict(table) if isinstance(table, dict) else {}


@dataclass(frozen=True)
class Parts:
    """A file's text: the keys outside of any table, other tables, the table's, and the rest."""

    top: str
    others: str
    header: str
    body: str
    rest: str

    @classmethod
    def of(cls, text: str) -> "Parts":
        """The parts of a text; the last three are empty where it has no such table."""
        first, header = TABLE.search(text), HEADER.search(text)
        top = first.start() if first else len(text)
        if header is None:
            return cls(text[:top], text[top:], "", "", "")
        following = TABLE.search(text, header.end())
        end = following.start() if following else len(text)
        body = text[header.end() : end]
        return cls(text[:top], text[top : header.start()], header[0], body, text[end:])

    def changed(self, values: Mapping[str, str | None]) -> str:
        """The text with these keys in the table and nowhere else; None for not at all."""
        top, body = self.top, self.body
        for name, value in values.items():
            top, _ = _set(top, name, "")
            line = "" if value is None else f'{name} = "{value}"\n'
            body, many = _set(body, name, line)
            body = body if many else line + body
        header = (self.header or f"[{NAME}]\n") if body.strip() else ""
        before = _ended(top + self.others) if header and not self.header else top + self.others
        return before + (_ended(header) if header else "") + body + self.rest


def _set(text: str, name: str, line: str) -> tuple[str, int]:
    return re.subn(rf"^{re.escape(name)}[ \t]*=.*\n?", line, text, flags=re.M)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _change(file: Path, values: Mapping[str, str | None]) -> None:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    before = _parse(file, text)
    kept = {key: value for key, value in before.items() if key not in values and key != NAME}
    table = {key: value for key, value in _table(before).items() if key not in values}
    table |= {key: value for key, value in values.items() if value is not None}
    changed = Parts.of(text).changed(values)
    if not _says(changed, kept | ({NAME: table} if table else {})):
        lines = " ".join(f'{name} = "{value}"' for name, value in values.items() if value)
        raise DeployError(
            f"{file} cannot be changed without risk to what else it holds.",
            f"Change it yourself, in the table [{NAME}]: {lines or 'remove ' + ', '.join(values)}",
        )
    _replace(file, changed)


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
