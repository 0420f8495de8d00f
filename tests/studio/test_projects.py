"""What deployment tools note in their projects' files, in the form in which they write it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from studio import projects
from studio.settings import SettingsError

ARN = "arn:aws:bedrock-agentcore:eu-west-1:123456789012:runtime/Shop_Helper-0123456789"
MEMORY_ARN = "arn:aws:bedrock-agentcore:eu-west-1:123456789012:memory/Shop_Notes-0123456789"
RUNTIME = {
    "runtimeId": "Shop_Helper-0123456789",
    "runtimeArn": ARN,
    "roleArn": "arn:aws:iam::123456789012:role/AgentCore-Shop-default-Application",
}
MEMORY = {"memoryId": "Shop_Notes-0123456789", "memoryArn": MEMORY_ARN}
RESOURCES = {
    "runtimes": {"Helper": RUNTIME},
    "memories": {"Notes": MEMORY},
    "mcp": {"gateways": {}},
    "stackName": "AgentCore-Shop-default",
    "deployHash": "8ee0b79009e7976b",
}
TOOLKIT = """\
default_agent: shop_helper
agents:
  shop_helper:
    name: shop_helper
    entrypoint: src/main.py
    platform: linux/arm64
    aws:
      execution_role: arn:aws:iam::075452627099:role/AmazonBedrockAgentCoreSDKRuntime-eu-west-1
      account: 075452627099
      region: eu-west-1
      ecr_repository: null
    bedrock_agentcore:
      agent_id: Shop_Helper-0123456789
      agent_arn: {arn}
      agent_session_id: 5d8a1f0e-1c33-4b0e-9d5f-2f6f8ec3a111
    memory:
      mode: STM_AND_LTM
      memory_id: {memory_id}
      memory_arn: {memory_arn}
      memory_name: shop_helper_mem
      event_expiry_days: 30
  other:
    name: other
    entrypoint: src/other.py
    bedrock_agentcore:
      agent_arn: null
"""
BOTH = {"AGENT_ARN": ARN, "MEMORY_ID": MEMORY_ARN}


def deployed(folder: Path, targets: Mapping[str, Any]) -> Path:
    path = folder / projects.STATE
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"targets": targets}, indent=2))
    return path


def configured(folder: Path, text: str = TOOLKIT, **values: str) -> Path:
    path = folder / projects.TOOLKIT
    known = {"arn": ARN, "memory_id": "Shop_Notes-0123456789", "memory_arn": MEMORY_ARN}
    path.write_text(text.format(**(known | values)))
    return path


def variables(folder: Path) -> Mapping[str, str]:
    found = projects.read(folder)
    assert found
    return found.variables


def test_a_folder_without_a_project_names_nothing(tmp_path: Path) -> None:
    assert projects.read(tmp_path) is None


def test_what_the_cli_deployed(tmp_path: Path) -> None:
    path = deployed(tmp_path, {"default": {"resources": RESOURCES}})
    assert projects.read(tmp_path) == projects.Project(str(path), BOTH)


def test_the_default_target_goes_before_others_and_the_only_one_will_do(tmp_path: Path) -> None:
    other = {"resources": {"runtimes": {"Helper": RUNTIME | {"runtimeArn": "arn:other"}}}}
    deployed(tmp_path / "one", {"staging": other, "default": {"resources": RESOURCES}})
    assert variables(tmp_path / "one") == BOTH
    deployed(tmp_path / "two", {"staging": {"resources": RESOURCES}})
    assert variables(tmp_path / "two") == BOTH


def test_a_project_that_the_cli_s_version_1_migrated_still_names_both(tmp_path: Path) -> None:
    stack = "arn:aws:cloudformation:eu-west-1:123456789012:stack/AgentCore-Shop-default/1f2e"
    deployed(tmp_path, {"default": {"stackArn": stack, "resources": RESOURCES}})
    assert variables(tmp_path) == BOTH


@pytest.mark.parametrize("target", [{"stackArn": "arn:aws:cloudformation:x"}, {"resources": {}}])
def test_a_stack_alone_names_neither(tmp_path: Path, target: Mapping[str, Any]) -> None:
    deployed(tmp_path, {"default": target})
    assert variables(tmp_path) == {}


def test_what_the_starter_toolkit_configured(tmp_path: Path) -> None:
    path = configured(tmp_path)
    assert projects.read(tmp_path) == projects.Project(str(path), BOTH)


def test_what_was_configured_and_not_launched_names_no_agent(tmp_path: Path) -> None:
    configured(tmp_path, arn="null", memory_arn="null")
    assert variables(tmp_path) == {"MEMORY_ID": "Shop_Notes-0123456789"}


def test_the_cli_s_file_goes_before_its_predecessor_s(tmp_path: Path) -> None:
    configured(tmp_path, arn="arn:older")
    deployed(tmp_path, {"default": {"resources": RESOURCES}})
    assert variables(tmp_path) == BOTH


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (projects.STATE, "{", "it cannot be read"),
        (projects.STATE, "[]", "it should be a table"),
        (projects.STATE, '{"targets": []}', "targets should be a table"),
        (projects.STATE, '{"targets": {"a": {}, "b": {}}}', "several targets, a, b"),
        (
            projects.STATE,
            json.dumps({"targets": {"default": {"resources": {"runtimes": {"a": {}, "b": {}}}}}}),
            "several runtimes, a, b",
        ),
        (projects.TOOLKIT, "agents: [", "it cannot be read"),
        (projects.TOOLKIT, "name: helper", "agents should be a table"),
        (projects.TOOLKIT, "agents: {a: {}, b: {}}", "several agents, a, b"),
        (projects.TOOLKIT, "agents: {a: {memory: yes}}", "memory should be a table"),
        (projects.TOOLKIT, "!!python/object/apply:os.getcwd []", "it cannot be read"),
    ],
)
def test_a_broken_file_is_named_with_what_to_do(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    with pytest.raises(SettingsError, match=why) as told:
        projects.read(tmp_path)
    assert str(path) in str(told.value)
    assert "set AGENT_ARN and MEMORY_ID instead" in str(told.value)
