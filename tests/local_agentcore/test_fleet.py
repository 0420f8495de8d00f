"""Versions in operation: which one a session runs on, and what ends it."""

from pathlib import Path
from typing import Any

import pytest

from local_agentcore.fleet import limits_of
from local_agentcore.runtime import Limits
from tests.api.errors import error_of
from tests.local_agentcore.mirror import MIRROR, invoke, new_name, settings


@pytest.mark.parametrize(
    ("lifecycle", "most", "idle", "lifetime"),
    [
        ({}, Limits(), 900, 28_800),
        ({"idleRuntimeSessionTimeout": 7_200, "maxLifetime": 14_400}, Limits(), 7_200, 14_400),
        ({}, Limits(idle_seconds=5, lifetime_seconds=6), 5, 6),
    ],
)
def test_a_version_says_how_long_its_sessions_last(
    lifecycle: dict[str, int], most: Limits, idle: int, lifetime: int
) -> None:
    found = limits_of({"lifecycleConfiguration": lifecycle}, most)
    assert (found.idle_seconds, found.lifetime_seconds) == (idle, lifetime)


def test_a_session_that_never_began_runs_on_the_version_that_works(
    control_client: Any, memory_client: Any, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise RuntimeError('not yet')\n")
    made = control_client.create_agent_runtime(agentRuntimeName=new_name(), **settings(broken))
    arn, named = made["agentRuntimeArn"], {"agentRuntimeId": made["agentRuntimeId"]}
    code, status, message = error_of(
        memory_client.invoke_agent_runtime,
        agentRuntimeArn=arn,
        runtimeSessionId="s" * 33,
        payload=b"{}",
    )
    assert (code, status) == ("RuntimeClientError", 424)
    assert "not yet" in message
    control_client.update_agent_runtime(**named, **settings(MIRROR))
    assert invoke(memory_client, arn, "s" * 33)["file"] == MIRROR.name
    control_client.delete_agent_runtime(**named)


def test_sessions_of_two_runtimes_may_have_one_id(
    control_client: Any, memory_client: Any, runtime: dict[str, Any]
) -> None:
    other = control_client.create_agent_runtime(agentRuntimeName=new_name(), **settings(MIRROR))
    arns = [runtime["agentRuntimeArn"], other["agentRuntimeArn"]]
    processes = {invoke(memory_client, arn, "s" * 33)["process"] for arn in arns}
    assert len(processes) == 2
    memory_client.stop_runtime_session(agentRuntimeArn=arns[0], runtimeSessionId="s" * 33)
    assert invoke(memory_client, arns[1], "s" * 33)["process"] in processes
    control_client.delete_agent_runtime(agentRuntimeId=other["agentRuntimeId"])
