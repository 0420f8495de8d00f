"""The command `destroy`: say what will be gone, ask, delete all of it, name what could not be."""

from collections.abc import Iterator
from dataclasses import dataclass

from deploy import bucket, loggroups, secrets
from deploy.aws import Aws
from deploy.deploying import REGION, SETTINGS
from deploy.events import Event, end
from deploy.options import Options
from deploy.parameters import BUCKET
from deploy.problems import DeployError, remedy
from deploy.stack import Stack, State
from deploy.terminal import agrees, say

GONE = "DELETE_COMPLETE"


@dataclass(frozen=True)
class Remains:
    """What there is of a deployment."""

    state: State | None
    bucket: str
    objects: list[dict[str, str]]
    has_own_bucket: bool
    log_groups: list[str]
    settings: set[str]

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing left to delete."""
        parts = (self.state, self.objects, self.has_own_bucket, self.log_groups, self.settings)
        return not any(parts)


def destroy(aws: Aws, options: Options) -> bool:
    """Delete all that there is of the deployment. Returns whether nothing is left.

    Raises:
        DeployError: it was not agreed to.
        ClientError, BotoCoreError, OSError: a call failed, or a file.
    """
    stack = Stack(aws.cloudformation, options.names.stack, options.poll, say)
    found = remains(aws, stack, options)
    if found.is_nothing:
        say(f"Nothing of {options.names.stack} is there in account {aws.account}, {aws.region}.")
        return True
    say(f"In account {aws.account}, {aws.region}, this will be gone for good:")
    for text in _listed(found, options):
        say(f"  - {text}")
    if not (options.yes or agrees("Delete all of it?")):
        say("Nothing was deleted.")
        return False
    left = [*_delete_stack(stack, found.state), *_delete_rest(aws, options, found)]
    for text in left:
        say(f"NOT deleted: {text}")
    say(
        "What is left has to be seen to by hand, or by this command again." if left else "All gone."
    )
    return not left


def remains(aws: Aws, stack: Stack, options: Options) -> Remains:
    """What there is of the deployment.

    Raises:
        ClientError, BotoCoreError, DeployError, OSError: it could not be found out.
    """
    state = stack.state()
    of_stack = state.parameters.get(BUCKET) if state else None
    own = options.names.bucket(aws.account, aws.region)
    where = of_stack or options.bucket or own
    is_there = bucket.find(aws, where) is not None
    return Remains(
        state=state,
        bucket=where,
        objects=bucket.keys(aws, where, options.names) if is_there else [],
        has_own_bucket=is_there and where == own,
        log_groups=loggroups.find(aws, options.names),
        settings=_settings(options),
    )


def _settings(options: Options) -> set[str]:
    """The app's settings that are of this deployment, and of no other."""
    kept = secrets.read(options.secrets)
    arn = str(kept.get("AGENT_ARN", ""))
    is_ours = f":runtime/{options.names.resource}-" in arn
    return {*SETTINGS, REGION} & kept.keys() if is_ours else set()


def _listed(found: Remains, options: Options) -> Iterator[str]:
    if found.state:
        memory = found.state.outputs.get("MemoryId", "its memory")
        yield f"the stack {options.names.stack}: runtime, endpoint, role"
        yield f"{memory}: every event and every memory record of every actor"
    if found.objects:
        yield f"{len(found.objects)} version(s) of the agent's code in s3://{found.bucket}"
    if found.has_own_bucket:
        yield f"the bucket {found.bucket}"
    for name in found.log_groups:
        yield f"the log {name}"
    if found.settings:
        yield f"{', '.join(sorted(found.settings))} in {options.secrets}"


def _delete_stack(stack: Stack, state: State | None) -> Iterator[str]:
    """Delete the stack. Yields what of it could not be, and why."""
    if state and state.is_moving:
        stack.rest(state)
        state = stack.state()
    if state is None:
        return
    seen = stack.delete(state)
    if (last := end(seen)) and last.status != GONE:
        yield from (_failure(event) for event in seen if event.is_failure)


def _failure(event: Event) -> str:
    return f"{event.resource} ({event.type}): {event.reason} {remedy(event.reason)}"


def _delete_rest(aws: Aws, options: Options, found: Remains) -> Iterator[str]:
    """Delete what is beside the stack. Yields what could not be, and why."""
    yield from bucket.empty(aws, found.bucket, found.objects)
    if found.has_own_bucket and not bucket.delete(aws, found.bucket):
        yield f"the bucket {found.bucket}: it holds what is not of this deployment."
    loggroups.delete(aws, options.names)
    try:
        secrets.remove(options.secrets, found.settings)
    except DeployError as error:
        yield str(error)
