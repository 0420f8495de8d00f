"""Where documents and messages of self-managed strategies go: S3 and SNS, or a folder."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

S3_ENDPOINT = "AWS_ENDPOINT_URL_S3"
SNS_ENDPOINT = "AWS_ENDPOINT_URL_SNS"

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""The service model's pattern of payloadDeliveryBucketName."""
_SEGMENT = re.compile(r"[\w-][\w.-]{0,200}")
_TOPIC = re.compile(r"arn:[^:]*:[^:]*:[^:]*:[^:]*:(?P<name>[\w-]{1,240}(?P<fifo>\.fifo)?)")

Json = Mapping[str, Any]


class Deliverer(Protocol):
    """Puts a document where its pipeline finds it, and then tells the pipeline's topic."""

    def deliver(self, bucket: str, key: str, document: Json, topic_arn: str, message: Json) -> None:
        """Deliver both, or raise; after a failure the whole may be delivered again."""


def deliverer(folder: Path, region: str, environment: Mapping[str, str]) -> Deliverer:
    """To S3 and SNS when the environment names an endpoint of each, else to the folder.

    The endpoints may be an emulator's or AWS's own; credentials are those of the process.
    """
    s3, sns = environment.get(S3_ENDPOINT), environment.get(SNS_ENDPOINT)
    return ToServices(s3, sns, region) if s3 and sns else ToFolder(folder)


class ToFolder:
    """Documents at `<bucket>/<key>`, messages as lines of `topics/<topic's name>.jsonl`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, bucket: str, key: str, document: Json, topic_arn: str, message: Json) -> None:
        """Write the document, then the message.

        Raises:
            OSError: the folder cannot be written.
            ValueError: a name is none that a bucket, a key or a topic may have here.
        """
        path, log = self._path(bucket, key), self._log(topic_arn)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A pipeline that watches the folder must not read half a document.
        partial = path.with_name(f"{path.name}.partial")
        partial.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
        os.replace(partial, path)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(message, ensure_ascii=False) + "\n")

    def _path(self, bucket: str, key: str) -> Path:
        """The document's path. No name can lead out of the folder: none begins with a dot."""
        segments = key.split("/")
        if not _BUCKET.fullmatch(bucket):
            raise ValueError(f"{bucket!r} is no name of a bucket")
        if not all(map(_SEGMENT.fullmatch, segments)):
            raise ValueError(f"{key!r} cannot be a path in {self._folder}")
        return self._folder.joinpath(bucket, *segments)

    def _log(self, topic_arn: str) -> Path:
        return self._folder / "topics" / f"{_topic(topic_arn)['name']}.jsonl"


class ToServices:
    """S3 and SNS at these endpoints."""

    def __init__(self, s3_endpoint: str, sns_endpoint: str, region: str) -> None:
        # Imported here: only who has such endpoints needs it.
        import boto3
        from botocore.config import Config

        session = boto3.Session(region_name=region)
        # Both calls must end within the lease of the job that makes them; the job is tried again.
        patience = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 1})
        # An emulator has no host name a bucket, and need not know the newer checksums.
        plain = Config(
            s3={"addressing_style": "path"}, request_checksum_calculation="when_required"
        )
        self._s3 = session.client("s3", endpoint_url=s3_endpoint, config=patience.merge(plain))
        self._sns = session.client("sns", endpoint_url=sns_endpoint, config=patience)

    def deliver(self, bucket: str, key: str, document: Json, topic_arn: str, message: Json) -> None:
        """Put the document, then publish the message; in a FIFO topic a session keeps its order.

        Raises:
            botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError: one of them failed.
            ValueError: the ARN is none of a topic.
        """
        ordered = _topic(topic_arn)["fifo"] is not None
        body = json.dumps(document, ensure_ascii=False).encode()
        self._s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType="application/json")
        order = {
            "MessageGroupId": document["sessionId"],
            "MessageDeduplicationId": message["jobId"],
        }
        text = json.dumps(message, ensure_ascii=False)
        self._sns.publish(TopicArn=topic_arn, Message=text, **(order if ordered else {}))


def _topic(arn: str) -> re.Match[str]:
    match = _TOPIC.fullmatch(arn)
    if match is None:
        raise ValueError(f"{arn!r} is no ARN of a topic")
    return match
