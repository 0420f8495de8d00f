"""IDs in the forms that the service gives them."""

import secrets
import string
import uuid

_ALPHANUMERIC = string.ascii_letters + string.digits
ACCOUNT_ID = "000000000000"


def suffixed(name: str) -> str:
    """`name-<10 alphanumerics>`: memories, strategies and runtimes are called so."""
    return f"{name}-{''.join(secrets.choice(_ALPHANUMERIC) for _ in range(10))}"


def event_id(timestamp_ms: int) -> str:
    """An event's ID: 19 digits of milliseconds, `#`, 8 hex digits."""
    return f"{timestamp_ms:019d}#{secrets.token_hex(4)}"


def record_id() -> str:
    """A memory record's ID: `mem-` and a UUID, 40 characters."""
    return f"mem-{uuid.uuid4()}"


def arn(region: str, resource: str) -> str:
    """The ARN of one of the service's resources, e.g. `memory/NAME-0123456789`."""
    return f"arn:aws:bedrock-agentcore:{region}:{ACCOUNT_ID}:{resource}"
