"""The folds below an answer: its time, its tokens, its API calls and their price; its trace."""

import streamlit as st

from studio import prices
from studio.conversation import Exchange
from studio.costs import Bill, Line, bill, money, storage
from studio.types import Done
from studio.ui.text import counted
from studio.ui.waterfall import waterfall


def details(taken: Exchange, model_label: str = "") -> None:
    """What the exchange took and would cost on AWS. Nothing while it runs."""
    end = taken.turn.end
    if end is None:
        return
    done = end if isinstance(end, Done) else Done()
    made = bill(done, taken.calls.counts, model_label or done.model)
    with st.expander(_label(made), type="compact", icon=":material/receipt_long:"):
        _timings(done)
        _calls(made)
        _extraction(taken)
        st.caption(
            f"AWS list prices as of {prices.LOOKED_UP:%-d %B %Y}; see studio/prices.py. "
            f"Runtime is not in the sum: it costs \\${prices.RUNTIME_CPU.dollars} a vCPU-hour and "
            f"\\${prices.RUNTIME_MEMORY.dollars} a GB-hour that the session's microVM uses."
        )
    if taken.turn.trace is not None:
        waterfall(taken.turn.trace)


def _label(made: Bill) -> str:
    if not made.agent_is_known:
        return f"{counted(made.by_app, 'API call')} by this app; the agent does not tell of its own"
    what = "on AWS" if made.has_model_price else "without the model"
    label = f"{counted(made.by_agent, 'API call')} · about {money(made.dollars)} {what}"
    return label.replace("$", r"\$")


def _timings(done: Done) -> None:
    times = {
        "First word": done.first_text_ms,
        "Whole answer": done.total_ms,
        "Looking up memory": done.retrieval_ms,
    }
    parts = [f"{name} {each / 1000:.2f} s" for name, each in times.items() if each is not None]
    names = {"inputTokens": "in", "outputTokens": "out"}
    tokens = [f"{done.usage[key]:,} {word}" for key, word in names.items() if key in done.usage]
    if tokens:
        parts.append(f"Tokens {', '.join(tokens)}")
    st.caption(" · ".join(parts) or "The agent does not say how long it took, nor its tokens.")


def _calls(made: Bill) -> None:
    if not made.agent_is_known:
        st.caption("Only this app's calls are known, and so is only their price.")
    head = ["| Call | Agent | App | Cost |", "|---|--:|--:|--:|"]
    st.markdown("\n".join([*head, *map(_row, made.lines)]))
    notes = [f"{line.operation}: {line.note}" for line in made.lines if line.note]
    st.caption(" · ".join(notes).replace("$", r"\$"))


def _row(line: Line) -> str:
    cost = "–" if line.dollars is None else money(line.dollars)
    cells = [line.operation, line.by_agent or "–", line.by_app or "–", cost]
    return f"| {' | '.join(map(str, cells))} |".replace("$", r"\$")


def _extraction(taken: Exchange) -> None:
    """What nobody calls, and AWS charges all the same."""
    price = prices.STORED_RECORD
    text = (
        "Extraction is called by nobody: AWS runs it, and charges built-in strategies by what they "
        f"store, ${price.dollars:.2f} per {price.many:,} {price.unit}."
    )
    count = len(taken.learning.changes.added) if taken.learning else 0
    if count:
        text += f" Here: {counted(count, 'record')}, {money(storage(count))} a month."
    st.caption(text.replace("$", r"\$"))
