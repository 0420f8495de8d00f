"""What import-linter cannot see: the entry script and the agent's modules are not in a package."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = {"app_pages", "studio", "local_agentcore", "agent", "deploy", "tests", "tools"}
AGENT_MODULES = {path.stem for path in (ROOT / "agent").glob("*.py")}
# What the container has: agent/requirements.txt and what that brings along.
AGENT_LIBRARIES = {
    "bedrock_agentcore",
    "boto3",
    "botocore",
    "opentelemetry",
    "starlette",
    "strands",
    "strands_tools",
}
# They keep connections, an owner's under the owner's tag, and whom one can sign in with.
KEPT_WITHOUT_SCOPE = {"connection", "signin"}


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


def test_the_entry_script_uses_streamlit_and_studio_alone() -> None:
    names = set(imported(ROOT / "streamlit_app.py")) - sys.stdlib_module_names

    assert names <= {"streamlit", "studio"}


def test_the_agent_imports_only_its_own_modules_and_what_its_container_has() -> None:
    files = list((ROOT / "agent").rglob("*.py"))
    assert files
    for path in files:
        names = set(imported(path)) - sys.stdlib_module_names
        assert names <= AGENT_LIBRARIES | AGENT_MODULES, path


@pytest.mark.parametrize("name", sorted(AGENT_MODULES))
def test_an_agent_s_module_hides_no_other_module(name: str) -> None:
    """The agent's folder comes first on its import path."""
    assert name not in sys.stdlib_module_names
    assert name not in PACKAGES


def cached() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of pages and components whose results Streamlit keeps for all browsers."""
    for part in ("app_pages", "studio/ui"):
        for path in sorted((ROOT / part).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
                if isinstance(node, ast.FunctionDef) and any(
                    "st.cache_" in ast.unparse(each) for each in node.decorator_list
                ):
                    yield path.stem, node


def test_what_is_kept_for_all_browsers_is_kept_for_each_owner() -> None:
    """Or one person would be shown what was read for another, past the guard."""
    found = list(cached())
    assert found
    for module, function in found:
        names = {argument.arg for argument in function.args.args}
        is_told_apart = "scope" in names or module in KEPT_WITHOUT_SCOPE
        assert is_told_apart, f"{module}.{function.name}"
