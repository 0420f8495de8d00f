"""Where documents and messages go: a folder, or S3 and SNS over HTTP."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from botocore.exceptions import ClientError

from local_agentcore.delivery_targets import ToFolder, ToServices, deliverer

TOPIC = "arn:aws:sns:us-east-1:000000000000:extraction"
KEY = "memory-1/pipeline-1/agent_alice-0123456789abcdef/first/0af1.json"
DOCUMENT = {"jobId": "0af1", "sessionId": "first", "currentContext": ["è"]}
MESSAGE = {"jobId": "0af1", "memoryId": "memory-1"}
PUBLISHED = (
    b"<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>"
)


@dataclass
class Services:
    """Takes the requests of S3 and SNS, and keeps them; `failing` answers errors to this verb."""

    failing: str = ""
    endpoint: str = ""
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)

    def taking(self) -> type[BaseHTTPRequestHandler]:
        """A handler that keeps what it takes here."""
        services = self

        class Handler(BaseHTTPRequestHandler):
            def _take(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                services.requests.append((self.command, self.path, body))
                answer = PUBLISHED if self.command == "POST" else b""
                self.send_response(403 if self.command == services.failing else 200)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_PUT = do_POST = _take

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """S3 and SNS at one address, as emulators have it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    found = Services()
    server = ThreadingHTTPServer(("127.0.0.1", 0), found.taking())
    found.endpoint = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_folder_has_the_document_and_a_line_a_message(tmp_path: Path) -> None:
    folder = ToFolder(tmp_path / "deliveries")
    folder.deliver("payloads", KEY, DOCUMENT, TOPIC, MESSAGE)
    folder.deliver("payloads", KEY.replace("0af1", "0af2"), DOCUMENT, TOPIC, MESSAGE)
    log = tmp_path / "deliveries" / "topics" / "extraction.jsonl"

    assert json.loads((tmp_path / "deliveries" / "payloads" / KEY).read_text("utf-8")) == DOCUMENT
    assert [json.loads(line) for line in log.read_text("utf-8").splitlines()] == [MESSAGE] * 2
    assert not list(tmp_path.rglob("*.partial"))


@pytest.mark.parametrize(
    ("bucket", "key", "topic_arn"),
    [
        ("..", KEY, TOPIC),
        ("a/../../b", KEY, TOPIC),
        ("Payloads", KEY, TOPIC),
        ("payloads", "../0af1.json", TOPIC),
        ("payloads", "a/../../../0af1.json", TOPIC),
        ("payloads", "/etc/0af1.json", TOPIC),
        ("payloads", "a//0af1.json", TOPIC),
        ("payloads", "a\\..\\0af1.json", TOPIC),
        ("payloads", "a\0.json", TOPIC),
        ("payloads", "", TOPIC),
        ("payloads", KEY, TOPIC + "/../x"),
        ("payloads", KEY, "arn:aws:sns:us-east-1:000000000000:.."),
        ("payloads", KEY, "extraction"),
    ],
)
def test_no_name_leads_out_of_the_folder(
    tmp_path: Path, bucket: str, key: str, topic_arn: str
) -> None:
    with pytest.raises(ValueError):
        ToFolder(tmp_path / "deliveries").deliver(bucket, key, DOCUMENT, topic_arn, MESSAGE)

    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "deliveries").write_text("a file")

    with pytest.raises(OSError):
        ToFolder(tmp_path / "deliveries").deliver("payloads", KEY, DOCUMENT, TOPIC, MESSAGE)


@pytest.mark.parametrize(
    "environment", [{}, {"AWS_ENDPOINT_URL_S3": "http://x"}, {"AWS_ENDPOINT_URL_SNS": "http://x"}]
)
def test_without_both_endpoints_it_is_the_folder(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    assert isinstance(deliverer(tmp_path, "us-east-1", environment), ToFolder)


def test_with_both_endpoints_it_is_s3_and_sns(services: Services, tmp_path: Path) -> None:
    environment = {
        "AWS_ENDPOINT_URL_S3": services.endpoint,
        "AWS_ENDPOINT_URL_SNS": services.endpoint,
    }
    target = deliverer(tmp_path, "us-east-1", environment)
    target.deliver("payloads", KEY, DOCUMENT, TOPIC, MESSAGE)
    (put, path, body), (post, _, form) = services.requests
    published = parse_qs(form.decode())

    assert isinstance(target, ToServices)
    assert (put, post) == ("PUT", "POST")
    assert path == f"/payloads/{KEY}"
    assert json.loads(body) == DOCUMENT
    assert published["TopicArn"] == [TOPIC]
    assert json.loads(published["Message"][0]) == MESSAGE
    assert "MessageGroupId" not in published
    assert not list(tmp_path.iterdir())


def test_a_fifo_topic_keeps_a_session_s_order(services: Services) -> None:
    target = ToServices(services.endpoint, services.endpoint, "us-east-1")
    target.deliver("payloads", KEY, DOCUMENT, f"{TOPIC}.fifo", MESSAGE)
    published = parse_qs(services.requests[1][2].decode())

    assert published["MessageGroupId"] == ["first"]
    assert published["MessageDeduplicationId"] == ["0af1"]


@pytest.mark.parametrize(("failing", "requests"), [("PUT", 1), ("POST", 2)])
def test_a_refusal_is_an_error_and_nothing_is_told_without_a_document(
    services: Services, failing: str, requests: int
) -> None:
    services.failing = failing
    target = ToServices(services.endpoint, services.endpoint, "us-east-1")

    with pytest.raises(ClientError):
        target.deliver("payloads", KEY, DOCUMENT, TOPIC, MESSAGE)
    assert len(services.requests) == requests
