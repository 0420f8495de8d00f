"""Sessions as one writes them down: a line a message, `U:` the user's, `A:` the assistant's."""

from datetime import UTC, datetime, timedelta

from local_agentcore.extraction.payload import TOOL_CALL, TOOL_FAILURE
from local_agentcore.extraction.types import Utterance

START = datetime(2025, 3, 4, 12, tzinfo=UTC)
ROLES = {"U": "USER", "A": "ASSISTANT", "T": TOOL_CALL, "F": TOOL_FAILURE, "R": "TOOL"}


def conversation(text: str) -> list[Utterance]:
    """The messages of a session, in events `event-1`, `event-2` … a minute apart.

    `T:` is a tool's call, `F:` its failure, `R:` a message in the role TOOL.
    """
    lines = [line.strip().split(": ", 1) for line in text.strip().splitlines()]
    return [
        Utterance(f"event-{n}", ROLES[who], said, START + timedelta(minutes=n))
        for n, (who, said) in enumerate(lines, start=1)
    ]
