"""Which source of settings goes before which."""

from pathlib import Path

import pytest

from studio.origins import ENVIRONMENT, gather, read_secrets
from studio.settings import SettingsError, Target
from tests.studio.test_projects import ARN, RESOURCES, configured, deployed

OURS = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/ours-0123456789"
MEMORY = "Ours-0123456789"
NAMED = {"AGENT_ARN": OURS, "MEMORY_ID": MEMORY}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    deployed(tmp_path / "project", {"default": {"resources": RESOURCES}})
    return tmp_path / "project"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path / "home"


def secrets(folder: Path, text: str) -> None:
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "secrets.toml").write_text(text)


def test_nowhere_is_this_machine(tmp_path: Path) -> None:
    settings = gather({}, {}, tmp_path).settings()
    assert (settings.target, settings.origin) == (Target.LOCAL, "")


def test_the_environment_goes_before_all(project: Path) -> None:
    kept = {"AGENT_ARN": ARN, "MEMORY_ID": "other", "AGENT_QUALIFIER": "canary"}
    settings = gather(NAMED, kept, project).settings()
    assert (settings.agent_runtime_arn, settings.memory_id) == (OURS, MEMORY)
    assert (settings.qualifier, settings.origin) == ("canary", ENVIRONMENT)


def test_secrets_go_before_a_project(project: Path) -> None:
    settings = gather({"MEMORY_ID": " "}, NAMED, project).settings()
    assert (settings.agent_runtime_arn, settings.memory_id) == (OURS, MEMORY)
    assert settings.origin == ".streamlit/secrets.toml"


def test_secrets_stand_outside_of_a_table_or_in_ours(tmp_path: Path) -> None:
    kept = {"AGENT_ARN": OURS, "agentcore": {"AGENT_ARN": ARN, "MEMORY_ID": MEMORY}, "auth": {}}
    settings = gather({}, kept, tmp_path).settings()
    assert (settings.agent_runtime_arn, settings.memory_id) == (OURS, MEMORY)


def test_a_project_in_the_folder_is_taken(project: Path) -> None:
    settings = gather({}, {}, project).settings()
    assert (settings.target, settings.region) == (Target.AWS, "eu-west-1")
    assert (settings.agent_runtime_arn, settings.memory_id) == (ARN, "Shop_Notes-0123456789")
    assert settings.origin == str(project / "agentcore/.cli/deployed-state.json")


def test_a_project_elsewhere_is_taken_when_it_is_named(project: Path, tmp_path: Path) -> None:
    settings = gather({"STUDIO_PROJECT": str(project)}, {}, tmp_path).settings()
    assert settings.agent_runtime_arn == ARN
    with pytest.raises(SettingsError, match="neither agentcore/.cli/deployed-state.json nor"):
        gather({"STUDIO_PROJECT": str(tmp_path)}, {}, project)


def test_a_project_is_not_mixed_with_what_is_named_elsewhere(project: Path) -> None:
    found = gather({"MEMORY_ID": MEMORY}, {}, project)
    assert "AGENT_ARN" not in found.variables
    assert found.settings().target is Target.LOCAL
    assert found.settings(needs_agent=False).memory_id == MEMORY


def test_a_project_is_not_looked_at_for_this_machine(tmp_path: Path) -> None:
    configured(tmp_path, text="broken: [")
    assert gather({"STUDIO_TARGET": "Local"}, {}, tmp_path).settings().target is Target.LOCAL
    with pytest.raises(SettingsError, match="cannot be read"):
        gather({}, {}, tmp_path)


def test_what_names_one_of_them_alone_is_told_and_not_enough(tmp_path: Path) -> None:
    path = configured(tmp_path, arn="null")
    settings = gather({}, {}, tmp_path).settings()
    assert (settings.target, settings.origin) == (Target.LOCAL, str(path))


def test_secrets_are_read_from_the_folder_then_from_home(tmp_path: Path, home: Path) -> None:
    assert read_secrets(tmp_path) == {}
    secrets(home, 'AGENT_ARN = "home"\nAWS_REGION = "eu-west-1"\n')
    secrets(tmp_path, 'AGENT_ARN = "here"\n[agentcore]\nMEMORY_ID = "m"\n')
    assert read_secrets(tmp_path) == {
        "AGENT_ARN": "here",
        "AWS_REGION": "eu-west-1",
        "agentcore": {"MEMORY_ID": "m"},
    }


def test_secrets_that_are_no_toml_are_named(tmp_path: Path) -> None:
    secrets(tmp_path, "AGENT_ARN = ")
    with pytest.raises(SettingsError, match=r"secrets\.toml cannot be read"):
        read_secrets(tmp_path)
