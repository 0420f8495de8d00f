"""The image, as far as it can be looked at without building it: what it copies is enough to run."""

import ast
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.waiting import wait_until

ROOT = Path(__file__).parents[1]
APP = {"streamlit_app.py", "app_pages", "studio", "local_agentcore", "agent", "assets"}
INSTRUCTION = re.compile(r"^([A-Z]+) +((?:.*\\\n)*.*)$", re.M)
VISIT = """
from streamlit.testing.v1 import AppTest
from studio.ui.connection import services
app = AppTest.from_file("streamlit_app.py", default_timeout=60).run()
assert not app.exception, app.exception
print(app.title[0].value)
services().connection.close()
"""


def instructions(name: str) -> list[str]:
    """The arguments of the Dockerfile's instructions of that name, in order."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    return [
        found[2].replace("\\\n", " ") for found in INSTRUCTION.finditer(text) if found[1] == name
    ]


def settings() -> dict[str, str]:
    (given,) = instructions("ENV")
    return dict(pair.split("=", 1) for pair in shlex.split(given))


def copied() -> Iterator[tuple[Path, str]]:
    """What is copied, and where to."""
    for given in instructions("COPY"):
        *sources, target = shlex.split(given)
        for source in sources:
            yield ROOT / source, f"{target}/{Path(source).name}" if target.endswith("/") else target


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A folder with what the image has, and nothing else."""
    for source, target in copied():
        place = tmp_path / "app" / target
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place)
    return tmp_path / "app"


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The image's environment, with a Python that has what is installed there."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **settings(),
        "HOME": str(folder.parent / "home"),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STUDIO_DATA_DIR": str(folder.parent / "data"),
        **more,
    }


def test_it_has_all_of_the_code_and_the_pinned_tree_without_what_tests_need() -> None:
    sources = {source.relative_to(ROOT).as_posix() for source, _ in copied()}
    assert sources >= APP | {"requirements.txt", "constraints.txt"}
    assert all((ROOT / source).exists() for source in sources)
    (install,) = [given for given in instructions("RUN") if "pip install" in given]
    assert "-r requirements.txt -c constraints.txt" in install
    assert "requirements-dev.txt" not in sources


def test_only_what_is_copied_is_sent_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    allowed = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert allowed == {source.relative_to(ROOT).as_posix() for source, _ in copied()}


def test_it_runs_as_nobody_in_particular_on_a_python_that_the_pins_are_for() -> None:
    (user,) = instructions("USER")
    assert int(user) >= 1000
    (base,) = instructions("FROM")
    found = re.fullmatch(r"python:3\.(\d+)-slim-[a-z]+", base)
    assert found
    assert int(found[1]) in range(11, 14)


def test_the_port_is_one() -> None:
    (port,) = instructions("EXPOSE")
    (check,) = instructions("HEALTHCHECK")
    assert settings()["STREAMLIT_SERVER_PORT"] == port
    assert f"http://127.0.0.1:{port}/_stcore/health" in check


def test_a_visitor_sees_the_app(image: Path) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=image,
        env=environment(image, STUDIO_TARGET="local"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert seen.returncode == 0, seen.stderr
    assert seen.stdout == "An agent that remembers\n"


def test_it_starts_is_healthy_and_keeps_its_secrets_to_itself(image: Path, free_port: int) -> None:
    (entry,) = instructions("ENTRYPOINT")
    (image.parent / "home").mkdir()
    given = environment(image, STREAMLIT_SERVER_PORT=str(free_port), SECRETS_TOML='[auth]\na = "b"')
    health = instructions("HEALTHCHECK")[0].split("CMD", 1)[1]
    check = [part.replace("8501", str(free_port)) for part in ast.literal_eval(health.strip())]
    with (image.parent / "log").open("w") as log:
        process = subprocess.Popen(
            ast.literal_eval(entry), cwd=image, env=given, stdout=log, stderr=log
        )
    try:
        wait_until(lambda: process.poll() is None and answers(free_port))
        assert subprocess.run(check, env=given, check=False).returncode == 0
        kept = image.parent / "home" / ".streamlit" / "secrets.toml"
        assert kept.read_text() == '[auth]\na = "b"\n'
        assert kept.stat().st_mode & 0o777 == 0o600
        process.terminate()
        assert process.wait(30) in (0, -15)
        assert subprocess.run(check, env=given, capture_output=True, check=False).returncode
    finally:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False
