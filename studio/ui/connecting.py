"""Connection: what this browser is connected to, and another agent and memory instead."""

import streamlit as st

from studio.choice import DEFAULT, LOCAL, InvalidChoiceError, checked, region_of, tried
from studio.discovery import Found
from studio.settings import Settings, Target
from studio.ui import errors, state, state_connection
from studio.ui.connection import Services, connected_to, settings_with
from studio.ui.state_connection import Variables
from studio.ui.text import inline_code

ARN_EXAMPLE = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/my_agent-AbCdEfGhIj"
MEMORY_EXAMPLE = "my_memory-AbCdEfGhIj"
LONGEST = 200


def show(services: Services) -> None:
    """What is connected now, the way back to this machine, and the form for AWS."""
    is_aws = services.settings.target is Target.AWS
    _now(services)
    _origin(services.settings)
    if is_aws:
        _this_machine(services)
    st.subheader("Use an agent and a memory on AWS", anchor=False)
    st.markdown(
        "Both are tried before anything changes. The choice is **this browser's**, until its tab "
        "is reloaded; other browsers keep theirs. Credentials are found the way every AWS tool "
        "finds them, and are never typed here."
    )
    settings = services.settings
    qualifier = settings.qualifier if is_aws else DEFAULT
    state_connection.offer(settings.agent_runtime_arn, settings.memory_id, qualifier)
    _finder()
    _form(services)


def _now(services: Services) -> None:
    connection = services.connection
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":material/lan: Connected to **{connection.target_label}**")
        for name, value in (
            ("Memory", connection.memory_id),
            ("Runtime", connection.agent_runtime_arn),
            ("Endpoint", connection.qualifier),
        ):
            st.markdown(f"{name}: {inline_code(value, LONGEST)}")


def _origin(settings: Settings) -> None:
    """Where the agent and the memory were named, also where that was not enough."""
    if not settings.origin:
        return
    named = inline_code(settings.origin, LONGEST)
    if settings.target is Target.AWS:
        st.caption(f"Agent and memory are named by {named}.")
    else:
        st.caption(f"{named} names an agent or a memory alone: AWS needs both.")


def _this_machine(services: Services) -> None:
    if not st.button("Use this machine instead", icon=":material/computer:", key="to_local"):
        return
    try:
        local = connected_to(settings_with(LOCAL))
    except (OSError, ValueError) as error:
        st.error(str(error), title="AgentCore could not start on this machine.")
    else:
        _switch(services, LOCAL, local.connection.memory_id, "this machine")


def _finder() -> None:
    with st.expander("Find them in my account", icon=":material/search:", type="compact"):
        with (
            st.form("find", border=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            named = region_of(state_connection.typed().agent_arn) or "us-east-1"
            region = st.text_input("Region", named, key="find_region")
            is_wanted = st.form_submit_button("List", icon=":material/list:")
        if is_wanted:
            with st.spinner("Listing memories and runtimes…"):
                state_connection.find(region.strip() or "us-east-1")
        if found := state_connection.found():
            _found(found)


def _found(found: Found) -> None:
    for problem in found.problems:
        errors.problem(problem)
    if not found.problems and not (found.runtimes or found.memories):
        st.caption("There is neither a runtime nor a memory in that region.")
    for label, names, picker, field in (
        ("Runtimes", found.runtimes, state_connection.FOUND_RUNTIME, state_connection.RUNTIME),
        ("Memories", found.memories, state_connection.FOUND_MEMORY, state_connection.MEMORY),
    ):
        if names:
            st.selectbox(
                label,
                names,
                index=None,
                key=picker,
                placeholder="Pick one to fill it in below",
                on_change=state_connection.fill,
                args=(field, picker),
            )


def _form(services: Services) -> None:
    # Above the form: below it, what went wrong could be out of sight.
    outcome = st.container()
    with st.form("connection"):
        st.text_input("Runtime ARN", key=state_connection.RUNTIME, placeholder=ARN_EXAMPLE)
        st.text_input("Memory ID", key=state_connection.MEMORY, placeholder=MEMORY_EXAMPLE)
        st.text_input(
            "Qualifier",
            key=state_connection.QUALIFIER,
            help="Which of the runtime's endpoints answers. DEFAULT is always there.",
        )
        is_sent = st.form_submit_button("Try and connect", type="primary", icon=":material/power:")
    if is_sent:
        with outcome:
            _try(services)


def _try(services: Services) -> None:
    """Connect to what was typed, or say why not; what was typed stays in the form."""
    try:
        choice = checked(state_connection.typed())
    except InvalidChoiceError as error:
        st.warning(str(error))
        return
    settings = settings_with(choice.variables)
    with st.spinner("Trying the memory and the runtime…"):
        refused = tried(settings)
    if refused is None:
        _switch(services, choice.variables, choice.memory_id, f"AWS, {settings.region}")
    else:
        st.caption(f"{refused.subject} cannot be used. Nothing was changed.")
        errors.problem(refused.problem)


def _switch(services: Services, variables: Variables, memory_id: str, name: str) -> None:
    state_connection.switch(variables, services.connection.memory_id, memory_id)
    state.tell(f"Connected to {name}.")
    st.rerun()
