"""The app on an embedded AgentCore of its own, without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from studio.ui.connection import Services, services
from tests.app_pages.screen import (
    LIKING,
    NAME,
    SECONDS,
    TEACH,
    Open,
    Visit,
    run_until,
    say,
    shown,
    someone,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """What the app under test is connected to."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("AGENT_ARN", "MEMORY_ID", "STUDIO_AGENT", "STUDIO_MODEL"):
            environment.delenv(name, raising=False)
        environment.setenv("STUDIO_TARGET", "local")
        environment.setenv("STUDIO_DATA_DIR", str(tmp_path_factory.mktemp("studio")))
        yield services()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def open_page(connected: Services) -> Open:
    """Open a page as a browser would, with query parameters in its address."""

    def open_at(page: str = "chat", **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page != "chat":
            app.switch_page(f"app_pages/{page}.py").run()
        return app

    return open_at


@pytest.fixture(scope="session")
def alice(open_page: Open) -> Visit:
    """Where somebody has introduced themselves, in one turn, and that was learned."""
    app = say(open_page(actor=someone()), TEACH)
    run_until(app, lambda page: NAME in shown(page) and LIKING in shown(page))
    run_until(app, lambda page: "Learning" not in shown(page))
    return Visit(str(app.query_params["actor"]), str(app.query_params["session"]))
