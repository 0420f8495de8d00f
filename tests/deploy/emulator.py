"""MiniStack (CloudFormation, S3, IAM, logs) with AgentCore's types: `python -m`, as a process."""

import os
import sys
from pathlib import Path

from ministack.app import main
from ministack.services.cloudformation import handlers, provisioners, stacks
from ministack.services.cloudformation.helpers import _xml

from tests.deploy.agentcore_types import Types

PREFIX = "AWS::BedrockAgentCore::"


def register(agentcore: str, folder: Path) -> None:
    """Add the types to the emulator's own, and have them run beside its loop as custom ones do."""
    own = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}"
    provisioners._RESOURCE_HANDLERS.update(Types(agentcore, own, folder).handlers())
    is_custom = stacks._is_custom_resource
    stacks._is_custom_resource = lambda kind: kind.startswith(PREFIX) or is_custom(kind)


def mend() -> None:
    """Have DeleteChangeSet answer with the element that botocore looks for, as AWS does."""
    act = handlers._ACTION_HANDLERS["DeleteChangeSet"]
    answer = _xml(200, "DeleteChangeSetResponse", "<DeleteChangeSetResult/>")

    def delete_change_set(params: object) -> object:
        status, *_ = given = act(params)
        return answer if status == 200 else given

    handlers._ACTION_HANDLERS["DeleteChangeSet"] = delete_change_set


if __name__ == "__main__":
    endpoint, folder = sys.argv[1:]
    del sys.argv[1:]
    register(endpoint, Path(folder))
    mend()
    main()
