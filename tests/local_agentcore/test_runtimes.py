"""Agent runtimes: made from local files, in versions, reached by their endpoints' names."""

import shutil
import uuid
from pathlib import Path
from typing import Any

import pytest

from local_agentcore import runtimes
from local_agentcore.errors import ServiceQuotaExceededException
from local_agentcore.runtimes import RuntimeControl
from local_agentcore.server import EmbeddedAgentCore
from local_agentcore.store.database import Database
from tests.api.errors import error_of
from tests.conftest import AGENT_FILE
from tests.local_agentcore.mirror import (
    CUSTOM,
    MIRROR,
    ROLE,
    artifact,
    invoke,
    is_running,
    new_name,
    settings,
)
from tests.waiting import wait_until


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


def test_a_creation_made_again_is_answered_as_it_was(control_client: Any) -> None:
    given = settings(MIRROR, agentRuntimeName=new_name(), clientToken=uuid.uuid4().hex + "0")
    first = control_client.create_agent_runtime(**given)
    named = {"agentRuntimeId": first["agentRuntimeId"]}
    control_client.update_agent_runtime(**named, **settings(MIRROR))
    again = control_client.create_agent_runtime(**given)
    for answer in (first, again):
        del answer["ResponseMetadata"]
    assert again == first
    control_client.delete_agent_runtime(**named)


@pytest.mark.parametrize("operation", ["list_agent_runtimes", "list_agent_runtime_versions"])
def test_pages_stay_while_items_are_added(
    control_client: Any, runtime: dict[str, Any], operation: str
) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    of = named if operation.endswith("versions") else {}
    control_client.update_agent_runtime(**named, **settings(MIRROR))
    other = control_client.create_agent_runtime(agentRuntimeName=new_name(), **settings(MIRROR))
    first = getattr(control_client, operation)(**of, maxResults=1)
    control_client.update_agent_runtime(**named, **settings(MIRROR))
    more = control_client.create_agent_runtime(agentRuntimeName=new_name(), **settings(MIRROR))
    second = getattr(control_client, operation)(**of, maxResults=1, nextToken=first["nextToken"])
    found = [
        (item["agentRuntimeId"], item["agentRuntimeVersion"])
        for page in (first, second)
        for item in page["agentRuntimes"]
    ]
    mine = runtime["agentRuntimeId"]
    versions = [(mine, "2"), (mine, "1")]
    newest = [(other["agentRuntimeId"], "1"), (mine, "3")]
    assert found == (versions if of else newest)
    for made in (other, more):
        control_client.delete_agent_runtime(agentRuntimeId=made["agentRuntimeId"])


def test_quotas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtimes, "MAX_RUNTIMES", 1)
    monkeypatch.setattr(runtimes, "MAX_VERSIONS", 2)
    database = Database(tmp_path / "agentcore.sqlite3")
    control = RuntimeControl(database, "us-east-1", lambda *_: None)
    made = control.create_agent_runtime({"agentRuntimeName": "one", **settings(MIRROR)})
    with pytest.raises(ServiceQuotaExceededException, match="agent runtimes already"):
        control.create_agent_runtime({"agentRuntimeName": "two", **settings(MIRROR)})
    given = {"agentRuntimeId": made["agentRuntimeId"], **settings(MIRROR)}
    control.update_agent_runtime(given)
    with pytest.raises(ServiceQuotaExceededException, match="versions"):
        control.update_agent_runtime(given)
    # A version that was deleted makes room for another, of the next number.
    control.delete_agent_runtime({**given, "agentRuntimeVersion": "1"})
    assert control.update_agent_runtime(given)["agentRuntimeVersion"] == "3"
    database.close()
