"""Agent runtimes: made from local files, in versions, reached by their endpoints' names."""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_agentcore.server import EmbeddedAgentCore
from tests.api.errors import error_of
from tests.conftest import AGENT_FILE
from tests.waiting import wait_until

MIRROR = Path(__file__).parent.parent / "fixtures" / "mirror_agent.py"
ROLE = "arn:aws:iam::000000000000:role/agent"
CUSTOM = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-"


def artifact(file: Path) -> dict[str, Any]:
    return {
        "codeConfiguration": {
            "code": {"s3": {"bucket": "local", "prefix": str(file.parent)}},
            "runtime": "PYTHON_3_11",
            "entryPoint": ["opentelemetry-instrument", file.name],
        }
    }


def settings(file: Path, **more: Any) -> dict[str, Any]:
    return {"agentRuntimeArtifact": artifact(file), "roleArn": ROLE} | more


def new_name() -> str:
    return f"mirror_{uuid.uuid4().hex[:16]}"


@pytest.fixture
def runtime(control_client: Any) -> Iterator[dict[str, Any]]:
    """A runtime of the mirror agent, with one custom header on its allow-list."""
    made: dict[str, Any] = control_client.create_agent_runtime(
        agentRuntimeName=new_name(),
        **settings(
            MIRROR,
            requestHeaderConfiguration={"requestHeaderAllowlist": [f"{CUSTOM}Tenant"]},
            environmentVariables={"MIRROR_VARIABLE": "seen"},
        ),
    )
    yield made
    control_client.delete_agent_runtime(agentRuntimeId=made["agentRuntimeId"])


def invoke(
    memory_client: Any,
    arn: str,
    session_id: str,
    headers: dict[str, str] | None = None,
    **given: Any,
) -> dict[str, Any]:
    """What the agent answers; `headers` are sent with the request."""

    def add(request: Any, **_: Any) -> None:
        for name, value in (headers or {}).items():
            request.headers[name] = value

    event = "before-sign.bedrock-agentcore.InvokeAgentRuntime"
    memory_client.meta.events.register(event, add, unique_id="test-headers")
    try:
        answer = memory_client.invoke_agent_runtime(
            agentRuntimeArn=arn, runtimeSessionId=session_id, payload=b"{}", **given
        )
    finally:
        memory_client.meta.events.unregister(event, unique_id="test-headers")
    found: dict[str, Any] = json.loads(answer["response"].read())
    return found


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_runtime_is_what_it_was_made_as(control_client: Any, runtime: dict[str, Any]) -> None:
    found = control_client.get_agent_runtime(agentRuntimeId=runtime["agentRuntimeId"])
    assert found["status"] == "READY"
    assert found["agentRuntimeVersion"] == "1"
    assert found["agentRuntimeArtifact"] == artifact(MIRROR)
    assert found["environmentVariables"] == {"MIRROR_VARIABLE": "seen"}
    assert found["lifecycleConfiguration"] == {
        "idleRuntimeSessionTimeout": 900,
        "maxLifetime": 28_800,
    }
    assert found["agentRuntimeArn"].endswith(f"runtime/{found['agentRuntimeId']}")
    listed = control_client.list_agent_runtimes(maxResults=1)["agentRuntimes"]
    assert [item["agentRuntimeId"] for item in listed] == [runtime["agentRuntimeId"]]


def test_headers_and_variables_reach_the_agent(memory_client: Any, runtime: dict[str, Any]) -> None:
    headers = {f"{CUSTOM}Tenant": "acme", f"{CUSTOM}Actor-Id": "alice", "X-Other": "no"}
    answer = invoke(memory_client, runtime["agentRuntimeArn"], "s" * 33, headers)
    assert answer["variable"] == "seen"
    names = {name.lower(): value for name, value in answer["headers"].items()}
    assert names[f"{CUSTOM}Tenant".lower()] == "acme"
    assert f"{CUSTOM}Actor-Id".lower() not in names
    assert "x-other" not in names


def test_versions_and_endpoints(
    control_client: Any, memory_client: Any, runtime: dict[str, Any], tmp_path: Path
) -> None:
    arn, named = runtime["agentRuntimeArn"], {"agentRuntimeId": runtime["agentRuntimeId"]}
    second = tmp_path / "second.py"
    shutil.copy(MIRROR, second)
    control_client.create_agent_runtime_endpoint(**named, name="stable", agentRuntimeVersion="1")
    running = invoke(memory_client, arn, "a" * 33)
    updated = control_client.update_agent_runtime(**named, **settings(second))
    assert updated["agentRuntimeVersion"] == "2"
    # A session stays on its version; a new one runs on the newest.
    assert invoke(memory_client, arn, "a" * 33) == running
    assert invoke(memory_client, arn, "b" * 33)["file"] == "second.py"
    stable = invoke(memory_client, arn, "c" * 33, qualifier="stable")
    assert (stable["file"], stable["variable"]) == ("mirror_agent.py", "seen")
    control_client.update_agent_runtime_endpoint(
        **named, endpointName="stable", agentRuntimeVersion="2"
    )
    memory_client.stop_runtime_session(agentRuntimeArn=arn, runtimeSessionId="c" * 33)
    assert invoke(memory_client, arn, "c" * 33, qualifier="stable")["file"] == "second.py"
    endpoints = control_client.list_agent_runtime_endpoints(**named)["runtimeEndpoints"]
    assert {item["name"]: item["liveVersion"] for item in endpoints} == {
        "DEFAULT": "2",
        "stable": "2",
    }
    versions = control_client.list_agent_runtime_versions(**named)["agentRuntimes"]
    assert [item["agentRuntimeVersion"] for item in versions] == ["2", "1"]
    first = control_client.get_agent_runtime(**named, agentRuntimeVersion="1")
    assert first["agentRuntimeArtifact"] == artifact(MIRROR)


def test_a_deleted_runtimes_processes_end(
    control_client: Any, memory_client: Any, runtime: dict[str, Any]
) -> None:
    made = control_client.create_agent_runtime(agentRuntimeName=new_name(), **settings(MIRROR))
    process = invoke(memory_client, made["agentRuntimeArn"], "s" * 33)["process"]
    control_client.delete_agent_runtime(agentRuntimeId=made["agentRuntimeId"])
    wait_until(lambda: not is_running(process))
    code, status, _ = error_of(
        memory_client.invoke_agent_runtime,
        agentRuntimeArn=made["agentRuntimeArn"],
        runtimeSessionId="s" * 33,
        payload=b"{}",
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


def test_an_endpoint_is_described_and_deleted(control_client: Any, runtime: dict[str, Any]) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    made = control_client.create_agent_runtime_endpoint(
        **named, name="beta", description="To try", tags={"team": "red"}
    )
    tags = control_client.list_tags_for_resource(resourceArn=made["agentRuntimeEndpointArn"])
    assert tags["tags"] == {"team": "red"}
    assert made["agentRuntimeEndpointArn"].endswith("/runtime-endpoint/beta")
    found = control_client.get_agent_runtime_endpoint(**named, endpointName="beta")
    assert (found["description"], found["targetVersion"], found["status"]) == (
        "To try",
        "1",
        "READY",
    )
    control_client.delete_agent_runtime_endpoint(**named, endpointName="beta")
    code, status, _ = error_of(
        control_client.get_agent_runtime_endpoint, **named, endpointName="beta"
    )
    assert (code, status) == ("ResourceNotFoundException", 404)


def test_a_request_made_again_is_done_once(control_client: Any, runtime: dict[str, Any]) -> None:
    given = settings(MIRROR, clientToken=uuid.uuid4().hex + "0")
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    first = control_client.update_agent_runtime(**named, **given)
    again = control_client.update_agent_runtime(**named, **given)
    assert again["agentRuntimeVersion"] == first["agentRuntimeVersion"] == "2"
    endpoint = {"name": "once", "clientToken": uuid.uuid4().hex + "1"}
    control_client.create_agent_runtime_endpoint(**named, **endpoint)
    control_client.create_agent_runtime_endpoint(**named, **endpoint)
    assert len(control_client.list_agent_runtime_versions(**named)["agentRuntimes"]) == 2


def test_the_default_runtime_is_one_like_the_others(
    control_client: Any, agentcore: EmbeddedAgentCore
) -> None:
    runtime_id = agentcore.agent_runtime_arn.rsplit("/", 1)[-1]
    found = control_client.get_agent_runtime(agentRuntimeId=runtime_id)
    code = found["agentRuntimeArtifact"]["codeConfiguration"]
    assert Path(code["code"]["s3"]["prefix"], code["entryPoint"][-1]) == AGENT_FILE
    allowed = found["requestHeaderConfiguration"]["requestHeaderAllowlist"]
    assert allowed == [f"{CUSTOM}Actor-Id"]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (
            {"containerConfiguration": {"containerUri": "public.ecr.aws/a/b:latest"}},
            "files of this machine",
        ),
        (artifact(Path("/nowhere/agent.py")), "There is no file"),
    ],
)
def test_what_cannot_run_here_is_refused(
    control_client: Any, given: dict[str, Any], complaint: str
) -> None:
    code, status, message = error_of(
        control_client.create_agent_runtime,
        agentRuntimeName=new_name(),
        agentRuntimeArtifact=given,
        roleArn=ROLE,
    )
    assert (code, status) == ("ValidationException", 400)
    assert complaint in message


def test_conflicts_are_told(control_client: Any, runtime: dict[str, Any]) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    name = control_client.get_agent_runtime(**named)["agentRuntimeName"]
    conflicts = [
        error_of(control_client.create_agent_runtime, agentRuntimeName=name, **settings(MIRROR)),
        error_of(control_client.delete_agent_runtime, **named, agentRuntimeVersion="1"),
        error_of(control_client.create_agent_runtime_endpoint, **named, name="DEFAULT"),
        error_of(control_client.update_agent_runtime_endpoint, **named, endpointName="DEFAULT"),
        error_of(control_client.delete_agent_runtime_endpoint, **named, endpointName="DEFAULT"),
    ]
    assert {(code, status) for code, status, _ in conflicts} == {("ConflictException", 409)}


def test_what_is_unknown_is_not_found(
    control_client: Any, memory_client: Any, runtime: dict[str, Any]
) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    missing = [
        error_of(control_client.get_agent_runtime, agentRuntimeId="nothing-0123456789"),
        error_of(control_client.get_agent_runtime, **named, agentRuntimeVersion="7"),
        error_of(
            control_client.create_agent_runtime_endpoint,
            **named,
            name="a",
            agentRuntimeVersion="7",
        ),
        error_of(
            memory_client.invoke_agent_runtime,
            agentRuntimeArn=runtime["agentRuntimeArn"],
            qualifier="nowhere",
            runtimeSessionId="s" * 33,
            payload=b"{}",
        ),
        error_of(
            memory_client.stop_runtime_session,
            agentRuntimeArn=runtime["agentRuntimeArn"],
            runtimeSessionId="n" * 33,
        ),
    ]
    assert {(code, status) for code, status, _ in missing} == {("ResourceNotFoundException", 404)}


def test_runtimes_are_tagged(control_client: Any, runtime: dict[str, Any]) -> None:
    arn = runtime["agentRuntimeArn"]
    control_client.tag_resource(resourceArn=arn, tags={"team": "blue", "stage": "test"})
    control_client.untag_resource(resourceArn=arn, tagKeys=["stage", "unknown"])
    assert control_client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "blue"}
