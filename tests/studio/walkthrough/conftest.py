"""Scenes for the steps: the agent as it is, and agents and memories with which they must fail."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.memory import Memory
from studio.runtime import Runtime
from studio.walkthrough.results import StepResult
from studio.walkthrough.runner import Ended, run
from studio.walkthrough.scene import Scene
from studio.walkthrough.steps import STEPS

AGENTS = Path(__file__).parent / "agents"
PATIENCE = 20.0
ROLE = "arn:aws:iam::000000000000:role/any"

SetScene = Callable[..., Scene]


@pytest.fixture(scope="session")
def agent_arn(
    control_client: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], str]:
    """The ARN of a runtime with one of the agents beside this file, and its memory."""

    def create(name: str, memory_id: str) -> str:
        notes = tmp_path_factory.mktemp("notes") / "notes.txt"
        notes.write_text("Nothing yet.")
        code = {"s3": {"bucket": "local", "prefix": str(AGENTS)}}
        created = control_client.create_agent_runtime(
            agentRuntimeName=f"{name}_{uuid4().hex[:8]}",
            roleArn=ROLE,
            agentRuntimeArtifact={
                "codeConfiguration": {
                    "code": code,
                    "runtime": "PYTHON_3_12",
                    "entryPoint": [f"{name}.py"],
                }
            },
            networkConfiguration={"networkMode": "PUBLIC"},
            environmentVariables={"BEDROCK_AGENTCORE_MEMORY_ID": memory_id, "NOTES": str(notes)},
            requestHeaderConfiguration={
                "requestHeaderAllowlist": ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Actor-Id"]
            },
        )
        return str(created["agentRuntimeArn"])

    return create


@pytest.fixture(scope="session")
def scene(
    agentcore: EmbeddedAgentCore,
    memory_client: Any,
    control_client: Any,
    agent_arn: Callable[[str, str], str],
) -> SetScene:
    """A scene with the agent that is deployed, or with one of the agents beside this file."""

    def make(agent: str = "", memory_id: str = "", patience: float = PATIENCE) -> Scene:
        memory = Memory(memory_client, control_client, memory_id or agentcore.memory_id)
        arn = agent_arn(agent, memory.memory_id) if agent else agentcore.agent_runtime_arn
        runtime = Runtime(memory_client, arn, "DEFAULT", memory.strategy_type)
        return Scene(memory, runtime, patience)

    return make


def take(scene: Scene, *keys: str) -> dict[str, StepResult]:
    """Take the steps of these keys, or all; their results."""
    steps = [step for step in STEPS if not keys or step.key in keys]
    ended = (each.result for each in run(scene, steps) if isinstance(each, Ended))
    return {result.key: result for result in ended}


def failed(result: StepResult) -> set[str]:
    """The claims that did not hold, without the words that differ from run to run."""
    return {each.claim.split("“")[0].strip() for each in result.checks if not each.passed}


def held(results: Iterable[StepResult]) -> set[str]:
    """The claims that held."""
    checks = (check for result in results for check in result.checks)
    return {check.claim.split("“")[0].strip() for check in checks if check.passed}
