"""An agent is built from the environment and from what memory holds of its session."""

import asyncio

import pytest
from strands.models.bedrock import DEFAULT_BEDROCK_MODEL_ID

from build import Conversation, build_agent
from local_agentcore.server import EmbeddedAgentCore
from messages import UNANSWERED
from tests.agent.talk import new_ids


async def ask(conversation: Conversation, prompt: str) -> None:
    async for _ in conversation.agent.stream_async(prompt):
        pass


def texts(conversation: Conversation) -> list[tuple[str, str]]:
    return [
        (message["role"], block["text"])
        for message in conversation.agent.messages
        for block in message["content"]
        if "text" in block
    ]


@pytest.mark.usefixtures("environment")
def test_the_environment_says_which_model_and_where(
    monkeypatch: pytest.MonkeyPatch, agentcore: EmbeddedAgentCore
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    default = build_agent(*new_ids())
    monkeypatch.setenv("BEDROCK_MODEL_ID", "us.amazon.nova-lite-v1:0")
    chosen = build_agent(*new_ids())
    assert default.agent.model.get_config()["model_id"] == DEFAULT_BEDROCK_MODEL_ID
    assert chosen.agent.model.get_config()["model_id"] == "us.amazon.nova-lite-v1:0"
    assert default.memory
    assert default.memory.config.memory_id == agentcore.memory_id
    assert default.memory.memory_client.gmdp_client.meta.region_name == "eu-central-1"


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("value", [None, ""])
def test_without_a_memory_there_is_still_an_agent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, value: str | None
) -> None:
    monkeypatch.delenv("BEDROCK_AGENTCORE_MEMORY_ID")
    if value is not None:
        monkeypatch.setenv("BEDROCK_AGENTCORE_MEMORY_ID", value)
    assert build_agent(*new_ids()).memory is None
    assert "BEDROCK_AGENTCORE_MEMORY_ID is not set" in caplog.text


@pytest.mark.usefixtures("environment")
def test_a_session_is_restored_as_it_was() -> None:
    ids = new_ids()
    conversation = build_agent(*ids)
    asyncio.run(ask(conversation, "My name is Alice."))
    asyncio.run(ask(conversation, "What is 18% of 2,340?"))
    assert len(conversation.agent.messages) > 4
    assert texts(build_agent(*ids)) == texts(conversation)


@pytest.mark.usefixtures("environment")
def test_a_turn_that_was_left_without_an_answer_is_closed() -> None:
    ids = new_ids()
    conversation = build_agent(*ids)
    assert conversation.memory
    for prompt in ("Hello?", "Are you there?"):
        conversation.memory.append_message(
            {"role": "user", "content": [{"text": prompt}]}, conversation.agent
        )
    note = ("assistant", UNANSWERED)
    assert texts(build_agent(*ids)) == [("user", "Hello?"), note, ("user", "Are you there?"), note]


@pytest.mark.usefixtures("environment")
def test_the_log_keeps_to_what_is_worth_saying(caplog: pytest.LogCaptureFixture) -> None:
    build_agent(*new_ids())
    assert "async_mode" not in caplog.text
    assert "agent built" in caplog.text
