"""Runtimes of an agent that answers what reached it, made and invoked through boto3."""

import json
import os
import uuid
from pathlib import Path
from typing import Any

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
