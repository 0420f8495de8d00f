from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_agentcore.server import EmbeddedAgentCore
from studio import samples
from studio.contents import content
from studio.filters import Filter
from studio.ids import is_session_id, valid_actor_id
from studio.listing import walk
from studio.memory import Memory
from studio.runtime import Runtime
from studio.samples import NotResetError, Progress
from studio.turns import turns
from studio.types import StrategyType, Text
from tests.conftest import client, serving
from tests.studio.memories import FACT, PREFERENCE, put

MAYA, JONAS, PRIYA = "sample-maya", "sample-jonas", "sample-priya"
SHORT_PATIENCE = 8.0


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAgentCore]:
    with serving(tmp_path_factory.mktemp("samples")) as started:
        yield started


@pytest.fixture(scope="module")
def own(core: EmbeddedAgentCore) -> Memory:
    data: Any = client("bedrock-agentcore", core.endpoint)
    control: Any = client("bedrock-agentcore-control", core.endpoint)
    return Memory(data, control, core.memory_id)


@pytest.fixture(scope="module")
def loaded(own: Memory) -> list[Progress]:
    """The sample actors, loaded over what somebody had left of one of them."""
    put(own, MAYA, FACT, "The user is a pirate.")
    put(own, "sample", PREFERENCE, "Keep me")
    put(own, f"{MAYA}-2", FACT, "Keep me too")
    say(own, MAYA, "Arr, hello.")
    return list(samples.reset(own, SHORT_PATIENCE))


def say(memory: Memory, actor_id: str, text: str) -> None:
    memory.client.create_event(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId="left-over",
        eventTimestamp=datetime.now(UTC) - timedelta(days=2),
        payload=[{"conversational": {"role": "USER", "content": {"text": text}}}],
    )


def known(memory: Memory, actor_id: str) -> str:
    return "\n".join(content(record).everything for record in memory.records(actor_id))


def test_the_actors_are_such_as_memory_takes() -> None:
    assert [valid_actor_id(actor.id) for actor in samples.actors()] == [MAYA, JONAS, PRIYA]
    for actor in samples.actors():
        days = [session.days for session in actor.sessions]
        assert len(days) >= 3
        assert days == sorted(days, reverse=True)
        assert days[0] - days[-1] >= 14
        assert days[0] < 90  # The embedded memory's events expire then.
    assert 0 < samples.dollars() < 0.05


def test_a_history_of_weeks_is_there(own: Memory, loaded: list[Progress]) -> None:
    now = datetime.now(UTC)
    for actor in samples.actors():
        sessions = own.sessions(actor.id)
        assert len(sessions) == len(actor.sessions)
        assert all(is_session_id(session.id) for session in sessions)
        for session in sessions:
            events = own.events(actor.id, session.id)
            told = turns(events)
            assert len(told) == len(actor.sessions[0].turns)
            assert all(turn.prompt and turn.parts for turn in told)
            assert timedelta(days=1) < now - events[0].timestamp < timedelta(days=60)


def test_the_agent_goes_on_with_a_session_and_knows_what_was_said_in_it(
    core: EmbeddedAgentCore, own: Memory, loaded: list[Progress]
) -> None:
    client: Any = own.client
    runtime = Runtime(client, core.agent_runtime_arn, "DEFAULT", own.strategy_type)
    session = min(own.sessions(MAYA), key=lambda each: each.created_at)
    events = runtime.invoke("What is my name?", MAYA, session.id, long_term_memory=False)
    answer = "".join(event.text for event in events if isinstance(event, Text))
    assert "Maya" in answer


def test_memory_learned_it_by_its_own_strategies(own: Memory, loaded: list[Progress]) -> None:
    for actor in samples.actors():
        kinds = {record.strategy for record in own.records(actor.id)}
        assert kinds == {FACT, PREFERENCE, StrategyType.SUMMARIZATION}
    maya, jonas = known(own, MAYA), known(own, JONAS)
    assert "The user lives in Lisbon now" in maya
    assert "The user prefers green tea now." in jonas


def test_what_was_said_later_ended_what_was_said_before(
    own: Memory, loaded: list[Progress]
) -> None:
    ended = {
        actor: [record.text for record in walk(own, actor, Filter(is_ended=True))]
        for actor in (MAYA, JONAS)
    }
    assert "The user lives in Porto." in ended[MAYA]
    assert "The user drinks a lot of coffee." in ended[JONAS]


def test_what_was_there_of_them_is_gone_and_nobody_elses(
    own: Memory, loaded: list[Progress]
) -> None:
    assert "pirate" not in known(own, MAYA)
    assert "left-over" not in {session.id for session in own.sessions(MAYA)}
    assert known(own, "sample").strip() == "Keep me"
    assert known(own, f"{MAYA}-2").strip() == "Keep me too"


def test_it_says_how_far_it_is(loaded: list[Progress]) -> None:
    shares = [progress.share for progress in loaded]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert loaded[0].doing == f"Deleting what is kept of {MAYA}…"


def test_what_cannot_be_deleted_stops_it_before_anything_is_written(
    own: Memory, loaded: list[Progress]
) -> None:
    before = {actor.id: own.sessions(actor.id) for actor in samples.actors()}

    def refuse(**_: object) -> None:
        raise ClientError({"Error": {"Code": "AccessDeniedException"}}, "DeleteEvent")

    events, name = own.client.meta.events, "before-call.bedrock-agentcore.DeleteEvent"
    events.register(name, refuse)
    try:
        with pytest.raises(NotResetError):
            list(samples.reset(own, SHORT_PATIENCE))
    finally:
        events.unregister(name, refuse)
    assert {actor.id: own.sessions(actor.id) for actor in samples.actors()} == before
