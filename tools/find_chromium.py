"""Print the path of a Chromium that runs here: one that is installed, or one that this installs.

The path alone goes to standard output; what was found or tried goes to standard error. In this
order: the file that the environment variable CHROMIUM names, a browser of the system, Playwright's
own, the system's package manager (as root). The exit status is 1, with what to do about it, when
none of them gives a browser that starts.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
MAC_APPS = ("Chromium", "Google Chrome", "Microsoft Edge")
# The fonts are for machines that have none at all, where every page would show boxes for letters.
PACKAGE_MANAGERS = (
    (("apt-get", "update"), ("apt-get", "install", "--yes", "chromium", "fonts-liberation")),
    (("dnf", "install", "--assumeyes", "chromium", "liberation-fonts"),),
    (("apk", "add", "chromium", "font-liberation"),),
)
START_SECONDS = 30
INSTALL_SECONDS = 900


class NoChromium(Exception):
    """No browser could be found or installed; the message says what to do."""


def say(message: str) -> None:
    """Tell the person who waits; standard output stays the path's own."""
    print(f"chromium: {message}", file=sys.stderr, flush=True)


def starts(path: str) -> bool:
    """Whether the browser at `path` runs: some distributions only name another package."""
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, timeout=START_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def system_browsers(environ: Mapping[str, str]) -> Iterator[str]:
    """Paths of browsers on the PATH of `environ` and where macOS keeps its applications."""
    for command in COMMANDS:
        if found := shutil.which(command, path=environ.get("PATH")):
            yield found
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        for name in MAC_APPS:
            binary = folder / f"{name}.app" / "Contents" / "MacOS" / name
            if binary.exists():
                yield str(binary)


def playwright_browser() -> str | None:
    """The path where Playwright's own Chromium is or would be; None without the package."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def run_visibly(command: tuple[str, ...]) -> bool:
    """Run an installer with its output on standard error; whether it succeeded."""
    say("running " + " ".join(command))
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, stdout=sys.stderr, env=environ, timeout=INSTALL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        say(str(error))
        return False
    return done.returncode == 0


def from_system(environ: Mapping[str, str]) -> str | None:
    """The first browser of the system that starts."""
    return next(filter(starts, system_browsers(environ)), None)


def from_playwright(environ: Mapping[str, str]) -> str | None:
    """Playwright's own Chromium, downloaded if it is not there yet."""
    path = playwright_browser()
    if path is None:
        return None
    if not Path(path).exists():
        run_visibly((sys.executable, "-m", "playwright", "install", "chromium"))
    return path if starts(path) else None


def from_package_manager(environ: Mapping[str, str]) -> str | None:
    """The distribution's Chromium, installed by its package manager; only root may."""
    if os.geteuid() != 0:
        return None
    for commands in PACKAGE_MANAGERS:
        if shutil.which(commands[0][0], path=environ.get("PATH")):
            return from_system(environ) if all(map(run_visibly, commands)) else None
    return None


SOURCES: tuple[tuple[str, Callable[[Mapping[str, str]], str | None]], ...] = (
    ("the system's own", from_system),
    ("Playwright's own", from_playwright),
    ("installed by the system's package manager", from_package_manager),
)


def find_chromium(environ: Mapping[str, str]) -> str:
    """Return the path of a Chromium that starts, installing one if need be.

    `environ` gives CHROMIUM (a path that overrides the search) and PATH. Raises NoChromium.
    """
    if chosen := environ.get("CHROMIUM"):
        if not starts(chosen):
            raise NoChromium(f"CHROMIUM={chosen} does not start")
        say(f"{chosen} (named by CHROMIUM)")
        return chosen
    for source, find in SOURCES:
        if path := find(environ):
            say(f"{path} ({source})")
            return path
    raise NoChromium(
        "none found, and none could be installed. Install Chromium or Chrome (Debian: apt install"
        " chromium; macOS: brew install --cask chromium), or name one: CHROMIUM=/path/to/chromium"
    )


def main() -> int:
    """Print the path; return the exit status."""
    try:
        print(find_chromium(os.environ))
    except NoChromium as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
