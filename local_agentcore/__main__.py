"""The command: `python -m local_agentcore` serves the embedded AgentCore alone."""

import argparse
import json
import logging
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from local_agentcore.server import EmbeddedAgentCore, Options

DEFAULT_AGENT = Path(__file__).parent.parent / "agent" / "app.py"
DEFAULT_DATA = Path(".data")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Returns the exit status."""
    options = _parse(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        agentcore = EmbeddedAgentCore(options)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    interrupted = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: interrupted.set())
    agentcore.start()
    about = {
        "endpoint": agentcore.endpoint,
        "memoryId": agentcore.memory_id,
        "agentRuntimeArn": agentcore.agent_runtime_arn,
        "region": agentcore.region,
    }
    sys.stdout.write(json.dumps(about) + "\n")
    sys.stdout.flush()
    interrupted.wait()
    agentcore.stop()
    return 0


def _parse(arguments: Sequence[str] | None) -> Options:
    parser = argparse.ArgumentParser(
        prog="python -m local_agentcore",
        description="Serve Amazon Bedrock AgentCore's API on this machine, without an AWS account.",
    )
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder for what is stored")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 picks a free one")
    parser.add_argument(
        "--agent", type=Path, default=DEFAULT_AGENT, help="the agent's entrypoint file"
    )
    parser.add_argument(
        "--model",
        default="offline",
        metavar="offline|bedrock|openai:URL#MODEL|ollama:MODEL",
        help="what answers Bedrock's Converse",
    )
    given = parser.parse_args(arguments)
    return Options(data_dir=given.data, agent_file=given.agent, model=given.model, port=given.port)


if __name__ == "__main__":
    sys.exit(main())
