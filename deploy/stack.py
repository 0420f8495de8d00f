"""The CloudFormation stack of a deployment: looked at, followed, deleted."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from deploy import events
from deploy.events import Event

NOT_THERE = "does not exist"
EMPTY = frozenset({"REVIEW_IN_PROGRESS"})
"""A stack that a change set was made for, and nothing else."""
REMAINS = frozenset({"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"})
"""A stack that cannot be updated any more, only deleted."""
STUCK = "UPDATE_ROLLBACK_FAILED"


@dataclass(frozen=True)
class State:
    """A stack as it is now."""

    id: str
    status: str
    parameters: dict[str, str]
    outputs: dict[str, str]

    @property
    def is_moving(self) -> bool:
        """Whether CloudFormation is at work on it."""
        return self.status.endswith("_IN_PROGRESS") and self.status not in EMPTY


@dataclass(frozen=True)
class Stack:
    """The stack of this name; `poll` is how many seconds pass between two looks at it."""

    cloudformation: Any
    name: str
    poll: float
    say: Callable[[str], None]

    def state(self) -> State | None:
        """The stack now; None where there is none.

        Raises:
            ClientError, BotoCoreError: it could not be read.
        """
        try:
            (found,) = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if NOT_THERE in str(error):
                return None
            raise
        if found["StackStatus"] == "DELETE_COMPLETE":
            return None
        return State(
            id=found["StackId"],
            status=found["StackStatus"],
            parameters=_pairs(found.get("Parameters", []), "Parameter"),
            outputs=_pairs(found.get("Outputs", []), "Output"),
        )

    def known(self, stack_id: str) -> set[str]:
        """The IDs of the events so far, to follow what comes after them.

        Raises:
            ClientError, BotoCoreError: they could not be read.
        """
        return {event.id for event in events.newer(self.cloudformation, stack_id, set())}

    def rest(self, state: State) -> list[Event]:
        """Follow what CloudFormation is doing to the stack, from its beginning to its end.

        Raises:
            ClientError, BotoCoreError: its events could not be read.
        """
        found = events.newer(self.cloudformation, state.id, set())
        return self.follow(state.id, events.before_operation(found))

    def follow(self, stack_id: str, known: set[str]) -> list[Event]:
        """Say the events that are not known as they come, until the stack is at rest; all of them.

        Raises:
            ClientError, BotoCoreError: they could not be read.
        """
        seen: list[Event] = []
        while True:
            for event in events.newer(self.cloudformation, stack_id, known):
                seen.append(event)
                known.add(event.id)
                self.say(events.line(event, seen[0].at))
            if events.end(seen):
                return seen
            time.sleep(self.poll)

    def delete(self, state: State) -> list[Event]:
        """Delete the stack with all that is in it. Returns the events of that.

        Raises:
            ClientError, BotoCoreError: it could not be asked for, or followed.
        """
        known = self.known(state.id)
        self.cloudformation.delete_stack(StackName=self.name)
        return self.follow(state.id, known)

    def go_on_rolling_back(self, state: State) -> list[Event]:
        """Have CloudFormation try again to take back an update. Returns the events of that.

        Raises:
            ClientError, BotoCoreError: it could not be asked for, or followed.
        """
        known = self.known(state.id)
        self.cloudformation.continue_update_rollback(StackName=self.name)
        return self.follow(state.id, known)


def _pairs(items: list[dict[str, str]], kind: str) -> dict[str, str]:
    return {item[f"{kind}Key"]: item[f"{kind}Value"] for item in items}
