"""What goes wrong, in plain words with a remedy: AWS's errors and the stack's failed events."""

import re

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
"""Exit statuses: it went wrong; it cannot be done from here as it is; Ctrl-C."""
CALL_ERRORS = (BotoCoreError, ClientError)
SIGN_IN = "Sign in to AWS (for example `aws sso login`, or set AWS_PROFILE), and run this again."
NO_CREDENTIALS = (
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
SIGNED_OUT = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
DENIED = frozenset({"403", "AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
ACTION = re.compile(r"not authorized to perform:? (?P<action>[\w-]+:\w+)")
"""How IAM names what was not allowed."""

REMEDIES = (
    (
        ACTION,
        "Have this action allowed to the identity that deploys, or deploy as one that may.",
    ),
    (
        re.compile(r"already exist|name is taken|AlreadyExists", re.I),
        "Something of that name is there already: pick another by --name, or delete it.",
    ),
    (
        re.compile(r"quota|limit exceeded|LimitExceeded|too many", re.I),
        "Have the quota raised (Service Quotas in the console), or delete what is not used.",
    ),
    (
        re.compile(r"assume|role validation|invalid role", re.I),
        "A new role takes some seconds to be known everywhere: run the same command again.",
    ),
    (
        re.compile(r"unrecognized resource type|not supported in|not available in", re.I),
        "This region does not have AgentCore: pick another by --region, for example us-east-1.",
    ),
    (
        re.compile(r"s3|bucket|\.zip|artifact|entry ?point|arm64", re.I),
        "The agent's zip could not be used: check that it is in the bucket, then run this again.",
    ),
    (
        re.compile(r"stabilize|timed? ?out|internal|throttl|rate exceeded", re.I),
        "AWS had a problem of its own: run the same command again in a few minutes.",
    ),
)
DEFAULT_REMEDY = "Mend what the reason names, then run the same command again."


class DeployError(Exception):
    """What cannot be done, why, and what to do about it."""

    def __init__(self, what: str, remedy: str, status: int = FAILED) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy
        self.status = status


def remedy(reason: str) -> str:
    """What to do about a failure for which AWS gives this reason."""
    return next((advice for pattern, advice in REMEDIES if pattern.search(reason)), DEFAULT_REMEDY)


def explain(error: ClientError | BotoCoreError) -> DeployError:
    """The error that stands for one of boto3's."""
    if isinstance(error, ClientError):
        return _of_service(error)
    if isinstance(error, NoRegionError):
        return no_region()
    if isinstance(error, NO_CREDENTIALS):
        return DeployError("There are no AWS credentials that can be used.", SIGN_IN, MISUSED)
    if isinstance(error, ConnectionError | HTTPClientError):
        return DeployError(
            f"AWS cannot be reached: {error}.", "Check the network and --region, then try again."
        )
    return DeployError(f"AWS could not be called: {error}.", DEFAULT_REMEDY)


def no_region() -> DeployError:
    """No region is set anywhere."""
    return DeployError(
        "There is no AWS region.", "Give one: --region us-east-1, or AWS_REGION.", MISUSED
    )


def _of_service(error: ClientError) -> DeployError:
    said = error.response.get("Error", {})
    code, reason = said.get("Code", ""), said.get("Message", "")
    if code in SIGNED_OUT:
        return DeployError("AWS does not accept the credentials.", SIGN_IN, MISUSED)
    if code in DENIED:
        named = ACTION.search(reason)
        action = named["action"] if named else error.operation_name
        return DeployError(f"AWS does not allow {action}.", REMEDIES[0][1], MISUSED)
    return DeployError(f"AWS refused {error.operation_name}: {reason or code}.", remedy(reason))
