"""Who signed in, as their OpenID provider says, and what has to be set for that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from studio.owners import Owner
from studio.settings import SettingsError

LASTS = timedelta(hours=12)
"""So long after signing in nobody is asked again: Streamlit itself would not for 30 days."""
SHORTEST_SECRET = 32
"""Characters of `cookie_secret` at least: whoever guesses it can sign in as anybody."""
DEFAULT = "default"
"""What Streamlit calls the provider that stands in `[auth]` itself."""
NAMES = ("name", "preferred_username", "email", "sub")


@dataclass(frozen=True)
class Person:
    """Somebody who signed in: what is theirs, and what they are called."""

    owner: Owner
    name: str


def person(claims: Mapping[str, Any], now: datetime) -> Person | None:
    """Who the claims say is there; None where nobody is, or signed in too long ago.

    The claims are those of an ID token, which always has `iss`, `sub` and `iat` (OpenID Connect
    Core 1.0, section 2), and Streamlit's own `is_logged_in`.
    """
    if not claims.get("is_logged_in"):
        return None
    if now - datetime.fromtimestamp(float(claims["iat"]), UTC) > LASTS:
        return None
    name = next(str(claims[key]) for key in NAMES if claims.get(key))
    return Person(Owner.of(str(claims["iss"]), str(claims["sub"])), name)


def providers(section: Mapping[str, Any]) -> tuple[str, ...]:
    """The providers that people can choose from, as `[auth]` in Streamlit's secrets names them.

    Raises:
        SettingsError: there is none, or the secret that cookies are signed with can be guessed.
    """
    if len(str(section.get("cookie_secret", ""))) < SHORTEST_SECRET:
        raise SettingsError(
            f"cookie_secret in [auth] has fewer than {SHORTEST_SECRET} characters: set a long "
            "random one, for example from `openssl rand -hex 32`."
        )
    own = [DEFAULT] if "client_id" in section else []
    named = [name for name, value in section.items() if _is_provider(value)]
    if not own + named:
        raise SettingsError(
            "[auth] names no provider: set client_id, client_secret and server_metadata_url."
        )
    return (*own, *named)


def _is_provider(value: object) -> bool:
    return isinstance(value, Mapping) and "client_id" in value
