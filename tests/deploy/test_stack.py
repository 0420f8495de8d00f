"""What CloudFormation does that the emulator does not: stacks that cannot be deleted or put back.

The answers are made up, and held to CloudFormation's service model by botocore's Stubber.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from deploy import events, plan
from deploy.aws import Aws, connect
from deploy.deploying import settled
from deploy.destroying import destroy
from deploy.options import Options, parse
from deploy.problems import DeployError
from deploy.stack import Stack
from tests.deploy.conftest import REGION, Cloud

NAME = "stubbed"
ID = f"arn:aws:cloudformation:{REGION}:123456789012:stack/{NAME}/1"
BEGAN = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
REASON = "The memory is used by an extraction that is still running"


@pytest.fixture
def stubbed() -> Iterator[Stubber]:
    """CloudFormation's answers, in the order in which they are asked for; all of them."""
    client = boto3.client(
        "cloudformation",
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def options(tmp_path: Path) -> Options:
    secrets = tmp_path / "secrets.toml"
    return parse(["destroy", "--yes", "--name", NAME, "--secrets", str(secrets), "--poll", "0"])


def describe(stubber: Stubber, status: str, **more: Any) -> None:
    """The stack is in this state."""
    stack = {"StackName": NAME, "StackId": ID, "StackStatus": status, "CreationTime": BEGAN}
    stubber.add_response("describe_stacks", {"Stacks": [stack | more]}, {"StackName": NAME})


def gone(stubber: Stubber) -> None:
    """There is no such stack any more."""
    message = f"Stack with id {NAME} does not exist"
    stubber.add_client_error("describe_stacks", "ValidationError", message)


def happened(stubber: Stubber, *told: tuple[str, str, str]) -> None:
    """These are the stack's events, oldest first: resource, status, reason."""
    listed = [
        {
            "StackId": ID,
            "StackName": NAME,
            "EventId": f"{number}-{resource}-{status}",
            "LogicalResourceId": resource,
            "ResourceType": events.STACK if resource == NAME else f"AWS::Some::{resource}",
            "ResourceStatus": status,
            "ResourceStatusReason": reason,
            "Timestamp": BEGAN + timedelta(seconds=number),
        }
        for number, (resource, status, reason) in enumerate(told)
    ]
    stubber.add_response("describe_stack_events", {"StackEvents": listed[::-1]}, {"StackName": ID})


MADE = ((NAME, "CREATE_IN_PROGRESS", ""), (NAME, "CREATE_COMPLETE", ""))
NOT_DELETED = (
    *MADE,
    (NAME, "DELETE_IN_PROGRESS", "User Initiated"),
    ("Endpoint", "DELETE_COMPLETE", ""),
    ("Memory", "DELETE_FAILED", REASON),
    (NAME, "DELETE_FAILED", "The following resource(s) failed to delete: [Memory]."),
)


def with_stack(cloud: Cloud, stubbed: Stubber) -> Aws:
    """The emulators, with the made-up answers in CloudFormation's place."""
    return replace(connect(None), cloudformation=stubbed.client)


def test_what_cannot_be_deleted_is_named(
    cloud: Cloud, stubbed: Stubber, options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    describe(stubbed, "CREATE_COMPLETE")
    happened(stubbed, *MADE)
    stubbed.add_response("delete_stack", {}, {"StackName": NAME})
    happened(stubbed, *MADE, (NAME, "DELETE_IN_PROGRESS", "User Initiated"))
    happened(stubbed, *NOT_DELETED)

    assert not destroy(with_stack(cloud, stubbed), options)

    said = capsys.readouterr().out
    assert f"NOT deleted: Memory (AWS::Some::Memory): {REASON}" in said
    assert said.count("is being deleted") == 1
    assert "All gone" not in said


def stack_of(stubbed: Stubber, options: Options) -> Stack:
    return Stack(stubbed.client, NAME, options.poll, print)


def test_an_update_that_could_not_be_taken_back_is_tried_again(
    stubbed: Stubber, options: Options
) -> None:
    describe(stubbed, "UPDATE_ROLLBACK_FAILED")
    happened(stubbed, *MADE)
    stubbed.add_response("continue_update_rollback", {}, {"StackName": NAME})
    happened(stubbed, *MADE, (NAME, "UPDATE_ROLLBACK_COMPLETE", ""))
    describe(stubbed, "UPDATE_ROLLBACK_COMPLETE")

    state = settled(stack_of(stubbed, options), options)

    assert state
    assert state.status == "UPDATE_ROLLBACK_COMPLETE"


def test_what_an_unfinished_deletion_left_is_deleted_first(
    stubbed: Stubber, options: Options
) -> None:
    describe(stubbed, "DELETE_FAILED")
    happened(stubbed, *NOT_DELETED)
    stubbed.add_response("delete_stack", {}, {"StackName": NAME})
    happened(stubbed, *NOT_DELETED, (NAME, "DELETE_COMPLETE", ""))
    gone(stubbed)

    assert settled(stack_of(stubbed, options), options) is None


def test_where_it_cannot_be_deleted_that_is_said(
    stubbed: Stubber, options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    describe(stubbed, "DELETE_FAILED")
    happened(stubbed, *MADE)
    stubbed.add_response("delete_stack", {}, {"StackName": NAME})
    happened(stubbed, *NOT_DELETED)
    describe(stubbed, "DELETE_FAILED")

    with pytest.raises(DeployError, match="cannot be deleted"):
        settled(stack_of(stubbed, options), options)

    assert f"Memory (AWS::Some::Memory) failed first: {REASON}" in capsys.readouterr().out


def test_what_is_under_way_is_followed_from_its_beginning(
    stubbed: Stubber, options: Options, capsys: pytest.CaptureFixture[str]
) -> None:
    under_way = (*MADE, (NAME, "UPDATE_IN_PROGRESS", ""), ("Runtime", "UPDATE_IN_PROGRESS", ""))
    describe(stubbed, "UPDATE_IN_PROGRESS")
    happened(stubbed, *under_way)
    happened(stubbed, *under_way)
    happened(stubbed, *under_way, (NAME, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", ""))
    happened(
        stubbed,
        *under_way,
        (NAME, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", ""),
        (NAME, "UPDATE_COMPLETE", ""),
    )
    describe(stubbed, "UPDATE_COMPLETE")

    assert settled(stack_of(stubbed, options), options)

    said = capsys.readouterr().out
    assert "Runtime        is being changed" in said
    assert "is made" not in said


def test_the_first_failure_is_the_cause(stubbed: Stubber) -> None:
    happened(
        stubbed,
        (NAME, "CREATE_IN_PROGRESS", ""),
        ("Memory", "CREATE_FAILED", "Resource creation cancelled"),
        ("Runtime", "CREATE_FAILED", "the cause"),
        ("Log", "CREATE_FAILED", "another"),
        (NAME, "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create: [Runtime]."),
    )

    failure = events.first_failure(events.newer(stubbed.client, ID, set()))

    assert failure
    assert failure.reason == "the cause"


def test_a_memory_that_would_be_replaced_is_warned_of(stubbed: Stubber, options: Options) -> None:
    named = {"StackName": NAME, "ChangeSetName": plan.CHANGE_SET}
    stubbed.add_client_error("delete_change_set", "ChangeSetNotFound", "no such change set")
    stubbed.add_response("create_change_set", {"Id": "1", "StackId": ID}, ANY_REQUEST)
    change = {
        "Action": "Modify",
        "LogicalResourceId": "Memory",
        "ResourceType": plan.MEMORY,
        "Replacement": "True",
    }
    described = {
        "Status": "CREATE_COMPLETE",
        "Changes": [{"Type": "Resource", "ResourceChange": change}],
    }
    stubbed.add_response("describe_change_set", described, named)
    stubbed.add_response("describe_change_set", described, named)

    made = plan.make(stack_of(stubbed, options), None, {"Name": "stubbed"})

    assert made.changes[0].forgets
    assert "all that it remembers is lost" in made.changes[0].text


ANY_REQUEST = {
    name: ANY
    for name in (
        "StackName",
        "ChangeSetName",
        "ChangeSetType",
        "TemplateBody",
        "Parameters",
        "Capabilities",
        "Tags",
    )
}


def test_a_change_of_outputs_alone_is_needed(stubbed: Stubber, options: Options) -> None:
    named = {"StackName": NAME, "ChangeSetName": plan.CHANGE_SET}
    stubbed.add_client_error("delete_change_set", "ChangeSetNotFound", "no such change set")
    stubbed.add_response("create_change_set", {"Id": "1", "StackId": ID}, ANY_REQUEST)
    for _ in range(2):
        described = {"Status": "CREATE_COMPLETE", "Changes": []}
        stubbed.add_response("describe_change_set", described, named)

    made = plan.make(stack_of(stubbed, options), None, {"Name": "stubbed"})

    assert made.is_needed
    assert made.changes == ()


def test_what_cloudformation_cannot_do_is_explained(stubbed: Stubber, options: Options) -> None:
    named = {"StackName": NAME, "ChangeSetName": plan.CHANGE_SET}
    stubbed.add_client_error("delete_change_set", "ChangeSetNotFound", "no such change set")
    stubbed.add_response("create_change_set", {"Id": "1", "StackId": ID}, ANY_REQUEST)
    failed = {"Status": "FAILED", "StatusReason": "Transform failed internally"}
    stubbed.add_response("describe_change_set", failed, named)
    stubbed.add_response("describe_change_set", failed, named)
    stubbed.add_response("delete_change_set", {}, named)
    describe(stubbed, "REVIEW_IN_PROGRESS")
    stubbed.add_response("delete_stack", {}, {"StackName": NAME})

    with pytest.raises(DeployError, match="Transform failed internally.*in a few minutes"):
        plan.make(stack_of(stubbed, options), None, {"Name": "stubbed"})
