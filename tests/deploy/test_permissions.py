"""The agent's role and the app's policy allow what their code calls, and nothing else."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import boto3
import pytest
from botocore.hooks import BaseEventHooks
from botocore.model import OperationModel

from deploy import policy
from local_agentcore.server import EmbeddedAgentCore
from studio import choice, discovery, editing, lineage, sessions, sources, strategies
from studio.aws import Connection, connect
from studio.deployment import deployment
from studio.forgetting import Forgetting
from studio.health.examination import examine
from studio.memory import Memory
from studio.runtime import Runtime
from studio.settings import Settings
from studio.types import Record, StrategyType
from tests.agent.conftest import environment, start  # noqa: F401
from tests.agent.talk import Start, new_ids
from tests.deploy.permissions import action, granted, named_in, statements
from tests.deploy.template import properties
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
TOLD = "My name is Alice and I like chocolate ice cream."


def test_the_agents_role_is_what_its_turns_call(start: Start) -> None:  # noqa: F811
    talk = start()
    prompts = (TOLD, "What is 18% of 2,340?", "What is my name?")
    called = {each for prompt in prompts for each in talk.items(prompt)[-1]["calls"]}
    again = start(talk.actor_id)
    called |= set(again.items("What do I like?")[-1]["calls"])

    (role,) = properties("ExecutionRole")["Policies"]
    found = role["PolicyDocument"]["Statement"]
    of_agent = [each for each in found if each["Sid"].startswith("Agent")]
    assert granted(of_agent) == {action(operation) for operation in called}
    others = {each["Sid"] for each in found} - {each["Sid"] for each in of_agent}
    assert all(sid.startswith("Platform") for sid in others)


def test_the_apps_policy_is_what_its_code_names() -> None:
    named = named_in(ROOT / "studio", ROOT / "app_pages", ROOT / "streamlit_app.py")

    assert granted(statements(policy.FILE)) == {action(operation) for operation in named}


class Seen:
    """The operations that clients are seen to call."""

    def __init__(self) -> None:
        self.operations: set[str] = set()

    def watch(self, events: BaseEventHooks) -> None:
        events.register("before-call", self._see)

    def _see(self, model: OperationModel, **_: object) -> None:
        self.operations.add(model.name)


@pytest.fixture
def connected(agentcore: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The app's settings for AWS, with the embedded AgentCore at AWS's address."""
    for service in ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", agentcore.endpoint)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    given = {"AGENT_ARN": agentcore.agent_runtime_arn, "MEMORY_ID": agentcore.memory_id}
    yield Settings.from_env(os.environ | given)


def test_what_the_app_is_seen_to_call_is_its_policy(
    connected: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen()
    session = boto3.Session()
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
    seen.watch(session.events)
    with closing(connect(connected)) as connection:
        for client in (connection.memory, connection.control, connection.runtime):
            seen.watch(client.meta.events)
        use(connected, connection)

    assert {action(each) for each in seen.operations} == granted(statements(policy.FILE))


def use(settings: Settings, connection: Connection) -> None:
    """All that the app does on AWS, by the functions that its pages call."""
    memory = Memory(connection.memory, connection.control, connection.memory_id)
    actor_id, session_id = new_ids()
    look_around(settings, connection)
    talk(connection, memory, actor_id, session_id)
    record = wait_until(lambda: next(iter(memory.records(actor_id)), None))
    read(memory, actor_id, session_id, record)
    write(memory, actor_id, session_id, record)
    change_strategies(memory)
    for _ in Forgetting(memory, actor_id, patience=0).rounds():
        pass


def look_around(settings: Settings, connection: Connection) -> None:
    examine(settings, connection)
    deployment(settings, connection, ())
    assert choice.tried(settings) is None
    assert not discovery.discover(settings.region).problems


def talk(connection: Connection, memory: Memory, actor_id: str, session_id: str) -> None:
    runtime = Runtime(
        connection.runtime, connection.agent_runtime_arn, "DEFAULT", memory.strategy_type
    )
    assert list(runtime.invoke(TOLD, actor_id, session_id))
    runtime.stop(session_id)


def read(memory: Memory, actor_id: str, session_id: str, record: Record) -> None:
    assert actor_id in memory.actors()
    assert [each.id for each in memory.sessions(actor_id)] == [session_id]
    assert memory.retrieve(actor_id, "What is my name?")
    assert sources.sources(memory, actor_id, record)
    assert lineage.find(memory, record.id)


def write(memory: Memory, actor_id: str, session_id: str, record: Record) -> None:
    draft = editing.Draft("Alice is tall.", record.namespace, record.strategy_id)
    (added,) = editing.add(memory, [draft]).done
    assert editing.change(memory, record, "Her name is Alicia.").done
    assert editing.delete(memory, [added]).done
    root = memory.events(actor_id, session_id)[-1]
    sessions.fork(memory, actor_id, session_id, root.id, "other", "And I like tea.")


def change_strategies(memory: Memory) -> None:
    strategies.add(memory, StrategyType.SEMANTIC, "Extra", "/extra/{actorId}/")
    (extra,) = [each for each in strategies.read(memory) if each.name == "Extra"]
    strategies.remove(memory, extra.id)
