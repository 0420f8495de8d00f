"""Who signed in, and which actors, sessions and namespaces are theirs: told by the IDs alone.

Whoever signed in has a tag. Their actors' IDs begin with it, and so do their sessions' IDs and the
segment of a namespace that names the actor. So nothing has to be stored or asked to know whose
something is, two people may each have an *alice*, and it holds on AWS as it does here.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

TAGGED = re.compile(r"(?P<tag>o[0-9a-f]{20}):")
TAG_DIGITS = 20


@dataclass(frozen=True)
class Owner:
    """Somebody who signed in. Without a tag: whoever is there, where nobody has to sign in."""

    tag: str = ""

    @classmethod
    def of(cls, issuer: str, subject: str) -> "Owner":
        """The person whom an OpenID provider means by a subject.

        Issuer and subject together are the only claims that are unique and never change; an e-mail
        address is neither (OpenID Connect Core 1.0, section 5.7).
        """
        digest = sha256(json.dumps([issuer, subject]).encode()).hexdigest()
        return cls(f"o{digest[:TAG_DIGITS]}")

    def actor_id(self, name: str) -> str:
        """The ID of the owner's actor of that name; an ID that is the owner's stays as it is."""
        return name if self.owns(name) else f"{self.tag}:{name}"

    def owns(self, actor_id: str) -> bool:
        """Whether the actor is the owner's."""
        return not self.tag or tag_of(actor_id) == self.tag

    def owns_session(self, session_id: str) -> bool:
        """Whether the session is one of the owner's actors'."""
        return not self.tag or session_id.startswith(f"{self.tag}-")

    def reaches(self, namespace: str) -> bool:
        """Whether all that lies in a namespace, or below it as a path, is the owner's.

        What counts is the first segment that begins with a tag: it names the actor. A wildcard
        could stand for another's.
        """
        if not self.tag:
            return True
        tags = [tag for segment in namespace.split("/") if (tag := tag_of(segment))]
        return "*" not in namespace and tags[:1] == [self.tag]


EVERYBODY = Owner()


def tag_of(actor_id: str) -> str:
    """The tag of the actor's owner; empty for an actor of nobody in particular."""
    found = TAGGED.match(actor_id)
    return found["tag"] if found else ""


def name_of(actor_id: str) -> str:
    """What the actor is called before people: the ID without its owner's tag."""
    return TAGGED.sub("", actor_id, count=1) if tag_of(actor_id) else actor_id
