"""Writers that go on while the embedded AgentCore is killed and started again under them."""

import json
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.waiting import wait_until

ROOT = Path(__file__).parents[1]
LEARN_EVERY = 3
"""One event in so many is extracted; the others are only kept."""
SETTLE_SECONDS = 60.0
NAMES = ("Rex", "Miso", "Bella", "Luna", "Max", "Coco", "Rocky", "Milo", "Daisy", "Oscar")


@dataclass
class Outcome:
    """What a run found: events by their client tokens, statements by their texts."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    to_learn: int = 0
    learned: int = 0
    learned_twice: list[str] = field(default_factory=list)


class Server:
    """`python -m local_agentcore` on a folder, killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = 0
        self.memory_id = ""
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "local_agentcore", "--data", str(self._folder)]
        self._process = subprocess.Popen(
            [*command, "--port", str(self._port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        about = json.loads(self._process.stdout.readline())
        self._port = int(about["endpoint"].rsplit(":", 1)[-1])
        self.endpoint, self.memory_id = about["endpoint"], about["memoryId"]

    def kill(self) -> None:
        """SIGKILL, then a new process on what is left."""
        self.end(signal.SIGKILL)
        self._start()

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process and wait for it."""
        self._process.send_signal(how)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def client(self) -> Any:
        """A boto3 client that tells of failures at once instead of trying again itself."""
        session = boto3.Session("test", "test", region_name="us-east-1")
        return session.client(
            "bedrock-agentcore",
            endpoint_url=self.endpoint,
            config=Config(retries={"total_max_attempts": 1}, read_timeout=20),
        )


class Writer(threading.Thread):
    """Writes events of an actor until it is told to stop; each is repeated until acknowledged."""

    def __init__(self, server: Server, number: int) -> None:
        super().__init__(daemon=True)
        self._client = server.client()
        self._memory_id = server.memory_id
        self.actor_id = f"writer-{number}"
        self.stopping = threading.Event()
        self.acknowledged: dict[str, str] = {}
        self.tried: set[str] = set()
        self.statements: set[str] = set()

    def run(self) -> None:
        """Write, one event after the other."""
        for number in _numbers():
            if self.stopping.is_set():
                return
            self._write(number)

    def _write(self, number: int) -> None:
        token = uuid.uuid4().hex
        text = f"My dog number {number} is called {NAMES[number % len(NAMES)]}{number}."
        learns = number % LEARN_EVERY == 0
        said = {"conversational": {"content": {"text": text}, "role": "USER"}}
        self.tried.add(token)
        event_id = None
        while event_id is None:
            event_id = self._create(token, said, learns)
        self.acknowledged[token] = event_id
        if learns:
            self.statements.add(f"{NAMES[number % len(NAMES)]}{number}")

    def _create(self, token: str, said: dict[str, Any], learns: bool) -> str | None:
        mode = {} if learns else {"extractionMode": "SKIP"}
        try:
            answer = self._client.create_event(
                memoryId=self._memory_id,
                actorId=self.actor_id,
                sessionId="only",
                eventTimestamp=datetime.now(UTC),
                payload=[said],
                metadata={"token": {"stringValue": token}},
                clientToken=token,
                **mode,
            )
        except (BotoCoreError, ClientError):
            # The server is dead or dying: the same request again, as a client would.
            time.sleep(0.05)
            return None
        # An answer that broke off in its headers has no event: nothing was acknowledged.
        event_id: str | None = answer.get("event", {}).get("eventId")
        return event_id


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def survive(
    folder: Path, *, kills: int, writers: int, seconds_between: float, servers: int
) -> Outcome:
    """Kill servers under their writers so many times, then look at what is there."""
    running = [Server(folder) for _ in range(servers)]
    writing = [Writer(running[n % servers], n) for n in range(writers)]
    outcome = Outcome()
    for writer in writing:
        writer.start()
    for number in range(kills):
        time.sleep(seconds_between * random.uniform(0.5, 1.5))
        running[number % servers].kill()
        outcome.kills += 1
    for writer in writing:
        writer.stopping.set()
        writer.join()
    for writer in writing:
        _look_at_events(running[0], writer, outcome)
        _look_at_records(running[0], writer, outcome)
    for server in running:
        server.end()
    return outcome


def _look_at_events(server: Server, writer: Writer, outcome: Outcome) -> None:
    pages = (
        server.client()
        .get_paginator("list_events")
        .paginate(memoryId=server.memory_id, actorId=writer.actor_id, sessionId="only")
    )
    found = [event for page in pages for event in page["events"]]
    tokens = Counter(event["metadata"]["token"]["stringValue"] for event in found)
    ids = {event["eventId"] for event in found}
    outcome.acknowledged += len(writer.acknowledged)
    outcome.lost += [t for t, event_id in writer.acknowledged.items() if event_id not in ids]
    outcome.doubled += [token for token, count in tokens.items() if count > 1]
    outcome.unknown += [token for token in tokens if token not in writer.tried]


def _look_at_records(server: Server, writer: Writer, outcome: Outcome) -> None:
    client = server.client()

    def names() -> list[str]:
        pages = client.get_paginator("list_memory_records").paginate(
            memoryId=server.memory_id, namespace=f"/users/{writer.actor_id}/facts/"
        )
        texts = [r["content"]["text"] for page in pages for r in page["memoryRecordSummaries"]]
        return [text.rsplit(" ", 1)[-1].rstrip(".") for text in texts]

    wait_until(lambda: set(names()) >= writer.statements, seconds=SETTLE_SECONDS)
    found = Counter(names())
    outcome.to_learn += len(writer.statements)
    outcome.learned += len(writer.statements & found.keys())
    outcome.learned_twice += [name for name, count in found.items() if count > 1]
