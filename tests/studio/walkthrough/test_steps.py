"""Each step on the agent that is deployed, and on agents and memories on which it must fail."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from studio.walkthrough.results import State, StepResult, Tidied
from studio.walkthrough.runner import Began, run
from studio.walkthrough.scene import Scene
from studio.walkthrough.steps import STEPS
from studio.walkthrough.tidying import tidy
from tests.studio.walkthrough.conftest import SetScene, failed, held, take

SAYS, SAYS_NOT = "The agent says", "The agent does not say"
KEPT, NO_EVENTS = (
    "Short-term memory holds the conversation.",
    "Short-term memory holds nothing of the session.",
)
STORED, NOT_STORED = "Memory keeps a record of it.", "Memory keeps nothing of it."
PREFERRED = "Memory keeps a preference of it."
FOUND = "Retrieval finds it by the question."
NOT_FOUND = "Retrieval finds nothing of it for the other actor."
GONE = "Retrieval finds nothing of it for the actor."
RECALLED, NOT_RECALLED = (
    "The agent recalled it for this question.",
    ("The agent recalled nothing of it."),
)
RECALLED_PREFERENCE = "The agent recalled the preference for this question."
ENDED = "AgentCore ended the session's process (StopRuntimeSession)."

# Many agents' processes are started one after the other.
pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def proof(scene: SetScene) -> Iterator[tuple[Scene, dict[str, StepResult]]]:
    """All six steps on the agent that is deployed."""
    stage = scene()
    yield stage, take(stage)
    tidy(stage)


def test_the_deployed_agent_passes_every_step(proof: tuple[Scene, dict[str, StepResult]]) -> None:
    _, results = proof
    assert {key: result.state for key, result in results.items()} == {
        step.key: State.PASSED for step in STEPS
    }
    assert held(results.values()) == {
        *(SAYS, SAYS_NOT, KEPT, NO_EVENTS, STORED, NOT_STORED, PREFERRED, FOUND, NOT_FOUND, GONE),
        *(RECALLED, NOT_RECALLED, RECALLED_PREFERENCE, ENDED),
    }


def test_each_step_has_actors_and_sessions_of_its_own(
    proof: tuple[Scene, dict[str, StepResult]],
) -> None:
    _, results = proof
    places = [{(each.actor_id, each.session_id) for each in r.said} for r in results.values()]
    assert sum(map(len, places)) == len(set().union(*places))
    assert all(len(session_id) >= 33 for place in places for _, session_id in place)


def test_what_the_steps_wrote_is_removed_and_nothing_else(scene: SetScene) -> None:
    bystander, stage = scene(), scene()
    take(bystander, "short-term")
    take(stage, "short-term", "long-term")
    (other,), actors = bystander.cast, list(stage.cast)
    before = bystander.memory.sessions(other)
    done = tidy(stage)
    assert (done.actors, done.problems, stage.cast) == (2, (), {})
    assert done.events >= 8
    assert done.records >= 2
    assert not set(actors) & set(stage.memory.actors())
    assert [stage.memory.records(actor) for actor in actors] == [[], []]
    assert bystander.memory.sessions(other) == before
    assert tidy(stage) == Tidied()


def test_an_agent_without_memory_fails_every_step(scene: SetScene) -> None:
    stage = scene("forgetful", patience=0.5)
    results = take(stage)
    assert {result.state for result in results.values()} == {State.FAILED}
    assert {key: failed(result) for key, result in results.items()} == {
        "short-term": {KEPT},
        "long-term": {STORED, FOUND, SAYS},
        "isolation": {STORED, SAYS},
        "preferences": {PREFERRED, SAYS},
        "restart": {STORED, SAYS, KEPT},
        "deletion": {STORED, FOUND},
    }


def test_an_agent_that_gossips_fails_where_it_must_be_silent(scene: SetScene) -> None:
    stage = scene("gossip")
    results = take(stage, "isolation", "deletion")
    assert failed(results["isolation"]) == {SAYS_NOT, NOT_RECALLED}
    assert failed(results["deletion"]) == {SAYS_NOT, NOT_RECALLED}


def test_an_agent_that_uses_another_memory_fails(scene: SetScene, other_memory: str) -> None:
    stage = scene(patience=0.5)
    elsewhere = replace(stage, memory=replace(stage.memory, memory_id=other_memory), cast={})
    results = take(elsewhere, "short-term", "long-term")
    assert failed(results["short-term"]) == {KEPT}
    assert failed(results["long-term"]) == {STORED, FOUND}


def test_namespaces_that_all_actors_share_fail_isolation(
    scene: SetScene, other_memory: str
) -> None:
    stage = scene("gossip", other_memory)
    (result,) = take(stage, "isolation").values()
    assert NOT_FOUND in failed(result)
    (seen,) = [check.seen for check in result.checks if check.claim == NOT_FOUND]
    assert "in /facts/" in seen
    assert tidy(stage).records == 1


def test_a_memory_that_is_not_there_is_a_problem_with_a_remedy(scene: SetScene) -> None:
    stage = scene(patience=0.5)
    unknown = replace(stage, memory=replace(stage.memory, memory_id="Nobody-0123456789"), cast={})
    (result,) = take(unknown, "long-term").values()
    assert result.state is State.FAILED
    assert result.problem
    assert result.problem.code == "ResourceNotFoundException"
    assert "memory ID" in result.problem.remedy
    assert tidy(unknown).problems


def test_a_broken_agent_fails_each_step_and_the_next_is_still_taken(scene: SetScene) -> None:
    stage = scene("broken", patience=0.5)
    results = take(stage, "short-term", "isolation")
    assert list(results) == ["short-term", "isolation"]
    for result in results.values():
        assert result.state is State.FAILED
        assert result.problem
        assert result.problem.remedy
    assert tidy(stage).events == 0


def test_a_stop_ends_the_step_and_takes_no_other(scene: SetScene) -> None:
    stage = scene()
    taken = []
    for progress in run(stage, STEPS):
        taken.append(progress)
        if len(taken) == 3:
            stage.stop.set()
    assert [each.result.key for each in taken if isinstance(each, Began)] == ["short-term"]
    assert taken[-1].result.state is State.STOPPED


def test_a_stop_does_not_wait_for_an_agent_that_is_silent(scene: SetScene) -> None:
    stage = scene("silent")
    for progress in run(stage, STEPS[:1]):
        if progress.result.said and progress.result.said[-1].answer:
            stage.stop.set()
    assert progress.result.state is State.STOPPED
    assert tidy(stage).problems == ()


@pytest.fixture(scope="module")
def other_memory(control_client: Any) -> str:
    """A memory whose facts all lie in one namespace, whoever they are about."""
    strategy = {"name": "Shared", "namespaceTemplates": ["/facts/"]}
    created = control_client.create_memory(
        name="Shared",
        eventExpiryDuration=30,
        memoryStrategies=[{"semanticMemoryStrategy": strategy}],
    )
    return str(created["memory"]["id"])
