"""Pages where people sign in, without a browser: `AppTest.user` stands for who did."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from studio.ids import new_session_id
from studio.owners import Owner
from studio.ui import signin
from studio.ui.connection import Services
from tests.app_pages.conftest import ROOT
from tests.app_pages.screen import SECONDS, shown

ISSUER = "https://id.example"
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "studio",
    "client_secret": "secret",
    "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
}
REFUSED = "This is not yours, or it is not there."

As = Callable[..., AppTest]


@pytest.fixture
def visit(connected: Services) -> Iterator[As]:
    """Open a page as somebody who signed in, or as nobody."""

    def open_as(subject: str = "", page: str = "chat", **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
        app.secrets["auth"] = AUTH
        if subject:
            app.user = claims(subject)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        return app.switch_page(f"app_pages/{page}.py").run() if page != "chat" else app

    signin.providers.clear()
    yield open_as
    signin.providers.clear()


def claims(subject: str) -> dict[str, Any]:
    now = int(time.time())
    return {"is_logged_in": True, "iss": ISSUER, "sub": subject, "iat": now, "name": subject}


def somebody() -> str:
    """A subject that the provider has not named before."""
    return f"person-{uuid4().hex[:8]}"


def owned(connected: Services, subject: str, name: str) -> tuple[str, str]:
    """An actor of that person's who said something; their ID and the session's."""
    actor_id = Owner.of(ISSUER, subject).actor_id(name)
    session_id = new_session_id(actor_id)
    payload = [{"conversational": {"role": "USER", "content": {"text": f"I am {subject}."}}}]
    connected.memory.client.create_event(
        memoryId=connected.memory.memory_id,
        actorId=actor_id,
        sessionId=session_id,
        eventTimestamp=time.time(),
        payload=payload,
        extractionMode="SKIP",
    )
    return actor_id, session_id


def offered(app: AppTest) -> list[str]:
    """What the actor's picker offers."""
    return list(app.selectbox(key="picked_actor").options)


@pytest.mark.parametrize("page", ["chat", "memories", "sessions", "walkthrough", "compare"])
def test_every_page_asks_to_sign_in_first(visit: As, page: str) -> None:
    app = visit(page=page, actor="alice")
    assert [button.label for button in app.button] == ["Sign in"]
    assert not app.selectbox and not app.exception


def test_who_signed_in_long_ago_is_asked_again(visit: As) -> None:
    app = visit()
    app.user = claims("ana") | {"iat": int(time.time()) - 13 * 3600}
    app.run()
    assert [button.label for button in app.button] == ["Sign in"]


def test_the_sidebar_says_who_is_there_and_lets_them_out(visit: As) -> None:
    app = visit(subject := somebody())
    assert subject in shown(app).replace("\\", "")
    app.button(key="sign_out").click().run()
    assert [button.label for button in app.button] == ["Sign in"]


def test_nobody_has_to_sign_in_where_nothing_is_configured(connected: Services) -> None:
    signin.providers.clear()
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS).run()
    assert not app.exception
    assert "sign_out" not in [button.key for button in app.button]
    assert app.button(key="try_it")


def test_a_name_that_is_typed_is_one_s_own_actor_and_shown_as_a_name(visit: As) -> None:
    subject, name = somebody(), f"alice-{uuid4().hex[:6]}"
    app = visit(subject)
    app.text_input(key="typed_actor").set_value(name)
    next(button for button in app.button if button.label == "Start chatting").click().run()
    assert not app.exception
    assert str(app.query_params["actor"]) == Owner.of(ISSUER, subject).actor_id(name)
    assert offered(app) == [name]


def test_the_picker_offers_one_s_own_actors_alone(visit: As, connected: Services) -> None:
    ana, ben, name = somebody(), somebody(), f"alice-{uuid4().hex[:6]}"
    owned(connected, ana, name)
    owned(connected, ben, f"{name}-of-ben")
    owned(connected, ben, name)
    # One after the other, within the time for which the list is kept.
    assert offered(visit(ana)) == [name]
    assert offered(visit(ben)) == [name, f"{name}-of-ben"]
    assert offered(visit(ana)) == [name]


@pytest.mark.parametrize("page", ["chat", "memories", "sessions", "compare"])
def test_another_s_actor_in_the_address_is_refused(
    visit: As, connected: Services, page: str
) -> None:
    ana, ben = somebody(), somebody()
    actor_id, session_id = owned(connected, ana, "alice")
    # She reads it first, so that whatever is kept of it is at hand.
    assert f"I am {ana}." in shown(visit(ana, actor=actor_id, session=session_id))
    there = visit(ben, page, actor=actor_id, session=session_id)
    nothing = visit(ben, page, actor=Owner.of(ISSUER, "nobody").actor_id("alice"))
    for app in (there, nothing, visit(ben, page, actor="bob")):
        assert REFUSED in [warning.proto.title for warning in app.warning]
        assert ana not in shown(app)
    assert shown(there) == shown(nothing)


def test_another_s_session_in_the_address_is_refused(visit: As, connected: Services) -> None:
    ana, ben = somebody(), somebody()
    _, session_id = owned(connected, ana, "alice")
    app = visit(ben, actor=Owner.of(ISSUER, ben).actor_id("alice"), session=session_id)
    assert REFUSED in [warning.proto.title for warning in app.warning]


def test_one_starts_over_where_something_was_refused(visit: As) -> None:
    app = visit(somebody(), actor="bob")
    next(button for button in app.button if button.label == "Start over").click().run()
    assert app.button(key="try_it")
    assert not app.query_params


@pytest.mark.parametrize(
    ("auth", "said"), [(AUTH | {"cookie_secret": "short"}, "cookie_secret"), ({}, "cookie_secret")]
)
def test_a_section_that_cannot_be_used_opens_nothing(
    visit: As, auth: dict[str, str], said: str
) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
    app.secrets["auth"] = auth
    app.user = claims("ana")
    app.run()
    assert said in shown(app)
    assert not app.selectbox and not app.exception
