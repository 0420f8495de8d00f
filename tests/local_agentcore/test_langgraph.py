"""LangGraph's AgentCore checkpointer and store, pointed here by AWS's variables."""

import operator
import uuid
from typing import Annotated, Any, TypedDict

import pytest
from langchain_core.messages import HumanMessage
from langgraph.graph import END, START, StateGraph
from langgraph_checkpoint_aws import AgentCoreMemorySaver, AgentCoreMemoryStore

from local_agentcore.server import EmbeddedAgentCore
from tests.waiting import wait_until

REGION = "us-east-1"


class State(TypedDict):
    """What the graph's nodes pass on."""

    steps: Annotated[list[str], operator.add]


@pytest.fixture(autouse=True)
def pointed_here(agentcore: EmbeddedAgentCore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", agentcore.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def config() -> Any:
    """A thread, which is a session, of an actor of its own."""
    thread = {"thread_id": uuid.uuid4().hex, "actor_id": f"actor-{uuid.uuid4().hex}"}
    return {"configurable": thread}


def graph(agentcore: EmbeddedAgentCore) -> Any:
    """Two nodes that note that they ran, checkpointed by a saver of its own."""
    builder = StateGraph(State)
    builder.add_node("look", lambda state: {"steps": [f"look {len(state['steps'])}"]})
    builder.add_node("act", lambda state: {"steps": [f"act {len(state['steps'])}"]})
    builder.add_edge(START, "look")
    builder.add_edge("look", "act")
    builder.add_edge("act", END)
    saver = AgentCoreMemorySaver(agentcore.memory_id, region_name=REGION)
    return builder.compile(checkpointer=saver)


def test_a_graph_goes_on_where_it_was(agentcore: EmbeddedAgentCore, config: Any) -> None:
    graph(agentcore).invoke({"steps": ["start"]}, config)
    found = graph(agentcore).get_state(config).values["steps"]
    assert found == ["start", "look 1", "act 2"]
    again = graph(agentcore).invoke({"steps": ["again"]}, config)
    assert again["steps"] == [*found, "again", "look 4", "act 5"]


def test_a_graphs_history_is_newest_first_and_can_be_gone_back_to(
    agentcore: EmbeddedAgentCore, config: Any
) -> None:
    compiled = graph(agentcore)
    compiled.invoke({"steps": ["start"]}, config)
    history = list(compiled.get_state_history(config))
    assert [len(state.values["steps"]) for state in history] == [3, 2, 1, 0]
    before_act = history[1]
    assert before_act.next == ("act",)
    resumed = compiled.invoke(None, before_act.config)
    assert resumed["steps"] == ["start", "look 1", "act 2"]


def test_what_the_store_is_given_is_found_by_meaning(
    agentcore: EmbeddedAgentCore, config: Any
) -> None:
    store = AgentCoreMemoryStore(memory_id=agentcore.memory_id, region_name=REGION)
    actor_id, session_id = config["configurable"]["actor_id"], config["configurable"]["thread_id"]
    said = {"message": HumanMessage("My dog is called Rex. I live in Oslo.")}
    store.put((actor_id, session_id), "first", said)
    facts = ("users", actor_id, "facts")
    found = wait_until(lambda: store.search(facts, query="What is my dog called?", limit=1))
    assert found[0].value["content"] == "The user's dog is called Rex."
    assert store.get(facts, found[0].key) is not None


def test_actors_threads_are_apart(agentcore: EmbeddedAgentCore, config: Any) -> None:
    compiled = graph(agentcore)
    compiled.invoke({"steps": ["start"]}, config)
    other = {"configurable": config["configurable"] | {"actor_id": "somebody-else"}}
    assert compiled.get_state(other).values == {}
    saver = AgentCoreMemorySaver(agentcore.memory_id, region_name=REGION)
    saver.delete_thread(
        config["configurable"]["thread_id"], actor_id=config["configurable"]["actor_id"]
    )
    assert compiled.get_state(config).values == {}
