"""Another agent and memory than the environment's, as somebody chose them: checked, and tried."""

from dataclasses import dataclass
from typing import NamedTuple

from studio.aws import connect
from studio.health.observed import endpoint_of
from studio.problems import CALL_ERRORS, Problem, explain
from studio.settings import RUNTIME_ARN, Settings
from studio.shapes import pattern

DENIED = "AccessDeniedException"
LOCAL = {"STUDIO_TARGET": "local"}
"""The variables that ask for the embedded AgentCore, whatever else is set."""
DEFAULT = "DEFAULT"


class InvalidChoiceError(ValueError):
    """What was typed cannot be: its message says what is wrong, and what it should be."""


class Choice(NamedTuple):
    """A runtime's ARN, a memory's ID and the endpoint's name, as they were typed."""

    agent_arn: str
    memory_id: str
    qualifier: str = DEFAULT

    @property
    def variables(self) -> dict[str, str]:
        """The environment's variables that ask for it."""
        return {
            "STUDIO_TARGET": "aws",
            "AGENT_ARN": self.agent_arn.strip(),
            "MEMORY_ID": self.memory_id.strip(),
            "AGENT_QUALIFIER": self.qualifier.strip() or DEFAULT,
        }


@dataclass(frozen=True)
class Refused:
    """Why a choice cannot be taken: what failed, and where."""

    subject: str
    problem: Problem


def region_of(agent_arn: str) -> str:
    """The region that a runtime's ARN names; empty while it is not whole."""
    found = RUNTIME_ARN.fullmatch(agent_arn.strip())
    return found["region"] if found else ""


def checked(choice: Choice) -> Choice:
    """The choice, if it has the form that the service asks for.

    Raises:
        InvalidChoiceError: it has not; the message names the field.
    """
    arn, memory_id, qualifier = (each.strip() for each in choice)
    if not RUNTIME_ARN.fullmatch(arn):
        raise InvalidChoiceError(
            "The runtime ARN should look like "
            "arn:aws:bedrock-agentcore:REGION:ACCOUNT:runtime/NAME-ID."
        )
    if not pattern("MemoryId").fullmatch(memory_id):
        raise InvalidChoiceError(
            "The memory ID is the memory's name, a hyphen and ten letters or digits: "
            "my_memory-AbCdEfGhIj."
        )
    if not pattern("EndpointName").fullmatch(qualifier or DEFAULT):
        raise InvalidChoiceError(
            "The qualifier is the name of one of the runtime's endpoints: letters, digits and _; "
            "DEFAULT is always there."
        )
    return Choice(arn, memory_id, qualifier or DEFAULT)


def tried(settings: Settings) -> Refused | None:
    """Why these settings would not work, None where they do.

    Asked are the memory and the runtime's endpoint. Where the identity may not look at the
    endpoint it may still invoke it: that alone refuses nothing.
    """
    connection = connect(settings)
    try:
        connection.control.get_memory(memoryId=connection.memory_id)
    except CALL_ERRORS as error:
        return Refused("The memory", explain(error))
    else:
        endpoint = endpoint_of(connection)
        if isinstance(endpoint, Problem) and endpoint.code != DENIED:
            return Refused("The runtime", endpoint)
        return None
    finally:
        connection.close()
