"""The command `deploy --dry-run`: all that would be done, with nothing done on AWS."""

import re
from collections.abc import Iterator

from botocore.exceptions import ClientError

from deploy import costs, deploying
from deploy.aws import connect
from deploy.options import Options
from deploy.parameters import BUCKET, KEY, LOG_DAYS, MODEL, parameters
from deploy.plan import TEMPLATE
from deploy.problems import CALL_ERRORS, DeployError
from deploy.stack import Stack, State
from deploy.terminal import say

RESOURCE = re.compile(r"^  (?P<name>\w+):\n    Type: (?P<type>AWS::\S+)$", re.M)


def rehearse(options: Options) -> None:
    """Say what `deploy` would do. Without credentials, as for an account that has nothing yet.

    Raises:
        DeployError: the agent's zip cannot be built, or could not run.
        OSError: a file cannot be read or written.
    """
    account, region, state = _look(options)
    built = deploying.build(options)
    own_bucket = options.names.bucket(account, region)
    wanted = parameters(options, state.parameters if state else {}, own_bucket, built.digest)
    say(f"In account {account}, {region}, `deploy` would:")
    if wanted[BUCKET] == own_bucket:
        say(f"  make the bucket {own_bucket} unless it is there")
    say(f"  upload the agent to s3://{wanted[BUCKET]}/{wanted[KEY]}")
    say(f"  {_what(state)} the stack {options.names.stack}")
    for name, kind in resources():
        say(f"    {name} ({kind})")
    for name, value in wanted.items():
        say(f"    {name} = {value}")
    say(f"  have its log groups ({options.names.log_groups}…) keep {wanted[LOG_DAYS]} days")
    say(f"  write {', '.join(deploying.SETTINGS)} and {deploying.REGION} to {options.secrets}")
    for text in costs.report(options.turns_a_day, wanted[MODEL]):
        say(text)


def resources() -> Iterator[tuple[str, str]]:
    """Name and type of each of the template's resources."""
    text = TEMPLATE.read_text(encoding="utf-8")
    return ((found["name"], found["type"]) for found in RESOURCE.finditer(text))


def _what(state: State | None) -> str:
    return f"update (it is {state.status})" if state else "make"


def _look(options: Options) -> tuple[str, str, State | None]:
    """Account, region and stack, as far as they can be seen."""
    try:
        aws = connect(options.region)
        state = Stack(aws.cloudformation, options.names.stack, options.poll, say).state()
    except (DeployError, *CALL_ERRORS, ClientError) as error:
        say(f"AWS was not asked, so this is for an account that has nothing yet. ({error})")
        return "ACCOUNT", options.region or "REGION", None
    return aws.account, aws.region, state
