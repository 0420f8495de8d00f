"""CloudFormation's AgentCore types, for an emulator that lacks them: the embedded AgentCore's own.

A resource's properties become the request that CloudFormation would make of AgentCore, so botocore
and the embedded AgentCore check them as AWS would. Files in a folder hold a type up or fail it.
"""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3

Properties = dict[str, Any]
Made = tuple[str, Properties]
PAUSE_SECONDS = 0.02
AS_IT_IS = frozenset({"EnvironmentVariables"})
"""Properties whose keys are data."""


def lowered(value: Any) -> Any:
    """Properties as the API names them: `MemoryStrategies` is `memoryStrategies`."""
    if isinstance(value, dict):
        return {
            key[:1].lower() + key[1:]: each if key in AS_IT_IS else lowered(each)
            for key, each in value.items()
        }
    return [lowered(each) for each in value] if isinstance(value, list) else value


class Switch:
    """Lets a test hold up, or fail, what the emulator does to a type: by a file of that name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def passed(self, act: str, kind: str) -> None:
        """Wait while the file `hold-ACT-KIND` is there; fail with what `fail-ACT-KIND` says."""
        while (self._folder / f"hold-{act}-{kind}").exists():
            time.sleep(PAUSE_SECONDS)
        failing = self._folder / f"fail-{act}-{kind}"
        if failing.exists():
            raise ValueError(failing.read_text())

    def is_update_failing(self) -> bool:
        """Whether an update is being taken back: MiniStack deletes what it did not change, too."""
        return any(self._folder.glob("fail-update-*"))


class Types:
    """What is done to a resource of each type."""

    def __init__(self, agentcore: str, own: str, folder: Path) -> None:
        """`agentcore` and `own` are the endpoints of the embedded AgentCore and the emulator."""
        session = boto3.Session(
            aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
        )
        self._control = session.client("bedrock-agentcore-control", endpoint_url=agentcore)
        self._s3 = session.client("s3", endpoint_url=own)
        self._folder = folder
        self._switch = Switch(folder)

    def handlers(self) -> dict[str, dict[str, Callable[..., Any]]]:
        """For the emulator's table of types."""
        made = {
            "Memory": (self.make_memory, self.change_memory, self.delete_memory),
            "Runtime": (self.make_runtime, self.change_runtime, self.delete_runtime),
            "RuntimeEndpoint": (self.make_endpoint, self.change_endpoint, self.delete_endpoint),
        }
        return {
            f"AWS::BedrockAgentCore::{kind}": {
                "create": self._switched("create", kind, create),
                "update": self._switched("update", kind, update),
                "delete": self._spared(delete),
            }
            for kind, (create, update, delete) in made.items()
        }

    def _switched(self, act: str, kind: str, run: Callable[..., Made]) -> Callable[..., Made]:
        def switched(*arguments: Any) -> Made:
            self._switch.passed(act, kind)
            return run(*arguments)

        return switched

    def _spared(self, run: Callable[..., None]) -> Callable[..., None]:
        def spared(*arguments: Any) -> None:
            if not self._switch.is_update_failing():
                run(*arguments)

        return spared

    def make_memory(self, _: str, properties: Properties, __: str) -> Made:
        request = lowered(properties) | {
            "eventExpiryDuration": int(properties["EventExpiryDuration"])
        }
        memory = self._control.create_memory(**request)["memory"]
        return memory["arn"], {"MemoryArn": memory["arn"], "MemoryId": memory["id"]}

    def change_memory(self, arn: str, old: Properties, new: Properties, _: str) -> Made:
        before, after = old["MemoryStrategies"], new["MemoryStrategies"]
        added = [each for each in after if each not in before]
        removed = {_name(each) for each in before if each not in after}
        known = self._control.get_memory(memoryId=_id(arn))["memory"]["strategies"]
        ids = [each["strategyId"] for each in known if each["name"] in removed]
        changes = {
            "addMemoryStrategies": lowered(added),
            "deleteMemoryStrategies": [{"memoryStrategyId": each} for each in ids],
        }
        memory = self._control.update_memory(
            memoryId=_id(arn),
            eventExpiryDuration=int(new["EventExpiryDuration"]),
            memoryStrategies={name: each for name, each in changes.items() if each},
        )["memory"]
        return arn, {"MemoryArn": arn, "MemoryId": memory["id"]}

    def delete_memory(self, arn: str, _: Properties) -> None:
        self._control.delete_memory(memoryId=_id(arn))

    def make_runtime(self, _: str, properties: Properties, __: str) -> Made:
        return _runtime(self._control.create_agent_runtime(**self._request(properties)))

    def change_runtime(self, runtime_id: str, _: Properties, new: Properties, __: str) -> Made:
        request = self._request(new)
        del request["agentRuntimeName"]
        return _runtime(self._control.update_agent_runtime(agentRuntimeId=runtime_id, **request))

    def delete_runtime(self, runtime_id: str, _: Properties) -> None:
        self._control.delete_agent_runtime(agentRuntimeId=runtime_id)

    def _request(self, properties: Properties) -> Properties:
        """The request of a runtime whose code is unpacked on this machine."""
        request: Properties = lowered(properties)
        code = request["agentRuntimeArtifact"]["codeConfiguration"]["code"]
        code["s3"] = {"bucket": "local", "prefix": str(self._unpacked(**code["s3"]))}
        request["protocolConfiguration"] = {"serverProtocol": request["protocolConfiguration"]}
        return request

    def _unpacked(self, bucket: str, prefix: str) -> Path:
        packed = self._s3.get_object(Bucket=bucket, Key=prefix)["Body"].read()
        folder = self._folder / prefix.replace("/", "-").removesuffix(".zip")
        with zipfile.ZipFile(io.BytesIO(packed)) as package:
            package.extractall(folder)
        return folder

    def make_endpoint(self, _: str, properties: Properties, __: str) -> Made:
        made = self._control.create_agent_runtime_endpoint(**lowered(properties))
        return made["agentRuntimeEndpointArn"], {}

    def change_endpoint(self, arn: str, _: Properties, new: Properties, __: str) -> Made:
        request = lowered(new)
        name = request.pop("name")
        self._control.update_agent_runtime_endpoint(endpointName=name, **request)
        return arn, {}

    def delete_endpoint(self, _: str, properties: Properties) -> None:
        self._control.delete_agent_runtime_endpoint(
            agentRuntimeId=properties["AgentRuntimeId"], endpointName=properties["Name"]
        )


def _id(arn: str) -> str:
    return arn.rsplit("/", 1)[-1]


def _name(strategy: Properties) -> str:
    ((_, settings),) = strategy.items()
    return str(settings["Name"])


def _runtime(answer: Properties) -> Made:
    return answer["agentRuntimeId"], {
        "AgentRuntimeArn": answer["agentRuntimeArn"],
        "AgentRuntimeId": answer["agentRuntimeId"],
        "AgentRuntimeVersion": answer["agentRuntimeVersion"],
    }
