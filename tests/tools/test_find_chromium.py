"""The search for a Chromium, with real executables on a PATH of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import find_chromium
from tools.find_chromium import NoChromium

ROOT = Path(__file__).parents[2]


def browser(folder: Path, name: str, status: int = 0) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho 'Chromium 1.0'\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


def test_the_named_browser_goes_before_the_system_s(tmp_path: Path) -> None:
    browser(tmp_path / "system", "chromium")
    named = browser(tmp_path / "with a space", "mine")

    found = find_chromium.find_chromium({"CHROMIUM": named, "PATH": str(tmp_path / "system")})

    assert found == named


def test_a_named_browser_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    browser(tmp_path, "chromium")
    broken = browser(tmp_path, "broken", status=1)

    with pytest.raises(NoChromium, match="broken does not start"):
        find_chromium.find_chromium({"CHROMIUM": broken, "PATH": str(tmp_path)})


def test_a_system_command_that_does_not_start_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    browser(tmp_path, "chromium", status=10)
    chrome = browser(tmp_path, "google-chrome")

    found = find_chromium.find_chromium({"PATH": str(tmp_path)})

    assert found == chrome
    assert capsys.readouterr().err == f"chromium: {chrome} (the system's own)\n"


def test_a_file_that_is_not_executable_does_not_start(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a program")

    assert not find_chromium.starts(str(text))


def test_an_empty_path_has_no_system_browser(tmp_path: Path) -> None:
    found = [
        path
        for path in find_chromium.system_browsers({"PATH": str(tmp_path)})
        if not path.startswith(("/Applications", str(Path.home())))
    ]

    assert found == []


def test_a_failed_installer_is_told_and_no_browser(capfd: pytest.CaptureFixture[str]) -> None:
    assert not find_chromium.run_visibly(("sh", "-c", "echo no such package; exit 100"))
    told = capfd.readouterr()
    assert "no such package" in told.err
    assert told.out == ""


def test_a_missing_installer_is_told(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert not find_chromium.run_visibly((str(tmp_path / "no-installer"),))
    assert "no-installer" in capfd.readouterr().err


def test_the_command_prints_the_path_alone(tmp_path: Path) -> None:
    named = browser(tmp_path, "mine")

    done = run_command({"CHROMIUM": named})

    assert (done.returncode, done.stdout) == (0, named + "\n")


def test_the_command_fails_and_says_what_to_do(tmp_path: Path) -> None:
    done = run_command({"CHROMIUM": str(tmp_path / "gone")})

    assert (done.returncode, done.stdout) == (1, "")
    assert "gone does not start" in done.stderr


def run_command(extra: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/find_chromium.py"],
        cwd=ROOT,
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
