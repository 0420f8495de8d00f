"""Actor and session IDs: made, and checked before the service has to refuse them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from uuid import uuid4

import botocore.session

from studio.owners import tag_of


class InvalidActorError(ValueError):
    """An actor ID that the service would refuse; its message says why, for people."""


def new_session_id(actor_id: str = "", began: datetime | None = None) -> str:
    """A session ID that memory (at most 100 characters) and runtime (at least 33) both take.

    It begins with the tag of the actor's owner, if there is one, and names when it began: now.
    """
    moment = began or datetime.now(UTC)
    named = (tag_of(actor_id), f"{moment:%Y%m%d-%H%M%S}", uuid4().hex)
    return "-".join(filter(None, named))


def valid_actor_id(typed: str) -> str:
    """The actor ID that somebody typed, without the blanks around it.

    Raises:
        InvalidActorError: it is empty, too long, or has characters that an actor ID cannot have.
    """
    actor_id = typed.strip()
    pattern, longest = _limits("ActorId")
    if not actor_id:
        raise InvalidActorError("An actor needs a name.")
    if len(actor_id) > longest:
        raise InvalidActorError(f"An actor ID has at most {longest} characters.")
    if not pattern.fullmatch(actor_id):
        raise InvalidActorError(
            "An actor ID starts with a letter or digit, and has letters (A–Z), digits and "
            "- _ / : only: no spaces, no accents."
        )
    return actor_id


def free_actor_id(name: str, taken: Iterable[str]) -> str:
    """The name as an actor ID; where somebody has it already, one that begins with it."""
    return f"{name}-{uuid4().hex[:4]}" if name in taken else name


def is_session_id(text: str) -> bool:
    """Whether memory and runtime both take it."""
    pattern, longest = _limits("SessionId")
    return 33 <= len(text) <= longest and pattern.fullmatch(text) is not None


@cache
def _limits(shape: str) -> tuple[re.Pattern[str], int]:
    model = botocore.session.get_session().get_service_model("bedrock-agentcore")
    metadata = model.shape_for(shape).metadata
    return re.compile(str(metadata["pattern"])), int(str(metadata["max"]))
