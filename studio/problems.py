"""Failures of AWS calls in words: what happened, and what to do."""

import re
from dataclasses import dataclass

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)

CALL_ERRORS = (ClientError, BotoCoreError)
"""All that a boto3 call can raise."""


@dataclass(frozen=True)
class Problem:
    """What happened, what to do about it, and what the service said, for who has to look closer."""

    what: str
    remedy: str
    code: str = ""
    detail: str = ""


NOT_FOUND = "ResourceNotFoundException"
NOT_YOURS = "NotYours"
NOT_OPEN = "NotOpen"
"""The service's own code, and two of the guard's: see `studio.guard`."""
UNREACHABLE = "Unreachable"
AGAIN = "Try again in a moment."
CLOCK = (
    "AWS did not accept the request's signature or time.",
    "Set this machine's clock by a time server, and check the credentials.",
)
ACTION = re.compile(r"not authorized to perform: (?P<action>[\w-]+:\w+)")
"""How IAM names what was not allowed."""
BY_CODE = {
    "AccessDeniedException": ("AWS did not allow this.", "Allow it to the app's AWS identity."),
    "ExpiredTokenException": ("The AWS credentials have expired.", "Sign in to AWS again."),
    "UnrecognizedClientException": ("AWS does not know these credentials.", "Check them."),
    NOT_YOURS: (
        "This is not yours, or it is not there.",
        "Pick one of your actors in the sidebar, or enter a new name there.",
    ),
    NOT_OPEN: (
        "This is not open to people who sign in.",
        "It would concern everybody: ask whoever runs this app.",
    ),
    "InvalidSignatureException": CLOCK,
    "SignatureDoesNotMatch": CLOCK,
    "RequestTimeTooSkewed": CLOCK,
    "RequestExpired": CLOCK,
    NOT_FOUND: (
        "AgentCore does not know this resource.",
        "Check the memory ID and the agent's ARN: name, region and account.",
    ),
    "ThrottlingException": ("AgentCore is busy: too many calls at once.", AGAIN),
    "ThrottledException": ("AgentCore is busy: too many calls at once.", AGAIN),
    "ServiceQuotaExceededException": (
        "A quota of this AWS account is used up.",
        "Wait a little, or ask AWS for a higher quota.",
    ),
    "ValidationException": ("AgentCore did not accept the request.", "Read the details below."),
    "RuntimeClientError": (
        "The agent itself failed.",
        "Try again; if it stays, read the agent's log.",
    ),
    "ServiceException": ("AgentCore had a problem of its own.", AGAIN),
    "InternalServerException": ("AgentCore had a problem of its own.", AGAIN),
}
NOT_THEIRS = Problem(*BY_CODE[NOT_YOURS], NOT_YOURS)


def explain(error: ClientError | BotoCoreError) -> Problem:
    """The problem in words."""
    if isinstance(error, ClientError):
        return _from_service(error)
    detail = str(error)
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return Problem(
            "There are no AWS credentials.",
            "Sign in to AWS, or set AWS_PROFILE, and start the app again.",
            "NoCredentials",
            detail,
        )
    if isinstance(error, ConnectionError | HTTPClientError):
        return Problem(
            "AgentCore cannot be reached.",
            "Check the network connection and that AgentCore is running, then try again.",
            UNREACHABLE,
            detail,
        )
    return Problem("The call could not be made.", "Read the details below.", "CallError", detail)


def _from_service(error: ClientError) -> Problem:
    said = error.response.get("Error", {})
    code = said.get("Code", "Unknown")
    what, remedy = BY_CODE.get(code, ("AgentCore answered with an error.", AGAIN))
    detail = said.get("Message", str(error))
    if code == "AccessDeniedException":
        remedy = _to_allow(detail, error.operation_name)
    return Problem(what, remedy, code, detail)


def _to_allow(message: str, operation: str) -> str:
    named = ACTION.search(message)
    action = named["action"] if named else f"bedrock-agentcore:{operation}"
    return f"Allow the app's AWS identity the action {action} on this resource."
