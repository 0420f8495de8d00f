"""The app's secrets.toml: keys written and removed, everything else as it was."""

import stat
import tomllib
from pathlib import Path

import pytest

from deploy import secrets
from deploy.problems import DeployError

VALUES = {"AGENT_ARN": "arn:new", "MEMORY_ID": "new-1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".streamlit" / "secrets.toml"


def test_a_new_file_is_its_owners_alone(file: Path) -> None:
    secrets.write(file, VALUES)

    assert file.read_text().startswith("[agentcore]\n")
    assert tomllib.loads(file.read_text()) == {"agentcore": VALUES}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "before",
    [
        "",
        '# a comment\n\n[auth]\nclient_id = "AGENT_ARN"\nMEMORY_ID = "of auth"\n',
        'AGENT_ARN = "old"\nOTHER = 1\n[agentcore]\nMEMORY_ID = "old"\n',
        '[agentcore]\nMEMORY_ID = "old" # mine\nA = 1\n\n[auth]\nMEMORY_ID = "a"\n',
        '[auth]\nclient_id = "a"\n\n[agentcore] # ours',
        'OTHER = 1 # no newline at the end\nMEMORY_ID = "old" # mine',
    ],
)
def test_all_else_stays(file: Path, before: str) -> None:
    file.parent.mkdir()
    file.write_text(before)
    others = {k: v for k, v in tomllib.loads(before).items() if k not in {*VALUES, "agentcore"}}
    table = tomllib.loads(before).get("agentcore", {})
    rest = {k: v for k, v in table.items() if k not in VALUES}

    secrets.write(file, VALUES)
    assert tomllib.loads(file.read_text()) == others | {"agentcore": rest | VALUES}
    assert secrets.read(file).items() >= VALUES.items()
    assert all(line in file.read_text() for line in before.splitlines() if "old" not in line)

    assert secrets.remove(file, set(VALUES))
    assert tomllib.loads(file.read_text()) == others | ({"agentcore": rest} if rest else {})
    assert not secrets.remove(file, set(VALUES))


def test_a_keys_place_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('[agentcore]\nA = 1\nMEMORY_ID = "old"\nB = 2\n')

    secrets.write(file, {"MEMORY_ID": "new"})

    assert file.read_text() == '[agentcore]\nA = 1\nMEMORY_ID = "new"\nB = 2\n'


def test_the_files_mode_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("A = 1\n")
    file.chmod(0o640)

    secrets.write(file, VALUES)

    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "before",
    [
        'TEXT = """\nAGENT_ARN = inside\n"""\n',
        'AGENT_ARN = """\nof several\nlines"""\n',
    ],
)
def test_what_cannot_be_changed_safely_is_left(file: Path, before: str) -> None:
    file.parent.mkdir()
    file.write_text(before)

    with pytest.raises(DeployError, match="without risk"):
        secrets.write(file, VALUES)

    assert file.read_text() == before


def test_a_broken_file_is_named(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("A = \n")

    with pytest.raises(DeployError, match=r"secrets\.toml is no TOML"):
        secrets.write(file, VALUES)
    assert secrets.read(file.with_name("other.toml")) == {}
