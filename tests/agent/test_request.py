"""What an invocation may ask for, and what it is told when it may not."""

import logging
import re

import pytest
from bedrock_agentcore.runtime import RequestContext

from errors import AgentError
from request import (
    ACTOR_HEADER,
    DEFAULT_ACTOR,
    MAX_PROMPT_CHARACTERS,
    TurnRequest,
    read_request,
    wants_stream,
)

SESSION = "session-0123456789-0123456789-0123456789"


def context(session_id: str | None = SESSION, **headers: str) -> RequestContext:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RequestContext(session_id=session_id, request_headers=named or None, request=None)


def read(payload: object, ctx: RequestContext | None = None) -> TurnRequest:
    return read_request(payload, ctx or context())


def refusal(payload: object) -> str:
    with pytest.raises(AgentError) as refused:
        read(payload)
    assert refused.value.code == "ValidationException"
    assert refused.value.status == 400
    return refused.value.message


def test_a_prompt_is_all_it_takes() -> None:
    turn = read({"prompt": "  Hello  "})
    assert (turn.prompt, turn.session_id, turn.long_term_memory) == ("  Hello  ", SESSION, True)


def test_long_term_memory_can_be_left_out() -> None:
    assert read({"prompt": "Hi", "long_term_memory": False}).long_term_memory is False


def test_what_the_model_is_given_is_shown_when_asked_for() -> None:
    assert read({"prompt": "Hi"}).show_context is False
    assert read({"prompt": "Hi", "show_context": True}).show_context is True


@pytest.mark.parametrize("name", [ACTOR_HEADER, ACTOR_HEADER.upper(), ACTOR_HEADER.title()])
def test_the_actor_comes_from_the_header_in_any_case(name: str) -> None:
    ctx = RequestContext(session_id=SESSION, request_headers={name: "alice"}, request=None)
    assert read({"prompt": "Hi"}, ctx).actor_id == "alice"


@pytest.mark.parametrize("headers", [None, {"authorization": "x"}, {ACTOR_HEADER: " "}])
def test_without_the_header_the_default_actor_speaks_and_the_log_warns(
    headers: dict[str, str] | None, caplog: pytest.LogCaptureFixture
) -> None:
    ctx = RequestContext(session_id=SESSION, request_headers=headers, request=None)
    assert read({"prompt": "Hi"}, ctx).actor_id == DEFAULT_ACTOR
    warned = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.getMessage() for record in warned] == [
        "actor_id=<default-user> | no actor header, using the default actor"
    ]


def test_without_a_session_a_new_one_fits_the_runtime_and_memory() -> None:
    first, second = (read({"prompt": "Hi"}, context(None)).session_id for _ in range(2))
    assert first != second
    assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9_-]{32,99}", first)


@pytest.mark.parametrize("payload", ["Hello", ["Hello"], None, 3])
def test_a_payload_that_is_no_object_is_refused(payload: object) -> None:
    assert "JSON object" in refusal(payload)


@pytest.mark.parametrize("payload", [{}, {"prompt": None}, {"prompt": 3}, {"prompt": ["Hi"]}])
def test_a_prompt_that_is_no_string_is_refused(payload: object) -> None:
    assert '"prompt" that is a string' in refusal(payload)


@pytest.mark.parametrize("prompt", ["", "   ", "\n\t"])
def test_an_empty_prompt_is_refused(prompt: str) -> None:
    assert "empty" in refusal({"prompt": prompt})


def test_a_prompt_may_be_as_long_as_the_limit() -> None:
    assert read({"prompt": "x" * MAX_PROMPT_CHARACTERS}).prompt


@pytest.mark.parametrize("prompt", ["x" * (MAX_PROMPT_CHARACTERS + 1), "é" * 10_000])
def test_a_prompt_is_measured_as_memory_stores_it(prompt: str) -> None:
    message = refusal({"prompt": prompt})
    assert "too long" in message
    assert "Shorten it to 50,000" in message


@pytest.mark.parametrize("name", ["stream", "long_term_memory"])
@pytest.mark.parametrize("value", ["true", 1, None])
def test_flags_are_booleans(name: str, value: object) -> None:
    assert refusal({"prompt": "Hi", name: value}) == f'"{name}" must be true or false.'


def test_only_an_object_that_says_so_wants_a_stream() -> None:
    assert wants_stream({"stream": True})
    assert not any(wants_stream(payload) for payload in ({}, {"stream": "true"}, "stream", None))
