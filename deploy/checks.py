"""Whether a zip can run on AgentCore Runtime, as far as that can be seen from here."""

import ast
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from deploy.problems import DeployError

ENTRYPOINT = "app.py"
INSTRUMENT = "opentelemetry/instrumentation/auto_instrumentation/__init__.py"
"""What `opentelemetry-instrument`, the runtime's first program, is made of."""
MEGABYTE = 1024 * 1024
MOST_PACKED, MOST_UNPACKED = 250 * MEGABYTE, 750 * MEGABYTE
"""AgentCore's quotas for direct code deployment; they cannot be raised."""
ELF, AARCH64 = b"\x7fELF", 183
MACHINE = slice(18, 20)
"""Where an ELF file says which machine it is for."""
OTHER_PYTHON = re.compile(r"\.cpython-(?!313-)\d+-")
REBUILD = "Remove the folder dist, then run this again."


def check(file: Path) -> None:
    """Check a zip of the agent.

    Raises:
        DeployError: it could not run, and why.
        OSError: it cannot be read.
    """
    try:
        package = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise DeployError(f"{file} is no zip.", REBUILD) from None
    with package:
        found = next(_faults(file, package), None)
    if found:
        raise DeployError(f"{file} could not run on AgentCore: {found}.", REBUILD)


def _faults(file: Path, package: zipfile.ZipFile) -> Iterator[str]:
    names = package.namelist()
    yield from _of_size(file, package)
    yield from (f"it has no {name}" for name in (ENTRYPOINT, INSTRUMENT) if name not in names)
    yield from _of_modules(package, names)
    yield from (f"{name} is for another Python" for name in names if OTHER_PYTHON.search(name))
    yield from _of_machine(package, names)


def _of_size(file: Path, package: zipfile.ZipFile) -> Iterator[str]:
    packed, unpacked = file.stat().st_size, sum(item.file_size for item in package.infolist())
    for size, most, how in ((packed, MOST_PACKED, "packed"), (unpacked, MOST_UNPACKED, "unpacked")):
        if size > most:
            yield f"it has {size // MEGABYTE} MB {how}, and {most // MEGABYTE} is the most"


def _of_modules(package: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    """What the modules at the top import and the zip does not have, or has twice."""
    own = {name.removesuffix(".py") for name in names if "/" not in name and name.endswith(".py")}
    packages = {name.split("/")[0] for name in names if "/" in name}
    compiled = {name.split(".")[0] for name in names if "/" not in name and name.endswith(".so")}
    for module in sorted(own & packages):
        yield f"{module}.py hides the package {module}"
    yield from _missing(package, own, own | packages | compiled | sys.stdlib_module_names)


def _missing(package: zipfile.ZipFile, own: set[str], there: set[str]) -> Iterator[str]:
    """What the agent's own modules import that is nowhere there."""
    for module in sorted(_agents(package, own)):
        source = package.read(f"{module}.py").decode()
        for missing in sorted(_imported(source) - there):
            yield f"{module}.py imports {missing}, which is not in it"


def _agents(package: zipfile.ZipFile, own: set[str]) -> set[str]:
    """The entrypoint and the modules at the top that it reaches."""
    found, waiting = set[str](), {ENTRYPOINT.removesuffix(".py")} & own
    while waiting:
        module = waiting.pop()
        found.add(module)
        waiting |= (_imported(package.read(f"{module}.py").decode()) & own) - found
    return found


def _imported(source: str) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def _of_machine(package: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    for name in names:
        with package.open(name) as file:
            head = file.read(MACHINE.stop)
        if head.startswith(ELF) and int.from_bytes(head[MACHINE], "little") != AARCH64:
            yield f"{name} is not for Arm64"
