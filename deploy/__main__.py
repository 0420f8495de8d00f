"""The command: `python -m deploy deploy|status|destroy`."""

import sys
from collections.abc import Sequence

from deploy.aws import connect
from deploy.deploying import deploy
from deploy.destroying import destroy
from deploy.options import Options, parse
from deploy.problems import CALL_ERRORS, FAILED, INTERRUPTED, DeployError, explain
from deploy.rehearsal import rehearse
from deploy.status import status

COMMANDS = {"deploy": deploy, "status": status, "destroy": destroy}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked for. Returns the exit status: 0, 1 failed, 2 cannot be done from here."""
    options = parse(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        sys.stderr.write(
            "\nInterrupted. What AWS is at work on goes on there; "
            "the same command, run again, goes on from where it is.\n"
        )
        return INTERRUPTED
    except DeployError as error:
        problem = error
    except CALL_ERRORS as error:
        problem = explain(error)
    except OSError as error:
        problem = DeployError(f"A file cannot be used: {error}.", "Mend that, then run this again.")
    sys.stderr.write(f"{problem}\n")
    return problem.status


def _run(options: Options) -> int:
    if options.dry_run:
        rehearse(options)
        return 0
    done = COMMANDS[options.command](connect(options.region), options)
    return 0 if done else FAILED


if __name__ == "__main__":
    sys.exit(main())
