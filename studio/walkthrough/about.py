"""What a walkthrough is taken on, for its report."""

import platform
from importlib.metadata import version

from studio.aws import Connection
from studio.problems import CALL_ERRORS
from studio.walkthrough.results import About

LIBRARIES = ("boto3", "botocore")


def about(connection: Connection) -> About:
    """Target, IDs, model and versions. The agent's version is left out where it may not be read."""
    libraries = {name: version(name) for name in LIBRARIES}
    return About(
        target=connection.target_label,
        region=connection.region,
        memory_id=connection.memory_id,
        agent_runtime_arn=connection.agent_runtime_arn,
        qualifier=connection.qualifier,
        model=connection.model_label,
        versions={"Python": platform.python_version(), **libraries, **_agent_version(connection)},
    )


def _agent_version(connection: Connection) -> dict[str, str]:
    runtime_id = connection.agent_runtime_arn.rpartition("/")[2]
    try:
        found = connection.control.get_agent_runtime_endpoint(
            agentRuntimeId=runtime_id, endpointName=connection.qualifier
        )
    except CALL_ERRORS:
        return {}
    return {"Agent": str(found.get("liveVersion", ""))} if found.get("liveVersion") else {}
