"""The dialog that forgets an actor: what is kept, a confirmation, progress, and a report."""

import streamlit as st

from studio.forgetting import MOST_COUNTED, Forgetting, Holdings, Report, holdings
from studio.memory import Memory
from studio.owners import name_of
from studio.problems import CALL_ERRORS, explain
from studio.ui import actors, errors, picture, sessions, state, state_memories
from studio.ui.connection import services
from studio.ui.text import counted, inline_code

FRESH_SECONDS = 60


@st.dialog(
    "Forget this actor", icon=":material/person_remove:", on_dismiss=state_memories.drop_report
)
def show(actor_id: str) -> None:
    """Ask, delete all that is kept of the actor, and say what became of it."""
    if state_memories.report() is None:
        asking = st.empty()
        with asking.container():
            _ask(services().memory, actor_id)
        if state_memories.report():
            asking.empty()
    if report := state_memories.report():
        _reported(report, actor_id)


def _ask(memory: Memory, actor_id: str) -> None:
    try:
        with st.spinner("Counting what is kept…"):
            kept = _kept(memory, memory.scope, actor_id)
    except CALL_ERRORS as error:
        errors.problem(explain(error))
        return
    if kept.is_empty:
        st.markdown(f"Nothing is kept of {inline_code(name_of(actor_id))}.")
    elif _is_confirmed(kept, actor_id):
        _forget(memory, kept, actor_id)


def _is_confirmed(kept: Holdings, actor_id: str) -> bool:
    st.markdown(
        f"Memory keeps of {inline_code(name_of(actor_id))}:\n\n"
        f"- {_records(kept)}\n"
        f"- {counted(kept.events, 'event')} in {counted(kept.sessions, 'session')}\n\n"
        "All of it is deleted for good. Other actors keep theirs."
    )
    if kept.shared:
        st.caption(
            f"{counted(kept.shared, 'more record')} in namespaces that several actors share: those "
            "that do not name this actor's events stay."
        )
    with st.form("forget", border=False):
        typed = st.text_input(
            f"Type {inline_code(name_of(actor_id))} to confirm", autocomplete="off"
        )
        is_sent = st.form_submit_button("Forget this actor", type="primary")
    if is_sent and typed.strip() != name_of(actor_id):
        st.warning("That is not the actor's name. Nothing was deleted.")
        return False
    return is_sent


def _records(kept: Holdings) -> str:
    more = f"more than {MOST_COUNTED:,} memory records" if kept.has_more else ""
    return more or counted(kept.records, "memory record")


def _forget(memory: Memory, kept: Holdings, actor_id: str) -> None:
    forgetting = Forgetting(memory, actor_id, services().settings.learning_patience)
    total = max(kept.records + kept.events, 1)
    bar = st.progress(0.0, "Starting…")
    for report in forgetting.rounds():
        gone = report.records + report.events
        bar.progress(min(gone / total, 1.0), f"{gone:,} deleted. {report.doing}")
    for listed in (actors, sessions, picture):
        listed.refresh()
    _kept.clear()
    # A new session: the one that is open is gone.
    state.go_to(actor_id)
    state_memories.keep_report(forgetting.report)


def _reported(report: Report, actor_id: str) -> None:
    deleted = (
        f"{counted(report.records, 'memory record')} and {counted(report.events, 'event')} in "
        f"{counted(len(report.sessions), 'session')} were deleted."
    )
    if report.is_clean:
        st.success(
            deleted, title=f"{inline_code(name_of(actor_id))} is forgotten", icon=":material/check:"
        )
    else:
        st.warning(deleted, title="Not all could be deleted. Try again in a moment.")
    if report.kept:
        st.caption(f"{counted(report.kept, 'record')} in shared namespaces stay: not known whose.")
    if report.problem:
        errors.problem(report.problem)
    for name, why in report.failures.items():
        st.text(f"{name}: {why}")
    if st.button("Close", key="close_report"):
        state_memories.drop_report()
        st.rerun()


@st.cache_data(ttl=FRESH_SECONDS, show_spinner=False)
def _kept(_memory: Memory, scope: tuple[str, str], actor_id: str) -> Holdings:
    return holdings(_memory, actor_id)
