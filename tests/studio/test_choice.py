import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.choice import LOCAL, Choice, InvalidChoiceError, checked, region_of, tried
from studio.discovery import discover
from studio.settings import Settings, Target

ARN = "arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/studio-AbCdEfGhIj"
MEMORY = "Studio-0123456789"


@pytest.fixture
def reached(agentcore: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch) -> EmbeddedAgentCore:
    """An AgentCore that boto3 finds where AWS would be."""
    for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", agentcore.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return agentcore


def test_a_choice_becomes_settings_whatever_the_environment_says() -> None:
    choice = checked(Choice(f" {ARN} ", f"{MEMORY}\n", ""))
    settings = Settings.from_env({"STUDIO_TARGET": "local", **choice.variables})
    assert (settings.target, settings.region) == (Target.AWS, "eu-central-1")
    assert (settings.agent_runtime_arn, settings.memory_id) == (ARN, MEMORY)
    assert settings.qualifier == "DEFAULT"
    assert Settings.from_env({**choice.variables, **LOCAL}).target is Target.LOCAL


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (Choice("", MEMORY), "runtime ARN"),
        (Choice("arn:aws:lambda:eu-central-1:123456789012:function:x", MEMORY), "runtime ARN"),
        (Choice(ARN, ""), "memory ID"),
        (Choice(ARN, "../../etc/passwd"), "memory ID"),
        (Choice(ARN, MEMORY, "two words"), "qualifier"),
    ],
)
def test_what_cannot_be_is_named(choice: Choice, names: str) -> None:
    with pytest.raises(InvalidChoiceError, match=names):
        checked(choice)


def test_the_region_is_read_out_of_the_arn() -> None:
    assert region_of(f" {ARN}") == "eu-central-1"
    assert region_of("arn:aws:bedrock") == ""


def test_what_works_is_not_refused_and_what_does_not_says_why(
    reached: EmbeddedAgentCore,
) -> None:
    good = Choice(reached.agent_runtime_arn, reached.memory_id)
    assert tried(_settings(good)) is None
    memory = tried(_settings(good._replace(memory_id=MEMORY)))
    assert memory
    assert (memory.subject, memory.problem.code) == ("The memory", "ResourceNotFoundException")
    for wrong in (good._replace(agent_arn=ARN), good._replace(qualifier="canary")):
        runtime = tried(_settings(wrong))
        assert runtime
        assert runtime.subject == "The runtime"


def test_what_there_is_can_be_listed(reached: EmbeddedAgentCore) -> None:
    found = discover("us-east-1")
    assert reached.agent_runtime_arn in found.runtimes
    assert reached.memory_id in found.memories
    assert found.problems == ()


def test_what_cannot_be_listed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    found = discover("us-east-1")
    assert (found.runtimes, found.memories) == ((), ())
    assert {problem.code for problem in found.problems} == {"Unreachable"}


def _settings(choice: Choice) -> Settings:
    return Settings.from_env(choice.variables)
