"""Endpoints of agent runtimes: their quota, their pages, their tags, and their ARNs."""

from typing import Any

from tests.api.errors import error_of
from tests.local_agentcore.mirror import invoke


def test_ten_endpoints_in_pages(control_client: Any, runtime: dict[str, Any]) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    names = [f"stage_{number}" for number in range(9)]
    for name in names:
        control_client.create_agent_runtime_endpoint(**named, name=name)
    code, status, _ = error_of(control_client.create_agent_runtime_endpoint, **named, name="more")
    assert (code, status) == ("ServiceQuotaExceededException", 402)
    found: list[str] = []
    token: dict[str, str] = {}
    while not found or token:
        page = control_client.list_agent_runtime_endpoints(**named, maxResults=4, **token)
        found += [item["name"] for item in page["runtimeEndpoints"]]
        token = {"nextToken": page["nextToken"]} if "nextToken" in page else {}
    assert found == ["DEFAULT", *names]


def test_a_new_endpoint_has_none_of_the_old_ones_tags(
    control_client: Any, runtime: dict[str, Any]
) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    made = control_client.create_agent_runtime_endpoint(**named, name="beta", tags={"a": "b"})
    control_client.delete_agent_runtime_endpoint(**named, endpointName="beta")
    control_client.create_agent_runtime_endpoint(**named, name="beta")
    arn = made["agentRuntimeEndpointArn"]
    assert control_client.list_tags_for_resource(resourceArn=arn)["tags"] == {}


def test_a_version_that_an_endpoint_is_of_stays(
    control_client: Any, runtime: dict[str, Any]
) -> None:
    named = {"agentRuntimeId": runtime["agentRuntimeId"]}
    kept = control_client.get_agent_runtime(**named)
    changed = {name: kept[name] for name in ("agentRuntimeArtifact", "roleArn")}
    control_client.update_agent_runtime(**named, **changed)
    control_client.create_agent_runtime_endpoint(**named, name="stable", agentRuntimeVersion="1")
    first = {**named, "agentRuntimeVersion": "1"}
    code, status, _ = error_of(control_client.delete_agent_runtime, **first)
    assert (code, status) == ("ConflictException", 409)
    control_client.delete_agent_runtime_endpoint(**named, endpointName="stable")
    assert control_client.delete_agent_runtime(**first)["agentRuntimeVersion"] == "1"
    code, status, _ = error_of(control_client.get_agent_runtime, **first)
    assert (code, status) == ("ResourceNotFoundException", 404)


def test_an_endpoints_arn_is_invoked(
    control_client: Any, memory_client: Any, runtime: dict[str, Any]
) -> None:
    made = control_client.create_agent_runtime_endpoint(
        agentRuntimeId=runtime["agentRuntimeId"], name="beta"
    )
    arn = made["agentRuntimeEndpointArn"]
    assert invoke(memory_client, arn, "s" * 33, accountId="000000000000")["variable"] == "seen"
    memory_client.stop_runtime_session(agentRuntimeArn=arn, runtimeSessionId="s" * 33)
