"""The agent's own files: what it runs, where it looks for memories, and whether it has changed."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RETRIEVAL = "RETRIEVAL"
"""What the agent calls its table of namespace templates, as keys, and retrieval limits."""
REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True)
class SourceFile:
    """A file of the agent's, and when it was changed last."""

    name: str
    text: str
    changed: datetime


def files(agent_file: Path) -> tuple[SourceFile, ...]:
    """An agent's entrypoint, the modules beside it that it imports, and its requirements.

    What else lies in the folder need not be the agent's, and is not read.

    Raises:
        OSError: a file cannot be read.
    """
    folder, found, waiting = agent_file.resolve().parent, dict[str, SourceFile](), [agent_file.name]
    while waiting:
        name = waiting.pop()
        if name not in found and (folder / name).is_file():
            found[name] = _read(folder / name)
            waiting += [f"{module}.py" for module in _imported(found[name].text)]
    if (folder / REQUIREMENTS).is_file():
        found[REQUIREMENTS] = _read(folder / REQUIREMENTS)
    return tuple(sorted(found.values(), key=lambda file: (file.name != agent_file.name, file.name)))


def fingerprint(found: Iterable[SourceFile]) -> str:
    """The same for the same names and texts, in hexadecimal digits."""
    digest = hashlib.sha256()
    for file in sorted(found, key=lambda file: file.name):
        digest.update(f"{file.name}\0{file.text}\0".encode())
    return digest.hexdigest()


def asked_templates(agent_file: Path) -> tuple[str, ...]:
    """The namespace templates that an agent retrieves from, read out of its source unrun.

    They are the keys of its table `RETRIEVAL`; empty for an agent that has none, as those of other
    make do, or whose files cannot be read.
    """
    try:
        sources = [file.text for file in files(agent_file)]
    except OSError:
        return ()
    return tuple(dict.fromkeys(key for source in sources for key in _keys(source)))


def _read(path: Path) -> SourceFile:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return SourceFile(path.name, path.read_text(encoding="utf-8", errors="replace"), changed)


def _statements(source: str) -> list[ast.stmt]:
    """The statements at a module's top; none where it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError):
        return []


def _imported(source: str) -> Iterator[str]:
    for node in _statements(source):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def _keys(source: str) -> Iterator[str]:
    for node in _statements(source):
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_table(node):
            table = node.value
            if isinstance(table, ast.Dict):
                yield from (str(key.value) for key in table.keys if isinstance(key, ast.Constant))


def _is_table(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(target, ast.Name) and target.id == RETRIEVAL for target in targets)
