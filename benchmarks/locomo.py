"""LoCoMo's conversations, each a memory with both speakers as actors, over the wire."""

import json
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3

from local_agentcore.server import DATABASE_FILE, EmbeddedAgentCore, Options

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "locomo-dev.json"
AGENT = Path(__file__).resolve().parents[1] / "agent" / "app.py"
_TURN = re.compile(r"D\d+:\d+")
_ANSWERED = (1, 2, 3, 4)
"""Categories of questions; those of the fifth have no answer in the conversation."""


@dataclass(frozen=True)
class Turn:
    """What a speaker said, and when its session was."""

    turn_id: str
    speaker: str
    text: str
    session: int
    at: datetime


@dataclass(frozen=True)
class Record:
    """A long-term record: its text, the actor, and the turns it was learned from."""

    text: str
    actor: str
    turns: frozenset[str]


class Conversation:
    """One of the data set's conversations."""

    def __init__(self, data: dict[str, Any]) -> None:
        talk = data["conversation"]
        self.speakers: tuple[str, str] = (talk["speaker_a"], talk["speaker_b"])
        self.turns = list(_turns(talk))
        self.questions = [
            (entry["question"], frozenset(_TURN.findall(str(entry.get("evidence")))))
            for entry in data["qa"]
            if entry["category"] in _ANSWERED and _TURN.search(str(entry.get("evidence")))
        ]
        self._observed = data["observation"]

    def facts(self, speaker: str) -> list[str]:
        """The facts that were written of a speaker, whose name reads *The user*."""
        return [
            re.sub(rf"\b{speaker}\b", "The user", text)
            for session in self._observed.values()
            for text, _ in session.get(speaker, [])
        ]


def conversations() -> list[Conversation]:
    """The conversations, none where the folder is missing."""
    if not DATA.exists():
        return []
    return [Conversation(entry) for entry in json.loads(DATA.read_text(encoding="utf-8"))]


def _turns(talk: dict[str, Any]) -> Iterator[Turn]:
    numbers = sorted(int(key[8:]) for key in talk if re.fullmatch(r"session_\d+", key))
    for number in numbers:
        at = datetime.strptime(talk[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y")
        for place, turn in enumerate(talk[f"session_{number}"]):
            when = at.replace(tzinfo=UTC) + timedelta(seconds=20 * place)
            yield Turn(turn["dia_id"], turn["speaker"], turn["text"], number, when)


class Memories:
    """An embedded AgentCore on a temporary folder that learns conversations."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._agentcore = EmbeddedAgentCore(Options(Path(self._folder.name), AGENT))
        self._clients: dict[str, Any] = {}

    def __enter__(self) -> "Memories":
        """Start."""
        self._agentcore.start()
        session = boto3.Session("test", "test", region_name="us-east-1")
        for service in ("bedrock-agentcore", "bedrock-agentcore-control"):
            endpoint = self._agentcore.endpoint
            self._clients[service] = session.client(service, endpoint_url=endpoint)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and forget all."""
        self._agentcore.stop()
        self._folder.cleanup()

    def learn(self, number: int, talk: Conversation) -> "Learned":
        """Each speaker as an actor of a memory of its own; back when all is extracted."""
        control = self._clients["bedrock-agentcore-control"]
        kinds = ("semantic", "userPreference")
        made = control.create_memory(
            name=f"Conversation{number}",
            eventExpiryDuration=365,
            memoryStrategies=[
                {
                    f"{kind}MemoryStrategy": {
                        "name": kind,
                        "namespaceTemplates": [f"/users/{{actorId}}/{kind}/"],
                    }
                }
                for kind in kinds
            ],
        )
        memory_id = made["memory"]["id"]
        turns = {}
        for speaker in talk.speakers:
            for turn in talk.turns:
                turns[self._said(memory_id, speaker, turn)] = turn.turn_id
        self._wait()
        return Learned(self._clients["bedrock-agentcore"], memory_id, turns)

    def _said(self, memory_id: str, speaker: str, turn: Turn) -> str:
        role = "USER" if turn.speaker == speaker else "ASSISTANT"
        made = self._clients["bedrock-agentcore"].create_event(
            memoryId=memory_id,
            actorId=speaker,
            sessionId=f"{speaker}-{turn.session}",
            eventTimestamp=turn.at,
            payload=[{"conversational": {"content": {"text": turn.text}, "role": role}}],
        )
        return str(made["event"]["eventId"]).replace("#", ":")

    def _wait(self) -> None:
        """Until no event awaits extraction."""
        with sqlite3.connect(Path(self._folder.name) / DATABASE_FILE) as db:
            while db.execute("SELECT count(*) FROM awaiting_extraction").fetchone()[0]:
                time.sleep(0.2)


class Learned:
    """A memory after its conversation."""

    def __init__(self, client: Any, memory_id: str, turns: dict[str, str]) -> None:
        self._client = client
        self._memory_id = memory_id
        self._turns = turns

    def records(self) -> list[Record]:
        """All records of both actors."""
        pages = self._client.get_paginator("list_memory_records").paginate(
            memoryId=self._memory_id, namespacePath="/users/"
        )
        return [self._record(item) for page in pages for item in page["memoryRecordSummaries"]]

    def found(self, question: str, limit: int = 10) -> Sequence[Record]:
        """The first records that answer a question, of whichever actor."""
        answer = self._client.retrieve_memory_records(
            memoryId=self._memory_id,
            namespacePath="/users/",
            searchCriteria={"searchQuery": question, "topK": limit},
        )
        return [self._record(item) for item in answer["memoryRecordSummaries"]]

    def _record(self, item: dict[str, Any]) -> Record:
        text = item["content"]["text"]
        if text.startswith("{"):
            text = json.loads(text)["preference"]
        sources = item["metadata"]["sourceEventIds"]["stringListValue"]
        turns = frozenset(self._turns[event_id] for event_id in sources)
        return Record(text, item["namespaces"][0].split("/")[2], turns)
