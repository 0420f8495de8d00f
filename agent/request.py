"""What a turn is asked to do: the invocation's payload, actor and session, checked."""

import json
import uuid
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from bedrock_agentcore.runtime import RequestContext

from errors import AgentError
from log import get_logger

logger = get_logger("request")

ACTOR_HEADER = "x-amzn-bedrock-agentcore-runtime-custom-actor-id"
DEFAULT_ACTOR = "default-user"

# An event's conversational text holds 100,000 characters, and the SDK stores a message there as
# JSON, in which a character outside ASCII takes six; longer ones become blobs, which no strategy
# reads. The limit leaves room for the envelope and for the model's context.
MAX_PROMPT_CHARACTERS = 50_000


@dataclass(frozen=True)
class TurnRequest:
    """One turn to run; `started` is the performance counter when its invocation arrived."""

    prompt: str
    actor_id: str
    session_id: str
    long_term_memory: bool
    started: float
    show_context: bool = False
    show_trace: bool = False


def read_request(payload: object, context: RequestContext) -> TurnRequest:
    """The turn that an invocation asks for.

    The payload is `{"prompt": str, "stream": bool, "long_term_memory": bool}` with the prompt
    required; `"show_context": true` asks for what the model is given, too, and `"show_trace": true`
    for the turn's spans. Without the actor header the actor is `default-user`; without a session ID
    the session is new.
    Raises AgentError (ValidationException) when the payload is not of that form.
    """
    started = perf_counter()
    if not isinstance(payload, dict):
        raise _invalid('The payload must be a JSON object such as {"prompt": "Hello"}.')
    _flag(payload, "stream", default=False)
    return TurnRequest(
        prompt=_prompt(payload),
        long_term_memory=_flag(payload, "long_term_memory", default=True),
        show_context=_flag(payload, "show_context", default=False),
        show_trace=_flag(payload, "show_trace", default=False),
        actor_id=_actor_id(context),
        session_id=context.session_id or _new_session_id(),
        started=started,
    )


def wants_stream(payload: object) -> bool:
    """Whether the answer, be it an error, is to be streamed."""
    return isinstance(payload, dict) and payload.get("stream") is True


def _invalid(message: str) -> AgentError:
    return AgentError("ValidationException", message)


def _prompt(payload: dict[str, Any]) -> str:
    prompt = payload.get("prompt")
    if not isinstance(prompt, str):
        raise _invalid('The payload needs a "prompt" that is a string.')
    if not prompt.strip():
        raise _invalid("The prompt is empty: say something.")
    length = len(json.dumps(prompt)) - len('""')
    if length > MAX_PROMPT_CHARACTERS:
        raise _invalid(
            f"The prompt is too long: {length:,} characters as memory stores it (JSON, in which a "
            f"character outside ASCII counts six). Shorten it to {MAX_PROMPT_CHARACTERS:,}."
        )
    return prompt


def _flag(payload: dict[str, Any], name: str, *, default: bool) -> bool:
    value = payload.get(name, default)
    if not isinstance(value, bool):
        raise _invalid(f'"{name}" must be true or false.')
    return value


def _actor_id(context: RequestContext) -> str:
    headers = {name.lower(): value for name, value in (context.request_headers or {}).items()}
    actor_id = headers.get(ACTOR_HEADER, "").strip()
    if not actor_id:
        logger.warning("actor_id=<%s> | no actor header, using the default actor", DEFAULT_ACTOR)
    return actor_id or DEFAULT_ACTOR


def _new_session_id() -> str:
    """36 characters: long enough for a runtime session (33) and short enough for memory (100)."""
    session_id = str(uuid.uuid4())
    logger.info("session_id=<%s> | no session in the invocation, starting one", session_id)
    return session_id
