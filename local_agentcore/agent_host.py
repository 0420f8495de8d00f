"""An agent's process: runs an entrypoint file as it is and serves its BedrockAgentCoreApp.

Run as `python -P agent_host.py FILE`. The first line on standard output is the port, on loopback.
The file's own `app.run()` serves here instead of on the port it names; a file that never calls it
is served all the same. The process ends when its standard input does, so it never outlives its
parent.
"""

import os
import runpy
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn
from bedrock_agentcore.runtime import BedrockAgentCoreApp


def main(file: Path) -> None:
    """Serve the entrypoint `file` until standard input ends.

    Raises:
        SystemExit: the file has no BedrockAgentCoreApp.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.path.insert(0, str(file.parent))
    sys.argv = [str(file)]
    serve = _server(listener)
    _serve_instead_of_run(serve)
    names = runpy.run_path(str(file), run_name="__main__")
    apps = [found for found in names.values() if isinstance(found, BedrockAgentCoreApp)]
    if not apps:
        raise SystemExit(f"{file} has no BedrockAgentCoreApp: create one, and mark its entrypoint")
    serve(apps[0])


def _serve_instead_of_run(serve: Callable[[BedrockAgentCoreApp], None]) -> None:
    def run(app: BedrockAgentCoreApp, *_: object, **__: object) -> None:
        serve(app)

    type.__setattr__(BedrockAgentCoreApp, "run", run)


def _server(listener: socket.socket) -> Callable[[BedrockAgentCoreApp], None]:
    def serve(app: BedrockAgentCoreApp) -> None:
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="auto")
        uvicorn.Server(config).run(sockets=[listener])
        # The file's lines after `app.run()` are the end of the program: nothing is served twice.
        sys.exit(0)

    return serve


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
