"""The IAM policy that the app needs, for one deployment."""

from pathlib import Path

from deploy.aws import Aws
from deploy.problems import DeployError
from deploy.stack import State

FILE = Path(__file__).parent / "app-policy.json"
"""With PARTITION, REGION, ACCOUNT, MEMORY_ID and RUNTIME_ID to be filled in."""


def filled(aws: Aws, state: State) -> str:
    """The policy with the IDs of a deployment, as JSON.

    Raises:
        DeployError: the deployment has none yet.
    """
    if not state.outputs:
        raise DeployError(f"The stack is {state.status}.", "Run `make deploy` to its end first.")
    arn = state.outputs["AgentRuntimeArn"]
    text = FILE.read_text(encoding="utf-8")
    known = {
        "PARTITION": arn.split(":")[1],
        "REGION": aws.region,
        "ACCOUNT": aws.account,
        "MEMORY_ID": state.outputs["MemoryId"],
        "RUNTIME_ID": arn.rsplit("/", 1)[-1],
    }
    for name, value in known.items():
        text = text.replace(f"${{{name}}}", value)
    return text
