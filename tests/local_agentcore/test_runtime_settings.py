"""What a version of a runtime may be set to, and what is made of what it leaves out."""

from pathlib import Path
from typing import Any

import pytest

from local_agentcore.errors import ValidationException
from local_agentcore.runtime_settings import (
    artifact_of,
    entrypoint,
    forwarded_headers,
    settings_of,
)
from tests.local_agentcore.mirror import CUSTOM, MIRROR, artifact

NODE = {**artifact(MIRROR)["codeConfiguration"], "runtime": "NODE_22"}
IN_S3 = {
    **artifact(MIRROR)["codeConfiguration"],
    "code": {"s3": {"bucket": "mine", "prefix": "agent.zip"}},
}


def given(**more: Any) -> dict[str, Any]:
    return {"agentRuntimeArtifact": artifact(MIRROR)} | more


def test_an_artifact_names_its_file() -> None:
    assert entrypoint({"agentRuntimeArtifact": artifact_of(MIRROR)}) == MIRROR
    # A launcher in front of the file plays no part.
    assert entrypoint(given()) == MIRROR


def test_what_belongs_to_the_request_is_not_kept() -> None:
    asked = given(agentRuntimeName="a", tags={"b": "c"}, clientToken="d" * 33, description="e")
    assert settings_of(asked).keys() == {
        "agentRuntimeArtifact",
        "description",
        "lifecycleConfiguration",
    }


@pytest.mark.parametrize(
    ("asked", "idle", "lifetime"),
    [
        ({}, 900, 28_800),
        ({"idleRuntimeSessionTimeout": 3_600}, 3_600, 28_800),
        ({"maxLifetime": 7_200}, 900, 7_200),
        ({"maxLifetime": 600}, 600, 600),
        ({"idleRuntimeSessionTimeout": 60, "maxLifetime": 60}, 60, 60),
    ],
)
def test_the_lifecycle_is_filled_up(asked: dict[str, int], idle: int, lifetime: int) -> None:
    found = settings_of(given(lifecycleConfiguration=asked))["lifecycleConfiguration"]
    assert found == {"idleRuntimeSessionTimeout": idle, "maxLifetime": lifetime}


def test_a_capacity_providers_instances_live_longer() -> None:
    provider = {"capacityProviderArn": "arn:aws:bedrock-agentcore:us-east-1:0:capacity-provider/a"}
    asked = given(
        lifecycleConfiguration={"maxLifetime": 1_209_600}, capacityProviderConfiguration=provider
    )
    assert settings_of(asked)["lifecycleConfiguration"]["maxLifetime"] == 1_209_600


@pytest.mark.parametrize(
    ("asked", "field", "complaint"),
    [
        ({"agentRuntimeArtifact": {"codeConfiguration": NODE}}, "agentRuntimeArtifact", "NODE_22"),
        (
            {"agentRuntimeArtifact": {"codeConfiguration": IN_S3}},
            "agentRuntimeArtifact",
            "files of this machine",
        ),
        (
            {"agentRuntimeArtifact": artifact(Path("/\0/agent.py"))},
            "agentRuntimeArtifact",
            "no file",
        ),
        ({"environmentVariables": {"A=B": "c"}}, "environmentVariables", "A=B"),
        ({"environmentVariables": {"A": "\0"}}, "environmentVariables", "'A'"),
        (
            {"lifecycleConfiguration": {"idleRuntimeSessionTimeout": 61, "maxLifetime": 60}},
            "lifecycleConfiguration",
            "over maxLifetime",
        ),
        ({"lifecycleConfiguration": {"maxLifetime": 28_801}}, "lifecycleConfiguration", "28800"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], field: str, complaint: str) -> None:
    with pytest.raises(ValidationException, match=complaint) as caught:
        settings_of(given(**asked))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (["Authorization", "X-Api-Key", f"{CUSTOM}Tenant"], True),
        (["Host"], False),
        (["content-length"], False),
        (["X-Amz-Date"], False),
        (["X-Amzn-Other"], False),
        (["X-Api-Key", "x-api-key"], False),
    ],
)
def test_which_headers_can_be_allowed(names: list[str], allowed: bool) -> None:
    asked = given(requestHeaderConfiguration={"requestHeaderAllowlist": names})
    if allowed:
        assert forwarded_headers(settings_of(asked)) >= {name.lower() for name in names}
    else:
        with pytest.raises(ValidationException):
            settings_of(asked)
