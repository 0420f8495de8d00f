"""The entrypoint by its HTTP interface, on the embedded AgentCore: no AWS, nothing replaced."""

import asyncio
import json
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from bedrock_agentcore.runtime import RequestContext
from starlette.testclient import TestClient

from app import invoke
from local_agentcore.server import EmbeddedAgentCore
from tests.agent.talk import ACTOR_HEADER, Start, new_ids
from tests.waiting import wait_until

Item = dict[str, Any]


def said(items: list[Item]) -> str:
    return "".join(item["text"] for item in items if item["type"] == "text")


def of_type(items: list[Item], kind: str) -> list[Item]:
    return [item for item in items if item["type"] == kind]


def conversation_of(events: list[Item]) -> list[tuple[str, Any]]:
    """The roles and contents of the messages that events hold."""
    payloads = [payload for event in events for payload in event["payload"]]
    messages = [item["conversational"] for item in payloads if "conversational" in item]
    return [
        (message["role"], json.loads(message["content"]["text"])["message"]["content"])
        for message in messages
    ]


def test_an_answer_as_json(start: Start) -> None:
    assert start().reply("Hello")


def test_an_answer_as_a_stream(start: Start) -> None:
    items = start().items("My name is Alice and I like chocolate ice cream.")
    kinds = [item["type"] for item in items]
    assert kinds == ["memory", *["text"] * (len(items) - 2), "done"]
    assert len(of_type(items, "text")) > 1
    memory, *texts, done = items
    assert memory.keys() == {"type", "namespaces", "records", "failures", "milliseconds"}
    assert (memory["records"], memory["failures"]) == ([], [])
    assert all(text.keys() == {"type", "text"} for text in texts)
    assert done.keys() == {"type", "model", "usage", "timings", "stopReason", "calls"}
    assert done["model"] == "global.anthropic.claude-sonnet-4-6"
    assert done["stopReason"] == "end_turn"


def test_figures_are_of_this_turn_alone(start: Start) -> None:
    talk = start()
    first, second = (talk.items("Hello")[-1] for _ in range(2))
    for done in (first, second):
        usage, timings = done["usage"], done["timings"]
        assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"] > 0
        assert 0 < timings["retrievalMs"] < timings["firstTextMs"] <= timings["totalMs"]
    assert second["usage"]["outputTokens"] == first["usage"]["outputTokens"]


def test_a_turn_says_which_calls_it_made(
    start: Start, agentcore: EmbeddedAgentCore, memory_client: Any
) -> None:
    talk = start()
    first, second = (talk.items(prompt)[-1]["calls"] for prompt in ("Hello", "What is 2 * 21?"))
    assert (first["RetrieveMemoryRecords"], first["ConverseStream"]) == (3, 1)
    assert (second["RetrieveMemoryRecords"], second["ConverseStream"]) == (3, 2)
    assert first["ListEvents"] > 0
    assert "ListEvents" not in second
    listed = memory_client.list_events(
        memoryId=agentcore.memory_id,
        actorId=talk.actor_id,
        sessionId=talk.session_id,
        maxResults=100,
    )
    assert first["CreateEvent"] + second["CreateEvent"] == len(listed["events"])


def test_the_model_is_the_one_the_environment_names(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEDROCK_MODEL_ID", "us.amazon.nova-lite-v1:0")
    assert start().items("Hello")[-1]["model"] == "us.amazon.nova-lite-v1:0"


def test_a_new_session_recalls_what_an_earlier_one_taught(start: Start, alice: str) -> None:
    items = start(alice).items("What is my name and what do I like?")
    records = items[0]["records"]
    assert [set(record) for record in records] == [
        {"id", "text", "strategyId", "namespace", "score", "createdAt"}
    ] * len(records)
    namespaces = {record["namespace"] for record in records}
    assert namespaces == {f"/users/{alice}/{kind}/" for kind in ("facts", "preferences")}
    assert all(0.5 <= record["score"] <= 1 for record in records)
    assert "Alice" in said(items)
    assert "chocolate ice cream" in said(items)


def test_who_asks_for_it_is_told_what_the_model_is_given(start: Start, alice: str) -> None:
    talk = start(alice)
    assert not of_type(talk.items("What is my name?"), "context")
    first, second = of_type(talk.items("What is 6 * 7?", show_context=True), "context")
    assert [message["role"] for message in first["messages"]] == ["user", "assistant", "user"]
    assert first["messages"][-1]["content"] == [{"text": "What is 6 * 7?"}]
    assert "toolResult" in second["messages"][-1]["content"][0]
    assert "memory" in first["system"]
    assert first["tools"] == ["calculator"]
    (recalling,) = of_type(talk.items("What do I like?", show_context=True), "context")
    assert "chocolate ice cream" in recalling["messages"][-1]["content"][0]["text"]


def test_another_actor_recalls_nothing(start: Start, alice: str) -> None:
    items = start().items("What is my name and what do I like?")
    assert items[0]["records"] == []
    assert "Alice" not in said(items)


def test_without_long_term_memory_nothing_is_looked_up(start: Start, alice: str) -> None:
    talk = start(alice)
    assert of_type(talk.items("What is my name?"), "memory")
    items = talk.items("What do I like?", long_term_memory=False)
    assert not of_type(items, "memory")
    assert "chocolate" not in said(items)
    assert items[-1]["timings"]["retrievalMs"] is None


def test_a_session_remembers_its_own_turns(start: Start) -> None:
    talk = start()
    talk.reply("My name is Bruno.", long_term_memory=False)
    assert "Bruno" in talk.reply("What is my name?", long_term_memory=False)


def test_a_tool_call_is_shown_running_and_with_its_result(start: Start) -> None:
    items = start().items("What is 18% of 2,340?")
    running, finished = of_type(items, "tool")
    assert running.keys() == {"type", "id", "name", "input", "status"}
    assert finished == {**running, "status": "success", "result": finished["result"]}
    assert (running["name"], running["status"]) == ("calculator", "running")
    assert "421.2" in finished["result"]
    assert "421.2" in said(items)


def test_what_was_recalled_is_not_written_to_memory(
    start: Start, alice: str, agentcore: EmbeddedAgentCore, memory_client: Any
) -> None:
    talk = start(alice)
    assert talk.items("What is my name?")[0]["records"]
    listed = memory_client.list_events(
        memoryId=agentcore.memory_id, actorId=talk.actor_id, sessionId=talk.session_id
    )
    contents = [content for role, content in conversation_of(listed["events"]) if role == "USER"]
    assert contents == [[{"text": "What is my name?"}]]


def test_without_the_header_the_actor_is_the_default_one(
    start: Start, agentcore: EmbeddedAgentCore, memory_client: Any
) -> None:
    talk = start()
    answer = talk.http.post("/invocations", json={"prompt": "Hello"})
    assert answer.status_code == 200
    about = {"memoryId": agentcore.memory_id, "actorId": "default-user"}
    assert memory_client.list_sessions(**about)["sessionSummaries"]


def test_without_a_memory_it_says_so_once_and_answers(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BEDROCK_AGENTCORE_MEMORY_ID")
    talk = start()
    items = talk.items("My name is Bruno.")
    assert items[0]["text"].startswith("Note: no memory is configured")
    assert (len(of_type(items, "memory")), items[-1]["type"]) == (0, "done")
    reply = talk.reply("What is my name?")
    assert "Bruno" in reply
    assert "no memory" not in reply


@pytest.mark.usefixtures("environment")
def test_an_answer_that_nobody_hears_is_kept_all_the_same(
    agentcore: EmbeddedAgentCore, memory_client: Any
) -> None:
    actor_id, session_id = new_ids()
    context = RequestContext(
        session_id=session_id, request_headers={ACTOR_HEADER: actor_id}, request=None
    )

    def is_answered() -> bool:
        listed = memory_client.list_events(
            memoryId=agentcore.memory_id, actorId=actor_id, sessionId=session_id
        )
        return "ASSISTANT" in [role for role, _ in conversation_of(listed["events"])]

    async def scenario() -> None:
        stream = await invoke({"prompt": "Hello", "stream": True}, context)
        assert isinstance(stream, AsyncGenerator)
        assert (await anext(stream))["type"] == "memory"
        await stream.aclose()
        await asyncio.to_thread(wait_until, is_answered)

    asyncio.run(scenario())


@pytest.mark.parametrize("payload", ["Hello", ["Hello"], {"prompt": " "}, {"stream": "yes"}])
def test_a_payload_that_is_wrong_is_a_bad_request(start: Start, payload: object) -> None:
    answer = start().post(payload)
    assert answer.status_code == 400
    assert answer.json()["code"] == "ValidationException"


def test_a_prompt_that_is_wrong_ends_its_stream_with_an_error(start: Start) -> None:
    (error,) = start().items("")
    assert error.keys() == {"type", "code", "message"}
    assert (error["type"], error["code"]) == ("error", "ValidationException")


def test_a_memory_that_is_not_there_is_named_as_the_reason(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEDROCK_AGENTCORE_MEMORY_ID", "Other-0123456789")
    talk = start()
    (error,) = talk.items("Hello")
    assert error["code"] == "ResourceNotFoundException"
    assert "BEDROCK_AGENTCORE_MEMORY_ID" in error["message"]
    answer = talk.post({"prompt": "Hello"})
    assert (answer.status_code, answer.json()["code"]) == (502, "ResourceNotFoundException")


def test_a_session_goes_on_after_a_turn_that_failed(
    start: Start, monkeypatch: pytest.MonkeyPatch, agentcore: EmbeddedAgentCore
) -> None:
    talk = start()
    with monkeypatch.context() as offline:
        offline.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:9")
        offline.setenv("AWS_MAX_ATTEMPTS", "1")
        *_, error = talk.items("My name is Bruno.", long_term_memory=False)
    assert error["code"] == "EndpointConnectionError"
    assert "AWS could not be called" in error["message"]
    items = talk.items("What is my name?", long_term_memory=False)
    assert items[-1]["type"] == "done"
    assert "Bruno" in said(items)


def test_sessions_answer_side_by_side(start: Start) -> None:
    talks = [start() for _ in range(4)]
    names = ["Ada", "Bruno", "Chen", "Dana"]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda talk, name: talk.reply(f"My name is {name}."), talks, names))
        answers = list(pool.map(lambda talk: talk.reply("What is my name?"), talks))
    assert all(name in answer for name, answer in zip(names, answers, strict=True))


def test_turns_of_one_session_are_all_kept(start: Start) -> None:
    talk = start()
    with ThreadPoolExecutor() as pool:
        list(pool.map(talk.reply, ["My name is Bruno.", "I live in Oslo."]))
    assert "Bruno" in talk.reply("What is my name?", long_term_memory=False)
    assert "Oslo" in talk.reply("Where do I live?", long_term_memory=False)


def test_the_app_is_healthy(start: Start) -> None:
    http: TestClient = start().http
    assert http.get("/ping").json()["status"] == "Healthy"
