"""The command `status`: how stack, memory, runtime and endpoint are, and what to do next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from deploy import loggroups, policy, secrets
from deploy.aws import Aws
from deploy.deploying import SETTINGS
from deploy.options import Options
from deploy.stack import REMAINS, STUCK, Stack, State
from deploy.terminal import say

GOOD = frozenset({"ACTIVE", "READY", "CREATE_COMPLETE", "UPDATE_COMPLETE"})
ROLLED_BACK = "UPDATE_ROLLBACK_COMPLETE"
MISSING = "NOT THERE"


@dataclass(frozen=True)
class Part:
    """A part of the deployment, its state, and what AWS says is wrong with it."""

    name: str
    id: str
    status: str
    reason: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it does its work."""
        return self.status in GOOD


def status(aws: Aws, options: Options) -> bool:
    """Say how the deployment is. Returns whether all of it works.

    Raises:
        ClientError, BotoCoreError: AWS could not be asked.
        DeployError, OSError: the app's secrets could not be read.
    """
    state = Stack(aws.cloudformation, options.names.stack, options.poll, say).state()
    if state is None:
        say(f"There is no stack {options.names.stack} in account {aws.account}, {aws.region}.")
        say('Next: `make deploy` makes it (ARGS="--dry-run" says how and what it costs).')
        return False
    if options.app_policy:
        say(policy.filled(aws, state))
        return True
    parts = [Part("Stack", options.names.stack, state.status), *_parts(aws, state)]
    for part in parts:
        reason = f": {part.reason}" if part.reason else ""
        say(f"  {part.name:<9} {part.status:<22} {part.id}{reason}")
    say(f"  Logs      {', '.join(loggroups.find(aws, options.names)) or 'none yet'}")
    say(f"Next: {_next(parts, _is_handed_over(state, options))}")
    return all(part.is_good for part in parts)


def _parts(aws: Aws, state: State) -> Iterator[Part]:
    outputs = state.outputs
    if not outputs:
        return
    memory_id, arn, qualifier = (
        outputs[name] for name in ("MemoryId", "AgentRuntimeArn", "Qualifier")
    )
    runtime_id = arn.rsplit("/", 1)[-1]
    yield _part("Memory", memory_id, lambda: aws.control.get_memory(memoryId=memory_id)["memory"])
    yield _part("Runtime", runtime_id, lambda: _runtime(aws, runtime_id))
    yield _part("Endpoint", qualifier, lambda: _endpoint(aws, runtime_id, qualifier))


def _runtime(aws: Aws, runtime_id: str) -> dict[str, Any]:
    found: dict[str, Any] = aws.control.get_agent_runtime(agentRuntimeId=runtime_id)
    return found


def _endpoint(aws: Aws, runtime_id: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = aws.control.get_agent_runtime_endpoint(
        agentRuntimeId=runtime_id, endpointName=name
    )
    return found


def _part(name: str, part_id: str, ask: Callable[[], dict[str, Any]]) -> Part:
    try:
        found = ask()
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return Part(name, part_id, MISSING, "deleted outside of the stack")
    return Part(name, part_id, found["status"], found.get("failureReason", ""))


def _is_handed_over(state: State, options: Options) -> bool:
    """Whether the app's secrets name this deployment."""
    kept = secrets.read(options.secrets)
    return all(kept.get(key) == state.outputs.get(out) for key, out in SETTINGS.items())


def _next(parts: list[Part], is_handed_over: bool) -> str:
    stack = parts[0].status
    if stack.endswith("_IN_PROGRESS"):
        return "`make deploy` (or `make destroy`) goes on with what is under way."
    if stack in REMAINS or stack == STUCK:
        return "`make deploy` clears what failed and tries again; `make destroy` takes all away."
    if any(part.status == MISSING for part in parts):
        return "`make destroy`, then `make deploy`: part of it is gone."
    if not all(part.is_good or part.status == ROLLED_BACK for part in parts):
        return "wait a minute and ask again; docs/aws.md has what to do about a part that failed."
    if stack == ROLLED_BACK:
        return "it works as before the last update, which failed: `make deploy` tries that again."
    if not is_handed_over:
        return "`make deploy` writes the app's settings; then `make run`."
    return "`make run` starts the app on it."
