"""tools/venv.sh in a project folder of its own, with requirements that need no network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MOST_SECONDS = 300
pytestmark = [pytest.mark.long, pytest.mark.timeout(2 * MOST_SECONDS)]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "a project"
    (folder / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "venv.sh", folder / "tools")
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        (folder / name).write_text("# nothing\n")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH whose newest Python is a shim that does not run, as a version manager leaves them."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    write_program(bin_folder / "python3.13", "echo 'python3.13: command not found' >&2; exit 127")
    write_program(bin_folder / "python3.12", f'exec "{sys.executable}" "$@"')
    return f"{bin_folder}:/usr/bin:/bin"


def write_program(file: Path, command: str) -> None:
    file.write_text(f"#!/bin/sh\n{command}\n")
    file.chmod(0o755)


def venv(project: Path, kind: str, path: str, **extra: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHON": "", "PATH": path, **extra}
    return subprocess.run(
        ["sh", str(project / "tools" / "venv.sh"), kind],
        env=environ,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


def test_an_environment_is_made_kept_and_mended(project: Path, path: str) -> None:
    first = venv(project, "run", path)
    assert first.returncode == 0, first.stderr
    assert "Installing requirements.txt" in first.stdout

    second = venv(project, "run", path)
    assert (second.returncode, second.stdout) == (0, "")

    (project / "constraints.txt").write_text("# something else\n")
    changed = venv(project, "run", path)
    assert "Installing" in changed.stdout
    assert "Making" not in changed.stdout

    dev = venv(project, "dev", path)
    assert "Installing requirements-dev.txt" in dev.stdout
    assert venv(project, "run", path).stdout == ""

    (project / "requirements.txt").write_text("./no-such-package\n")
    failed = venv(project, "run", path)
    assert failed.returncode != 0
    assert "no-such-package" in failed.stderr

    (project / "requirements.txt").write_text("# nothing\n")
    mended = venv(project, "run", path)
    assert mended.returncode == 0, mended.stderr
    assert "Making .venv" in mended.stdout
    assert venv(project, "run", path).stdout == ""


def test_without_a_python_it_says_what_to_install(project: Path, tmp_path: Path) -> None:
    tools = tmp_path / "only-tools"
    tools.mkdir()
    for name in ("dirname", "cat", "cksum", "sh"):
        (tools / name).symlink_to(str(shutil.which(name)))

    done = venv(project, "run", str(tools))

    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert not (project / ".venv").exists()


def test_a_named_python_that_will_not_do_is_an_error(project: Path, path: str) -> None:
    done = venv(project, "run", path, PYTHON="/bin/false")

    assert done.returncode == 1
    assert "PYTHON=/bin/false is not a Python 3.11 or newer" in done.stderr
