"""The agent's loggers, and the lines that they write."""

import json
import logging
from contextvars import ContextVar

from bedrock_agentcore.runtime.app import RequestContextFormatter

# BedrockAgentCoreApp gives this logger a handler whose lines carry the request and session ID.
APP_LOGGER = "bedrock_agentcore.app"

actor: ContextVar[str] = ContextVar("actor")
"""Whose turn runs; who logs meanwhile names them."""


class ActorFormatter(RequestContextFormatter):
    """The app's JSON lines, with `actorId` beside their `requestId` and `sessionId`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: str = super().format(record)  # type: ignore[no-untyped-call]
        named = actor.get(None)
        if named is None:
            return line
        return json.dumps({**json.loads(line), "actorId": named}, ensure_ascii=False)


def name_actors() -> None:
    """Have the lines of the app's own handler say whose turn they are of."""
    for handler in logging.getLogger(APP_LOGGER).handlers:
        if isinstance(handler.formatter, RequestContextFormatter):
            handler.setFormatter(ActorFormatter())


def get_logger(name: str) -> logging.Logger:
    """The logger of one of the agent's modules, written out by the app's own handler.

    Lines are `field=<value> | message` and hold IDs, codes and figures, never what somebody said.
    """
    return logging.getLogger(f"{APP_LOGGER}.{name}")


def quiet(name: str, opening: str) -> None:
    """Drop the records of the logger `name` whose message begins with `opening`, and only those."""
    logging.getLogger(name).addFilter(lambda record: not record.getMessage().startswith(opening))
