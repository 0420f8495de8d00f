"""Health: whether all is right, in one line, and each check in one of its own."""

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from studio.health.examination import Health, examine
from studio.health.results import Check, Verdict
from studio.settings import Settings
from studio.ui.connection import Services
from studio.ui.text import counted, one_line

FRESH_SECONDS = 30
LONGEST = 400
MARKS = {
    Verdict.OK: ":green[:material/check_circle:]",
    Verdict.WARNING: ":orange[:material/warning:]",
    Verdict.FAILED: ":red[:material/cancel:]",
    Verdict.UNKNOWN: ":gray[:material/help:]",
}
"""Beside a word where it is not plainly well: nobody has to tell colours apart."""


def show(services: Services) -> None:
    """What came of the newest look, which is a while old at the most."""
    with st.spinner("Looking at what is connected…"):
        found = _examined(services, services.settings, services.memory.scope)
    _overall(found)
    with st.container(border=True, gap="xsmall"):
        for check in found.checks:
            _check(check)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Check again", icon=":material/refresh:", on_click=_examined.clear)
        st.caption(
            f"{counted(len(found.checks), 'check')} in {found.milliseconds:,.0f} ms, on "
            f"{services.connection.target_label}.",
            width="content",
        )


@st.cache_data(ttl=FRESH_SECONDS, show_spinner=False)
def _examined(_services: Services, settings: Settings, scope: tuple[str, str]) -> Health:
    return examine(settings, _services.connection)


def _overall(found: Health) -> None:
    counts = Counter(check.verdict for check in found.checks)
    if found.verdict is Verdict.FAILED:
        st.error(
            "Begin with the first: it may explain the others.",
            title=f"{counted(counts[Verdict.FAILED], 'check')} failed.",
            icon=":material/cancel:",
        )
    elif found.verdict is Verdict.WARNING:
        st.warning(
            "It works, but something is not as it should be.",
            title=f"{counted(counts[Verdict.WARNING], 'warning')}.",
            icon=":material/warning:",
        )
    else:
        st.success(_well(found.checks), title="Everything is all right.", icon=":material/check:")


def _well(checks: Iterable[Check]) -> str:
    unknown = [check.name for check in checks if check.verdict is Verdict.UNKNOWN]
    if not unknown:
        return "The agent is ready, and its memory is, too."
    return f"As far as it can be seen. Not checked: {', '.join(map(one_line, unknown))}."


def _check(check: Check) -> None:
    word = "" if check.verdict is Verdict.OK else f" ({check.verdict})"
    name = one_line(check.name)
    st.markdown(f"{MARKS[check.verdict]} **{name}**{word}: {one_line(check.reason, LONGEST)}")
    if check.remedy:
        st.caption(f":material/arrow_forward: {one_line(check.remedy, LONGEST)}")
    if check.detail:
        with st.expander(f"What the service said on: {name}", type="compact"):
            st.text(check.detail)
