"""`python -m studio.memory`: over HTTP, by a memory ID alone, as on AWS."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from local_agentcore.server import EmbeddedAgentCore
from studio.command.memory import main
from studio.memory import Memory
from tests.studio.memories import FACT, PREFERENCE, SESSION, put, someone
from tests.studio.transfer.conftest import say

ROOT = Path(__file__).parents[3]
NAME, DOG = "The user's name is Alice.", "The user has a dog."

Run = Callable[..., int]


@pytest.fixture
def variables(agentcore: EmbeddedAgentCore) -> dict[str, str]:
    """What points boto3 at the embedded AgentCore, which then stands for AWS."""
    return {
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": agentcore.endpoint,
        "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE_CONTROL": agentcore.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "STUDIO_LEARNING_SECONDS": "0.1",
        "STUDIO_TARGET": "",
    }


@pytest.fixture
def run(
    agentcore: EmbeddedAgentCore, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run the command on the memory; its exit status."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return lambda *words: main([*words, "--memory-id", agentcore.memory_id])


@pytest.fixture
def actor(memory: Memory) -> str:
    """Somebody who said two things and of whom three are known."""
    actor_id = someone()
    say(memory, actor_id, 0, "My name is Alice.")
    say(memory, actor_id, 1, "I have a dog.\x1b[31m")
    put(memory, actor_id, FACT, NAME, DOG)
    put(memory, actor_id, PREFERENCE, '{"preference": "The user likes tea."}')
    return actor_id


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def answers(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have somebody type this at a terminal."""
    terminal = io.StringIO(typed)
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)


def test_what_there_is_is_listed(run: Run, actor: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("actors") == 0
    assert actor in printed(capsys)
    assert run("sessions", actor) == 0
    (session,) = printed(capsys)
    assert session.endswith(SESSION)
    assert run("events", actor, SESSION) == 0
    said = printed(capsys)
    assert said[0].startswith("2026-01-02 12:00:00Z  ")
    assert said[0].endswith("  user: My name is Alice.")
    assert "\x1b" not in said[1]
    assert run("records", actor) == 0
    known = printed(capsys)
    assert len(known) == 3
    assert any(line.endswith("Preferences  The user likes tea.") for line in known)


def test_scripts_read_json(run: Run, actor: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for words in (["actors"], ["sessions", actor], ["events", actor, SESSION], ["records", actor]):
        assert run(*words, "--json") == 0
        found.append(json.loads(capsys.readouterr().out))
    actors, sessions, events, records = found
    assert actor in actors
    assert [each["sessionId"] for each in sessions] == [SESSION]
    assert events[0]["payload"][0]["conversational"]["content"]["text"] == "My name is Alice."
    assert events[0]["eventTimestamp"] == "2026-01-02T12:00:00.007000+00:00"
    assert {each["content"]["text"] for each in records} > {NAME, DOG}


def test_records_are_retrieved_by_meaning(
    run: Run, actor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("retrieve", actor, "What is my name?", "--top-k", "1") == 0
    (best,) = printed(capsys)
    assert best.endswith(NAME)
    assert run("retrieve", actor, "What is my name?", "--min-score", "0.5", "--json") == 0
    sure = json.loads(capsys.readouterr().out)
    assert [each["content"]["text"] for each in sure] == [NAME]
    assert sure[0]["score"] >= 0.5


def test_nothing_is_said_to_be_nothing(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("records", someone()) == 0
    told = capsys.readouterr()
    assert (told.out, "Nothing found in MemoryStudio-" in told.err) == ("", True)
    assert run("delete", "actor", someone(), "--json") == 0
    told = capsys.readouterr()
    assert "Nothing is kept of" in told.err
    assert json.loads(told.out)["deleted"] == {"events": 0, "sessions": 0, "records": 0}


def test_records_and_events_are_deleted_by_id(
    run: Run, actor: str, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = memory.events(actor, SESSION)
    assert run("delete", "event", actor, SESSION, first.id, "--yes") == 0
    assert "Deleted: 1 event." in capsys.readouterr().err
    assert [each.id for each in memory.events(actor, SESSION)] == [second.id]
    gone = next(each.id for each in memory.records(actor) if each.text == DOG)
    assert run("delete", "record", gone, "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"deleted": {"records": 1}, "failed": []}
    assert DOG not in {each.text for each in memory.records(actor)}
    assert run("delete", "event", actor, SESSION, first.id, second.id, "--yes") == 1
    told = capsys.readouterr().err
    assert f"There is no event {first.id} in that session." in told
    assert "Deleted: 1 event." in told
    assert run("delete", "record", gone, "--yes") == 1
    assert f"{gone}: It is not there any more." in capsys.readouterr().err


def test_a_session_s_events_go_and_its_records_stay(run: Run, actor: str, memory: Memory) -> None:
    assert run("delete", "session", actor, SESSION, "--yes") == 0
    assert memory.events(actor, SESSION) == []
    assert len(memory.records(actor)) == 3


def test_all_of_an_actor_goes(
    run: Run, actor: str, memory: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    other = someone()
    put(memory, other, FACT, NAME)
    assert run("delete", "actor", actor, "--yes") == 0
    assert "Deleted: 2 events, 1 session and 3 records." in capsys.readouterr().err
    assert (memory.records(actor), actor in memory.actors()) == ([], False)
    assert len(memory.records(other)) == 1


def test_deleting_asks_first(
    run: Run,
    actor: str,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers("no\n", monkeypatch)
    assert run("delete", "actor", actor) == 1
    told = capsys.readouterr().err
    assert f"Delete all that is kept of {actor}, 2 events in 1 session and 3 memory records" in told
    assert told.endswith("Nothing was deleted.\n")
    assert len(memory.events(actor, SESSION)) == 2
    answers("y\n", monkeypatch)
    assert run("delete", "session", actor, SESSION) == 0
    assert memory.events(actor, SESSION) == []


def test_where_nobody_can_be_asked_nothing_is_deleted(
    run: Run,
    actor: str,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert run("delete", "actor", actor) == 2
    assert "add --yes" in capsys.readouterr().err
    assert len(memory.records(actor)) == 3


def test_an_actor_goes_into_a_file_and_comes_back(
    run: Run, actor: str, memory: Memory, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "alice.jsonl"
    assert run("export", actor, "--out", str(file)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["alice.jsonl"]
    assert run("export", actor) == 0
    assert capsys.readouterr().out.count("\n") == file.read_text().count("\n") == 7
    assert run("import", str(file)) == 0
    there = "Imported into {}: 0 events and 0 memory records. There already: 2 events and 3 memory"
    where = f"{memory.memory_id} (AWS, us-east-1)"
    assert there.format(where) in capsys.readouterr().err
    assert run("delete", "actor", actor, "--yes") == 0
    capsys.readouterr()
    assert run("import", str(file), "--json") == 0
    came = json.loads(capsys.readouterr().out)
    assert (came["events"], came["records"]) == (2, 3)
    assert {each.text for each in memory.records(actor)} > {NAME, DOG}


def test_a_file_that_cannot_be_read_is_2(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(tmp_path / "none.jsonl")) == 2
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "odd.jsonl").write_text("{}\n")
    assert run("import", str(tmp_path / "odd.jsonl")) == 2
    assert "odd.jsonl: Line 1 is neither" in capsys.readouterr().err
    assert run("export", "--out", str(tmp_path / "no" / "file")) == 2


def test_a_call_that_fails_is_1_with_what_to_do(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["actors", "--memory-id", "Nobody-0123456789"]) == 1
    assert "Check the memory ID" in capsys.readouterr().err


def test_an_arn_names_the_memory_and_its_region(
    run: Run, actor: str, agentcore: EmbeddedAgentCore, capsys: pytest.CaptureFixture[str]
) -> None:
    arn = f"arn:aws:bedrock-agentcore:us-east-1:000000000000:memory/{agentcore.memory_id}"
    assert main(["records", actor, "--memory-id", arn]) == 0
    assert len(printed(capsys)) == 3


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "required: COMMAND"),
        (["delete"], "required: KIND"),
        (["retrieve", "a", "q", "--top-k", "0"], "0: a number from 1 to 100"),
        (["retrieve", "a", "q", "--top-k", "many"], "many: a number"),
        (["retrieve", "a", "q", "--min-score", "2"], "2: a number from 0 to 1"),
        (["actors", "--target", "aws"], "MEMORY_ID is missing"),
        (["actors", "--target", "local", "--memory-id", "m"], "--memory-id is for --target aws"),
        (
            [
                *["actors", "--region", "us-east-1", "--memory-id"],
                "arn:aws:bedrock-agentcore:eu-west-1:123456789012:memory/Mem-0123456789",
            ],
            "the ARN is in eu-west-1, not in us-east-1",
        ),
    ],
)
def test_wrong_usage_is_2(words: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert why in capsys.readouterr().err


def test_it_runs_as_a_module_and_a_reader_may_leave(
    agentcore: EmbeddedAgentCore, variables: dict[str, str], actor: str
) -> None:
    environment = {**os.environ, **variables, "MEMORY_ID": agentcore.memory_id}
    command = [sys.executable, "-m", "studio.memory", "records", actor]
    told = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert (told.stdout.count("\n"), told.stderr) == (3, "")
    reading, writing = os.pipe()
    os.close(reading)
    left = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (left.returncode, left.stderr) == (1, b"")
