"""What one person's clients let through, operation by operation, on the embedded AgentCore."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import botocore.session
import pytest
from botocore import xform_name
from botocore.exceptions import ParamValidationError

from local_agentcore.server import EmbeddedAgentCore
from studio import editing, forgetting, lineage
from studio.comparison import Comparison, story_actor
from studio.guard import BY_RECORD_ID, RULES, RefusedError, keep
from studio.ids import new_session_id
from studio.memory import Memory
from studio.owners import Owner
from studio.problems import CALL_ERRORS, NOT_OPEN, NOT_YOURS
from studio.runtime import Runtime
from studio.sessions import delete_session
from studio.types import Failed, StrategyType
from studio.walkthrough.results import State
from studio.walkthrough.runner import run
from studio.walkthrough.scene import Scene
from studio.walkthrough.steps import STEPS
from studio.walkthrough.tidying import tidy
from tests.conftest import Service, client
from tests.studio.memories import FACT, put

NOW = datetime.now(UTC)
RUN = uuid4().hex
ANA, BEN = (
    Owner.of("https://id.example", f"ana-{RUN}"),
    Owner.of("https://id.example", f"ben-{RUN}"),
)
SERVICES: tuple[Service, ...] = ("bedrock-agentcore", "bedrock-agentcore-control")
OPERATIONS = [
    (service, operation)
    for service in SERVICES
    for operation in botocore.session.get_session().get_service_model(service).operation_names
]
SHARED = {"GetMemory", "GetAgentRuntime", "GetAgentRuntimeEndpoint", "ListActors"}
ARN = f"arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/agent-{RUN[:10]}"


def kept(service: Service, endpoint: str, owner: Owner) -> Any:
    made = client(service, endpoint)
    keep(made, owner)
    return made


def memory_of(owner: Owner, server: EmbeddedAgentCore) -> Memory:
    data, control = (kept(service, server.endpoint, owner) for service in SERVICES)
    return Memory(data, control, server.memory_id, owner)


@pytest.fixture(scope="module")
def ana(agentcore: EmbeddedAgentCore) -> Memory:
    return memory_of(ANA, agentcore)


@pytest.fixture(scope="module")
def ben(agentcore: EmbeddedAgentCore) -> Memory:
    return memory_of(BEN, agentcore)


@pytest.fixture(scope="module")
def nowhere() -> dict[Service, Any]:
    """Ana's clients of a server that is not there: what is sent fails otherwise than it should."""
    return {service: kept(service, "http://127.0.0.1:1", ANA) for service in SERVICES}


@contextmanager
def refused(code: str = NOT_YOURS) -> Iterator[None]:
    with pytest.raises(RefusedError) as caught:
        yield
    assert caught.value.response["Error"]["Code"] == code


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_an_operation_that_nobody_thought_about_is_refused(
    service: Service, operation: str, nowhere: dict[Service, Any]
) -> None:
    call = getattr(nowhere[service], xform_name(operation))
    if operation not in RULES:
        with refused(NOT_OPEN):
            call()
    elif operation in SHARED | BY_RECORD_ID | {"GetMemoryRecord", "BatchCreateMemoryRecords"}:
        # Let through without parameters, and stopped by what the service's model asks for.
        with pytest.raises((ParamValidationError, KeyError)):
            call()
    else:
        with refused():
            call()


def test_only_operations_that_there_are_have_rules() -> None:
    assert set(RULES) <= {operation for _, operation in OPERATIONS}


def record_to_put(namespace: str) -> dict[str, Any]:
    content = {"text": "x"}
    return {
        "requestIdentifier": "1",
        "namespaces": [namespace],
        "content": content,
        "timestamp": NOW,
    }


Build = Callable[[str, str], dict[str, Any]]
"""A request from an actor's ID and their session's."""
EVENT_ID = "0000001700000000000#00000000"
REQUESTS: dict[str, list[Build]] = {
    "ListSessions": [lambda actor, _: {"actorId": actor}],
    "ListEvents": [lambda actor, session: {"actorId": actor, "sessionId": session}],
    "GetEvent": [lambda a, s: {"actorId": a, "sessionId": s, "eventId": EVENT_ID}],
    "DeleteEvent": [lambda a, s: {"actorId": a, "sessionId": s, "eventId": EVENT_ID}],
    "CreateEvent": [
        lambda a, s: {"actorId": a, "sessionId": s, "eventTimestamp": NOW, "payload": []}
    ],
    "ListMemoryExtractionJobs": [lambda actor, _: {"filter": {"actorId": actor}}],
    "ListMemoryRecords": [
        lambda actor, _: {"namespacePath": f"/users/{actor}/"},
        lambda actor, _: {"namespace": f"/users/{actor}/facts/"},
    ],
    "RetrieveMemoryRecords": [
        lambda actor, _: {
            "namespacePath": f"/users/{actor}/",
            "searchCriteria": {"searchQuery": "x"},
        },
        lambda actor, session: {
            "namespace": f"/summaries/{actor}/{session}/",
            "searchCriteria": {"searchQuery": "x"},
        },
    ],
    "BatchCreateMemoryRecords": [
        lambda actor, _: {"records": [record_to_put(f"/users/{actor}/facts/")]}
    ],
    "InvokeAgentRuntime": [
        lambda _, session: {
            "agentRuntimeArn": ARN,
            "runtimeSessionId": session,
            "payload": b"{}",
        }
    ],
    "StopRuntimeSession": [
        lambda _, session: {"agentRuntimeArn": ARN, "runtimeSessionId": session}
    ],
}
CASES = [(operation, build) for operation, builds in REQUESTS.items() for build in builds]
FOREIGN = {
    "another's": (BEN.actor_id("alice"), new_session_id(BEN.actor_id("alice"))),
    "nobody's": ("alice", new_session_id("alice")),
    "all": ("", ""),
}


def test_every_operation_that_names_an_actor_or_a_session_is_tried() -> None:
    by_answer = {"GetMemoryRecord", *BY_RECORD_ID}
    assert set(REQUESTS) == set(RULES) - SHARED - by_answer


@pytest.mark.parametrize("whose", FOREIGN)
@pytest.mark.parametrize(("operation", "build"), CASES)
def test_what_is_not_one_s_own_is_refused_before_it_is_sent(
    operation: str, build: Build, whose: str, nowhere: dict[Service, Any]
) -> None:
    call = getattr(nowhere["bedrock-agentcore"], xform_name(operation))
    request = build(*FOREIGN[whose])
    with refused():
        call(**({} if "Runtime" in operation else {"memoryId": "m-0123456789"}), **request)


@pytest.mark.parametrize(("operation", "build"), CASES)
def test_one_s_own_is_let_through(
    operation: str, build: Build, ana: Memory, agentcore: EmbeddedAgentCore
) -> None:
    actor = ANA.actor_id("own")
    request = build(actor, new_session_id(actor))
    is_runtime = "Runtime" in operation
    about = {} if is_runtime else {"memoryId": agentcore.memory_id}
    call = getattr(ana.client, xform_name(operation))
    try:
        call(**about, **request)
    except RefusedError as error:
        # Only the header is missing, which the runtime adds.
        assert operation == "InvokeAgentRuntime", error
    except CALL_ERRORS as error:
        assert is_runtime or "Event" in operation, error


def test_one_namespace_among_others_that_is_not_one_s_own_is_enough(
    nowhere: dict[Service, Any],
) -> None:
    own, foreign = (f"/users/{owner.actor_id('x')}/facts/" for owner in (ANA, BEN))
    with refused():
        nowhere["bedrock-agentcore"].list_memory_records(
            memoryId="m-0123456789", namespace=own, namespacePath=foreign
        )
    with refused():
        nowhere["bedrock-agentcore"].batch_create_memory_records(
            memoryId="m-0123456789", records=[record_to_put(own), record_to_put(foreign)]
        )


def said_in(memory: Memory, name: str, text: str) -> tuple[str, str]:
    """An actor who said something; their ID and the session's."""
    actor_id = memory.owner.actor_id(name)
    session_id = new_session_id(actor_id)
    payload = [{"conversational": {"role": "USER", "content": {"text": text}}}]
    memory.client.create_event(
        memoryId=memory.memory_id,
        actorId=actor_id,
        sessionId=session_id,
        eventTimestamp=NOW,
        payload=payload,
        extractionMode="SKIP",
    )
    return actor_id, session_id


def test_nobody_lists_another_s_actors_nor_those_of_nobody(
    ana: Memory, ben: Memory, memory_client: Any
) -> None:
    anas, _ = said_in(ana, "alice", "Hello.")
    bens, _ = said_in(ben, "alice", "Hello.")
    said_in(replace(ana, client=memory_client, owner=Owner()), f"free-{RUN}", "Hello.")
    assert anas in ana.actors() and all(map(ANA.owns, ana.actors()))
    assert bens in ben.actors() and all(map(BEN.owns, ben.actors()))


def test_a_record_is_read_changed_and_deleted_by_who_owns_it_alone(
    ana: Memory, ben: Memory
) -> None:
    (record_id,) = put(ana, ANA.actor_id("records"), FACT, "The user lives in Paris.")
    record = lineage.find(ana, record_id)
    assert record is not None

    assert lineage.find(ben, record_id) is None
    assert not editing.change(ben, record, "The user lives in Rome.").done
    assert not editing.delete(ben, [record_id]).done
    with refused():
        ben.client.delete_memory_record(memoryId=ben.memory_id, memoryRecordId=record_id)
    assert lineage.find(ana, record_id) == record

    assert editing.change(ana, record, "The user lives in Rome.").done == (record_id,)
    assert editing.delete(ana, [record_id]).done == (record_id,)
    assert lineage.find(ana, record_id) is None


def test_another_s_record_is_refused_as_one_that_there_is_not(ana: Memory, ben: Memory) -> None:
    (there,) = put(ana, ANA.actor_id("oracle"), FACT, "The user lives in Paris.")
    assert refusals(ben, there) == refusals(ben, f"mem-{uuid4()}")


def refusals(memory: Memory, record_id: str) -> list[tuple[str, str]]:
    """What is said to who asks for the record, deletes it, and deletes it by the app."""
    said = []
    for call in (memory.client.get_memory_record, memory.client.delete_memory_record):
        with pytest.raises(RefusedError) as caught:
            call(memoryId=memory.memory_id, memoryRecordId=record_id)
        error = caught.value.response["Error"]
        said.append((error["Code"], error["Message"]))
    (failed,) = editing.delete(memory, [record_id]).failed
    return [*said, (NOT_YOURS, failed.why)]


def test_a_batch_with_one_record_of_another_s_is_refused_as_a_whole(
    ana: Memory, ben: Memory
) -> None:
    (anas,) = put(ana, ANA.actor_id("batch"), FACT, "The user lives in Paris.")
    (bens,) = put(ben, BEN.actor_id("batch"), FACT, "The user lives in Oslo.")
    assert not editing.delete(ben, [bens, anas]).done
    assert lineage.find(ana, anas) and lineage.find(ben, bens)


def test_a_record_cannot_be_moved_into_another_s_namespace(ana: Memory) -> None:
    (record_id,) = put(ana, ANA.actor_id("mover"), FACT, "The user lives in Paris.")
    item = {"memoryRecordId": record_id, "timestamp": NOW}
    with refused():
        ana.client.batch_update_memory_records(
            memoryId=ana.memory_id,
            records=[item | {"namespaces": [f"/users/{BEN.actor_id('mover')}/facts/"]}],
        )


def test_sessions_events_and_forgetting_of_another_s_actor_are_refused(
    ana: Memory, ben: Memory
) -> None:
    actor, session = said_in(ana, "forgotten", "I live in Paris.")
    for read in (ben.sessions, ben.records, lambda each: ben.retrieve(each, "Paris")):
        with refused():
            read(actor)
    with refused():
        ben.events(actor, session)
    with refused():
        delete_session(ben, actor, session)
    with refused():
        forgetting.holdings(ben, actor)
    *_, report = forgetting.Forgetting(ben, actor, 0.0).rounds()
    assert not report.is_clean and report.problem is not None
    assert report.problem.code == NOT_YOURS
    assert len(ana.events(actor, session)) == 1


def test_what_an_owner_has_is_all_forgotten(ana: Memory, ben: Memory) -> None:
    anas, _ = said_in(ana, "gone", "I live in Paris.")
    bens, session = said_in(ben, "gone", "I live in Oslo.")
    put(ana, anas, FACT, *(f"Fact {number}." for number in range(3)))
    *_, report = forgetting.Forgetting(ana, anas, 0.0).rounds()
    assert (report.is_clean, report.records, report.events) == (True, 3, 1)
    assert len(ben.events(bens, session)) == 1


def test_an_agent_does_not_answer_as_another_s_actor(agentcore: EmbeddedAgentCore) -> None:
    data = kept("bedrock-agentcore", agentcore.endpoint, ANA)
    runtime = Runtime(data, agentcore.agent_runtime_arn, "DEFAULT", lambda _: StrategyType.CUSTOM)
    own = new_session_id(ANA.actor_id("alice"))
    for actor_id in (BEN.actor_id("alice"), "alice", ""):
        (end,) = runtime.invoke("Who am I?", actor_id, own)
        assert isinstance(end, Failed) and end.code == NOT_YOURS
    (end,) = runtime.invoke("Hi", ANA.actor_id("alice"), new_session_id(BEN.actor_id("alice")))
    assert isinstance(end, Failed) and end.code == NOT_YOURS


def test_a_step_of_the_walkthrough_plays_within_what_is_one_s_own(
    ana: Memory, agentcore: EmbeddedAgentCore
) -> None:
    data = kept("bedrock-agentcore", agentcore.endpoint, ANA)
    runtime = Runtime(data, agentcore.agent_runtime_arn, "DEFAULT", ana.strategy_type)
    scene = Scene(ana, runtime, patience=20.0)
    *_, ended = run(scene, [step for step in STEPS if step.key == "deletion"])
    assert ended.result.state is State.PASSED, ended.result
    assert scene.cast and all(map(ANA.owns, scene.cast))
    assert not tidy(scene).problems


def test_the_story_is_told_by_an_actor_of_one_s_own() -> None:
    told = Comparison.of(story_actor(ANA))
    assert ANA.owns(told.actor_id)
    assert all(ANA.owns_session(side.session_id) for side in told.sides)


def test_an_invocation_without_a_session_or_an_actor_is_refused(
    agentcore: EmbeddedAgentCore,
) -> None:
    data = kept("bedrock-agentcore", agentcore.endpoint, ANA)
    arn = agentcore.agent_runtime_arn
    with refused():
        # botocore would make a session ID up.
        data.invoke_agent_runtime(agentRuntimeArn=arn, payload=b"{}")
    with refused():
        session = new_session_id(ANA.actor_id("alice"))
        data.invoke_agent_runtime(agentRuntimeArn=arn, runtimeSessionId=session, payload=b"{}")


def test_two_owners_clients_know_nothing_of_each_other(ana: Memory, ben: Memory) -> None:
    anas, bens = ANA.actor_id("same"), BEN.actor_id("same")
    put(ana, anas, FACT, "The user lives in Paris.")
    put(ben, bens, FACT, "The user lives in Oslo.")
    assert [each.text for each in ana.records(anas)] == ["The user lives in Paris."]
    assert [each.text for each in ben.retrieve(bens, "home")] == ["The user lives in Oslo."]
    assert ana.scope != ben.scope
