"""The command `python -m studio.memory`."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from io import TextIOWrapper

from studio.aws import connect
from studio.command import deleting, reading, target, transferring
from studio.command.arguments import parser
from studio.command.call import FAILED, INTERRUPTED, MISUSED, Call
from studio.command.printing import say
from studio.memory import Memory
from studio.problems import CALL_ERRORS, explain

COMMANDS: dict[str, Callable[[Call], int]] = {
    "actors": reading.actors,
    "sessions": reading.sessions,
    "events": reading.events,
    "records": reading.records,
    "retrieve": reading.retrieve,
    "delete": lambda call: deleting.KINDS[call.given.kind](call),
    "export": transferring.export,
    "import": transferring.put_in,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for. Returns the exit status."""
    parsing = parser()
    given = parsing.parse_args(arguments)
    settings = target.settings(parsing, given, os.environ, needs_agent=False)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        connection = connect(settings, warms_agent=False)
    except (OSError, ValueError, *CALL_ERRORS) as error:
        say(str(error))
        return MISUSED
    with closing(connection):
        memory = Memory(connection.memory, connection.control, connection.memory_id)
        where = f"{connection.memory_id} ({connection.target_label})"
        return _called(Call(memory, where, given, settings.learning_patience))


def _called(call: Call) -> int:
    try:
        status = COMMANDS[call.given.what](call)
        sys.stdout.flush()
    except CALL_ERRORS as error:
        problem = explain(error)
        say(f"{problem.what} {problem.remedy} {problem.detail}".strip())
        return FAILED
    except BrokenPipeError:
        # Whoever read has had enough; Python's own flush at the end must not fail on it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        say(str(error))
        return MISUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status
