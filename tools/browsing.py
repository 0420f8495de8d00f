"""The app as its user starts it, and a Chromium to look at it, for tests and screenshots."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
START_SECONDS = 60
STOP_SECONDS = 30
QUIET = ("--server.fileWatcherType", "none")
BROWSER_ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-quic"]


class RunningApp:
    """The Streamlit app in a process of its own, on a data folder that outlives it.

    Attributes:
        url: where the app is, the same after each start.
    """

    def __init__(
        self,
        data_dir: Path,
        entry: Path = ROOT / "streamlit_app.py",
        options: Sequence[str] = (),
    ) -> None:
        self._data_dir = data_dir
        self._entry = entry
        self._options = options
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://localhost:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the app and wait until it answers.

        Raises:
            RuntimeError: it ended, or did not answer in time.
        """
        command = [sys.executable, "-m", "streamlit", "run", str(self._entry)]
        self._process = subprocess.Popen(
            [*command, "--server.port", str(self._port), *QUIET, *self._options],
            cwd=ROOT,
            env={**os.environ, "STUDIO_DATA_DIR": str(self._data_dir)},
        )
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("The app did not start")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/_stcore/health").status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """Stop the app, as Ctrl-C would."""
        if self._process:
            self._process.terminate()
            self._process.wait(STOP_SECONDS)
            self._process = None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the one that AGENTCORE_STUDIO_CHROMIUM names, else one that is found."""
    path = os.environ.get("AGENTCORE_STUDIO_CHROMIUM") or _found()
    # Chromium refuses to run as root with its sandbox, and containers run everything as root.
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS + as_root)
        yield browser
        browser.close()


def _found() -> str:
    command = [sys.executable, str(ROOT / "tools" / "find_chromium.py")]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
