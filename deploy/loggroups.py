"""The log groups of a deployment's runtime: AgentCore makes them beside the stack."""

from deploy.aws import Aws
from deploy.names import Names


def find(aws: Aws, names: Names) -> list[str]:
    """The names of the log groups that there are.

    Raises:
        ClientError, BotoCoreError: they could not be listed.
    """
    pages = aws.logs.get_paginator("describe_log_groups").paginate(
        logGroupNamePrefix=names.log_groups
    )
    found = [group["logGroupName"] for page in pages for group in page["logGroups"]]
    return [name for name in found if names.is_log_group(name)]


def keep_for(aws: Aws, names: Names, days: int) -> None:
    """Have all of them forget after so many days; those that AgentCore made never would.

    Raises:
        ClientError, BotoCoreError: it is not allowed.
    """
    for name in find(aws, names):
        aws.logs.put_retention_policy(logGroupName=name, retentionInDays=days)


def delete(aws: Aws, names: Names) -> list[str]:
    """Delete all of them. Returns their names.

    Raises:
        ClientError, BotoCoreError: it is not allowed.
    """
    found = find(aws, names)
    for name in found:
        aws.logs.delete_log_group(logGroupName=name)
    return found
