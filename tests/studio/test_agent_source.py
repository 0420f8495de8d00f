import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studio.agent_source import asked_templates, files, fingerprint
from studio.aws import connect
from studio.deployment import deployment
from studio.settings import PROJECT, Settings, Target

AGENT = PROJECT / "agent" / "app.py"
SCRIPTED = Path(__file__).parent / "agents" / "scripted.py"


def test_where_the_agent_looks_is_read_from_its_source() -> None:
    assert set(asked_templates(AGENT)) == {
        "/users/{actorId}/facts/",
        "/users/{actorId}/preferences/",
        "/summaries/{actorId}/{sessionId}/",
    }
    assert asked_templates(SCRIPTED) == ()
    assert asked_templates(SCRIPTED.with_name("none.py")) == ()


def test_the_files_are_the_entrypoint_and_what_it_imports_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("import helper\nfrom deep import x\nimport os\n")
    (tmp_path / "helper.py").write_text("from deep import y\n")
    (tmp_path / "deep.py").write_text("x = y = 1\n")
    (tmp_path / "diary.py").write_text("secret = True\n")
    (tmp_path / "requirements.txt").write_text("strands-agents\n")
    found = files(tmp_path / "main.py")
    names = [file.name for file in found]
    assert names == ["main.py", "deep.py", "helper.py", "requirements.txt"]


def test_a_file_that_is_no_python_is_shown_and_imports_nothing(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("this is not python\n")
    assert [file.text for file in files(tmp_path / "main.py")] == ["this is not python\n"]
    assert asked_templates(tmp_path / "main.py") == ()


def test_the_fingerprint_is_of_names_and_texts(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("x = 1\n")
    before = fingerprint(files(tmp_path / "main.py"))
    assert fingerprint(files(tmp_path / "main.py")) == before
    (tmp_path / "main.py").write_text("x = 2\n")
    assert fingerprint(files(tmp_path / "main.py")) != before


def test_what_runs_is_compared_with_the_files(tmp_path: Path) -> None:
    agent = tmp_path / "agent" / "main.py"
    agent.parent.mkdir()
    agent.write_text(SCRIPTED.read_text())
    long_ago = (datetime.now(UTC) - timedelta(hours=1)).timestamp()
    os.utime(agent, (long_ago, long_ago))
    settings = Settings.from_env({"STUDIO_DATA_DIR": str(tmp_path), "STUDIO_AGENT": str(agent)})
    connection = connect(settings)
    try:
        same = deployment(settings, connection, files(agent))
        assert (same.version, same.is_same, same.changed_since) == ("1", True, ())
        assert same.artifact == str(agent)
        agent.write_text(SCRIPTED.read_text() + "\n")
        assert deployment(settings, connection, files(agent)).changed_since == ("main.py",)
        assert not deployment(settings, connection, files(AGENT)).is_same
        on_aws = deployment(replace(settings, target=Target.AWS), connection, files(agent))
        assert (on_aws.is_same, on_aws.changed_since) == (None, ())
        assert on_aws.artifact.endswith("/agent: main.py")
    finally:
        connection.close()
