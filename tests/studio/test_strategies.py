from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import ClientError

from studio import strategies
from studio.memory import Memory
from studio.strategies import Details, InvalidStrategyError
from studio.types import StrategyType
from tests.conftest import client, serving
from tests.studio.memories import FACT, put, someone


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory whose strategies no other test relies on."""
    with serving(tmp_path_factory.mktemp("strategies")) as started:
        endpoint = started.endpoint
        data: Any = client("bedrock-agentcore", endpoint)
        control: Any = client("bedrock-agentcore-control", endpoint)
        yield Memory(data, control, started.memory_id)


def named(memory: Memory, name: str) -> Details:
    return next(each for each in strategies.read(memory) if each.name == name)


@pytest.mark.parametrize("kind", list(strategies.MEMBERS))
def test_each_kind_is_added_changed_and_removed(own: Memory, kind: StrategyType) -> None:
    name, template = f"Own_{kind}", strategies.TEMPLATES[kind].replace("/", "/own/", 1)
    strategies.add(own, kind, f" {name} ", template)
    added = named(own, name)
    assert (added.kind, added.status, added.template) == (kind, "ACTIVE", template)
    assert added.id in {each.id for each in own.strategies}

    strategies.change(own, added, template.replace("own", "other"), "What it is for")
    changed = named(own, name)
    assert changed.template == template.replace("own", "other")
    assert changed.description == "What it is for"

    strategies.remove(own, added.id)
    assert name not in {each.name for each in strategies.wait_until_settled(own)}
    assert added.id not in {each.id for each in own.strategies}


@pytest.mark.parametrize(
    ("kind", "name", "template", "says"),
    [
        (FACT, "9lives", "/a/", "starts with a letter"),
        (FACT, "two words", "/a/", "starts with a letter"),
        (FACT, "Facts2", "", "namespace template"),
        (FACT, "Facts2", "/a b/", "namespace template"),
        (StrategyType.SUMMARIZATION, "Sum2", "/a/{actorId}/", "{sessionId}"),
    ],
)
def test_what_the_service_would_refuse_is_said_before(
    own: Memory, kind: StrategyType, name: str, template: str, says: str
) -> None:
    before = strategies.read(own)
    with pytest.raises(InvalidStrategyError, match=says):
        strategies.add(own, kind, name, template)
    assert strategies.read(own) == before


def test_a_name_that_is_taken_is_the_services_to_refuse(own: Memory) -> None:
    with pytest.raises(ClientError, match="must differ"):
        strategies.add(own, FACT, "Facts", "/a/{actorId}/")


def test_the_records_of_a_removed_strategy_stay_where_the_agent_looks(own: Memory) -> None:
    actor = someone()
    strategies.add(own, FACT, "Gone", "/gone/{actorId}/")
    gone = named(own, "Gone")
    put(own, actor, FACT, "The user has a boat.")
    own.client.batch_create_memory_records(
        memoryId=own.memory_id,
        records=[
            {
                "requestIdentifier": "1",
                "namespaces": [f"/gone/{actor}/"],
                "content": {"text": "The user has a kite."},
                "timestamp": 1_700_000_000,
                "memoryStrategyId": gone.id,
            }
        ],
    )
    strategies.remove(own, gone.id)
    found = own.client.retrieve_memory_records(
        memoryId=own.memory_id,
        namespacePath=f"/gone/{actor}/",
        searchCriteria={"searchQuery": "kite", "topK": 3},
    )
    assert [each["content"]["text"] for each in found["memoryRecordSummaries"]] == [
        "The user has a kite."
    ]
    assert {record.text for record in own.records(actor)} == {"The user has a boat."}


def test_it_is_waited_for_while_one_is_being_made(own: Memory) -> None:
    slept: list[float] = []
    with answering(own, "CREATING", "CREATING", "ACTIVE"):
        found = strategies.wait_until_settled(own, sleep=slept.append)
    assert {each.status for each in found} == {"ACTIVE"}
    assert len(slept) == 2
    with answering(own, "CREATING"):
        late = strategies.wait_until_settled(own, seconds=0, sleep=slept.append)
    assert "CREATING" in {each.status for each in late}
    assert len(slept) == 2


@contextmanager
def answering(memory: Memory, *statuses: str) -> Iterator[None]:
    """Have GetMemory say these of its first strategy, one after the other, as AWS would."""
    coming = iter(statuses)

    def change(parsed: dict[str, Any], **_: object) -> None:
        parsed["memory"]["strategies"][0]["status"] = next(coming)

    events, name = memory.control.meta.events, "after-call.bedrock-agentcore-control.GetMemory"
    events.register(name, change)
    try:
        yield
    finally:
        events.unregister(name, change)
