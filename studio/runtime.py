"""Invoking the agent: one turn in, its typed events out."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any

from botocore.awsrequest import AWSRequest
from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from studio.clients import RuntimeClient
from studio.problems import CALL_ERRORS, explain
from studio.stream import CUT_OFF, json_events, stream_events
from studio.types import Failed, StrategyType, TurnEvent

ACTOR_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Actor-Id"
BEFORE_SIGN = "before-sign.bedrock-agentcore.InvokeAgentRuntime"
READ_SIZE = 65536

# The handler on the shared client must not carry an actor from one call into another's: it
# reads the actor of the call that it runs in, which is in the same thread and context.
_actor: ContextVar[str] = ContextVar("actor")


def _name_actor(request: AWSRequest, **_: object) -> None:
    if (actor_id := _actor.get(None)) is not None:
        request.headers[ACTOR_HEADER] = actor_id


class Invocation(Iterator[TurnEvent]):
    """The events of one turn as they come; the last is Done or Failed. Raises nothing."""

    def __init__(
        self, send: Callable[[], Mapping[str, Any]], strategy_type: Callable[[str], StrategyType]
    ) -> None:
        self._strategy_type = strategy_type
        self._events = self._run(send)
        self._body: HTTPResponse | None = None
        self._is_closed = False

    def __next__(self) -> TurnEvent:
        """The next event, waited for."""
        return next(self._events)

    def close(self) -> None:
        """End the stream, from whichever thread: who waits for its next event waits no more."""
        self._is_closed = True
        if self._body is not None:
            # It may have ended by itself, or just now.
            with suppress(OSError, RuntimeError, ValueError):
                self._body.shutdown()

    def _run(self, send: Callable[[], Mapping[str, Any]]) -> Iterator[TurnEvent]:
        try:
            yield from self._read(send())
        except CALL_ERRORS as error:
            problem = explain(error)
            yield Failed(problem.what, f"{problem.detail} {problem.remedy}".strip(), problem.code)
        except (HTTPError, OSError, ValueError):
            # What a connection raises that was cut, or shut down while it was read.
            yield CUT_OFF

    def _read(self, response: Mapping[str, Any]) -> Iterator[TurnEvent]:
        # Entered, the body is urllib3's response, whose read1 does not wait for a full buffer.
        with response["response"] as body:
            self._body = body
            if self._is_closed:
                return
            if "text/event-stream" in response.get("contentType", ""):
                yield from stream_events(_lines(body.read1), self._strategy_type)
            else:
                yield from json_events(body.read())


@dataclass(frozen=True)
class Runtime:
    """The agent behind a runtime's ARN. `strategy_type` names what a recalled record is."""

    client: RuntimeClient
    agent_runtime_arn: str
    qualifier: str
    strategy_type: Callable[[str], StrategyType]

    def __post_init__(self) -> None:
        """Have the actor's header added before requests are signed: boto3 has no parameter."""
        self.client.meta.events.register(BEFORE_SIGN, _name_actor, unique_id="studio-actor")

    def invoke(
        self,
        prompt: str,
        actor_id: str,
        session_id: str,
        *,
        long_term_memory: bool = True,
        show_context: bool = False,
        show_trace: bool = False,
    ) -> Invocation:
        """One turn, asked for as soon as its first event is."""
        payload = {
            "prompt": prompt,
            "stream": True,
            "long_term_memory": long_term_memory,
            "show_context": show_context,
            "show_trace": show_trace,
        }
        send = partial(self._send, payload, actor_id, session_id)
        return Invocation(send, self.strategy_type)

    def stop(self, session_id: str) -> None:
        """End a runtime session: its process goes, and what only that knew.

        Raises:
            ClientError, BotoCoreError: the session could not be ended.
        """
        self.client.stop_runtime_session(
            agentRuntimeArn=self.agent_runtime_arn,
            qualifier=self.qualifier,
            runtimeSessionId=session_id,
        )

    def _send(
        self, payload: Mapping[str, object], actor_id: str, session_id: str
    ) -> dict[str, Any]:
        token = _actor.set(actor_id)
        try:
            return self.client.invoke_agent_runtime(
                agentRuntimeArn=self.agent_runtime_arn,
                qualifier=self.qualifier,
                runtimeSessionId=session_id,
                contentType="application/json",
                accept="text/event-stream, application/json",
                payload=json.dumps(payload).encode(),
            )
        finally:
            _actor.reset(token)


def _lines(read: Callable[[int], bytes]) -> Iterator[bytes]:
    pending = b""
    while chunk := read(READ_SIZE):
        *lines, pending = (pending + chunk).split(b"\n")
        yield from lines
    if pending:
        yield pending
