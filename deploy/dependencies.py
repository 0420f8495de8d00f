"""What the agent needs beside its own files, installed for AgentCore's machines: Arm64 Linux."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from deploy.problems import DeployError

PYTHON = "3.13"
"""The Python of AgentCore Runtime that the template names, too."""
PLATFORMS = ("manylinux2014_aarch64", "manylinux_2_28_aarch64", "manylinux_2_34_aarch64")
"""AgentCore Runtime is Amazon Linux 2023 (glibc 2.34) on Arm64."""
CONSTRAINTS = Path(__file__).parent / "constraints.txt"
"""The whole tree of agent/requirements.txt at exact versions, as `make lock` writes it."""
SECONDS = 900


def install(folder: Path, say: Callable[[str], None]) -> Path:
    """The folder below `folder` that has them: installed unless it was before.

    Raises:
        DeployError: they cannot be installed.
        OSError: the folder cannot be written.
    """
    digest = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()[:12]
    target = folder / f"arm64-python{PYTHON}-{digest}"
    if target.is_dir():
        return target
    say("Fetching the agent's dependencies for Arm64 Linux; this takes about a minute.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    _pip(unfinished)
    unfinished.rename(target)
    return target


def _pip(target: Path) -> None:
    platforms = [f"--platform={platform}" for platform in PLATFORMS]
    options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={PYTHON}"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile", "--no-deps"]
    wanted = [f"--target={target}", f"--requirement={CONSTRAINTS}"]
    command = [sys.executable, "-m", "pip", "install", *platforms, *options, *quiet, *wanted]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode:
        raise DeployError(
            f"The agent's dependencies cannot be installed: {done.stderr.strip()}",
            "Check the network and pip's settings, then run this again.",
        )
