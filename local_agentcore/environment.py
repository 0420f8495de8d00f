"""The environment of an agent's processes: the same variables that point any AWS SDK elsewhere."""

from collections.abc import Mapping

CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ENDPOINT_URL",
)


def agent_environment(
    inherited: Mapping[str, str],
    *,
    endpoint: str,
    region: str,
    memory_id: str,
    serves_model: bool,
) -> dict[str, str]:
    """The environment for an agent, made from what the server itself inherited.

    Where the embedded AgentCore serves the model too (`serves_model`), the agent gets credentials
    that are good for nothing, so that nothing of it can reach AWS. Where the agent is to talk to
    the real Bedrock it keeps those of the person who started it.
    """
    environment = dict(inherited) | {
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": endpoint,
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": endpoint,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "BEDROCK_AGENTCORE_MEMORY_ID": memory_id,
        "PYTHONUNBUFFERED": "1",
    }
    if serves_model:
        for name in CREDENTIALS:
            environment.pop(name, None)
        environment |= {
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": endpoint,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
    return environment
