"""Whatever an operation is asked, it answers as the service model says it may: never a 5xx."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import botocore.session
import httpx
import pytest
from botocore.model import OperationModel
from botocore.parsers import create_parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_agentcore.server import EmbeddedAgentCore
from tests.conftest import client, serving
from tests.properties.generator import Drawn, requests
from tests.responses import check_response
from tests.waiting import wait_until

pytestmark = pytest.mark.long

SERVICES = ("bedrock-agentcore", "bedrock-agentcore-control")
NOT_HERE = {"GetAgentCard"}
"""Of agents that speak A2A, which the embedded AgentCore does not run."""
EXAMPLES = 25
SECONDS = 20.0
"""How long an answer may take before it counts as a hang."""
ALWAYS_ALLOWED = {"ValidationException": 400, "AccessDeniedException": 403}


def operations() -> list[OperationModel]:
    """Every operation on memories, runtimes and tags but those that stream, and Converse."""
    session = botocore.session.get_session()
    found = []
    for service in SERVICES:
        model = session.get_service_model(service)
        for name in model.operation_names:
            operation = model.operation_model(name)
            parts = operation.http["requestUri"].strip("/").split("/")
            if parts[0] in ("memories", "runtimes", "tags") and not streams(operation):
                found.append(operation)
    found.append(session.get_service_model("bedrock-runtime").operation_model("Converse"))
    return [operation for operation in found if operation.name not in NOT_HERE]


def streams(operation: OperationModel) -> bool:
    return operation.has_streaming_output or operation.has_event_stream_output


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAgentCore]:
    """An embedded AgentCore of its own: what is drawn may delete anything."""
    with serving(tmp_path_factory.mktemp("properties")) as started:
        yield started


@pytest.fixture(scope="module")
def known(server: EmbeddedAgentCore) -> dict[str, list[Any]]:
    """What is there, by the names of the members that take it."""
    data = client("bedrock-agentcore", server.endpoint)
    control = client("bedrock-agentcore-control", server.endpoint)
    memory = control.get_memory(memoryId=server.memory_id)["memory"]
    said = {"conversational": {"content": {"text": "I like tea."}, "role": "USER"}}
    where = {"memoryId": memory["id"], "actorId": "alice", "sessionId": "first"}
    now = datetime.now(UTC)
    event = data.create_event(**where, eventTimestamp=now, payload=[said])["event"]
    record = {
        "requestIdentifier": "one",
        "namespaces": ["/users/alice/facts/"],
        "content": {"text": "The user likes tea."},
        "timestamp": now,
    }
    made = data.batch_create_memory_records(memoryId=memory["id"], records=[record])
    runtime_id = server.agent_runtime_arn.rsplit("/", 1)[-1]
    return {
        "memoryId": [memory["id"], memory["arn"]],
        "actorId": ["alice"],
        "sessionId": ["first"],
        "eventId": [event["eventId"]],
        "rootEventId": [event["eventId"]],
        "memoryRecordId": [made["successfulRecords"][0]["memoryRecordId"]],
        "memoryStrategyId": [item["strategyId"] for item in memory["strategies"]],
        "namespace": ["/users/alice/facts/"],
        "namespacePath": ["/users/"],
        "agentRuntimeId": [runtime_id],
        "agentRuntimeArn": [server.agent_runtime_arn],
        "agentRuntimeVersion": ["1"],
        "endpointName": ["DEFAULT"],
        "resourceArn": [memory["arn"], server.agent_runtime_arn],
        "nextToken": ["WzFd", "WyJhIl0=", "WzEsICJhIl0=", "WzEsIDJd", "W10=", "bm9uZQ=="],
        "eventTimestamp": [now.timestamp()],
    }


@pytest.fixture(scope="module")
def http(server: EmbeddedAgentCore) -> Iterator[httpx.Client]:
    """Plain HTTP: boto3 would refuse what is broken before it is sent."""
    with httpx.Client(base_url=server.endpoint, timeout=SECONDS, trust_env=False) as opened:
        yield opened


@pytest.mark.parametrize("operation", operations(), ids=lambda found: str(found.name))
def test_every_request_is_answered_as_the_model_says(
    operation: OperationModel, http: httpx.Client, known: dict[str, list[Any]]
) -> None:
    spared = known
    if operation.name in ("DeleteMemory", "DeleteAgentRuntime"):
        # The memory and the runtime that the other operations need stay.
        spared = {name: found for name, found in known.items() if name[-2:] not in ("Id", "rn")}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(drawn=st.deferred(lambda: requests(operation, spared)))
    def answered(drawn: Drawn) -> None:
        check(operation, send(http, operation, drawn))

    answered()


def send(http: httpx.Client, operation: OperationModel, drawn: Drawn) -> httpx.Response:
    """Send a request, however wrong, as far as HTTP can carry it."""
    path = operation.http["requestUri"]
    for name, value in drawn.labels.items():
        path = path.replace("{" + name + "}", quote(text(value), safe="") or "%20")
    body = drawn.body
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return http.request(
        operation.http["method"],
        path,
        params=[
            (name, text(item)) for name, value in drawn.query.items() for item in listed(value)
        ],
        headers={name: quote(text(value)) for name, value in drawn.headers.items()},
        content=content if operation.http["method"] != "GET" else b"",
    )


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str:
    found = value if isinstance(value, str) else json.dumps(value)
    return found.encode("utf-8", "replace").decode()


def check(operation: OperationModel, response: httpx.Response) -> None:
    """Check a response, success or error, against the operation's model."""
    assert response.status_code < 500, response.text
    assert response.headers["x-amzn-requestid"]
    if response.status_code >= 300:
        check_error(operation, response)
        return
    assert response.status_code == operation.http.get("responseCode", 200)
    shape = operation.output_shape
    assert shape is not None
    parsed = create_parser("rest-json").parse(
        {
            "status_code": response.status_code,
            "headers": dict(response.headers),
            "body": response.content,
        },
        shape,
    )
    assert parsed["ResponseMetadata"]["HTTPStatusCode"] == response.status_code
    check_response(operation, parsed)


def check_error(operation: OperationModel, response: httpx.Response) -> None:
    code = response.headers["x-amzn-errortype"]
    statuses = ALWAYS_ALLOWED | {
        shape.name: int(shape.metadata["error"]["httpStatusCode"])
        for shape in operation.error_shapes
    }
    assert response.status_code == statuses.get(code), (code, response.text)
    assert response.headers["content-type"] == "application/json"
    body = json.loads(response.content)
    assert body["message"].strip()
    if code == "ValidationException":
        assert body["reason"]


def test_nothing_that_was_said_stops_the_extraction(
    server: EmbeddedAgentCore, known: dict[str, list[Any]], http: httpx.Client
) -> None:
    """Runs last: what the requests above stored is extracted before what is said here."""
    data = client("bedrock-agentcore", server.endpoint)
    actor = f"last-{uuid.uuid4().hex}"
    said = {"conversational": {"content": {"text": "I live in Oslo."}, "role": "USER"}}
    data.create_event(
        memoryId=server.memory_id,
        actorId=actor,
        sessionId="last",
        eventTimestamp=datetime.now(UTC),
        payload=[said],
    )
    wait_until(
        lambda: data.list_memory_records(
            memoryId=server.memory_id, namespace=f"/users/{actor}/facts/"
        )["memoryRecordSummaries"],
        seconds=100,
    )
    answer = data.list_memory_extraction_jobs(memoryId=server.memory_id)
    assert answer["jobs"] == []
