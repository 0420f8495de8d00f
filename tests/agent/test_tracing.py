"""The spans of a turn: whose they are, what they tell, and what they do not."""

import json
import logging
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bedrock_agentcore.memory.integrations.strands.config import RetrievalConfig
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from local_agentcore.server import EmbeddedAgentCore
from log import APP_LOGGER, ActorFormatter
from recall import RETRIEVAL
from tests.agent.talk import Start, Talk
from tracing import OPT_IN, UNREDACTED, WORDS, keep_words_out

AGENT = Path(__file__).parents[2] / "agent"
SECRET = "Xanthippe"


def traced(talk: Talk, prompt: str) -> list[dict[str, Any]]:
    """The spans of the turn, which come last but one."""
    *_, told, done = talk.items(prompt, show_trace=True)
    assert (told["type"], done["type"]) == ("trace", "done")
    spans: list[dict[str, Any]] = told["spans"]
    return spans


@pytest.fixture
def exported() -> InMemorySpanExporter:
    """What an exporter is given, such as the one to CloudWatch."""
    exporter = InMemorySpanExporter()
    provider = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return exporter


def test_who_asks_for_it_is_told_what_the_turn_did(start: Start, alice: str) -> None:
    talk = start(alice)
    assert "trace" not in [item["type"] for item in talk.items("Hello")]
    spans = traced(talk, "What is 18% of 2,340?")
    names = [span["name"] for span in spans]
    assert names[0].startswith("invoke_agent")
    assert names.count("RetrieveMemoryRecords") == 3
    assert names.count("chat") == 2
    assert {"recall", "execute_tool calculator", "execute_event_loop_cycle"} < set(names)
    by_id = {span["id"]: span for span in spans}
    assert {span["parentId"] in by_id for span in spans[1:]} == {True}
    parents = {by_id[span["parentId"]]["name"] for span in spans if "Retrieve" in span["name"]}
    assert parents == {"recall"}
    assert len({span["traceId"] for span in spans}) == 1
    whole = spans[0]["milliseconds"]
    ends = [span["startMs"] + span["milliseconds"] for span in spans]
    assert max(ends) <= whole + 0.2
    assert not any(span["failed"] for span in spans)


def test_the_look_up_says_where_and_how_many(start: Start, alice: str) -> None:
    spans = traced(start(alice), "What is my name?")
    (looking,) = [span for span in spans if span["name"] == "recall"]
    assert looking["attributes"] == {"memory.records": 1, "memory.failures": 0}
    asked = [span["attributes"] for span in spans if span["name"] == "RetrieveMemoryRecords"]
    assert {"memory.namespace": f"/users/{alice}/facts/", "memory.records": 1} in asked


def test_a_look_up_that_failed_is_told(
    start: Start, alice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RETRIEVAL, "no|namespace", RetrievalConfig())
    spans = traced(start(alice), "What is my name?")
    failed = [span for span in spans if span["failed"]]
    assert [span["attributes"] for span in failed] == [{"memory.namespace": "no|namespace"}]
    (looking,) = [span for span in spans if span["name"] == "recall"]
    assert looking["attributes"] == {"memory.records": 1, "memory.failures": 1}


def test_a_turn_that_failed_is_traced_up_to_there(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    told, failure = start().items("Hello", show_trace=True)[-2:]
    assert (told["type"], failure["type"]) == ("trace", "error")
    failed = {span["name"] for span in told["spans"] if span["failed"]}
    assert "chat" in failed
    assert "recall" not in failed


def test_spans_are_marked_with_their_actor_and_session(
    start: Start, alice: str, exported: InMemorySpanExporter
) -> None:
    talk = start(alice)
    talk.reply("What is my name?")
    spans = [span for span in exported.get_finished_spans() if span.attributes]
    mine = [span for span in spans if dict(span.attributes or {}).get("actor.id") == alice]
    assert {"recall", "chat", "execute_event_loop_cycle"} < {span.name for span in mine}
    assert {dict(span.attributes or {})["session.id"] for span in mine} == {talk.session_id}


def test_no_span_has_what_somebody_said(start: Start, exported: InMemorySpanExporter) -> None:
    talk = start()
    talk.reply(f"My name is {SECRET}.")
    assert SECRET in talk.reply("What is my name?")
    spans = exported.get_finished_spans()
    assert {span.name for span in spans} > {"chat", "recall"}
    assert SECRET not in "".join(span.to_json() for span in spans)
    assert "REDACTED" in "".join(span.to_json() for span in spans).upper()


def test_words_are_kept_out_unless_they_are_asked_for() -> None:
    for given, expected in (
        ({}, UNREDACTED),
        ({OPT_IN: "gen_ai_latest_experimental"}, f"gen_ai_latest_experimental,{UNREDACTED}"),
        ({WORDS: " True "}, None),
        ({OPT_IN: f"{UNREDACTED}gen_ai.output.*"}, f"{UNREDACTED}gen_ai.output.*"),
    ):
        environ = dict(given)
        keep_words_out(environ)
        assert environ.get(OPT_IN) == expected


def test_a_provider_that_is_there_is_kept() -> None:
    """As on AWS, where the process is started with one."""
    program = """
import os
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
given = TracerProvider()
trace.set_tracer_provider(given)
import tracing
assert trace.get_tracer_provider() is given
with tracing.finished.watch("a", "s") as spans:
    with tracing.span("recall", tracing.marks("a", "s")), tracing.span("other", {}):
        pass
    try:
        with tracing.span("recall", tracing.marks("a", "s")):
            raise ValueError("what somebody said")
    except ValueError:
        pass
item = tracing.trace_item(spans)
assert [each["failed"] for each in item["spans"]] == [False, True], item
assert "said" not in "".join(span.to_json() for span in spans)
assert not tracing.trace_item([])["spans"]
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=AGENT, env=dict(os.environ), check=False
    )
    assert done.returncode == 0


def test_log_lines_are_json_and_name_the_actor(
    start: Start, alice: str, agentcore: EmbeddedAgentCore
) -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ActorFormatter())
    logger = logging.getLogger(APP_LOGGER)
    assert {type(each.formatter) for each in logger.handlers} == {ActorFormatter}
    logger.addHandler(handler)
    try:
        talk = start(alice)
        talk.reply("What is my name?")
    finally:
        logger.removeHandler(handler)
    read = [json.loads(line) for line in written.getvalue().splitlines()]
    (answered,) = [line for line in read if line["message"].endswith("turn answered")]
    assert (answered["actorId"], answered["sessionId"]) == (alice, talk.session_id)
    assert (answered["logger"], answered["level"]) == (f"{APP_LOGGER}.turn", "INFO")
