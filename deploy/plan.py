"""What a deployment would change: a change set, shown before it is executed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError, WaiterError

from deploy.problems import DeployError, remedy
from deploy.stack import EMPTY, Stack, State

CHANGE_SET = "memory-studio"
"""There is never more than one: what an interrupted deployment left over is replaced."""
TEMPLATE = Path(__file__).parent / "template.yaml"
NO_CHANGES = ("didn't contain changes", "No updates are to be performed")
MEMORY = "AWS::BedrockAgentCore::Memory"
WAIT = {"Delay": 2, "MaxAttempts": 150}
SIGNS = {"Add": "+ make   ", "Modify": "~ change ", "Remove": "- delete "}


@dataclass(frozen=True)
class Change:
    """What happens to one resource."""

    action: str
    resource: str
    type: str
    replacement: str

    @property
    def text(self) -> str:
        """The change for people, in a line."""
        sign = "! replace" if self.replacement == "True" else SIGNS.get(self.action, self.action)
        forgets = " (all that it remembers is lost)" if self.forgets else ""
        return f"  {sign} {self.resource} ({self.type}){forgets}"

    @property
    def forgets(self) -> bool:
        """Whether a memory is deleted by it, with all events and records."""
        return self.type == MEMORY and (self.action == "Remove" or self.replacement == "True")


@dataclass(frozen=True)
class Plan:
    """A change set. What it changes may be the stack's outputs or tags, and no resource."""

    stack_id: str
    is_needed: bool
    changes: tuple[Change, ...]


def make(stack: Stack, state: State | None, parameters: Mapping[str, str]) -> Plan:
    """Have CloudFormation work out what these parameters would change.

    Raises:
        DeployError: CloudFormation does not accept them.
        ClientError, BotoCoreError: it could not be asked.
    """
    _remove_left_over(stack)
    is_new = state is None or state.status in EMPTY
    made = stack.cloudformation.create_change_set(
        StackName=stack.name,
        ChangeSetName=CHANGE_SET,
        ChangeSetType="CREATE" if is_new else "UPDATE",
        TemplateBody=TEMPLATE.read_text(encoding="utf-8"),
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
        Capabilities=["CAPABILITY_IAM"],
        Tags=[{"Key": "application", "Value": "agentcore-memory-studio"}],
    )
    is_needed = _wait(stack)
    changes = _changes(stack) if is_needed else []
    return Plan(made["StackId"], is_needed, tuple(changes))


def execute(stack: Stack) -> None:
    """Have CloudFormation begin with the change set.

    Raises:
        ClientError, BotoCoreError: it could not be asked.
    """
    stack.cloudformation.execute_change_set(StackName=stack.name, ChangeSetName=CHANGE_SET)


def drop(stack: Stack) -> None:
    """Delete the change set, and the stack where it was made for nothing else.

    Raises:
        ClientError, BotoCoreError: it could not be asked.
    """
    _remove_left_over(stack)
    state = stack.state()
    if state and state.status in EMPTY:
        stack.cloudformation.delete_stack(StackName=stack.name)


def _remove_left_over(stack: Stack) -> None:
    try:
        stack.cloudformation.delete_change_set(StackName=stack.name, ChangeSetName=CHANGE_SET)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code != "ChangeSetNotFound" and "does not exist" not in str(error):
            raise


def _wait(stack: Stack) -> bool:
    """Whether there is anything to execute."""
    named = {"StackName": stack.name, "ChangeSetName": CHANGE_SET}
    try:
        waiter = stack.cloudformation.get_waiter("change_set_create_complete")
        waiter.wait(**named, WaiterConfig=WAIT)
    except WaiterError:
        found = stack.cloudformation.describe_change_set(**named)
        reason = found.get("StatusReason", found["Status"])
        drop(stack)
        if any(text in reason for text in NO_CHANGES):
            return False
        raise DeployError(f"CloudFormation cannot do this: {reason}.", remedy(reason)) from None
    return True


def _changes(stack: Stack) -> list[Change]:
    pages = stack.cloudformation.get_paginator("describe_change_set").paginate(
        StackName=stack.name, ChangeSetName=CHANGE_SET
    )
    return [_change(each["ResourceChange"]) for page in pages for each in page["Changes"]]


def _change(found: dict[str, Any]) -> Change:
    return Change(
        action=found["Action"],
        resource=found["LogicalResourceId"],
        type=found["ResourceType"],
        replacement=found.get("Replacement", ""),
    )
