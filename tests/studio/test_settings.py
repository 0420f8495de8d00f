from pathlib import Path

import pytest

from studio.settings import PROJECT, Settings, SettingsError, Target

ARN = "arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/studio-abc123"
AWS = {"AGENT_ARN": ARN, "MEMORY_ID": "Studio-0123456789"}


def test_nothing_set_is_the_embedded_agentcore_in_the_project() -> None:
    settings = Settings.from_env({})
    assert settings.target is Target.LOCAL
    assert settings.data_dir == PROJECT / ".data"
    assert settings.agent_file == PROJECT / "agent" / "app.py"
    assert (settings.model, settings.region) == ("offline", "us-east-1")


def test_an_agent_and_a_memory_mean_aws_in_the_agents_region() -> None:
    settings = Settings.from_env({**AWS, "AWS_REGION": "us-west-2"})
    assert settings.target is Target.AWS
    assert settings.region == "eu-central-1"
    assert (settings.agent_runtime_arn, settings.memory_id) == (ARN, AWS["MEMORY_ID"])
    assert settings.qualifier == "DEFAULT"
    assert settings.learning_patience > Settings.from_env({}).learning_patience


def test_a_target_that_is_asked_for_wins() -> None:
    settings = Settings.from_env({**AWS, "STUDIO_TARGET": "Local", "AWS_REGION": "us-west-2"})
    assert settings.target is Target.LOCAL
    assert (settings.agent_runtime_arn, settings.memory_id) == ("", "")
    assert settings.region == "us-west-2"


def test_what_is_set_is_taken() -> None:
    settings = Settings.from_env(
        {
            "STUDIO_DATA_DIR": "/somewhere/else",
            "STUDIO_AGENT": "/agents/mine.py",
            "STUDIO_MODEL": "openai:http://127.0.0.1:1234/v1#small",
            "STUDIO_LEARNING_SECONDS": "7.5",
            "AGENT_QUALIFIER": "canary",
        }
    )
    assert settings.data_dir == Path("/somewhere/else")
    assert settings.agent_file == Path("/agents/mine.py")
    assert settings.model == "openai:http://127.0.0.1:1234/v1#small"
    assert (settings.learning_patience, settings.qualifier) == (7.5, "canary")


def test_a_blank_variable_counts_as_unset() -> None:
    assert Settings.from_env({**AWS, "MEMORY_ID": "  "}).target is Target.LOCAL


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"STUDIO_TARGET": "azure"}, "STUDIO_TARGET"),
        ({"STUDIO_TARGET": "aws"}, "AGENT_ARN"),
        ({"STUDIO_TARGET": "aws", "AGENT_ARN": ARN}, "MEMORY_ID"),
        ({**AWS, "AGENT_ARN": "arn:aws:s3:::bucket"}, "AGENT_ARN"),
        ({"STUDIO_MODEL": "gpt"}, "STUDIO_MODEL"),
        ({"STUDIO_MODEL": "openai:http://127.0.0.1/v1"}, "STUDIO_MODEL"),
        ({"STUDIO_LEARNING_SECONDS": "soon"}, "STUDIO_LEARNING_SECONDS"),
        ({"STUDIO_LEARNING_SECONDS": "0"}, "STUDIO_LEARNING_SECONDS"),
    ],
)
def test_what_cannot_be_used_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_env(environ)
