"""The agent's zip: its own files and its dependencies, the same bytes for the same contents."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy import checks, dependencies

AGENT = Path(__file__).parent.parent / "agent"
FOLDER = Path("dist")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold."""
FILE, PROGRAM = 0o100644, 0o100755
INSTRUMENT = "bin/opentelemetry-instrument"
"""The one program in it: what AgentCore starts, and what starts the agent traced."""
SCRIPT = b"""\
#!/usr/bin/env python3
import sys

from opentelemetry.instrumentation.auto_instrumentation import run

sys.exit(run())
"""
"""What pip would make of its entry point, but for the path of this machine's Python."""
OF_PIP = frozenset({"INSTALLER", "RECORD", "REQUESTED", "direct_url.json"})
"""What pip writes about how it installed on this machine: it differs from one to the next."""


@dataclass(frozen=True)
class Package:
    """A zip; `digest` stands for its contents, `size` counts them unpacked, in bytes."""

    file: Path
    digest: str
    files: int
    size: int


def build(folder: Path, say: Callable[[str], None]) -> Package:
    """Build the agent's zip below `folder`, from the agent's files and its pinned dependencies.

    Raises:
        DeployError: dependencies cannot be installed, or what was built could not run.
        OSError: the folder cannot be written.
    """
    target = dependencies.install(folder, say)
    contents = dict(_dependencies(target)) | {INSTRUMENT: SCRIPT} | dict(agent_files())
    file = folder / "agent.zip"
    write(file, contents)
    return read(file)


def read(file: Path) -> Package:
    """A zip that is there, checked.

    Raises:
        DeployError: it could not run on AgentCore.
        OSError: it cannot be read.
    """
    checks.check(file)
    digest, files, size = hashlib.sha256(), 0, 0
    with zipfile.ZipFile(file) as package:
        for item in sorted(package.infolist(), key=lambda item: item.filename):
            content = package.read(item)
            digest.update(f"{item.filename}\0{item.external_attr}\0{len(content)}\0".encode())
            digest.update(content)
            files, size = files + 1, size + len(content)
    return Package(file, digest.hexdigest(), files, size)


def write(file: Path, contents: dict[str, bytes]) -> None:
    """Write a zip of these files, sorted and without the time.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(contents):
            item = zipfile.ZipInfo(name, EPOCH)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.external_attr = (PROGRAM if name == INSTRUMENT else FILE) << 16
            package.writestr(item, contents[name])
    unfinished.replace(file)


def agent_files() -> Iterator[tuple[str, bytes]]:
    """The agent's own modules, at the top of the zip."""
    for path in AGENT.glob("*.py"):
        yield path.name, path.read_bytes()


def _dependencies(target: Path) -> Iterator[tuple[str, bytes]]:
    """The installed packages' files; their programs have this machine's paths in them."""
    for path in target.rglob("*"):
        name = path.relative_to(target).as_posix()
        is_kept = path.is_file() and "__pycache__" not in path.parts and not _is_of_pip(path)
        if is_kept and not name.startswith("bin/"):
            yield name, path.read_bytes()


def _is_of_pip(path: Path) -> bool:
    return path.name in OF_PIP and path.parent.suffix == ".dist-info"
