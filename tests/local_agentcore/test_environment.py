"""What an agent's process is told, and what is kept from it."""

from local_agentcore.environment import agent_environment

OWN = {"PATH": "/bin", "AWS_PROFILE": "work", "AWS_SESSION_TOKEN": "secret", "AWS_REGION": "eu"}
ABOUT = {"endpoint": "http://127.0.0.1:1", "region": "us-east-1", "memory_id": "m-0123456789"}


def test_with_a_model_of_our_own_nothing_can_reach_aws() -> None:
    found = agent_environment(OWN, **ABOUT, serves_model=True)
    assert found["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] == ABOUT["endpoint"]
    assert "AWS_PROFILE" not in found
    assert "AWS_SESSION_TOKEN" not in found
    assert (found["PATH"], found["AWS_REGION"]) == ("/bin", "us-east-1")


def test_with_the_real_bedrock_the_credentials_stay() -> None:
    found = agent_environment(OWN, **ABOUT, serves_model=False)
    assert "AWS_ENDPOINT_URL_BEDROCK_RUNTIME" not in found
    assert found["AWS_PROFILE"] == "work"
    assert found["AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"] == ABOUT["endpoint"]
    assert found["BEDROCK_AGENTCORE_MEMORY_ID"] == "m-0123456789"
