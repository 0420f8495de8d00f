"""The agent's loggers."""

import logging

# BedrockAgentCoreApp gives this logger a handler whose lines carry the request and session ID.
APP_LOGGER = "bedrock_agentcore.app"


def get_logger(name: str) -> logging.Logger:
    """The logger of one of the agent's modules, written out by the app's own handler.

    Lines are `field=<value> | message` and hold IDs, codes and figures, never what somebody said.
    """
    return logging.getLogger(f"{APP_LOGGER}.{name}")


def quiet(name: str, opening: str) -> None:
    """Drop the records of the logger `name` whose message begins with `opening`, and only those."""
    logging.getLogger(name).addFilter(lambda record: not record.getMessage().startswith(opening))
