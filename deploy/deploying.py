"""The command `deploy`: plan, ask, upload, let CloudFormation work, hand over to the app."""

from deploy import bucket, costs, events, loggroups, package, plan, secrets
from deploy.aws import Aws
from deploy.events import Event
from deploy.options import Options
from deploy.package import Package
from deploy.parameters import BUCKET, KEY, LOG_DAYS, MODEL, parameters
from deploy.plan import Plan
from deploy.problems import CALL_ERRORS, DeployError, remedy
from deploy.stack import REMAINS, STUCK, Stack, State
from deploy.terminal import agrees, say

SETTINGS = {
    "AGENT_ARN": "AgentRuntimeArn",
    "AGENT_QUALIFIER": "Qualifier",
    "MEMORY_ID": "MemoryId",
}
"""The app's settings and the stack's outputs that they come from."""
REGION = "AWS_REGION"


def deploy(aws: Aws, options: Options) -> bool:
    """Bring the deployment to what the options ask for. Returns whether it is there now.

    Raises:
        DeployError: it cannot be done.
        ClientError, BotoCoreError, OSError: a call failed, or a file.
    """
    stack = Stack(aws.cloudformation, options.names.stack, options.poll, say)
    state = settled(stack, options)
    built = build(options)
    own_bucket = options.names.bucket(aws.account, aws.region)
    kept = state.parameters if state else {}
    wanted = parameters(options, kept, own_bucket, built.digest)
    made = plan.make(stack, state, wanted)
    if not made.is_needed:
        say("Nothing is to be changed.")
    elif not _agreed(made, aws, options, wanted[MODEL]):
        plan.drop(stack)
        say("Nothing was changed.")
        return False
    else:
        _put(aws, stack, wanted, built, is_ours=wanted[BUCKET] == own_bucket)
        _execute(stack, made)
    loggroups.keep_for(aws, options.names, int(wanted[LOG_DAYS]))
    _hand_over(aws, stack, options)
    return True


def settled(stack: Stack, options: Options) -> State | None:
    """The stack once it is at rest and can be made or updated; None where there is none.

    Raises:
        DeployError: what is left of a failed attempt may not, or could not, be removed.
        ClientError, BotoCoreError: a call failed.
    """
    state = stack.state()
    if state and state.is_moving:
        say(f"CloudFormation is still at work ({state.status}); following it to its end:")
        _tell(stack.rest(state))
        state = stack.state()
    if state and state.status == STUCK:
        say("The last update could not be taken back; trying again:")
        stack.go_on_rolling_back(state)
        state = stack.state()
    if state and state.status in REMAINS:
        _clear(stack, state, options)
        return None
    return state


def build(options: Options) -> Package:
    """The agent's zip, built unless one is given.

    Raises:
        DeployError: it cannot be built, or could not run.
        OSError: a file cannot be read or written.
    """
    given = options.package
    built = package.read(given) if given else package.build(package.FOLDER, say)
    size = built.file.stat().st_size / 1e6
    say(f"The agent: {built.files:,} files, {size:.1f} MB as a zip ({built.file}).")
    return built


def _clear(stack: Stack, state: State, options: Options) -> None:
    say(f"An earlier attempt left the stack {stack.name} as {state.status}: it has to be deleted.")
    if not (options.yes or agrees("Delete what is left of it, a memory with all it holds too?")):
        raise DeployError("Nothing was changed.", "Delete it by `python -m deploy destroy`.")
    _tell(stack.delete(state))
    if stack.state():
        raise DeployError(
            "What is left of it cannot be deleted.", "See `python -m deploy destroy`."
        )


def _agreed(made: Plan, aws: Aws, options: Options, model: str) -> bool:
    say(f"In account {aws.account}, {aws.region}, the stack {options.names.stack}:")
    for change in made.changes:
        say(change.text)
    if any(change.action == "Add" for change in made.changes):
        for text in costs.report(options.turns_a_day, model):
            say(text)
    if any(change.forgets for change in made.changes):
        say("WARNING: all that the memory holds would be lost.")
    return options.yes or agrees("Go on?")


def _put(aws: Aws, stack: Stack, code: dict[str, str], built: Package, *, is_ours: bool) -> None:
    """Bring the zip to where the change set expects it; without it, that is of no use."""
    where, key = code[BUCKET], code[KEY]
    try:
        if bucket.ensure(aws, where, is_ours=is_ours):
            say(f"Made the bucket {where}.")
        if bucket.upload(aws, where, key, built.file):
            say(f"Uploaded the agent to s3://{where}/{key}.")
    except (DeployError, *CALL_ERRORS):
        plan.drop(stack)
        raise


def _execute(stack: Stack, made: Plan) -> None:
    known = stack.known(made.stack_id)
    plan.execute(stack)
    say("CloudFormation is at work; Ctrl-C stops watching, not the work:")
    _tell(stack.follow(made.stack_id, known))
    state = stack.state()
    if state is None or "ROLLBACK" in state.status or state.status.endswith("FAILED"):
        raise DeployError(
            f"It did not work; the stack is {state.status if state else 'gone'}.",
            "With the reason above mended, run the same command again: it goes on from here.",
        )


def _tell(seen: list[Event]) -> None:
    """Say what failed first, and what to do about it."""
    if failure := events.first_failure(seen):
        say(f"{failure.resource} ({failure.type}) failed first: {failure.reason}")
        say(f"  {remedy(failure.reason)}")


def _hand_over(aws: Aws, stack: Stack, options: Options) -> None:
    """Give the app its settings."""
    state = stack.state()
    if state is None:
        raise DeployError("The stack is gone.", "Run the same command again.")
    values = {key: state.outputs[output] for key, output in SETTINGS.items()}
    secrets.write(options.secrets, values | {REGION: aws.region})
    say(f"Written to {options.secrets}:")
    for key, value in values.items():
        say(f"  {key} = {value}")
    say("Next: `make run` starts the app on it; `make status` says how it is.")
