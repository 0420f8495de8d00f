"""Self-managed strategies: when their pipeline is due, and what it is sent.

The pipeline is somebody else's: it is given a session's new messages as a document in an S3 bucket
and told of it by an SNS message, and writes its records with BatchCreateMemoryRecords (AWS
documentation, "Self-managed strategy").
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local_agentcore import ids
from local_agentcore.delivery_targets import Deliverer
from local_agentcore.store.events import Event
from local_agentcore.store.jobs import Job

CHARACTERS_PER_TOKEN = 4
"""Which tokens AWS counts is not documented; this is the usual estimate for English."""
MAX_SEGMENT = 120
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")

Configuration = Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """A message as it was stored, whoever put it into which form; the time in milliseconds."""

    role: str
    text: str
    at_ms: int


def messages(event: Event) -> Iterator[Message]:
    """The messages of an event: conversational ones, and JSON as text in the role OTHER.

    Blobs are nobody's message (AWS: conversational and JSON payloads are extracted).
    """
    for item in event.payload:
        if "conversational" in item:
            spoken = item["conversational"]
            yield Message(spoken["role"], spoken["content"].get("text", ""), event.timestamp_ms)
        elif "json" in item:
            text = json.dumps(item["json"]["content"], ensure_ascii=False)
            yield Message("OTHER", text, event.timestamp_ms)


def is_due(configuration: Configuration, waiting: Sequence[Message], idle_seconds: float) -> bool:
    """Whether one of a strategy's triggers fires, any being enough.

    `configuration` is the strategy's, as `overrides` keeps it: with the SDK's default limits where
    it was given none. `waiting` are the messages that were not sent yet, `idle_seconds` how long
    ago the session's last one came. Nothing is ever due without a message.
    """
    reached = {
        "messageCount": len(waiting),
        "tokenCount": sum(len(message.text) for message in waiting) / CHARACTERS_PER_TOKEN,
        "idleSessionTimeout": idle_seconds,
    }
    limits = _limits(configuration)
    return bool(waiting) and any(reached[name] >= limit for name, limit in limits)


def idle_timeout(configuration: Configuration) -> int | None:
    """After how many idle seconds a session's messages are sent, None when never by that."""
    seconds = [limit for name, limit in _limits(configuration) if name == "idleSessionTimeout"]
    return min(seconds, default=None)


def _limits(configuration: Configuration) -> list[tuple[str, int]]:
    conditions = configuration["selfManagedConfiguration"]["triggerConditions"]
    return [
        limit
        for condition in conditions
        for trigger in condition.values()
        for limit in trigger.items()
    ]


def send(
    deliverer: Deliverer,
    configuration: Configuration,
    job: Job,
    waiting: Sequence[Message],
    earlier: Sequence[Message],
) -> None:
    """Send a session's waiting messages to the strategy's pipeline, with those just before them.

    `waiting` must not be empty; both are oldest first, and of the earlier ones only the strategy's
    window is sent. A job that is done again is sent again under the same key: a pipeline may see a
    job twice, as SNS may deliver twice.

    Raises:
        OSError, ValueError, botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError:
            the bucket or the topic cannot be reached or named so.
    """
    managed = configuration["selfManagedConfiguration"]
    target = managed["invocationConfiguration"]
    bucket, key = target["payloadDeliveryBucketName"], object_key(job)
    window = managed["historicalContextWindowSize"]
    document = payload(job, waiting, earlier[-window:] if window else [])
    message = notification(job, bucket, key)
    deliverer.deliver(bucket, key, document, target["topicArn"], message)


def payload(job: Job, current: Sequence[Message], historical: Sequence[Message]) -> dict[str, Any]:
    """The document in S3. The members are AWS's; the times are seconds since 1970.

    AWS's documentation does not say in which unit the times are; that of its JSON APIs is seconds.
    """
    return {
        "jobId": job.job_id,
        "requestId": str(uuid.uuid4()),
        "accountId": ids.ACCOUNT_ID,
        "memoryId": job.session.memory_id,
        "actorId": job.session.actor_id,
        "sessionId": job.session.session_id,
        "strategyId": job.strategy_id,
        "startingTimestamp": current[0].at_ms // 1000,
        "endingTimestamp": current[-1].at_ms // 1000,
        "currentContext": [_context(message) for message in current],
        "historicalContext": [_context(message) for message in historical],
    }


def _context(message: Message) -> dict[str, Any]:
    return {"role": message.role, "content": {"text": message.text}}


def notification(job: Job, bucket: str, key: str) -> dict[str, str]:
    """The message to the topic."""
    return {
        "jobId": job.job_id,
        "s3PayloadLocation": f"s3://{bucket}/{key}",
        "memoryId": job.session.memory_id,
        "strategyId": job.strategy_id,
    }


def object_key(job: Job) -> str:
    """Where a job's document lies in its bucket: a folder a session, a file a job."""
    session = job.session
    segments = (session.memory_id, job.strategy_id, session.actor_id, session.session_id)
    return "/".join([*map(_segment, segments), f"{job.job_id}.json"])


def _segment(name: str) -> str:
    """A name as one folder's: an actor's ID may have slashes and 255 characters."""
    safe = _UNSAFE.sub("_", name)[:MAX_SEGMENT]
    if safe == name:
        return name
    return f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
