"""A stack's events: what has happened since some moment, and what failed first."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

STACK = "AWS::CloudFormation::Stack"
BEGINNINGS = frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"})
CONSEQUENCE = "cancelled"
"""What CloudFormation says of resources that it gave up because another one failed."""
WORDS = {
    "CREATE_IN_PROGRESS": "is being made",
    "CREATE_COMPLETE": "is made",
    "CREATE_FAILED": "could NOT be made",
    "UPDATE_IN_PROGRESS": "is being changed",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": "is changed; tidying up",
    "UPDATE_COMPLETE": "is changed",
    "UPDATE_FAILED": "could NOT be changed",
    "DELETE_IN_PROGRESS": "is being deleted",
    "DELETE_COMPLETE": "is deleted",
    "DELETE_FAILED": "could NOT be deleted",
    "ROLLBACK_IN_PROGRESS": "is being taken back",
    "ROLLBACK_COMPLETE": "is taken back",
    "UPDATE_ROLLBACK_IN_PROGRESS": "is being put back as it was",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS": "is put back as it was; tidying up",
    "UPDATE_ROLLBACK_COMPLETE": "is put back as it was",
}


@dataclass(frozen=True)
class Event:
    """What happened to a resource, or to the stack itself."""

    id: str
    at: datetime
    resource: str
    type: str
    status: str
    reason: str

    @property
    def is_end(self) -> bool:
        """Whether the stack has come to rest with this."""
        return self.type == STACK and not self.status.endswith("_IN_PROGRESS")

    @property
    def is_beginning(self) -> bool:
        """Whether an operation on the stack began with this."""
        return self.type == STACK and self.status in BEGINNINGS

    @property
    def is_failure(self) -> bool:
        """Whether a resource failed, and not because another one had."""
        failed = self.type != STACK and self.status.endswith("_FAILED")
        return failed and CONSEQUENCE not in self.reason.lower()


def newer(cloudformation: Any, stack_id: str, known: Set[str]) -> list[Event]:
    """The events but those with a known ID, oldest first.

    Raises:
        ClientError, BotoCoreError: they could not be read.
    """
    found: list[Event] = []
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack_id)
    for page in pages:
        new = [_event(each) for each in page["StackEvents"] if each["EventId"] not in known]
        found += new
        if len(new) < len(page["StackEvents"]):
            break
    return sorted(reversed(found), key=lambda event: event.at)


def before_operation(found: Sequence[Event]) -> set[str]:
    """The IDs of the events before the newest operation on the stack began."""
    beginnings = [index for index, event in enumerate(found) if event.is_beginning]
    return {event.id for event in found[: max(beginnings, default=len(found))]}


def end(found: Iterable[Event]) -> Event | None:
    """The event with which the stack came to rest; None while it has not."""
    return next((event for event in found if event.is_end), None)


def first_failure(events: Iterable[Event]) -> Event | None:
    """What failed first; the rest mostly failed because of it."""
    return next((event for event in events if event.is_failure), None)


def line(event: Event, began: datetime) -> str:
    """An event for people: seconds since the operation began, what, and how it is."""
    seconds = int((event.at - began).total_seconds())
    how = WORDS.get(event.status, event.status)
    reason = f": {event.reason}" if event.reason and event.status.endswith("_FAILED") else ""
    return f"  {seconds:>4} s  {event.resource:<14} {how}{reason}"


def _event(found: dict[str, Any]) -> Event:
    return Event(
        id=found["EventId"],
        at=found["Timestamp"],
        resource=found["LogicalResourceId"],
        type=found.get("ResourceType", ""),
        status=found.get("ResourceStatus", ""),
        reason=found.get("ResourceStatusReason", ""),
    )
