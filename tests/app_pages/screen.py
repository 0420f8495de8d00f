"""What a test does with a page, and reads from it."""

import time
from collections.abc import Callable
from typing import NamedTuple
from uuid import uuid4

from streamlit.testing.v1 import AppTest

SECONDS = 60.0
TEACH = "My name is Alice and I like chocolate ice cream"
RECALL = "What is my name and what do I like?"
NAME, LIKING = "The user's name is Alice.", "The user likes chocolate ice cream."

Open = Callable[..., AppTest]


class Visit(NamedTuple):
    """An actor and the session they talked in."""

    actor: str
    session: str


def someone() -> str:
    """An actor that nobody has heard of."""
    return f"actor-{uuid4().hex[:8]}"


def shown(app: AppTest) -> str:
    """All text on the page."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.text, app.error, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def run_until(app: AppTest, condition: Callable[[AppTest], bool]) -> AppTest:
    """Run again, as the page itself does while it waits, until the condition holds."""
    deadline = time.monotonic() + SECONDS
    while not condition(app):
        assert time.monotonic() < deadline, shown(app)
        app.run()
    assert not app.exception
    return app


def say(app: AppTest, text: str) -> AppTest:
    """Say something and have it answered."""
    app.chat_input(key="prompt").set_value(text).run()
    assert not app.exception
    return app
