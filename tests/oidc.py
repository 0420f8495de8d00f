"""An OpenID provider on loopback, for tests: it lets everybody in as whoever they say they are."""

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "studio", "for-tests-only"
START_SECONDS = 30
PEOPLE = {"ana-1": "Ana", "ben-2": "Ben"}
"""Subjects, and what they are called."""


@dataclass
class Provider:
    """The provider. Authorization code flow with PKCE, RS256 (OpenID Connect Core 1.0)."""

    url: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def secrets_toml(self, app_url: str) -> str:
        """The `[auth]` section for an app at that address."""
        return f"""
[auth]
redirect_uri = "{app_url}/oauth2callback"
cookie_secret = "{secrets.token_hex(32)}"
client_id = "{CLIENT_ID}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{self.url}/.well-known/openid-configuration"
"""

    def app(self) -> Starlette:
        """The provider as an ASGI app."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/jwks", self._jwks),
                Route("/authorize", self._authorize),
                Route("/approve", self._approve),
                Route("/token", self._token, methods=["POST"]),
                Route("/logout", self._logout),
            ]
        )

    async def _metadata(self, _: Request) -> Response:
        named = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "jwks",
            "end_session_endpoint": "logout",
        }
        return JSONResponse(
            {
                "issuer": self.url,
                **{name: f"{self.url}/{path}" for name, path in named.items()},
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        if request.query_params["client_id"] != CLIENT_ID:
            return Response("unknown client", 400)
        links = (
            f'<p><a href="/approve?{escape(urlencode({**request.query_params, "sub": sub}))}">'
            f"{name}</a></p>"
            for sub, name in PEOPLE.items()
        )
        return HTMLResponse(f"<h1>Who are you?</h1>{''.join(links)}")

    async def _approve(self, request: Request) -> Response:
        code = secrets.token_urlsafe()
        self.asked[code] = dict(request.query_params)
        answer = urlencode({"code": code, "state": request.query_params["state"]})
        return RedirectResponse(f"{request.query_params['redirect_uri']}?{answer}", 302)

    async def _token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        asked = self.asked.pop(form.get("code", ""), None)
        if asked is None or not _is_client(request) or not _is_same(asked, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {
                "access_token": secrets.token_urlsafe(),
                "token_type": "Bearer",
                "expires_in": 3600,
                "id_token": jwt.encode(
                    {"alg": "RS256", "kid": "one"}, self._claims(asked), self.key
                ),
            }
        )

    def _claims(self, asked: Mapping[str, str]) -> dict[str, Any]:
        now, sub = int(time.time()), asked["sub"]
        name = PEOPLE[sub]
        return {
            "iss": self.url,
            "sub": sub,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 3600,
            "nonce": asked["nonce"],
            "name": name,
            "email": f"{name.lower()}@example.com",
        }

    async def _logout(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


def _is_client(request: Request) -> bool:
    given = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    return request.headers.get("authorization") == f"Basic {given}"


def _is_same(asked: Mapping[str, str], form: Mapping[str, str]) -> bool:
    """Whether who comes for the token is who asked for the code (RFC 7636)."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return (asked["code_challenge"], asked["redirect_uri"]) == (challenge, form["redirect_uri"])


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers, on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    provider = Provider(f"http://localhost:{listening.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(provider.app(), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started:
        assert thread.is_alive() and time.monotonic() < end
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
